"""SparseFeatureCross: every combination of the features of several columns, row by row."""

from typing import Any, NamedTuple

import tensorflow.compat.v1 as tf

from tfv1.contrib.upstream.kernels.one_node import one_node

# The initial value of the first version's hash, and the constant added on each combination.
_SEED = 0xDECAFCAFFE
_GOLDEN = 0x9E3779B97F4A7800


class SparseFeatureCross(NamedTuple):
    """A sparse matrix: int64 [n, 2], int64 or string [n], int64 [2]."""

    output_indices: Any
    output_values: Any
    output_shape: Any


def keyed_cross(
    indices: object,
    values: object,
    shapes: object,
    dense: object,
    hashed_output: bool,
    num_buckets: int,
    hash_key: int,
    out_type: object,
    internal_type: object,
    name: object = None,
) -> SparseFeatureCross:
    """Crosses hashed with a key, as today's SparseCross does."""
    crossed = tf.raw_ops.SparseCross(
        indices=indices,
        values=values,
        shapes=shapes,
        dense_inputs=dense,
        hashed_output=hashed_output,
        num_buckets=num_buckets,
        hash_key=hash_key,
        out_type=out_type,
        internal_type=internal_type,
        name=name or "SparseFeatureCrossV2",
    )
    return SparseFeatureCross(*crossed)


@one_node("SparseFeatureCross", indices=None, values=None, shapes=None, dense=None)
def cross(
    indices: object,
    values: Any,
    shapes: object,
    dense: Any,
    hashed_output: bool,
    num_buckets: int,
    out_type: object,
    internal_type: Any,
    name: object = None,
) -> SparseFeatureCross:
    """Crosses with the first version's hash.

    Args:
      indices, values, shapes: the sparse columns; values are int64 or string.
      dense: the other columns, int64 or string [rows, n].
      hashed_output: whether the crosses are numbers, not strings joined by `_X_`.
      num_buckets: crosses are taken modulo this; 0 means modulo the largest int64.
      out_type, internal_type: int64 or string.
      name: the name scope.
    """
    arguments: dict[str, Any] = {"hash_key": 0, "num_buckets": 0, "hashed_output": False}
    if not hashed_output:
        types = {"out_type": out_type, "internal_type": internal_type}
        return keyed_cross(indices, values, shapes, dense, **arguments, **types, name=name)
    with tf.name_scope(name, "SparseFeatureCross"):
        # Cross the features' positions instead of the features, to see which are combined.
        places = keyed_cross(
            indices,
            [_places(column) for column in values],
            shapes,
            [_places(column) for column in dense],
            **arguments,
            out_type=tf.string,
            internal_type=tf.string,
        )
        parts = tf.strings.split(
            places.output_values, "_X_", result_type="RaggedTensor"
        ).to_tensor()
        hashed = tf.fill(tf.shape(places.output_values), tf.constant(_SEED, tf.uint64))
        for number, column in enumerate([*values, *dense]):
            features = tf.reshape(_fingerprints(column), [-1])
            chosen = tf.strings.to_number(parts[:, number], tf.int64)
            hashed = _combine(hashed, tf.gather(features, chosen))
        buckets = num_buckets or tf.int64.max
        numbers = tf.math.floormod(hashed, tf.constant(buckets, tf.uint64))
        return SparseFeatureCross(
            places.output_indices, tf.cast(numbers, tf.int64), places.output_shape
        )


def _places(column: object) -> Any:
    """0, 1, 2 ... as strings, with the column's shape."""
    column = tf.convert_to_tensor(column)
    return tf.as_string(tf.reshape(tf.range(tf.size(column)), tf.shape(column)))


def _fingerprints(column: Any) -> Any:
    """uint64: a number itself, a string's Fingerprint64."""
    column = tf.reshape(column, [-1])
    if column.dtype != tf.string:
        return tf.bitcast(tf.cast(column, tf.int64), tf.uint64)
    octets = tf.raw_ops.Fingerprint(data=column, method="farmhash64")
    return tf.bitcast(octets, tf.uint64)


def _combine(one: object, other: object) -> Any:
    """Combines two hashes as the op does, on signed numbers: right shifts keep the sign."""
    signed = tf.bitcast(one, tf.int64)
    right = tf.bitcast(tf.bitwise.right_shift(signed, tf.constant(4, tf.int64)), tf.uint64)
    left = tf.bitwise.left_shift(one, tf.constant(10, tf.uint64))
    return tf.bitwise.bitwise_xor(one, other + tf.constant(_GOLDEN, tf.uint64) + left + right)
