"""Input and training: records, queues, iterators, hooks, trainers of slim and contrib."""

import os
import random
import tempfile

import numpy as np

from tests.graphs.zoo.training import (
    BUILT,
    CLASSES,
    IMAGES,
    ONE_HOT,
    STEPS,
    estimate,
    keras_fit,
    loop,
    model,
    one_thread,
    tf,
)


def trained(loss, train, *initializers):
    """The losses of a model that gets its own input."""
    losses = []
    with tf.Session(config=one_thread()) as sess:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        sess.run([*initializers, tf.tables_initializer()])
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess=sess, coord=coord)
        for _ in range(STEPS):
            losses.append(float(sess.run([loss, train])[0]))
        coord.request_stop()
        sess.run([q.cancel_op for q in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)])
        coord.join(threads)
    return losses


def records(count=24):
    """A file of examples: an image of 8 x 8 x 3 bytes, and a label."""
    path = os.path.join(tempfile.mkdtemp(), "train.tfrecords")
    with tf.python_io.TFRecordWriter(path) as writer:
        for i in range(count):
            pixels = (np.arange(192) * (i + 3) % 256).astype("uint8").tobytes()
            feature = {
                "image_raw": tf.train.Feature(bytes_list=tf.train.BytesList(value=[pixels])),
                "label": tf.train.Feature(int64_list=tf.train.Int64List(value=[i % 10])),
            }
            example = tf.train.Example(features=tf.train.Features(feature=feature))
            writer.write(example.SerializeToString())
    return path


FEATURES = {
    "image_raw": tf.FixedLenFeature([], tf.string),
    "label": tf.FixedLenFeature([], tf.int64),
}


@model
def records_dataset():
    path = tf.placeholder_with_default(records(), [])

    def parse(serialized):
        features = tf.parse_single_example(serialized, features=FEATURES)
        image = tf.decode_raw(features["image_raw"], tf.uint8)
        image = tf.reshape(image, [8, 8, 3])
        return tf.cast(image, tf.float32) * (1.0 / 255) - 0.5, tf.cast(features["label"], tf.int32)

    def augment(image, label):
        image = tf.random_crop(tf.image.resize_image_with_crop_or_pad(image, 10, 10), [8, 8, 3])
        image = tf.image.random_flip_left_right(image)
        image = tf.image.random_saturation(tf.image.random_hue(image, 0.1), 0.8, 1.2)
        return tf.clip_by_value(image, -1.0, 1.0), label

    dataset = tf.data.TFRecordDataset(path)
    dataset = dataset.map(parse, num_parallel_calls=1).map(augment).shuffle(buffer_size=20)
    dataset = dataset.repeat().batch(4, drop_remainder=True).prefetch(1)
    iterator = dataset.make_initializable_iterator()
    images, labels = iterator.get_next()
    net = tf.layers.conv2d(images, 4, 3, 2, activation=tf.nn.relu)
    logits = tf.layers.dense(tf.layers.dropout(tf.layers.flatten(net), 0.5, training=True), 10)
    loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    return trained(loss, train, iterator.initializer)


@model
def records_by_queues():
    name = records()
    filename_queue = tf.train.string_input_producer([name, name], num_epochs=None, shuffle=True)
    reader = tf.TFRecordReader()
    _, serialized = reader.read(filename_queue)
    features = tf.parse_single_example(serialized, features=FEATURES)
    image = tf.decode_raw(features["image_raw"], tf.uint8)
    image.set_shape([192])
    image = tf.cast(image, tf.float32) * (1.0 / 255) - 0.5
    images, labels = tf.train.batch(
        [image, tf.cast(features["label"], tf.int32)], batch_size=4, num_threads=1, capacity=20
    )
    with tf.name_scope("hidden1"):
        weights = tf.Variable(
            tf.truncated_normal([192, 8], stddev=1.0 / np.sqrt(192.0)), name="weights"
        )
        biases = tf.Variable(tf.zeros([8]), name="biases")
        hidden1 = tf.nn.relu(tf.matmul(images, weights) + biases)
    with tf.name_scope("softmax_linear"):
        weights = tf.Variable(tf.truncated_normal([8, 10], stddev=0.3), name="weights")
        logits = tf.matmul(hidden1, weights) + tf.Variable(tf.zeros([10]), name="biases")
    cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits(
        labels=tf.to_int64(labels), logits=logits, name="xentropy"
    )
    loss = tf.reduce_mean(cross_entropy, name="xentropy_mean")
    global_step = tf.Variable(0, name="global_step", trainable=False)
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=global_step)
    return trained(loss, train)


@model
def shuffle_batch():
    path = os.path.join(tempfile.mkdtemp(), "iris.csv")
    with open(path, "w") as file:
        for i in range(20):
            file.write(",".join("%.3f" % v for v in IMAGES[i, :4]) + ",%d\n" % (i % 3))
    queue = tf.train.string_input_producer(tf.constant([path]), shuffle=False)
    reader = tf.TextLineReader(skip_header_lines=0)
    _, value = reader.read(queue)
    columns = tf.decode_csv(value, record_defaults=[[0.0], [0.0], [0.0], [0.0], [0]])
    example = tf.stack(columns[:4])
    examples, labels = tf.train.shuffle_batch(
        [example, columns[4]], batch_size=5, capacity=16, min_after_dequeue=10
    )
    logits = tf.layers.dense(tf.layers.dense(examples, 6, tf.nn.sigmoid), 3)
    loss = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    )
    # The threads of the queue decide which rows are there: the loss of the first rows is compared.
    fixed = tf.reduce_mean(tf.square(logits)) * 0.0 + tf.reduce_sum(
        tf.square(tf.layers.dense(tf.constant(IMAGES[:3, :4]), 2))
    )
    train = tf.train.GradientDescentOptimizer(0.01).minimize(fixed + 0.0 * loss)
    return trained(fixed, train)


@model
def reinitializable():
    def make(count):
        data = tf.data.Dataset.from_tensor_slices({"x": IMAGES[:count, :6], "y": ONE_HOT[:count]})
        return data.shuffle(count, reshuffle_each_iteration=False).batch(8)

    train_set, test_set = make(32).repeat(), make(16)
    iterator = tf.data.Iterator.from_structure(train_set.output_types, train_set.output_shapes)
    row = iterator.get_next()
    to_train = iterator.make_initializer(train_set)
    iterator.make_initializer(test_set)
    handle = tf.placeholder(tf.string, shape=[])
    tf.data.Iterator.from_string_handle(handle, train_set.output_types).get_next()
    flat = (
        tf.data.Dataset.range(5)
        .flat_map(lambda n: tf.data.Dataset.from_tensors(n).repeat(2))
        .filter(lambda n: tf.not_equal(n, 3))
    )
    zipped = tf.data.Dataset.zip((flat, tf.data.Dataset.range(10, 20))).repeat()
    a, b = zipped.padded_batch(4, padded_shapes=([], [])).make_one_shot_iterator().get_next()
    noise = tf.random_normal([8, 6], stddev=0.1)
    logits = tf.layers.dense(row["x"] + noise, 10)
    loss = tf.losses.softmax_cross_entropy(row["y"], logits)
    loss += 0.001 * tf.to_float(tf.reduce_sum(a * b))
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    return trained(loss, train, to_train)


@model
def generator_and_py_func():
    def rows():
        generator = random.Random(3)
        while True:
            yield [generator.random() for _ in range(4)], generator.randrange(3)

    dataset = tf.data.Dataset.from_generator(rows, (tf.float32, tf.int32), ([4], []))
    dataset = dataset.apply(tf.contrib.data.shuffle_and_repeat(10))
    dataset = dataset.apply(tf.contrib.data.map_and_batch(lambda x, y: (x * 2.0, y), 6))
    x, y = dataset.make_one_shot_iterator().get_next()

    def flip(values):
        return values[:, ::-1].copy()

    flipped = tf.py_func(flip, [x], tf.float32, stateful=False)
    flipped.set_shape([6, 4])
    draw = tf.py_func(lambda: np.float32(0.5), [], tf.float32)
    net = tf.layers.dense(tf.concat([x, flipped], 1), 8, tf.nn.crelu)
    loss = tf.losses.sparse_softmax_cross_entropy(y, tf.layers.dense(net, 3)) + 0.0 * draw
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    return trained(loss, train)


@model
def text_pipeline():
    path = os.path.join(tempfile.mkdtemp(), "text.txt")
    with open(path, "w") as file:
        file.write("\n".join(["the cat sat", "a dog ran off", "the dog sat down there"] * 4))
    vocabulary = tf.constant(["the", "a", "cat", "dog", "sat", "ran", "off"])
    table = tf.contrib.lookup.index_table_from_tensor(vocabulary, num_oov_buckets=2)
    tf.contrib.lookup.index_to_string_table_from_tensor(vocabulary, default_value="<unk>")
    dataset = tf.data.TextLineDataset(path).map(lambda line: tf.string_split([line]).values)
    dataset = dataset.map(lambda words: (table.lookup(words), tf.size(words)))
    dataset = dataset.shuffle(8, seed=5).repeat().padded_batch(3, ([None], []))
    iterator = dataset.make_initializable_iterator()
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
    ids, lengths = iterator.get_next()
    embedded = tf.contrib.layers.embed_sequence(ids, vocab_size=9, embed_dim=4)
    _, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(4), embedded, lengths, dtype=tf.float32)
    loss = tf.reduce_mean(
        tf.square(tf.layers.dense(state, 1) - tf.expand_dims(tf.to_float(lengths), 1))
    )
    train = tf.contrib.layers.optimize_loss(
        loss=loss,
        global_step=tf.train.get_or_create_global_step(),
        learning_rate=0.01,
        optimizer="Adagrad",
        gradient_noise_scale=0.1,
        clip_gradients=2.0,
        learning_rate_decay_fn=lambda r, s: tf.train.exponential_decay(r, s, 10, 0.9),
    )
    return trained(loss, train)


@model
def hooks_and_scaffold():
    x = tf.placeholder(tf.float32, [None, 784])
    step = tf.train.get_or_create_global_step()
    h = tf.layers.dense(x, 12, tf.nn.swish)
    loss = tf.losses.hinge_loss(tf.constant(ONE_HOT[:16]), tf.layers.dense(h, 10))
    loss += tf.losses.cosine_distance(
        tf.nn.l2_normalize(h, 1), tf.ones([16, 12]) / np.sqrt(12.0), axis=1, weights=0.1
    )
    tf.summary.scalar("loss", loss)
    rate = tf.train.cosine_decay_restarts(0.1, step, 20)
    train = tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=step)
    scaffold = tf.train.Scaffold(
        saver=tf.train.Saver(max_to_keep=1, sharded=True),
        init_fn=lambda scaffold, sess: None,
        local_init_op=tf.group(tf.local_variables_initializer(), tf.tables_initializer()),
    )
    folder = tempfile.mkdtemp()
    watched = []

    class Loss(tf.train.SessionRunHook):
        def before_run(self, run_context):
            return tf.train.SessionRunArgs(loss, {x: IMAGES[:16]})

        def after_run(self, run_context, run_values):
            watched.append(float(run_values.results))

    hooks = [
        tf.train.StopAtStepHook(STEPS),
        Loss(),
        tf.train.CheckpointSaverHook(folder, save_steps=40, scaffold=scaffold),
        tf.train.SummarySaverHook(20, output_dir=folder, scaffold=scaffold),
        tf.train.LoggingTensorHook({"loss": loss}, every_n_iter=1000),
        tf.train.StepCounterHook(25, output_dir=folder),
    ]
    creator = tf.train.ChiefSessionCreator(scaffold, config=one_thread())
    with tf.train.MonitoredSession(creator, hooks) as sess:
        while not sess.should_stop():
            sess.run(train)
    return watched


@model
def supervisor():
    x = tf.placeholder(tf.float32, [None, 8])
    y = tf.layers.dense(tf.layers.dense(x, 6, tf.nn.tanh), 8)
    loss = tf.reduce_mean(tf.squared_difference(x, y))
    step = tf.Variable(0, name="global_step", trainable=False, dtype=tf.int32)
    train = tf.train.AdamOptimizer(0.01).minimize(loss, global_step=step)
    tf.summary.scalar("loss", loss)
    tf.summary.histogram("y", y)
    sv = tf.train.Supervisor(logdir=tempfile.mkdtemp(), save_model_secs=0, save_summaries_secs=0)
    losses = []
    with sv.managed_session(config=one_thread(), start_standard_services=False) as sess:
        for _ in range(STEPS):
            if sv.should_stop():
                break
            losses.append(float(sess.run([loss, train], {x: IMAGES[:8, :8]})[0]))
    return losses


@model
def slim_training():
    slim = tf.contrib.slim
    x = tf.constant(IMAGES[:16, :20])
    net = slim.fully_connected(
        x, 8, normalizer_fn=slim.layer_norm, weights_regularizer=slim.l1_l2_regularizer(1e-3, 1e-3)
    )
    net = slim.bias_add(slim.unit_norm(net, 1))
    net = slim.one_hot_encoding(tf.argmax(net, 1), 8) + net
    predictions = slim.fully_connected(slim.dropout(net, 0.8), 1, activation_fn=None)
    tf.losses.mean_pairwise_squared_error(tf.constant(IMAGES[:16, 30:31]), predictions)
    total = tf.losses.get_total_loss()
    variables = slim.get_variables_to_restore(exclude=["fully_connected_1"])
    train = slim.learning.create_train_op(
        total, tf.train.MomentumOptimizer(0.01, 0.9), gradient_multipliers={variables[0]: 2.0}
    )
    losses = []

    def step_fn(sess, train_op, global_step, kwargs):
        losses.append(float(sess.run([total, train_op])[0]))
        return losses[-1], sess.run(global_step) >= STEPS

    slim.learning.train(
        train,
        tempfile.mkdtemp(),
        train_step_fn=step_fn,
        session_config=one_thread(),
        number_of_steps=STEPS,
        save_interval_secs=10000,
        save_summaries_secs=10000,
    )
    return losses


@model
def estimator_heads():
    def model_fn(features, labels, mode, params, config):
        net = tf.feature_column.input_layer(features, params["columns"])
        with tf.variable_scope("net", partitioner=tf.variable_axis_size_partitioner(1 << 20)):
            for units in (8, 6):
                net = tf.layers.dense(
                    net, units, tf.nn.relu, kernel_constraint=tf.keras.constraints.MaxNorm(1.0)
                )
                net = tf.layers.dropout(net, 0.2, training=mode == tf.estimator.ModeKeys.TRAIN)
        logits = tf.layers.dense(net, 3)
        predictions = {"classes": tf.argmax(logits, 1), "probabilities": tf.nn.softmax(logits)}
        loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
        tf.summary.scalar("accuracy", tf.metrics.accuracy(labels, predictions["classes"])[1])
        step = tf.train.get_global_step()
        optimizer = tf.train.ProximalAdagradOptimizer(0.1, l2_regularization_strength=0.001)
        optimizer = tf.contrib.estimator.clip_gradients_by_norm(optimizer, 1.0)
        train = optimizer.minimize(loss, global_step=step)
        metrics = {
            "recall": tf.metrics.recall(labels, predictions["classes"]),
            "top": tf.metrics.mean(tf.nn.in_top_k(logits, labels, 2)),
            "iou": tf.metrics.mean_per_class_accuracy(labels, predictions["classes"], 3),
        }
        return tf.estimator.EstimatorSpec(
            mode,
            predictions,
            loss,
            train,
            eval_metric_ops=metrics,
            training_hooks=[tf.train.LoggingTensorHook({"loss": loss}, every_n_iter=1000)],
        )

    columns = [tf.feature_column.numeric_column("x", [4])]

    def input_fn():
        dataset = tf.data.Dataset.from_tensor_slices(({"x": IMAGES[:, :4]}, CLASSES % 3))
        return dataset.shuffle(64).repeat().batch(16).make_one_shot_iterator().get_next()

    return estimate(
        lambda config: tf.estimator.Estimator(model_fn, params={"columns": columns}, config=config),
        lambda: input_fn,
    )


@model
def keras_model_to_estimator():
    L = tf.keras.layers
    network = tf.keras.Sequential(
        [
            L.Dense(8, activation="tanh", input_shape=(6,), name="hidden"),
            L.Dropout(0.3),
            L.Dense(3, activation="softmax", name="out"),
        ]
    )
    network.compile(tf.train.AdamOptimizer(0.01), "categorical_crossentropy")
    config = tf.estimator.RunConfig(
        tf_random_seed=1, model_dir=tempfile.mkdtemp(), session_config=one_thread()
    )
    estimator = tf.keras.estimator.model_to_estimator(network, config=config)
    losses = []

    class Loss(tf.train.SessionRunHook):
        def after_create_session(self, session, coord):
            BUILT.append(session.graph)

        def before_run(self, run_context):
            return tf.train.SessionRunArgs(run_context.session.graph.get_collection("losses"))

        def after_run(self, run_context, run_values):
            losses.append(float(np.sum(run_values.results)))

    def input_fn():
        rows = ({"hidden_input": IMAGES[:32, :6]}, ONE_HOT[:32, :3])
        return tf.data.Dataset.from_tensor_slices(rows).batch(8).repeat()

    estimator.train(input_fn, steps=STEPS, hooks=[Loss()])
    return losses


@model
def keras_many_layers():
    L = tf.keras.layers
    text = L.Input((7,), dtype="int32", name="text")
    pixels = L.Input((8, 8, 2), name="pixels")
    e = L.Embedding(20, 6, embeddings_initializer="glorot_normal")(text)
    e = L.Bidirectional(L.GRU(4, return_sequences=True, recurrent_dropout=0.1))(e)
    e = L.TimeDistributed(L.Dense(5, activation="selu"))(e)
    e = L.Conv1D(4, 3, padding="causal", activation="relu")(e)
    e = L.Concatenate()([L.GlobalAveragePooling1D()(e), L.GlobalMaxPooling1D()(e)])
    p = L.ZeroPadding2D()(pixels)
    p = L.DepthwiseConv2D(3, depth_multiplier=2)(p)
    p = L.UpSampling2D()(L.MaxPooling2D(padding="same")(p))
    p = L.Conv2DTranspose(3, 3, activation=tf.nn.leaky_relu)(L.Cropping2D(1)(p))
    p = L.Activation("softsign")(L.GaussianDropout(0.1)(p))
    p = L.Flatten()(L.Permute((3, 1, 2))(p))
    p = L.Dense(5, use_bias=False, kernel_regularizer="l2", activity_regularizer="l1")(p)
    joined = L.Add()([L.Dense(5)(e), p])
    gate = L.Dense(5, activation="hard_sigmoid")(joined)
    out = L.Dense(1, activation="sigmoid")(L.Multiply()([joined, gate]))
    network = tf.keras.Model([text, pixels], out)
    network.compile(tf.keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True, decay=1e-3), "mse")
    words = np.arange(64 * 7).reshape(64, 7) % 20
    return keras_fit(network, [words, IMAGES[:, :128].reshape(64, 8, 8, 2)], np.arange(64) % 2)


@model
def moving_average_and_accumulation():
    x = tf.placeholder(tf.float32, [None, 6])
    net = tf.layers.dense(
        x, 8, tf.nn.relu, kernel_initializer=tf.keras.initializers.lecun_uniform()
    )
    loss = tf.losses.sigmoid_cross_entropy(
        tf.cast(x[:, :1] > 0, tf.int32), tf.layers.dense(net, 1), weights=tf.abs(x[:, 1:2])
    )
    optimizer = tf.contrib.opt.MovingAverageOptimizer(
        tf.contrib.opt.AdamWOptimizer(0.001, learning_rate=0.01), average_decay=0.9
    )
    tvs = tf.trainable_variables()
    accumulators = [tf.Variable(tf.zeros_like(v.initialized_value()), trainable=False) for v in tvs]
    zero = [a.assign(tf.zeros_like(a)) for a in accumulators]
    pairs = optimizer.compute_gradients(loss, tvs)
    accumulate = [accumulators[i].assign_add(g) for i, (g, _) in enumerate(pairs)]
    with tf.control_dependencies(accumulate):
        apply = optimizer.apply_gradients(
            [(accumulators[i].read_value(), v) for i, (_, v) in enumerate(pairs)]
        )
    optimizer.swapping_saver()
    lazy = tf.contrib.opt.LazyAdamOptimizer(0.01)
    table = tf.get_variable("table", [9, 4])
    rows = tf.gather(table, tf.argmax(x, 1))
    lazy_train = lazy.minimize(tf.reduce_mean(tf.square(rows - 1.0)), var_list=[table])
    return loop(loss, [apply, tf.group(*zero), lazy_train], lambda i: {x: IMAGES[i : i + 8, :6]})


@model
def keras_fit_dataset():
    class Perceptron(tf.keras.Model):
        def __init__(self):
            super().__init__(name="mlp")
            self.hidden = tf.keras.layers.Dense(16, activation="tanh")
            self.dropout = tf.keras.layers.Dropout(0.25)
            self.logits = tf.keras.layers.Dense(10)

        def call(self, inputs, training=None):
            return self.logits(self.dropout(self.hidden(inputs), training=training))

    perceptron = Perceptron()
    loss = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
    perceptron.compile(tf.train.AdamOptimizer(0.01), loss=loss)
    losses = []

    class Batches(tf.keras.callbacks.Callback):
        def on_batch_end(self, batch, logs=None):
            losses.append(float(logs["loss"]))

    tf.keras.backend.set_session(tf.Session(config=one_thread()))
    dataset = tf.data.Dataset.from_tensor_slices((IMAGES, ONE_HOT)).shuffle(64, seed=5)
    dataset = dataset.repeat().batch(16)
    perceptron.fit(dataset, epochs=2, steps_per_epoch=25, verbose=0, callbacks=[Batches()])
    return losses
