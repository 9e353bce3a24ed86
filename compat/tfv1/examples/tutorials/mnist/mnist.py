"""tensorflow.examples.tutorials.mnist.mnist of TensorFlow 1.0 to 1.12: a net of two hidden layers.

`inference` builds the net, `loss` what it is trained on, `training` the step that trains it, and
`evaluation` counts how many of a batch it gets right.
"""

import math
from typing import Any

from tfv1.importing.views import root

NUM_CLASSES = 10
IMAGE_SIZE = 28
IMAGE_PIXELS = IMAGE_SIZE * IMAGE_SIZE

tf: Any = root()  # loads nothing until one of its names is used


def inference(images: Any, hidden1_units: int, hidden2_units: int) -> Any:
    """The logits of a batch, float [N, NUM_CLASSES].

    Args:
      images: float [N, IMAGE_PIXELS].
      hidden1_units, hidden2_units: the sizes of the two hidden layers.
    """
    with tf.name_scope("hidden1"):
        hidden1 = tf.nn.relu(_affine(images, IMAGE_PIXELS, hidden1_units))
    with tf.name_scope("hidden2"):
        hidden2 = tf.nn.relu(_affine(hidden1, hidden1_units, hidden2_units))
    with tf.name_scope("softmax_linear"):
        return _affine(hidden2, hidden2_units, NUM_CLASSES)


def _affine(inputs: Any, size: int, units: int) -> Any:
    spread = 1.0 / math.sqrt(float(size))
    weights = tf.Variable(tf.truncated_normal([size, units], stddev=spread), name="weights")
    biases = tf.Variable(tf.zeros([units]), name="biases")
    return tf.matmul(inputs, weights) + biases


def loss(logits: Any, labels: Any) -> Any:
    """The mean cross entropy of a batch, a float scalar; `labels` are integers [N]."""
    return tf.losses.sparse_softmax_cross_entropy(labels=tf.to_int64(labels), logits=logits)


def training(loss: Any, learning_rate: float) -> Any:
    """The op of one step of gradient descent, which counts global_step; logs the summary `loss`."""
    tf.summary.scalar("loss", loss)
    optimizer = tf.train.GradientDescentOptimizer(learning_rate)
    global_step = tf.Variable(0, name="global_step", trainable=False)
    return optimizer.minimize(loss, global_step=global_step)


def evaluation(logits: Any, labels: Any) -> Any:
    """How many of a batch have their label as the most likely class, an int32 scalar."""
    return tf.reduce_sum(tf.cast(tf.nn.in_top_k(logits, labels, 1), tf.int32))
