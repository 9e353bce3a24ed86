"""The classes by which scripts tell tensors and variables apart."""

import copy  # noqa: F401 - the questions use it

import answering
import tensorflow as tf
from tensorflow.python.framework import ops  # noqa: F401

x = tf.placeholder(tf.float32, [2], name="x")
v = tf.Variable(1.0)
r = tf.Variable(1.0, use_resource=True)
g = tf.get_variable("g", [2])
s = tf.SparseTensor([[0]], [1.0], [3])
with tf.Graph().as_default():
    other = tf.constant(1)

answering.answer(
    globals(),
    """
type(x) is tf.Tensor
type(x) is ops.Tensor
type(x) == type(other) == tf.Tensor
x.__class__ is tf.Tensor
type(x).__name__
str(type(x))
type(copy.copy(x)) is tf.Tensor
type(tf.Tensor(x.op, 0, tf.float32)) is tf.Tensor
isinstance(x, tf.Tensor), isinstance(v, tf.Tensor), isinstance(1, tf.Tensor)
issubclass(tf.Tensor, tf.Tensor), issubclass(tf.Variable, tf.Tensor)
isinstance(v, tf.Variable), isinstance(r, tf.Variable), isinstance(x, tf.Variable)
issubclass(type(v), tf.Variable), issubclass(type(r), tf.Variable)
type(v).__name__, type(r).__name__, type(g).__name__
type(v) is tf.Variable
type(x.op) is tf.Operation, isinstance(x.op, ops.Operation)
isinstance(x, ops._TensorLike), isinstance(s, ops._TensorLike), isinstance(v, ops._TensorLike)
isinstance(x, ops.EagerTensor)
"constant" in tf.__dict__, "Session" in vars(tf), "nonsense" in tf.__dict__
"relu" in tf.nn.__dict__, "Tensor" in vars(ops)
eval("constant(2)", tf.__dict__).op.type
isinstance(tf.__dict__, dict)
sorted(name for name in tf.losses.__dict__ if name.endswith("loss"))
""",
)
