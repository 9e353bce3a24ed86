"""The TF2-only functions of tf.summary: TensorFlow's own, with TF1's alternative in their errors.

Only those that may raise are wrapped. The rest is TensorFlow's, unchanged: create_file_writer,
SummaryWriter, record_if, should_record_summaries, trace_off.
"""

import functools
from collections.abc import Callable
from typing import Any

from tfv1 import startup

_tf = startup.tensorflow()

from tfv1.summary import advice  # noqa: E402

_TF2 = _tf.summary


def explained(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, a TF2 function that writes, with TF1's alternative in its errors."""

    @functools.wraps(function)
    def explaining(*arguments: object, **keywords: object) -> Any:
        with advice.on_errors(function.__name__):
            return function(*arguments, **keywords)

    # AutoGraph would rewrite it and everything it calls, for each tf.function.
    return _tf.autograph.experimental.do_not_convert(explaining)


def _traced(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, which only warns in graph mode, with TF1's alternative in the log."""

    @functools.wraps(function)
    def telling(*arguments: object, **keywords: object) -> Any:
        if not _tf.compat.v1.executing_eagerly_outside_functions():
            advice.tell_of_no_trace()
        return function(*arguments, **keywords)

    return _tf.autograph.experimental.do_not_convert(telling)


flush = explained(_TF2.flush)
graph = explained(_TF2.graph)
trace_export = _traced(explained(_TF2.trace_export))
trace_on = _traced(_TF2.trace_on)
write = explained(_TF2.write)


def create_noop_writer() -> Any:
    """A TF2 writer that does nothing, for code that needs one to set as the default."""
    advice.writes_nothing_on_purpose()
    return _TF2.create_noop_writer()
