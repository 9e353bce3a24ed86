"""tf.data: transformations, iterators and their seeds."""


def constructs(tf, t, v):
    data = tf.data.Dataset

    def once(dataset):
        return tf.data.make_one_shot_iterator(dataset).get_next()

    def initializable(dataset):
        iterator = tf.data.make_initializable_iterator(dataset)
        return iterator.initializer, iterator.get_next(), tf.random_uniform([2])

    def numbers():
        return data.range(10)

    def on_devices(strategy):
        with strategy.scope():
            iterator = strategy.make_dataset_iterator(numbers().map(lambda x: x + 1).batch(4))
            weight = tf.get_variable("w", [4, 3])
            results = strategy.experimental_run(
                lambda x: tf.matmul(tf.to_float([x]), weight), iterator
            )
        return iterator.initialize(), results, tf.random_uniform([2])

    chains = {
        "range": lambda: numbers(),
        "from_tensor_slices": lambda: data.from_tensor_slices(([1.0, 2.0], [1, 2])),
        "from_tensors": lambda: data.from_tensors({"x": [1.0, 2.0]}),
        "batch": lambda: numbers().batch(3),
        "batch remainder": lambda: numbers().batch(3, drop_remainder=True),
        "repeat": lambda: numbers().repeat(),
        "repeat 2": lambda: numbers().repeat(2),
        "shuffle": lambda: numbers().shuffle(10),
        "shuffle seed": lambda: numbers().shuffle(10, seed=3),
        "shuffle repeat": lambda: numbers().shuffle(10).repeat(),
        "repeat shuffle": lambda: numbers().repeat().shuffle(10),
        "shuffle once": lambda: numbers().shuffle(10, reshuffle_each_iteration=False),
        "shuffle repeat batch": lambda: numbers().shuffle(10).repeat().batch(3),
        "shuffle_and_repeat": lambda: numbers().apply(tf.data.experimental.shuffle_and_repeat(10)),
        "map": lambda: numbers().map(lambda x: x * 2),
        "map parallel": lambda: numbers().map(lambda x: x + 1, num_parallel_calls=2),
        "map of draw": lambda: numbers().map(lambda x: tf.random_uniform([2])),
        "map and batch": lambda: numbers().apply(
            tf.data.experimental.map_and_batch(lambda x: x * 2, 3)
        ),
        "filter": lambda: numbers().filter(lambda x: x > 3),
        "flat_map": lambda: numbers().flat_map(lambda x: data.range(x)),
        "interleave": lambda: numbers().interleave(lambda x: data.range(x), 2, 3),
        "interleave parallel": lambda: numbers().interleave(
            lambda x: data.range(x), 2, num_parallel_calls=2
        ),
        "prefetch": lambda: numbers().prefetch(1),
        "take": lambda: numbers().take(3),
        "skip": lambda: numbers().skip(3),
        "shard": lambda: numbers().shard(2, 0),
        "cache": lambda: numbers().cache(),
        "zip": lambda: data.zip((numbers(), numbers())),
        "concatenate": lambda: numbers().concatenate(numbers()),
        "padded_batch": lambda: numbers().map(lambda x: tf.fill([x], x)).padded_batch(3, [None]),
        "window": lambda: numbers().window(3).flat_map(lambda x: x.batch(3)),
        "enumerate": lambda: numbers().enumerate(),
        "TextLineDataset": lambda: tf.data.TextLineDataset("x"),
        "TFRecordDataset": lambda: tf.data.TFRecordDataset("x"),
        "list_files": lambda: data.list_files("x*"),
        "list_files in order": lambda: data.list_files("x*", shuffle=False),
    }
    table = {}
    for name, chain in chains.items():
        table[name] = lambda chain=chain: once(chain())
        table[name + " initializable"] = lambda chain=chain: initializable(chain())
    table["OneDeviceStrategy"] = lambda: on_devices(tf.distribute.OneDeviceStrategy("/cpu:0"))
    table["MirroredStrategy"] = lambda: on_devices(tf.distribute.MirroredStrategy(["/cpu:0"]))
    table["from_tensor_slices of placeholder"] = lambda: initializable(
        data.from_tensor_slices(t(None, 3))
    )
    return table
