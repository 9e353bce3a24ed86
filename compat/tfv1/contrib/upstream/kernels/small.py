"""Ops that need a few lines each."""

from typing import Any

import tensorflow.compat.v1 as tf


def zero_initializer(ref: Any, name: object = None) -> Any:
    """ZeroInitializer: fills an uninitialized reference variable with zeros.

    Running it on an initialized variable raises InvalidArgumentError.
    """
    with tf.name_scope(name, "ZeroInitializer", [ref]):
        fresh = tf.logical_not(tf.is_variable_initialized(ref))
        check = tf.debugging.Assert(fresh, ["input is already initialized"])
        with tf.control_dependencies([check]):
            zeros = tf.zeros(ref.shape, ref.dtype.base_dtype)
        return tf.assign(ref, zeros)


def zero_resource_initializer(
    var: object, dtype: object, shape: object, name: object = None
) -> Any:
    """ZeroVarInitializer: fills a resource variable, given by its handle, with zeros."""
    with tf.name_scope(name, "ZeroVarInitializer"):
        fill = tf.raw_ops.AssignVariableOp(resource=var, value=tf.zeros(shape, dtype))
        with tf.control_dependencies([fill]):
            return tf.identity(var)


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
