"""WALSComputePartialLhsAndRhs: one half step of weighted alternating least squares."""

from typing import Any, NamedTuple

import tensorflow.compat.v1 as tf

_WEIGHTS = (
    "To specify the weights for observed entries, either (1) entry_weights must be set or "
    "(2) input_weights and factor_weights must be set, but not both."
)


class Equations(NamedTuple):
    """The outputs, under the names that they had."""

    partial_lhs: Any
    partial_rhs: Any


def partial_lhs_and_rhs(
    factors: Any,
    factor_weights: Any,
    unobserved_weights: Any,
    input_weights: Any,
    input_indices: Any,
    input_values: Any,
    entry_weights: Any,
    input_block_size: Any,
    input_is_transpose: Any,
    name: object = None,
) -> Equations:
    """What the observed entries add to the equations of each row's factors.

    Args:
      factors: float32 [m, k], the factors of the columns.
      factor_weights: float32 [m], or [0] with `entry_weights`.
      unobserved_weights: a float32 scalar.
      input_weights: float32 [n], the rows' weights, or [0] with `entry_weights`.
      input_indices: int64 [p, 2], row and column of each observed entry.
      input_values: float32 [p].
      entry_weights: float32 [p], the entries' weights, or [0].
      input_block_size: an int64 scalar, n.
      input_is_transpose: a bool scalar, whether `input_indices` has column and row.
      name: the name scope.

    Returns:
      float32 [n, k, k] and [n, k]: the sums over a row's entries of w * f * f^T and of
      (w + unobserved_weights) * value * f, with f the factors of the entry's column.
    """
    with tf.name_scope(name, "WALSComputePartialLhsAndRhs"):
        factors, factor_weights, input_weights, entry_weights = (
            tf.convert_to_tensor(value, tf.float32)
            for value in (factors, factor_weights, input_weights, entry_weights)
        )
        turned = tf.cast(input_is_transpose, tf.int32)
        row = tf.gather(input_indices, turned, axis=1)
        column = tf.gather(input_indices, 1 - turned, axis=1)
        by_entry = tf.size(entry_weights) > 0
        by_factor = tf.size(input_weights) + tf.size(factor_weights) > 0
        with tf.control_dependencies([tf.debugging.Assert(by_entry ^ by_factor, [_WEIGHTS])]):
            weights = tf.cond(
                by_entry,
                lambda: tf.identity(entry_weights),
                lambda: tf.gather(input_weights, row) * tf.gather(factor_weights, column),
            )

        rows = tf.cast(input_block_size, tf.int64)
        shape = tf.shape(factors, out_type=tf.int64)
        columns, rank = shape[0], shape[1]

        def summed(values: Any, of_columns: Any) -> Any:
            """For each row, the sum over its entries of a value times its column's numbers."""
            entries = tf.SparseTensor(tf.stack([row, column], axis=1), values, [rows, columns])
            return tf.sparse.sparse_dense_matmul(entries, of_columns)

        squares = tf.expand_dims(factors, 1) * tf.expand_dims(factors, 2)
        lhs = summed(weights, tf.reshape(squares, [columns, rank * rank]))
        rhs = summed((weights + unobserved_weights) * input_values, factors)
        return Equations(tf.reshape(lhs, [rows, rank, rank]), rhs)
