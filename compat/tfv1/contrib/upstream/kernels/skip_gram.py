"""SkipGramGenerateCandidates: pairs of near words, for word2vec."""

from typing import Any, NamedTuple

import tensorflow.compat.v1 as tf


class Candidates(NamedTuple):
    """The outputs, under the names that they had."""

    tokens: Any
    labels: Any


def candidates(
    input_tensor: Any,
    min_skips: Any,
    max_skips: Any,
    start: Any,
    limit: Any,
    emit_self_as_target: Any,
    seed: int = 0,
    seed2: int = 0,
    name: object = None,
) -> Candidates:
    """Each token with those around it, up to a distance drawn for it, in order.

    In the first run the distances are those that 1.15 drew for the same seeds.

    Args:
      input_tensor: [n].
      min_skips, max_skips: int32 scalars, between which the distance is drawn.
      start: an int32 scalar, the first position that is used.
      limit: an int32 scalar, how many positions are used; negative for all.
      emit_self_as_target: a bool scalar, whether a token is a pair with itself.
      seed, seed2: those of the op.
      name: the name scope.

    Returns:
      Two tensors [m].
    """
    with tf.name_scope(name, "SkipGramGenerateCandidates", [input_tensor]):
        tokens = tf.convert_to_tensor(input_tensor)
        tokens.shape.assert_has_rank(1)
        least, most = tf.convert_to_tensor(min_skips), tf.convert_to_tensor(max_skips)
        checks = [
            tf.debugging.Assert(
                tf.minimum(least, most) >= 0, ["Both min_skips and max_skips must be >= 0."]
            ),
            tf.debugging.Assert(least <= most, ["min_skips must be <= max_skips."]),
        ]
        with tf.control_dependencies(checks):
            tokens = tokens[start:]
        tokens = tokens[: tf.where(tf.less(limit, 0), tf.size(tokens), limit)]
        skips = tf.raw_ops.RandomUniformInt(
            shape=tf.shape(tokens), minval=least, maxval=most + 1, seed=seed, seed2=seed2
        )
        furthest = tf.maximum(most, 0)
        away = tf.range(-furthest, furthest + 1)
        other = tf.range(tf.size(tokens))[:, None] + away
        chosen = tf.abs(away) <= skips[:, None]
        chosen &= (other >= 0) & (other < tf.size(tokens))
        chosen &= tf.not_equal(away, 0) | emit_self_as_target
        token = tf.gather(tokens, tf.where(chosen)[:, 0])
        return Candidates(token, tf.gather(tokens, tf.boolean_mask(other, chosen)))
