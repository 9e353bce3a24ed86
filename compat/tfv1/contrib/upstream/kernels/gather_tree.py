"""GatherTree: reconstructs the sequences found by a beam search from its steps and parents."""

from typing import Any

import tensorflow.compat.v1 as tf

from tfv1.contrib.upstream.kernels.one_node import one_node


@one_node(
    "GatherTree",
    step_ids=tf.int32,
    parent_ids=tf.int32,
    max_sequence_lengths=tf.int32,
    end_token=tf.int32,
)
def gather_tree(
    step_ids: Any,
    parent_ids: Any,
    max_sequence_lengths: object,
    end_token: object,
    name: object = None,
) -> Any:
    """The full sequence of each final beam.

    Args:
      step_ids: int32 [time, batch, beams], the token that each beam chose at each step.
      parent_ids: int32 [time, batch, beams], the beam of the previous step that it came from.
      max_sequence_lengths: int32 [batch]; later steps are ignored.
      end_token: int32 scalar.
      name: the name scope.

    Returns:
      int32 [time, batch, beams], with `end_token` everywhere after a sequence's first one.
    """
    with tf.name_scope(name, "GatherTree"):
        inputs = step_ids, parent_ids, max_sequence_lengths, end_token
        step_ids, *others = (tf.convert_to_tensor(x, tf.int32) for x in inputs)
        found = _sequences(step_ids, *others)
        found.set_shape(step_ids.shape)
        return found


def _sequences(step_ids: Any, parent_ids: Any, max_sequence_lengths: Any, end_token: Any) -> Any:
    for tensor in (step_ids, parent_ids):
        tensor.set_shape([None] * 3)
    shape = tf.shape(step_ids)
    last = tf.minimum(shape[0], max_sequence_lengths)[:, tf.newaxis]
    final = tf.tile(tf.range(shape[2])[tf.newaxis], [shape[1], 1])

    def step_back(state: Any, time: Any) -> Any:
        chosen, _ = state
        beam = tf.clip_by_value(chosen, 0, shape[2] - 1)
        inside = tf.broadcast_to(time < last, shape[1:])
        token = tf.gather(step_ids[time], beam, batch_dims=1)
        parent = tf.gather(parent_ids[time], beam, batch_dims=1)
        ended = tf.fill(shape[1:], end_token)
        return tf.where(inside, parent, chosen), tf.where(inside, token, ended)

    times = tf.range(shape[0] - 1, -1, -1)
    parents, backwards = tf.scan(step_back, times, (final, final), back_prop=False)
    with tf.control_dependencies([_check(parents[:-1], times[1:], shape[2])]):
        tokens = tf.reverse(backwards, [0])
    is_end = tf.cast(tf.equal(tokens, end_token), tf.int32)
    ended_before = tf.cumsum(is_end, axis=0, exclusive=True) > 0
    return tf.where(ended_before, tf.fill(shape, end_token), tokens)


def _check(parents: Any, times: Any, beams: Any) -> Any:
    """An assertion that `parents` [time, batch, beams], which are followed, are beams.

    The first of the others is named as the kernel named it. The kernel let the number of beams pass
    as a parent, and read past the end of the row.
    """
    by_beam = tf.transpose(parents, [1, 2, 0])
    invalid = tf.logical_or(by_beam < 0, by_beam >= beams)
    places = tf.where(invalid)
    batch, beam, turn = tf.unstack(tf.concat([places, [[0, 0, 0]]], 0)[0])
    message = tf.strings.format(
        "Saw invalid parent id {} at (batch, time, beam) == ({}, {}, {})",
        (
            tf.concat([tf.boolean_mask(by_beam, invalid), [0]], 0)[0],
            batch,
            tf.concat([times, [0]], 0)[turn],
            beam,
        ),
    )
    return tf.debugging.Assert(tf.equal(tf.size(places), 0), [message])
