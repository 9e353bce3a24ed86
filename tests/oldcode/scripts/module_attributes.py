"""What modules of tensorflow.python had imported, and their folder by its own name."""

import answering
import tensorflow as tf  # noqa: F401
import tensorflow.python as python  # noqa: F401
import tensorflow_core as core  # noqa: F401
from tensorflow.python import control_flow_ops  # noqa: F401
from tensorflow.python.framework import ops  # noqa: F401
from tensorflow.python.ops import math_ops, summary_ops_v2  # noqa: F401
from tensorflow_core.examples.tutorials.mnist import input_data  # noqa: F401

NAMES = (
    "abc array_grad array_ops attr_value_pb2 builtins check_ops clip_ops collections common_shapes "
    "constant_op context contextlib control_flow_ops control_flow_util ctypes deprecation dispatch "
    "enum error_codes_pb2 errors_impl file_io framework_ops functools fwd_compat gen_array_ops "
    "gen_math_ops gen_nn_ops gen_state_ops importlib itertools jit linalg_ops_impl map_fn math_ops "
    "nn_ops np numbers op_def_pb2 os pydev random_ops random_seed re resource_variable_ops "
    "six sparse_ops state_ops string sys tensor_array_ops tensor_shape tensor_util "
    "tensorflow_dot_core_dot_framework_dot_attr__value__pb2 tf_inspect tf_logging threading "
    "traceback types_pb2 util_compat variable_pb2 vs weakref wrap_function"
)


def named(module):
    """The names by which a module is known, from tensorflow down."""
    return [(name, getattr(module, name).__name__) for name in NAMES.split()]


answering.answer(
    globals(),
    """
[pair for pair in named(python)]
control_flow_ops.cond is tf.cond
core.Session is tf.Session
input_data.__name__.split(".")[-2:]
ops.context.executing_eagerly()
math_ops.np.ones(2).tolist(), math_ops.gen_math_ops._errors.NotFoundError.__name__
python.matmul is tf.matmul
summary_ops_v2.create_db_writer.__name__
""",
)
