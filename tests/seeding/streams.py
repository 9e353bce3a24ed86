"""Prints the first numbers of random streams as JSON; a TF1 script, to be run under a seed.

Each builder makes the ops of a graph of its own; nothing in it has a seed unless the name says so.
"""

import json
import os
import random
import sys

import numpy as np
import tensorflow as tf
from tensorflow.python.eager import context
from tensorflow.python.framework import function

RUNS = 2  # of each graph's ops
KEPT = 5  # numbers of each tensor


def uniform():
    return [tf.random_uniform([3]), tf.random_uniform([3], 0, 100, tf.int32)]


def normal():
    return [tf.random_normal([3]), tf.truncated_normal([5]), tf.random_normal([3])]


def other_distributions():
    return [
        tf.multinomial(tf.zeros([2, 5]), 4),
        tf.random_gamma([4], 2.0),
        tf.random_poisson(3.0, [4]),
        tf.distributions.Normal(0.0, 1.0).sample(3),
        tf.nn.uniform_candidate_sampler(tf.constant([[1, 2]], tf.int64), 2, 4, True, 50)[0],
    ]


def shuffled():
    return [tf.random_shuffle(tf.range(10)), tf.random_shuffle(tf.range(10))]


def dropout():
    # A dropout that drops nothing makes no random op, and so must not take a position.
    ones = tf.ones([20])
    return [
        tf.nn.dropout(ones, keep_prob=0.5),
        tf.nn.dropout(ones, keep_prob=1.0),
        tf.nn.dropout(ones, keep_prob=0.7),
        tf.layers.dropout(ones, 0.5, training=True),
    ]


def images():
    image = tf.reshape(tf.range(48, dtype=tf.float32), [4, 4, 3]) / 48.0
    return [
        tf.random_crop(image, [2, 2, 3]),
        tf.image.random_flip_left_right(image),
        tf.image.random_brightness(image, 0.3),
        tf.image.random_contrast(image, 0.2, 0.8),
        tf.image.random_hue(image, 0.2),
        *tf.image.sample_distorted_bounding_box([64, 64, 3], tf.ones([1, 1, 4]) * 0.5)[:2],
    ]


def layers():
    hidden = tf.layers.conv2d(tf.ones([1, 8, 8, 3]), 4, 3)
    hidden = tf.layers.conv2d_transpose(hidden, 4, 3)
    hidden = tf.layers.separable_conv2d(hidden, 4, 3)
    hidden = tf.layers.dense(tf.layers.flatten(hidden), 5)
    tf.layers.dense(hidden, 5, kernel_initializer=tf.truncated_normal_initializer(stddev=0.1))
    return tf.trainable_variables()


def keras_layers():
    hidden = tf.keras.layers.Conv2D(4, 3)(tf.ones([1, 8, 8, 3]))
    hidden = tf.keras.layers.Dense(5)(tf.keras.layers.Flatten()(hidden))
    hidden = tf.keras.layers.Dense(5, kernel_initializer="he_normal")(hidden)
    hidden = tf.keras.layers.Dense(5, kernel_initializer="lecun_uniform")(hidden)
    tf.keras.layers.Embedding(5, 3)(tf.constant([[1, 2]]))
    tf.keras.layers.LSTM(3)(tf.ones([2, 4, 5]))
    return tf.trainable_variables()


def keras_noise():
    ones = tf.ones([2, 4, 5])
    with tf.keras.backend.learning_phase_scope(1):
        return [
            tf.keras.layers.LSTM(3, dropout=0.3, recurrent_dropout=0.3)(ones),
            tf.keras.layers.GRU(3, dropout=0.3)(ones),
            tf.keras.layers.GaussianNoise(0.5)(ones),
            tf.keras.layers.GaussianDropout(0.5)(ones),
            tf.keras.layers.AlphaDropout(0.5)(ones),
            tf.keras.layers.SpatialDropout1D(0.5)(ones),
            tf.keras.backend.random_normal([3]),
        ]


def variables():
    tf.get_variable("plain", [3, 4])
    tf.get_variable("orthogonal", [3, 4], initializer=tf.orthogonal_initializer())
    tf.get_variable("scaled", [3, 4], initializer=tf.variance_scaling_initializer())
    tf.get_variable("resource", [3], use_resource=True)
    tf.get_variable("in_parts", [4, 2], partitioner=tf.fixed_size_partitioner(2))
    tf.Variable(tf.random_normal([3]))
    return tf.global_variables()


def recurrent():
    # The loop's mask is another in each iteration: iterations must not draw in any order.
    lstm = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.BasicLSTMCell(3), 0.5)
    cell = tf.nn.rnn_cell.MultiRNNCell([lstm, tf.nn.rnn_cell.GRUCell(3)])
    outputs, _ = tf.nn.dynamic_rnn(cell, tf.ones([2, 4, 5]), dtype=tf.float32)
    return tf.trainable_variables() + [outputs]


def control_flow():
    def draw(index, drawn):
        return index + 1, drawn.write(index, tf.random_uniform([2]))

    branch = tf.cond(
        tf.constant(True), lambda: tf.random_uniform([2]), lambda: tf.random_normal([2])
    )
    _, drawn = tf.while_loop(lambda i, _: i < 4, draw, [0, tf.TensorArray(tf.float32, 4)])
    return [branch, drawn.stack(), tf.random_uniform([2])]


def functions():
    @function.Defun(tf.float32)
    def add_noise(number):
        return number + tf.random_uniform([3])

    return [add_noise(0.0), tf.random_uniform([2])]


def datasets():
    numbers = tf.data.Dataset.range(5)
    pipelines = [
        numbers.shuffle(5).batch(5).repeat(),
        numbers.shuffle(5).repeat().batch(5),
        numbers.apply(tf.data.experimental.shuffle_and_repeat(5)).batch(5),
        numbers.map(lambda _: tf.random_uniform([])).batch(5).repeat(),
    ]
    return [pipeline.make_one_shot_iterator().get_next() for pipeline in pipelines]


def graph_seed():
    tf.set_random_seed(11)
    return uniform() + normal()


def graph_seed_of_zero():
    tf.set_random_seed(0)
    return uniform()


def op_seed():
    return [tf.random_uniform([3], seed=5), tf.random_normal([3])]


def both_seeds():
    tf.set_random_seed(11)
    return op_seed()


BUILDERS = (
    uniform,
    normal,
    other_distributions,
    shuffled,
    dropout,
    images,
    layers,
    keras_layers,
    keras_noise,
    variables,
    recurrent,
    control_flow,
    functions,
    datasets,
    graph_seed,
    graph_seed_of_zero,
    op_seed,
    both_seeds,
)


def kept(array):
    return np.asarray(array).astype(float).ravel()[:KEPT].tolist()


def streams():
    found = {
        "python": [[random.random() for _ in range(KEPT)]],
        "numpy": [kept(np.random.rand(KEPT))],
    }
    for build in BUILDERS:
        with tf.Graph().as_default(), tf.Session() as session:
            tensors = build()
            session.run(tf.global_variables_initializer())
            found[build.__name__] = [
                kept(array) for _ in range(RUNS) for array in session.run(tensors)
            ]
    found["oneDNN is off"] = [[float(os.environ.get("TF_ENABLE_ONEDNN_OPTS", 1))]]
    found["numpy after Keras"] = [kept(np.random.rand(KEPT))]
    with context.eager_mode():
        found["eager"] = [kept(tf.random_uniform([3]).numpy()), kept(tf.random_normal([3]).numpy())]
    return found


if __name__ == "__main__":
    json.dump(streams(), sys.stdout)
