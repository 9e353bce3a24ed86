"""Small models, seeded by tf.set_random_seed alone; prints their op seeds and losses as JSON.

    python tests/graphs/models.py [NAME...]         on 1.15.5
    python tests/graphs/models.py --here [NAME...]  on this project

Keeps to Python 3.7's syntax. Each model is a function that returns its loss and what trains it.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
if "--here" in sys.argv:
    import tfv1 as tf
else:
    import tensorflow as tf
import numpy as np

STEPS = 50
MODELS = {}
layers = tf.layers
nn = tf.nn


def model(function):
    MODELS[function.__name__] = function
    return function


def data(*shape):
    """A constant batch that has the same numbers everywhere."""
    count = int(np.prod(shape))
    return tf.constant(np.sin(0.7 * np.arange(count)).reshape(shape).astype("float32"))


def labels(count, classes):
    return tf.constant([i * 7 % classes for i in range(count)])


def fed(*shape):
    """A placeholder of an unknown batch, which feeds itself."""
    return tf.placeholder_with_default(data(*shape), (None,) + shape[1:])


def classified(logits, count, classes):
    return tf.reduce_mean(
        nn.sparse_softmax_cross_entropy_with_logits(labels=labels(count, classes), logits=logits)
    )


@model
def mlp():
    x = layers.dense(fed(16, 8), 32, nn.relu)
    loss = classified(layers.dense(x, 4), 16, 4)
    return loss, tf.train.GradientDescentOptimizer(0.1).minimize(loss)


@model
def mlp_by_hand():
    w1 = tf.Variable(tf.truncated_normal([8, 16], stddev=0.1))
    b1 = tf.Variable(tf.zeros([16]))
    w2 = tf.Variable(tf.random_normal([16, 1]))
    h = nn.relu(tf.matmul(fed(16, 8), w1) + b1)
    loss = tf.reduce_mean(tf.square(tf.matmul(h, w2) - data(16, 1)))
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def dropout():
    x = nn.dropout(layers.dense(fed(16, 8), 32, nn.relu), 0.5)
    x = layers.dropout(layers.dense(x, 32, nn.tanh), 0.3, training=True)
    loss = classified(layers.dense(x, 4), 16, 4)
    return loss, tf.train.MomentumOptimizer(0.05, 0.9).minimize(loss)


@model
def convnet():
    x = layers.conv2d(fed(4, 8, 8, 1), 4, 3, padding="same", activation=nn.relu)
    x = layers.max_pooling2d(x, 2, 2)
    x = layers.flatten(layers.conv2d(x, 8, 3, activation=nn.relu))
    x = layers.dropout(layers.dense(x, 16, nn.relu), 0.4, training=True)
    loss = classified(layers.dense(x, 4), 4, 4)
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def convnet_by_hand():
    w = tf.get_variable("w", [3, 3, 1, 4])
    x = nn.relu(
        nn.bias_add(nn.conv2d(fed(4, 8, 8, 1), w, [1, 1, 1, 1], "SAME"), tf.get_variable("b", [4]))
    )
    x = nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
    x = tf.reshape(nn.lrn(x, 4), [-1, 64])
    logits = tf.matmul(x, tf.Variable(tf.truncated_normal([64, 4], stddev=0.1)))
    loss = tf.losses.softmax_cross_entropy(tf.one_hot(labels(4, 4), 4), logits)
    rate = tf.train.exponential_decay(0.05, tf.train.get_or_create_global_step(), 10, 0.9)
    train = tf.train.GradientDescentOptimizer(rate).minimize(loss, tf.train.get_global_step())
    return loss, train


@model
def batch_norm():
    x = layers.conv2d(fed(4, 8, 8, 1), 4, 3, use_bias=False)
    x = nn.relu(layers.batch_normalization(x, training=True))
    x = layers.dense(layers.flatten(x), 8)
    x = nn.relu(layers.batch_normalization(x, training=True))
    loss = classified(layers.dense(x, 4), 4, 4)
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        return loss, tf.train.GradientDescentOptimizer(0.1).minimize(loss)


@model
def regularized():
    def l2(w):
        return 0.01 * nn.l2_loss(w)

    x = layers.dense(fed(16, 8), 16, nn.relu, kernel_regularizer=l2)
    logits = layers.dense(x, 4, kernel_regularizer=l2)
    tf.losses.sparse_softmax_cross_entropy(labels(16, 4), logits)
    loss = tf.losses.get_total_loss()
    return loss, tf.train.RMSPropOptimizer(0.01).minimize(loss)


@model
def weight_decay():
    with tf.variable_scope("net", regularizer=tf.keras.regularizers.l2(0.01)):
        w = tf.get_variable("w", [8, 8], initializer=tf.random_normal_initializer(0.0, 0.1))
        v = tf.get_variable("v", [8, 1])
    loss = tf.losses.mean_squared_error(
        data(16, 1), tf.matmul(tf.sigmoid(tf.matmul(data(16, 8), w)), v)
    )
    loss += tf.losses.get_regularization_loss()
    return loss, tf.train.AdagradOptimizer(0.1).minimize(loss)


def recurrent(cell, **options):
    outputs, _ = nn.dynamic_rnn(cell, fed(4, 5, 3), dtype=tf.float32, **options)
    loss = classified(layers.dense(outputs[:, -1], 4), 4, 4)
    optimizer = tf.train.AdamOptimizer(0.01)
    variables = tf.trainable_variables()
    gradients, _ = tf.clip_by_global_norm(tf.gradients(loss, variables), 5.0)
    return loss, optimizer.apply_gradients(list(zip(gradients, variables)))  # noqa: B905


@model
def basic_lstm():
    return recurrent(nn.rnn_cell.BasicLSTMCell(6))


@model
def lstm():
    return recurrent(nn.rnn_cell.LSTMCell(6, use_peepholes=True))


@model
def gru():
    return recurrent(nn.rnn_cell.GRUCell(6), sequence_length=[5, 3, 4, 2])


@model
def stacked_lstm():
    cells = [
        nn.rnn_cell.DropoutWrapper(nn.rnn_cell.BasicLSTMCell(6), output_keep_prob=0.8)
        for _ in range(2)
    ]
    return recurrent(nn.rnn_cell.MultiRNNCell(cells))


@model
def bidirectional():
    outputs, _ = nn.bidirectional_dynamic_rnn(
        nn.rnn_cell.GRUCell(4), nn.rnn_cell.GRUCell(4), fed(4, 5, 3), dtype=tf.float32
    )
    loss = classified(layers.dense(tf.reduce_mean(tf.concat(outputs, 2), 1), 4), 4, 4)
    return loss, tf.train.GradientDescentOptimizer(0.1).minimize(loss)


@model
def attention():
    x = fed(4, 5, 8)
    q, k, v = (layers.dense(x, 8, use_bias=False) for _ in range(3))
    weights = nn.softmax(tf.matmul(q, k, transpose_b=True) / tf.sqrt(8.0))
    x += nn.dropout(tf.matmul(weights, v), 0.9)
    mean, variance = nn.moments(x, [-1], keep_dims=True)
    x = (x - mean) * tf.rsqrt(variance + 1e-6)
    loss = classified(layers.dense(tf.reduce_mean(x, 1), 4), 4, 4)
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def embedding():
    table = tf.get_variable("table", [50, 8])
    x = tf.reduce_mean(nn.embedding_lookup(table, tf.reshape(tf.range(24) % 50, [4, 6])), 1)
    loss = classified(layers.dense(x, 4), 4, 4)
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def word2vec():
    table = tf.Variable(tf.random_uniform([50, 8], -1.0, 1.0))
    x = nn.embedding_lookup(table, tf.range(8))
    w = tf.Variable(tf.truncated_normal([50, 8], stddev=0.35))
    loss = tf.reduce_mean(
        nn.nce_loss(w, tf.Variable(tf.zeros([50])), tf.reshape(tf.range(8), [8, 1]), x, 4, 50)
    )
    return loss, tf.train.GradientDescentOptimizer(0.5).minimize(loss)


@model
def sampled_softmax():
    x = layers.dense(fed(8, 8), 8, nn.tanh)
    w, b = tf.get_variable("w", [50, 8]), tf.get_variable("b", [50])
    loss = tf.reduce_mean(nn.sampled_softmax_loss(w, b, tf.reshape(tf.range(8), [8, 1]), x, 5, 50))
    return loss, tf.train.GradientDescentOptimizer(0.5).minimize(loss)


@model
def autoencoder():
    x = fed(8, 12)
    h = layers.dense(x + tf.random_normal(tf.shape(x), stddev=0.1), 4, nn.sigmoid)
    loss = tf.reduce_sum(tf.squared_difference(layers.dense(h, 12), x))
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def vae():
    x = fed(8, 12)
    h = layers.dense(x, 8, nn.relu)
    mean, log_variance = layers.dense(h, 2), layers.dense(h, 2)
    z = mean + tf.exp(0.5 * log_variance) * tf.random_normal(tf.shape(mean))
    logits = layers.dense(layers.dense(z, 8, nn.relu), 12)
    likelihood = tf.reduce_sum(
        nn.sigmoid_cross_entropy_with_logits(labels=tf.sigmoid(x), logits=logits), 1
    )
    kl = -0.5 * tf.reduce_sum(1 + log_variance - tf.square(mean) - tf.exp(log_variance), 1)
    loss = tf.reduce_mean(likelihood + kl)
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def gan():
    def discriminate(x, reuse=None):
        with tf.variable_scope("d", reuse=reuse):
            return layers.dense(layers.dense(x, 8, nn.leaky_relu), 1)

    with tf.variable_scope("g"):
        fake = layers.dense(layers.dense(tf.random_uniform([8, 3], -1, 1), 8, nn.relu), 4)
    real_logits, fake_logits = discriminate(data(8, 4)), discriminate(fake, True)
    entropy = nn.sigmoid_cross_entropy_with_logits
    d_loss = tf.reduce_mean(entropy(labels=tf.ones_like(real_logits), logits=real_logits))
    d_loss += tf.reduce_mean(entropy(labels=tf.zeros_like(fake_logits), logits=fake_logits))
    g_loss = tf.reduce_mean(entropy(labels=tf.ones_like(fake_logits), logits=fake_logits))
    train = tf.group(
        tf.train.AdamOptimizer(1e-3).minimize(d_loss, var_list=tf.trainable_variables("d")),
        tf.train.AdamOptimizer(1e-3).minimize(g_loss, var_list=tf.trainable_variables("g")),
    )
    return d_loss, train


@model
def q_learning():
    state = fed(8, 4)
    q = layers.dense(layers.dense(state, 16, nn.relu), 2)
    action = tf.one_hot(labels(8, 2), 2)
    chosen = tf.reduce_sum(q * action, axis=1)
    target = tf.stop_gradient(tf.reduce_max(q, 1) * 0.9 + data(8))
    loss = tf.losses.huber_loss(target, chosen)
    return loss, tf.train.RMSPropOptimizer(1e-2).minimize(loss)


@model
def policy_gradient():
    logits = layers.dense(layers.dense(fed(8, 4), 16, nn.tanh), 3)
    action = tf.squeeze(tf.multinomial(logits, 1), 1)
    log_prob = tf.reduce_sum(nn.log_softmax(logits) * tf.one_hot(action, 3), 1)
    entropy = -tf.reduce_sum(nn.softmax(logits) * nn.log_softmax(logits), 1)
    loss = -tf.reduce_mean(log_prob * data(8)) - 0.01 * tf.reduce_mean(entropy)
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def gaussian_policy():
    mean = layers.dense(layers.dense(fed(8, 4), 16, nn.tanh), 2)
    normal = tf.distributions.Normal(mean, tf.exp(tf.get_variable("s", [2])))
    action = tf.stop_gradient(normal.sample())
    loss = -tf.reduce_mean(tf.reduce_sum(normal.log_prob(action), 1) * data(8))
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def moving_average():
    loss = tf.reduce_mean(tf.square(layers.dense(fed(8, 4), 1) - data(8, 1)))
    step = tf.train.get_or_create_global_step()
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, step)
    average = tf.train.ExponentialMovingAverage(0.99, step)
    with tf.control_dependencies([train]):
        return loss, average.apply(tf.trainable_variables())


@model
def dataset():
    x = np.sin(np.arange(80)).reshape(20, 4).astype("float32")
    batches = tf.data.Dataset.from_tensor_slices(x).shuffle(20).repeat().batch(5)
    batch = tf.data.make_one_shot_iterator(batches).get_next()
    loss = tf.reduce_mean(tf.square(layers.dense(layers.dense(batch, 8, nn.relu), 4) - batch))
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def dataset_with_noise():
    x = np.sin(np.arange(80)).reshape(20, 4).astype("float32")
    noisy = tf.data.Dataset.from_tensor_slices(x).map(lambda row: row + tf.random_normal([4]))
    batch = tf.data.make_one_shot_iterator(noisy.repeat().batch(5)).get_next()
    loss = tf.reduce_mean(tf.square(layers.dense(batch, 4) - 1.0))
    return loss, tf.train.GradientDescentOptimizer(0.01).minimize(loss)


@model
def images():
    image = tf.image.random_flip_left_right(tf.random_crop(data(8, 8, 3), [6, 6, 3]))
    image = tf.image.random_brightness(image, 0.2)
    x = layers.flatten(tf.expand_dims(tf.image.per_image_standardization(image), 0))
    loss = tf.reduce_sum(tf.square(layers.dense(x, 3)))
    return loss, tf.train.GradientDescentOptimizer(0.001).minimize(loss)


@model
def transposed():
    x = tf.reshape(layers.dense(fed(4, 6), 32, nn.relu), [-1, 4, 4, 2])
    x = layers.conv2d_transpose(x, 4, 3, 2, "same", activation=nn.relu)
    loss = tf.reduce_mean(tf.square(layers.conv2d_transpose(x, 1, 3, 1, "same") - 1.0))
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def scheduled_loop():
    w = tf.get_variable("w", [4, 4])

    def body(i, x):
        return i + 1, tf.tanh(tf.matmul(x, w)) + tf.random_normal([8, 4], stddev=0.01)

    _, x = tf.while_loop(lambda i, x: i < 3, body, [0, data(8, 4)], parallel_iterations=1)
    loss = tf.reduce_mean(tf.square(x - 0.5))
    return loss, tf.train.GradientDescentOptimizer(0.1).minimize(loss)


@model
def conditional():
    training = tf.placeholder_with_default(True, [])
    x = layers.dense(fed(8, 6), 16, nn.elu)
    x = tf.cond(training, lambda: nn.dropout(x, 0.7), lambda: x)
    x = layers.batch_normalization(x, training=training)
    loss = classified(layers.dense(x, 4), 8, 4)
    return loss, tf.train.MomentumOptimizer(0.05, 0.9, use_nesterov=True).minimize(loss)


@model
def keras_layers():
    x = tf.keras.layers.Dense(16, activation="relu")(fed(8, 6))
    x = tf.keras.layers.Dropout(0.5)(x, training=True)
    loss = classified(tf.keras.layers.Dense(4)(x), 8, 4)
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def keras_convnet():
    x = tf.keras.layers.Conv2D(4, 3, activation="relu")(fed(4, 8, 8, 1))
    x = tf.keras.layers.Flatten()(tf.keras.layers.MaxPooling2D()(x))
    loss = classified(tf.keras.layers.Dense(4)(x), 4, 4)
    return loss, tf.train.GradientDescentOptimizer(0.1).minimize(loss)


@model
def rank_3():
    x = layers.dense(layers.dense(fed(4, 5, 6), 8, nn.relu), 3)
    loss = tf.reduce_mean(tf.square(x)) + tf.norm(layers.dense(x, 2))
    return loss, tf.train.FtrlOptimizer(0.1).minimize(loss)


@model
def clipped():
    loss = tf.reduce_mean(tf.abs(layers.dense(layers.dense(fed(8, 6), 8, nn.softplus), 1)))
    optimizer = tf.train.GradientDescentOptimizer(0.1)
    pairs = [(tf.clip_by_norm(g, 0.5), v) for g, v in optimizer.compute_gradients(loss)]
    return loss, optimizer.apply_gradients(pairs)


@model
def initializers():
    x = fed(8, 6)
    for make in (
        tf.orthogonal_initializer(),
        tf.variance_scaling_initializer(2.0),
        tf.glorot_normal_initializer(),
        tf.keras.initializers.he_normal(),
        tf.random_uniform_initializer(-0.5, 0.5),
    ):
        x = layers.dense(x, 6, nn.selu, kernel_initializer=make)
    loss = tf.reduce_mean(tf.square(x - 1.0))
    return loss, tf.train.AdadeltaOptimizer(1.0).minimize(loss)


@model
def metrics():
    logits = layers.dense(fed(8, 6), 4)
    loss = classified(logits, 8, 4)
    tf.metrics.accuracy(labels(8, 4), tf.argmax(logits, 1))
    tf.metrics.mean(loss)
    noisy = loss + 0.0 * tf.reduce_sum(tf.random_normal([3]))
    return noisy, tf.train.GradientDescentOptimizer(0.1).minimize(noisy)


@model
def summaries():
    x = layers.dense(fed(8, 6), 8, nn.relu)
    tf.summary.histogram("x", x)
    loss = tf.reduce_mean(tf.square(nn.dropout(layers.dense(x, 1), rate=0.2) - 1.0))
    tf.summary.scalar("loss", loss)
    tf.summary.merge_all()
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def queue():
    rows = tf.train.slice_input_producer([data(20, 4)], shuffle=True)
    batch = tf.train.batch(rows, 4)
    loss = tf.reduce_mean(tf.square(layers.dense(batch, 1) - 1.0))
    return loss, tf.train.GradientDescentOptimizer(0.1).minimize(loss)


@model
def separable():
    x = layers.separable_conv2d(fed(4, 8, 8, 2), 4, 3, activation=nn.relu)
    x = tf.reduce_mean(layers.average_pooling2d(x, 2, 2), [1, 2])
    loss = classified(layers.dense(x, 4), 4, 4)
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


@model
def conv1d():
    x = layers.conv1d(fed(4, 8, 3), 6, 3, padding="same", activation=nn.relu)
    x = tf.reduce_max(layers.conv1d(x, 6, 3, dilation_rate=2), 1)
    loss = classified(layers.dense(nn.dropout(x, 0.8), 4), 4, 4)
    return loss, tf.train.ProximalAdagradOptimizer(0.1).minimize(loss)


@model
def mixture():
    x = fed(8, 3)
    pi = nn.softmax(layers.dense(x, 4))
    mean, scale = layers.dense(x, 4), tf.exp(layers.dense(x, 4))
    target = tf.random_normal([8, 1])
    density = tf.exp(-tf.square((target - mean) / scale) / 2.0) / scale
    loss = -tf.reduce_mean(tf.log(tf.reduce_sum(pi * density, 1) + 1e-6))
    return loss, tf.train.AdamOptimizer(0.01).minimize(loss)


def run(build):
    """The op seeds of a model, and its loss at each step."""
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(1)
        loss, train = build()
        seeds = [
            [op.name, op.get_attr("seed"), op.get_attr("seed2")]
            for op in graph.get_operations()
            if "seed2" in op.node_def.attr
        ]
        config = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
        losses = []
        with tf.Session(config=config) as session:
            session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coordinator)
            for _ in range(STEPS):
                losses.append(float(session.run([loss, train])[0]))
            coordinator.request_stop()
            session.run([q.cancel_op for q in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)])
            coordinator.join(threads)
    return {"seeds": seeds, "losses": losses, "nodes": len(graph.get_operations())}


def main(names):
    tf.logging.set_verbosity(tf.logging.FATAL)
    found = {}
    for name in names or MODELS:
        try:
            found[name] = run(MODELS[name])
        except Exception as error:  # noqa: BLE001 - one model's fault leaves the others
            found[name] = {"error": repr(error)[:300], "seeds": [], "losses": []}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main([name for name in sys.argv[1:] if name != "--here"])
