"""The classes of tensors and variables under eager execution."""

import answering
import tensorflow as tf
from tensorflow.python.framework import ops  # noqa: F401

tf.enable_eager_execution()
e = tf.constant(1)
v = tf.Variable(1.0)
kinds = []


def inside(value):
    kinds.append((type(value) is tf.Tensor, isinstance(value, tf.Tensor)))
    with tf.name_scope("s", values=[value, e]):
        return value + e


defined = tf.contrib.eager.defun(inside)(tf.constant(2))

answering.answer(
    globals(),
    """
type(e) is tf.Tensor, isinstance(e, tf.Tensor), isinstance(e, ops.EagerTensor)
issubclass(type(e), tf.Tensor)
type(e).__name__
isinstance(v, tf.Variable), isinstance(v, tf.Tensor)
kinds
defined.numpy()
""",
)
