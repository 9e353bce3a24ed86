"""BipartiteMatch: pairs of rows and columns, the nearest pair first."""

from typing import Any, NamedTuple

import tensorflow.compat.v1 as tf

from tfv1.contrib.upstream.kernels.one_node import one_node


class BipartiteMatch(NamedTuple):
    """int32 [rows] and [columns]: the partner of each, or -1."""

    row_to_col_match_indices: Any
    col_to_row_match_indices: Any


@one_node("BipartiteMatch", distance_mat=tf.float32, num_valid_rows=None)
def bipartite_match(
    distance_mat: Any, num_valid_rows: Any, top_k: int = -1, name: object = None
) -> BipartiteMatch:
    """Greedily matches rows with columns by distance; each is matched at most once.

    Args:
      distance_mat: float32 [rows, columns].
      num_valid_rows: float32 [1]; later rows are not matched. If negative, all rows are valid.
      top_k: the maximum number of matches; 0 or less means no limit.
      name: the name scope.
    """
    with tf.name_scope(name, "BipartiteMatch", [distance_mat]):
        distances = tf.convert_to_tensor(distance_mat, tf.float32)
        rows, columns = tf.unstack(tf.shape(distances))
        given = tf.cast(tf.reshape(num_valid_rows, []), tf.int32)
        valid = tf.where(given < 0, rows, tf.minimum(given, rows))
        matches = tf.minimum(valid, columns)
        if top_k > 0:
            matches = tf.minimum(matches, top_k)
        row_is_free = tf.range(rows) < valid
        state = (0, row_is_free, tf.fill([rows], -1), tf.fill([columns], -1))

        def match(count: Any, free: Any, column_of: object, row_of: Any) -> Any:
            open_pairs = free[:, tf.newaxis] & (row_of < 0)[tf.newaxis]
            # An infinite distance must still rank before a pair that is not open.
            near = tf.minimum(distances, tf.float32.max)
            masked = tf.where(open_pairs, near, tf.fill(tf.shape(distances), float("inf")))
            best = tf.argmin(tf.reshape(masked, [-1]), output_type=tf.int32)
            row, column = best // columns, best % columns
            is_row = tf.equal(tf.range(rows), row)
            is_column = tf.equal(tf.range(columns), column)
            return (
                count + 1,
                free & ~is_row,
                tf.where(is_row, tf.fill([rows], column), column_of),
                tf.where(is_column, tf.fill([columns], row), row_of),
            )

        _, _, column_of, row_of = tf.while_loop(
            lambda count, *_: count < matches, match, state, back_prop=False
        )
        column_of.set_shape(distances.shape[:1])
        row_of.set_shape(distances.shape[1:])
        return BipartiteMatch(column_of, row_of)
