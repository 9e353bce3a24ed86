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


def told(call):
    """What an error of an eager op says."""
    try:
        return call()
    except tf.errors.OpError as error:
        return type(error).__name__, error.message, str(error) == error.message


ones = tf.ones([2, 3])
iterator = tf.data.Dataset.range(0).make_one_shot_iterator()
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
{e: "found"}[e], e in [tf.constant(1)], e in [0, e], e == tf.constant(1), len({e, e, v})
told(lambda: tf.reshape(ones, [4]))
told(lambda: tf.concat([ones, tf.ones([3, 4])], 0, name="joined"))
told(lambda: tf.gather([1.0], [3]))
told(lambda: tf.cholesky([[1.0, 2.0], [2.0, 1.0]]))
told(lambda: tf.contrib.eager.py_func(lambda x: 1 // 0, [1.0], tf.float32))[1].split(":")[0]
told(lambda: ones[5])
told(lambda: iterator.get_next())[1].split(" [")[0]
tf.contrib.eager.Variable([1.0]).assign([1.0, 2.0])
e.name
e.op
e.graph
""",
)
