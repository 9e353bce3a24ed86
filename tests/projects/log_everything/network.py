"""The graph, with a summary of every kind."""

import tensorflow as tf


def summaries_of(variable):
    with tf.name_scope("summaries"):
        tf.summary.histogram("values", variable)
        return tf.summary.scalar("mean", tf.reduce_mean(variable))


class Network(object):
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [1, 4, 4, 3], name="x")
        with tf.variable_scope("layer"):
            self.w = tf.get_variable("w", [3, 3, 3, 1], initializer=tf.ones_initializer())
            y = tf.nn.conv2d(self.x, self.w, [1, 1, 1, 1], "SAME")
            self.mean = summaries_of(self.w)
        tf.summary.image("y", y, max_outputs=1)
        tf.summary.audio("sound", tf.reshape(y, [1, 16, 1]) / 100.0, 8000)
        tf.summary.text("note", tf.constant("a note"))
        self.loss = tf.reduce_mean(tf.square(y))
        self.step = tf.train.get_or_create_global_step()
        optimizer = tf.train.GradientDescentOptimizer(0.001)
        self.train = optimizer.minimize(self.loss, global_step=self.step)
        self.merged = tf.summary.merge_all()
