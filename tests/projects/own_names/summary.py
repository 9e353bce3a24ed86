import tensorflow as tf


def scalar(name, value):
    return tf.summary.scalar("own/" + name, value)
