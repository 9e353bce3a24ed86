"""Whether summaries are recorded: the per-thread condition that the summary ops check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import tensorflow.compat.v1 as tf

# TensorFlow's own per-thread state, so that TensorFlow 2's tf.summary and trainers that look for a
# default writer see the same one.
from tensorflow.python.ops.summary_ops_v2 import _summary_state as state


@contextmanager
def _record_if(condition: object) -> Iterator[None]:
    before = state.is_recording
    state.is_recording = condition
    try:
        yield
    finally:
        state.is_recording = before


def always_record_summaries() -> AbstractContextManager[None]:
    """A context in which every summary op records."""
    return _record_if(True)


def never_record_summaries() -> AbstractContextManager[None]:
    """A context in which no summary op records."""
    return _record_if(False)


def record_summaries_every_n_global_steps(
    n: int, global_step: Any = None
) -> AbstractContextManager[None]:
    """A context in which summary ops record when `global_step % n` is 0.

    Args:
      n: int, or an integer tensor.
      global_step: integer variable or tensor; defaults to the graph's global step, which is
        created if missing.

    In graph mode the condition is a single tensor, created here; in eager mode it is evaluated for
    each summary.
    """
    if global_step is None:
        global_step = tf.train.get_or_create_global_step()

    def due() -> Any:
        with tf.device("cpu:0"):
            return tf.equal(global_step % n, 0)

    condition: Callable[[], Any] | Any = due if tf.executing_eagerly() else due()
    return _record_if(condition)


def should_record_summaries() -> Any:
    """A scalar bool tensor: whether a summary op would record here.

    False if no recording context is active. As in 1.15 it does not check for a default writer.
    """
    by_replica = _resolve(state.is_recording_distribution_strategy)
    by_user = _resolve(state.is_recording)
    return tf.logical_and(by_replica, False if by_user is None else by_user)


def _resolve(condition: object) -> Any:
    return condition() if callable(condition) else condition
