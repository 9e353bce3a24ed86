"""Ops that need a few lines each."""

from contextlib import AbstractContextManager
from typing import Any

import tensorflow.compat.v1 as tf

from tfv1.contrib.upstream.kernels.one_node import one_node

# The kernels were made for these types alone.
_ZEROED = (
    *("float32", "float64", "int32", "uint8", "int16", "int8", "int64"),
    *("bfloat16", "uint16", "float16", "uint32", "uint64"),
)


def zero_initializer(ref: Any, name: object = None) -> Any:
    """ZeroInitializer: fills an uninitialized reference variable with zeros.

    Running it on an initialized variable raises InvalidArgumentError.

    Raises:
      TypeError: the variable has another type than a real number's.
    """
    if ref.dtype.base_dtype.name not in _ZEROED:
        raise TypeError(
            f"Value passed to parameter 'ref' has DataType {ref.dtype.base_dtype.name} not in "
            f"list of allowed values: {', '.join(_ZEROED)}"
        )
    with tf.name_scope(name, "ZeroInitializer", [ref]) as scope:
        with _uninitialized(tf.is_variable_initialized(ref)):
            zeros = tf.zeros(ref.shape, ref.dtype.base_dtype)
        return tf.assign(ref, zeros, name=scope)


def zero_resource_initializer(
    var: object, dtype: object, shape: object, name: object = None
) -> Any:
    """ZeroVarInitializer: fills a resource variable, given by its handle, with zeros.

    Running it on an initialized variable raises InvalidArgumentError.
    """
    with tf.name_scope(name, "ZeroVarInitializer") as scope:
        with _uninitialized(tf.raw_ops.VarIsInitializedOp(resource=var)):
            fill = tf.raw_ops.AssignVariableOp(resource=var, value=tf.zeros(shape, dtype))
        with tf.control_dependencies([fill]):
            return tf.identity(var, name=scope)


def _uninitialized(is_initialized: Any) -> AbstractContextManager[None]:
    """Lets the ops inside run only when the variable has no value."""
    fresh = tf.logical_not(is_initialized)
    check = tf.debugging.Assert(fresh, ["input is already initialized"])
    found: AbstractContextManager[None] = tf.control_dependencies([check])
    return found


@one_node(
    "MaskedMatmul",
    a=tf.float32,
    b=tf.float32,
    mask_indices=tf.int64,
    transpose_a=tf.bool,
    transpose_b=tf.bool,
)
def masked_matmul(
    a: object,
    b: object,
    mask_indices: Any,
    transpose_a: object,
    transpose_b: object,
    name: object = None,
) -> Any:
    """MaskedMatmul: the elements of the product of two matrices at `mask_indices`.

    Args:
      a, b: float32 matrices; transposed first if `transpose_a` or `transpose_b` (bool) is set.
      mask_indices: int64 [n, 2].
      name: the name scope.

    Returns:
      float32 [n].
    """
    with tf.name_scope(name, "MaskedMatmul", [a, b]):
        turn_a, turn_b = tf.convert_to_tensor(transpose_a), tf.convert_to_tensor(transpose_b)
        left = tf.cond(turn_a, lambda: tf.transpose(a), lambda: tf.identity(a))
        right = tf.cond(turn_b, lambda: tf.identity(b), lambda: tf.transpose(b))
        rows = tf.gather(left, mask_indices[:, 0])
        columns = tf.gather(right, mask_indices[:, 1])
        return tf.reduce_sum(rows * columns, axis=1)


def obtain_next(list: object, counter: Any, name: object = None) -> Any:
    """ObtainNext: advances a reference counter and returns the string at that index.

    Args:
      list: string [n].
      counter: an int64 reference variable, which cycles from 0 to n - 1.
      name: the name scope.
    """
    with tf.name_scope(name, "ObtainNext", [list]):
        size = tf.size(list, out_type=tf.int64)
        moved = tf.assign(counter, tf.math.floormod(counter + 1, size))
        return tf.gather(list, moved)
