"""TF2's own names of tf.summary: TensorFlow's functions, which say TF1's way when they refuse.

Here are those that may refuse. The rest is TensorFlow's as it is: create_file_writer,
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
    """`function`, a writing function of TF2's, with TF1's way in its errors."""

    @functools.wraps(function)
    def explaining(*arguments: object, **keywords: object) -> Any:
        with advice.on_errors(function.__name__):
            return function(*arguments, **keywords)

    # AutoGraph would rewrite it, and everything below it, for each tf.function.
    return _tf.autograph.experimental.do_not_convert(explaining)


def _traced(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, one that TensorFlow has only a warning for in graph mode, with TF1's way."""

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
    """A TF2 writer that does nothing, for code that wants one to make the default."""
    advice.writes_nothing_on_purpose()
    return _TF2.create_noop_writer()
