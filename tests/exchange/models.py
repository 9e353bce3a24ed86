"""Models whose files go from 1.15.5 to this project and back.

Keeps to Python 3.7's syntax. Each is a function of the TensorFlow that builds it, and returns what
the model predicts and what trains it, or None where there is nothing to train.
"""

import numpy as np

MODELS = {}


def model(function):
    MODELS[function.__name__] = function
    return function


def data(tf, *shape):
    """A constant batch that has the same numbers everywhere."""
    count = int(np.prod(shape))
    return tf.constant(np.sin(0.7 * np.arange(count)).reshape(shape).astype("float32"))


def fed(tf, *shape):
    """A placeholder of an unknown batch, which feeds itself."""
    return tf.placeholder_with_default(data(tf, *shape), (None,) + shape[1:])


def initial(tf, scale=0.3):
    return tf.random_normal_initializer(0.0, scale, seed=5)


def squares(tf, x):
    return tf.reduce_mean(tf.square(x - 0.5))


def dense(tf, x, units, activation=None):
    return tf.layers.dense(x, units, activation, kernel_initializer=initial(tf))


def optimized(name, make):
    def build(tf):
        y = dense(tf, dense(tf, fed(tf, 6, 4), 5, tf.nn.tanh), 2)
        step = tf.train.get_or_create_global_step()
        return y, make(tf.train).minimize(squares(tf, y), step)

    MODELS[name] = build


optimized("sgd", lambda train: train.GradientDescentOptimizer(0.1))
optimized("momentum", lambda train: train.MomentumOptimizer(0.1, 0.9, use_nesterov=True))
optimized("adam", lambda train: train.AdamOptimizer(0.01))
optimized("rmsprop", lambda train: train.RMSPropOptimizer(0.01, centered=True))
optimized("adagrad", lambda train: train.AdagradOptimizer(0.1))
optimized("adadelta", lambda train: train.AdadeltaOptimizer(1.0))
optimized("ftrl", lambda train: train.FtrlOptimizer(0.1))
optimized("proximal", lambda train: train.ProximalAdagradOptimizer(0.1))
optimized("proximal_sgd", lambda train: train.ProximalGradientDescentOptimizer(0.1))


def normalized(name, training, fused):
    def build(tf):
        x = tf.layers.conv2d(fed(tf, 4, 6, 6, 2), 3, 3, kernel_initializer=initial(tf))
        is_training = tf.placeholder_with_default(True, []) if training is None else training
        x = tf.layers.batch_normalization(x, training=is_training, fused=fused)
        y = tf.reduce_mean(tf.nn.relu(x), [1, 2])
        with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
            return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))

    MODELS[name] = build


normalized("batch_norm", True, True)
normalized("batch_norm_frozen", False, True)
normalized("batch_norm_fed", None, True)
normalized("batch_norm_unfused", True, False)
normalized("batch_norm_unfused_fed", None, False)


@model
def resource_variables(tf):
    with tf.variable_scope("r", use_resource=True):
        w = tf.get_variable("w", [4, 3], initializer=initial(tf))
        table = tf.get_variable("table", [5, 4], initializer=initial(tf))
    y = tf.matmul(tf.gather(table, [0, 2, 4, 2]), w)
    return y, tf.train.AdamOptimizer(0.1).minimize(squares(tf, y))


@model
def partitioned(tf):
    table = tf.get_variable(
        "table", [10, 3], initializer=initial(tf), partitioner=tf.fixed_size_partitioner(3)
    )
    y = tf.nn.embedding_lookup(table, [0, 4, 9, 5], partition_strategy="div")
    return y, tf.train.MomentumOptimizer(0.1, 0.9).minimize(squares(tf, y))


@model
def embedding_of_words(tf):
    table = tf.get_variable("table", [10, 3], initializer=initial(tf))
    ids = tf.SparseTensor([[0, 0], [0, 1], [1, 0]], np.array([1, 2, 3], "int64"), [2, 2])
    y = tf.nn.embedding_lookup_sparse(table, ids, None, combiner="mean")
    return y, tf.train.AdagradOptimizer(0.1).minimize(squares(tf, y))


def recurrent(tf, cell, **options):
    outputs, _ = tf.nn.dynamic_rnn(cell, fed(tf, 3, 4, 2), dtype=tf.float32, **options)
    y = dense(tf, outputs[:, -1], 2)
    variables = tf.trainable_variables()
    gradients, _ = tf.clip_by_global_norm(tf.gradients(squares(tf, y), variables), 1.0)
    return y, tf.train.AdamOptimizer(0.01).apply_gradients(list(zip(gradients, variables)))  # noqa: B905


@model
def lstm(tf):
    return recurrent(tf, tf.nn.rnn_cell.LSTMCell(3, initializer=initial(tf), use_peepholes=True))


@model
def stacked_gru(tf):
    with tf.variable_scope("cells", initializer=initial(tf)):
        cells = [tf.nn.rnn_cell.GRUCell(3) for _ in range(2)]
        return recurrent(tf, tf.nn.rnn_cell.MultiRNNCell(cells), sequence_length=[4, 2, 3])


@model
def bidirectional(tf):
    cells = [tf.nn.rnn_cell.BasicLSTMCell(2) for _ in range(2)]
    with tf.variable_scope("cells", initializer=initial(tf)):
        outputs, _ = tf.nn.bidirectional_dynamic_rnn(
            cells[0], cells[1], fed(tf, 3, 4, 2), dtype=tf.float32
        )
    y = tf.reduce_mean(tf.concat(outputs, 2), 1)
    return y, tf.train.RMSPropOptimizer(0.01).minimize(squares(tf, y))


@model
def static_rnn(tf):
    with tf.variable_scope("cells", initializer=initial(tf)):
        outputs, _ = tf.nn.static_rnn(
            tf.nn.rnn_cell.BasicRNNCell(3), tf.unstack(data(tf, 4, 3, 2)), dtype=tf.float32
        )
    return outputs[-1], tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, outputs[-1]))


@model
def loops_and_branches(tf):
    w = tf.get_variable("w", [3, 3], initializer=initial(tf))
    more = tf.placeholder_with_default(True, [])

    def body(i, x):
        x = tf.cond(tf.equal(i % 2, 0), lambda: tf.tanh(tf.matmul(x, w)), lambda: x * 0.9)
        return i + 1, x

    _, y = tf.while_loop(lambda i, x: i < 4, body, [0, data(tf, 2, 3)])
    y = tf.cond(more, lambda: y + 1.0, lambda: y)
    y = tf.case([(tf.greater(tf.reduce_sum(y), 100.0), lambda: y * 0.0)], lambda: y)
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))


@model
def arrays_in_loops(tf):
    w = tf.get_variable("w", [3], initializer=initial(tf))
    array = tf.TensorArray(tf.float32, 4)
    _, array = tf.while_loop(
        lambda i, a: i < 4,
        lambda i, a: (i + 1, a.write(i, w * tf.cast(i, tf.float32))),
        [0, array],
    )
    y = array.stack()
    y = tf.scan(lambda a, b: a * 0.5 + b, tf.map_fn(tf.sin, y))
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))


@model
def queues(tf):
    rows = tf.train.slice_input_producer([data(tf, 8, 3)], shuffle=False, num_epochs=None)
    batch = tf.train.batch(rows, 4, num_threads=1)
    y = dense(tf, batch, 2)
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))


@model
def dataset(tf):
    rows = tf.data.Dataset.from_tensor_slices(np.arange(24.0).reshape(8, 3).astype("float32"))
    rows = rows.map(lambda row: row / 24.0).filter(lambda row: row[0] < 0.9)
    rows = rows.repeat().batch(4, drop_remainder=True).prefetch(1)
    y = dense(tf, tf.data.make_one_shot_iterator(rows).get_next(), 2)
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))


@model
def dataset_initialized(tf):
    rows = tf.data.Dataset.range(100).flat_map(
        lambda i: tf.data.Dataset.from_tensors(tf.cast(i, tf.float32)).repeat(2)
    )
    rows = rows.shuffle(10, seed=3).padded_batch(3, []).map(lambda row: row[:, None] / 100.0)
    iterator = tf.data.make_initializable_iterator(rows)
    tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
    y = dense(tf, tf.reshape(iterator.get_next(), [-1, 1]), 2)
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))


@model
def tables(tf):
    words = tf.constant(["b", "c", "z", "a"])
    keys = tf.lookup.KeyValueTensorInitializer(tf.constant(["a", "b", "c"]), np.arange(3) + 1)
    ids = tf.lookup.StaticHashTable(keys, 0)
    y = tf.gather(tf.get_variable("t", [5, 2], initializer=initial(tf)), ids.lookup(words))
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))


@model
def images(tf):
    png = tf.image.encode_png(tf.cast(tf.reshape(tf.range(75) * 3, [5, 5, 3]), tf.uint8))
    image = tf.image.convert_image_dtype(tf.image.decode_png(png, 3), tf.float32)
    image = tf.image.resize_images(tf.image.flip_left_right(image), [8, 8])
    image = tf.image.per_image_standardization(tf.image.rgb_to_grayscale(image))
    x = tf.layers.conv2d(image[None], 3, 3, 2, "same", kernel_initializer=initial(tf))
    x = tf.layers.max_pooling2d(tf.nn.lrn(x), 2, 2)
    y = tf.layers.conv2d_transpose(x, 1, 3, 2, "same", kernel_initializer=initial(tf))
    return y, tf.train.AdamOptimizer(0.01).minimize(squares(tf, y))


@model
def ctc(tf):
    labels = tf.SparseTensor(
        np.array([[0, 0], [1, 0], [1, 1]]), np.array([1, 0, 2], "int32"), [2, 2]
    )
    logits = tf.transpose(dense(tf, fed(tf, 2, 5, 3), 4), [1, 0, 2])
    loss = tf.reduce_mean(tf.nn.ctc_loss(labels, logits, [5, 5]))
    decoded, _ = tf.nn.ctc_greedy_decoder(logits, [5, 5])
    y = tf.cast(tf.sparse_tensor_to_dense(decoded[0]), tf.float32) + loss
    return y, tf.train.GradientDescentOptimizer(0.01).minimize(loss)


@model
def classified(tf):
    """Losses, metrics, a decaying rate, moving averages and sampled classes."""
    x = dense(tf, fed(tf, 4, 3), 5)
    labels = tf.constant([0, 3, 1, 2])
    loss = tf.losses.sparse_softmax_cross_entropy(labels, x)
    w, b = (
        tf.get_variable("w", [20, 5], initializer=initial(tf)),
        tf.get_variable("b", [20], initializer=tf.zeros_initializer()),
    )
    likely = tf.constant([[0.2]] * 4)
    sampled = tf.constant([2, 5, 7], tf.int64), likely, tf.constant([0.1, 0.1, 0.1])
    loss += tf.reduce_mean(
        tf.nn.nce_loss(w, b, tf.constant([[0], [3], [1], [2]], tf.int64), x, 3, 20, 1, sampled)
    )
    loss += tf.losses.huber_loss(tf.one_hot(labels, 5), x)
    y = tf.nn.top_k(x, 2).values + loss
    _, update = tf.metrics.accuracy(labels, tf.argmax(x, 1))
    step = tf.train.get_or_create_global_step()
    rate = tf.train.piecewise_constant(step, [2], [0.1, 0.05])
    train = tf.train.GradientDescentOptimizer(rate).minimize(loss, step)
    averages = tf.train.ExponentialMovingAverage(0.9, step)
    with tf.control_dependencies([train, update]):
        return y, averages.apply(tf.trainable_variables())


@model
def linear_algebra(tf):
    w = tf.get_variable("w", [3, 3], initializer=initial(tf))
    spd = tf.matmul(w, w, transpose_b=True) + tf.eye(3) * 2.0
    y = tf.linalg.inv(spd) + tf.linalg.cholesky(spd) + tf.linalg.logdet(spd)
    y += tf.einsum("ij,jk->ik", w, spd) + tf.tensordot(w, w, 1) + tf.norm(w)
    y += tf.linalg.triangular_solve(tf.linalg.cholesky(spd), tf.eye(3))
    y += tf.real(tf.spectral.irfft(tf.spectral.rfft(w, [4]), [4]))[:, :3]
    y += tf.reduce_prod(w) + tf.cumsum(w, 1) + tf.linalg.band_part(w, 1, 0)
    return y, tf.train.GradientDescentOptimizer(0.01).minimize(squares(tf, y))


@model
def shapes(tf):
    """Slices, gathers, segments and pads, with the gradients of each."""
    w = tf.get_variable("w", [4, 6], initializer=initial(tf))
    y = tf.concat([w[1:, ::2], tf.reverse(w, [1])[:3, :3]], 1)
    y = tf.pad(tf.tile(y, [1, 2]), [[1, 1], [0, 0]], "REFLECT")
    y += tf.reduce_max(tf.gather_nd(w, [[0, 1], [2, 3]]))
    y += tf.reduce_sum(tf.segment_mean(w, [0, 0, 1, 1]), 0)[0]
    y += tf.reduce_mean(tf.unsorted_segment_sum(w, [1, 0, 1, 0], 2))
    y += tf.reduce_sum(tf.boolean_mask(w, [True, False, True, False]))
    y += tf.reduce_sum(tf.dynamic_stitch([[0, 2], [1]], [w[:2], w[2:3]]))
    y += tf.reduce_sum(tf.scatter_nd([[1], [3]], w[:2], [4, 6]))
    y += tf.reduce_sum(
        tf.extract_image_patches(w[None, :, :, None], [1, 2, 2, 1], [1] * 4, [1] * 4, "VALID")
    )
    y += tf.reduce_sum(tf.space_to_depth(w[None, :, :, None], 2))
    y += tf.reduce_sum(tf.where(w > 0.0, w, tf.zeros_like(w)) + tf.clip_by_value(w, -0.1, 0.1))
    return y, tf.train.GradientDescentOptimizer(0.001).minimize(squares(tf, y))


@model
def convolutions(tf):
    nn = tf.nn
    x = fed(tf, 2, 8, 8, 2)

    def weights(name, *shape):
        return tf.get_variable(name, shape, initializer=initial(tf))

    y = nn.depthwise_conv2d(x, weights("d", 3, 3, 2, 2), [1, 1, 1, 1], "SAME")
    y = nn.separable_conv2d(y, weights("s", 3, 3, 4, 1), weights("p", 1, 1, 4, 3), [1] * 4, "SAME")
    y = nn.atrous_conv2d(y, weights("a", 3, 3, 3, 3), 2, "SAME")
    y = nn.avg_pool(nn.elu(y), [1, 2, 2, 1], [1, 2, 2, 1], "VALID")
    y = (
        nn.bias_add(y, weights("b", 3))
        + nn.conv3d(tf.reshape(y, [2, 4, 4, 3, 1]), weights("c", 3, 3, 3, 1, 1), [1] * 5, "SAME")[
            ..., 0
        ]
    )
    y = nn.dropout(nn.l2_normalize(y, 3), rate=0.0)
    return y, tf.train.AdamOptimizer(0.01).minimize(squares(tf, y))


@model
def functions(tf):
    """A Defun, which is a function of the graph's library."""
    from tensorflow.python.framework.function import Defun

    @Defun(tf.float32)
    def twice(x):
        return x * 2.0 + tf.sin(x)

    y = twice(dense(tf, fed(tf, 3, 2), 2))
    y.set_shape([None, 2])
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))


@model
def examples(tf):
    """Parsed tf.train.Examples, as a served model takes them."""
    features = {
        "x": tf.train.Feature(float_list=tf.train.FloatList(value=[0.5, -1.0])),
        "ids": tf.train.Feature(int64_list=tf.train.Int64List(value=[1, 3])),
    }
    example = tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString()
    parsed = tf.parse_example(
        tf.placeholder_with_default([example] * 2, [None]),
        {"x": tf.FixedLenFeature([2], tf.float32), "ids": tf.VarLenFeature(tf.int64)},
    )
    y = dense(tf, parsed["x"], 2) + tf.cast(tf.sparse_tensor_to_dense(parsed["ids"]), tf.float32)
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))


@model
def strings(tf):
    words = tf.string_split(["a b", "c d e"]).values
    y = tf.cast(tf.string_to_hash_bucket_fast(tf.string_join([words, words], "-"), 10), tf.float32)
    y += tf.string_to_number(tf.as_string(y)) + tf.cast(tf.strings.length(words), tf.float32)
    return y * tf.get_variable("w", [], initializer=initial(tf)), None


@model
def keras_sequential(tf):
    layers = tf.keras.layers
    initializer = tf.keras.initializers.RandomNormal(stddev=0.3, seed=4)
    net = tf.keras.Sequential(
        [
            layers.Dense(5, "relu", kernel_initializer=initializer, input_shape=(4,)),
            layers.BatchNormalization(),
            layers.Dense(2, kernel_initializer=initializer),
        ]
    )
    y = net(fed(tf, 6, 4))
    return y, tf.train.AdamOptimizer(0.01).minimize(squares(tf, y))


@model
def keras_images(tf):
    layers = tf.keras.layers
    initializer = tf.keras.initializers.RandomNormal(stddev=0.3, seed=4)
    x = layers.Conv2D(3, 3, kernel_initializer=initializer)(fed(tf, 2, 8, 8, 1))
    x = layers.BatchNormalization()(x, training=tf.placeholder_with_default(True, []))
    x = layers.GlobalAveragePooling2D()(layers.MaxPooling2D()(layers.LeakyReLU()(x)))
    y = layers.Dense(2, kernel_initializer=initializer)(x)
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))


@model
def keras_lstm(tf):
    initializer = tf.keras.initializers.RandomNormal(stddev=0.3, seed=4)
    y = tf.keras.layers.LSTM(3, kernel_initializer=initializer, recurrent_initializer=initializer)(
        fed(tf, 3, 4, 2)
    )
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))


@model
def random_ops(tf):
    """Dropout and noise with seeds: the streams go on alike from where the session begins."""
    x = tf.nn.dropout(dense(tf, fed(tf, 4, 4), 6), 0.7, seed=3)
    y = x + tf.random_normal(tf.shape(x), stddev=0.1, seed=4) + tf.random_uniform([], seed=6)
    y += tf.cast(tf.multinomial(tf.zeros([1, 5]), 1, seed=2), tf.float32)[0]
    return y, tf.train.GradientDescentOptimizer(0.1).minimize(squares(tf, y))
