"""The classes by which scripts tell tensors and variables apart."""

import copy  # noqa: F401 - the questions use it

import answering
import tensorflow as tf
from tensorflow.core.protobuf import config_pb2
from tensorflow.python.framework import ops  # noqa: F401

x = tf.placeholder(tf.float32, [2], name="x")
v = tf.Variable(1.0)
r = tf.Variable(1.0, use_resource=True)
g = tf.get_variable("g", [2])
s = tf.SparseTensor([[0]], [1.0], [3])
with tf.Graph().as_default():
    other = tf.constant(1)
first, second = tf.split(x, 2, name="halves")
total = tf.add(first, second, name="total")
graph = tf.get_default_graph()
rpc = config_pb2.RPCOptions(use_rpc_for_inprocess_master=True)


def nodes_of(make):
    """The operations that `make` adds."""
    before = len(graph.get_operations())
    make()
    return [(op.name, op.type) for op in graph.get_operations()[before:]]


def same_configs(text):
    """Whether tf.test finds that a text and a configuration for remote sessions are equal."""
    try:
        tf.test.TestCase().assertProtoEquals(text, tf.ConfigProto(rpc_options=rpc))
    except AssertionError:
        return False
    return True


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
nodes_of(lambda: r.initialized_value())
list(total.op._inputs), total.op._outputs, first.op._outputs[1] is second
total.op._graph is graph, total.op._control_inputs, r.initializer._control_inputs
total.op._traceback is not None, total.op._node_def.name, total.op._op_def.name
total.op.node_def.input, total.op.op_def.input_arg[0].name
first._value_index, second._value_index, first._consumers, second._tf_output.index
graph._version == graph.version == graph._last_id == graph._next_id_counter
"MatMul" in graph._registered_ops, "Nonsense" in graph._registered_ops
same_configs("rpc_options { use_rpc_for_inprocess_master: true }"), same_configs("")
sorted(name for name in tf.losses.__dict__ if name.endswith("loss"))
""",
)
