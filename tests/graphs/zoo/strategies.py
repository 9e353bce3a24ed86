"""Loops of distribution strategies over datasets, on one device."""

from tests.graphs.zoo.training import CLASSES, IMAGES, STEPS, model, one_thread, tf


def distributed(strategy):
    with strategy.scope():
        dataset = tf.data.Dataset.from_tensor_slices((IMAGES[:, :10], CLASSES % 3))
        iterator = strategy.make_dataset_iterator(dataset.shuffle(64).repeat().batch(8))
        optimizer = tf.train.AdamOptimizer(0.01)

        def step(inputs):
            x, y = inputs
            h = tf.layers.dropout(tf.layers.dense(x, 12, tf.nn.relu), 0.3, training=True)
            loss = tf.losses.sparse_softmax_cross_entropy(y, tf.layers.dense(h, 3))
            train = optimizer.minimize(loss, tf.train.get_or_create_global_step())
            with tf.control_dependencies([train]):
                return tf.identity(loss)

        losses = strategy.experimental_run(step, iterator)
        loss = strategy.reduce(tf.distribute.ReduceOp.MEAN, losses, axis=None)
    with tf.Session(config=one_thread()) as sess:
        sess.run(iterator.initialize())
        sess.run(tf.global_variables_initializer())
        return [float(sess.run(loss)) for _ in range(STEPS)]


@model
def one_device_strategy():
    return distributed(tf.distribute.OneDeviceStrategy("/cpu:0"))


@model
def mirrored_strategy():
    return distributed(tf.distribute.MirroredStrategy(["/cpu:0"]))
