"""A small convolutional network, and its training in towers with averaged gradients."""

import tensorflow as tf
from tensorflow.python.training import training_util

import pictures

AVERAGE_DECAY = 0.9


def logits_of(images):
    """Returns the scores [batch, CLASSES] of images [batch, SIZE, SIZE, 3]."""
    hidden = _convolution("conv1", images, 8)
    hidden = _convolution("conv2", hidden, 16)
    flat = tf.reshape(hidden, [-1, int(hidden.shape[1] * hidden.shape[2] * hidden.shape[3])])
    with tf.variable_scope("softmax"):
        weights = _weights("weights", [int(flat.shape[1]), pictures.CLASSES], 0.02)
        biases = tf.get_variable(
            "biases", [pictures.CLASSES], initializer=tf.constant_initializer(0.0)
        )
        return tf.nn.xw_plus_b(flat, weights, biases)


def _convolution(name, images, channels):
    with tf.variable_scope(name):
        kernel = _weights("weights", [5, 5, int(images.shape[3]), channels], 0.08)
        biases = tf.get_variable("biases", [channels], initializer=tf.constant_initializer(0.1))
        mapped = tf.nn.conv2d(images, kernel, [1, 2, 2, 1], padding="SAME")
        active = tf.nn.relu(tf.nn.bias_add(mapped, biases), name="active")
        return tf.nn.max_pool(active, [1, 3, 3, 1], [1, 2, 2, 1], padding="SAME")


def _weights(name, shape, stddev):
    """A variable whose squared length is added to the losses."""
    weights = tf.get_variable(
        name, shape, initializer=tf.truncated_normal_initializer(stddev=stddev)
    )
    if not tf.get_variable_scope().reuse:
        tf.add_to_collection("losses", tf.multiply(tf.nn.l2_loss(weights), 0.001))
    return weights


def train_op(next_batch, towers, learning_rate):
    """Returns the op of one step of all towers, and their mean loss.

    Args:
      next_batch: function that returns another (images, labels) of the input.
      towers: how many copies of the network share the variables.
      learning_rate: of gradient descent, before decay.
    """
    step = tf.train.get_or_create_global_step()
    rate = tf.train.exponential_decay(learning_rate, step, 10, 0.9, staircase=True)
    tf.summary.scalar("learning_rate", rate)
    optimizer = tf.train.GradientDescentOptimizer(rate)
    losses, gradients = [], []
    for number in range(towers):
        with tf.name_scope("tower_%d" % number):
            with tf.variable_scope(tf.get_variable_scope(), reuse=number > 0):
                images, labels = next_batch()
                wrong = tf.nn.sparse_softmax_cross_entropy_with_logits(
                    labels=labels, logits=logits_of(images)
                )
                loss = tf.reduce_mean(wrong) + tf.add_n(tf.get_collection("losses"))
                tf.summary.scalar("loss", loss)
                losses.append(loss)
                gradients.append(optimizer.compute_gradients(loss))
    averaged = _averaged(gradients)
    for gradient, variable in averaged:
        tf.summary.histogram(variable.op.name + "/gradients", gradient)
    # Hooks read the step in the run that raises it. That they do so before it rises is left to
    # chance, unless the raise waits for them.
    with tf.control_dependencies([training_util._get_or_create_global_step_read()]):
        applied = optimizer.apply_gradients(averaged, global_step=step)
    averages = tf.train.ExponentialMovingAverage(AVERAGE_DECAY, step)
    with tf.control_dependencies([applied]):
        op = averages.apply(tf.trainable_variables())
    return op, tf.add_n(losses) / float(towers)


def _averaged(towers):
    """Returns [(mean gradient, variable)] of towers of the same."""
    return [
        (tf.reduce_mean(tf.stack([gradient for gradient, _ in pairs]), axis=0), pairs[0][1])
        for pairs in zip(*towers)
    ]


def averaged_variables():
    """Returns {name in the checkpoint: variable} that restores the moving averages."""
    return tf.train.ExponentialMovingAverage(AVERAGE_DECAY).variables_to_restore()
