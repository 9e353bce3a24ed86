import tensorflow as tf

from compat import PY3


def count(graph):
    return len(graph.get_operations()) if PY3 else None


def seven():
    return tf.constant(7)
