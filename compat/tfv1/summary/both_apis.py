"""The five functions that TF1's and TF2's tf.summary share; each call goes to the API it is for.

A TF1 call returns a serialised Summary for FileWriter.add_summary and adds it to a collection; a
TF2 call writes to the default writer and returns a bool. `which_api` decides. Both functions
behind each name are TensorFlow's own, except as described in `ops`.
"""

import functools
import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from tfv1 import startup

_tf = startup.tensorflow()  # before the imports below load it unconfigured

from tensorflow.python import tf2  # noqa: E402
from tensorflow.python.ops.summary_ops_v2 import _summary_state as _state  # noqa: E402

from tfv1.summary import advice, ops, which_api  # noqa: E402
from tfv1.summary.which_api import Api, Mode, Shape  # noqa: E402

_TF1 = _tf.compat.v1.summary
_TF2 = _tf.summary

# TensorFlow's TF1 functions warn about this in eager mode, where they look for a TF2 writer.
warnings.filterwarnings("ignore", "Cannot activate TF2 compatibility support for TF1 summary ops")


def _both(name: str, tf1: Callable[..., Any], doc: str) -> Callable[..., Any]:
    """The function `name` in tf.summary; inspect.signature() shows that of `tf1`."""
    tf2_function = getattr(_TF2, name)

    @functools.wraps(tf1)
    def function(*arguments: object, **keywords: object) -> Any:
        shape = which_api.shape_of(name, arguments, keywords)
        mode, step = _mode(), _state.step is not None
        api, ambiguous = which_api.choose(shape, mode, writer=_has_tf2_writer(), step=step)
        if api is Api.TF2:
            if shape is Shape.SAME and not step and which_api.lacks_step(name, arguments):
                # As TensorFlow's TF1 functions do when they forward; TF2's would raise.
                keywords["step"] = _tf.compat.v1.train.get_global_step()
            return _write(name, tf2_function, arguments, keywords)
        if ambiguous:
            advice.tell_of_ambiguity(name, arguments, keywords)
        with _without_writer() if mode is not Mode.GRAPH else nullcontext():
            try:
                return tf1(*arguments, **keywords)
            except TypeError as error:
                advice.explain_mixture(error, name, keywords)
                raise

    function.__module__ = __name__
    function.__doc__ = doc
    # AutoGraph would rewrite it and everything it calls, for each tf.function.
    return _tf.autograph.experimental.do_not_convert(function)


def _write(
    name: str, function: Callable[..., Any], arguments: Sequence[Any], keywords: Mapping[str, Any]
) -> Any:
    if _state.writer is None:
        advice.tell_of_no_writer(name, arguments, keywords)
    with advice.on_errors(name, arguments, keywords):
        return function(*arguments, **keywords)


def _mode() -> Mode:
    if not _tf.compat.v1.executing_eagerly_outside_functions():
        return Mode.GRAPH
    return Mode.TF2 if tf2.enabled() else Mode.EAGER


def _has_tf2_writer() -> bool:
    """Whether the thread's default writer is a TF2 writer, not one from tf.contrib.summary."""
    kind = type(_state.writer)
    legacy = kind.__name__ == "_LegacyResourceSummaryWriter"  # its remnant in TensorFlow 2
    contribs = legacy or kind.__module__.startswith("tfv1.contrib.")
    return _state.writer is not None and not contribs


@contextmanager
def _without_writer() -> Iterator[None]:
    """Keeps TensorFlow's TF1 functions from forwarding to a default writer in eager mode."""
    writer, _state.writer = _state.writer, None
    try:
        yield
    finally:
        _state.writer = writer


def _is_of_interest(record: logging.LogRecord) -> bool:
    """False for an error TensorFlow causes itself: TF2's image and audio leave an op unused."""
    message = record.getMessage()
    return not ("Object was never used" in message and "/assert_non_negative/" in message)


logging.getLogger("tensorflow").addFilter(_is_of_interest)


scalar = _both(
    "scalar",
    _TF1.scalar,
    """A summary of one number, of any real dtype.

    TF1: `scalar(name, tensor, collections=None, family=None)` makes an op whose value is a
    serialised Summary, for FileWriter.add_summary.
    TF2: `scalar(name, data, step=None, description=None)` writes to the default TF2 writer.

    Args:
      name: the node's name, and the tag.
      tensor, data: shape [].
      collections: graph collections to add the op to; None is `GraphKeys.SUMMARIES`.
      family: a prefix of the tag.
      step: int64; defaults to the step that is set, for example by `writer.as_default(step)`.
      description: Markdown that TensorBoard shows with the curve.

    Returns:
      TF1: a string tensor of shape []. TF2: a bool tensor of shape [], whether it was written.

    Raises:
      ValueError: a TF2 call without a step, given or set.
    """,
)
histogram = _both(
    "histogram",
    ops.histogram,
    """A summary of the distribution of numbers of any shape.

    TF1: `histogram(name, values, collections=None, family=None)` makes an op whose value is a
    serialised Summary.
    TF2: `histogram(name, data, step=None, buckets=None, description=None)` writes to the default
    TF2 writer, in `buckets` (default 30) buckets of equal width.

    Other arguments, results and errors as in `scalar`.
    """,
)
image = _both(
    "image",
    ops.image,
    """A summary of images, shape [batch, height, width, channels] with 1, 3 or 4 channels.

    TF1: `image(name, tensor, max_outputs=3, collections=None, family=None)` makes an op whose value
    is a serialised Summary; floats are scaled to the range of each image.
    TF2: `image(name, data, step=None, max_outputs=3, description=None)` writes to the default TF2
    writer, all images under one tag; floats are clipped to [0, 1].

    A number as the third argument is TF1's `max_outputs`, unless the program is eager and a TF2
    writer is the default. Other arguments, results and errors as in `scalar`.
    """,
)
audio = _both(
    "audio",
    _TF1.audio,
    """A summary of sound clips, float32 in [-1, 1], shape [batch, frames, channels].

    TF1: `audio(name, tensor, sample_rate, max_outputs=3, collections=None, family=None)` makes an
    op whose value is a serialised Summary; the shape may be [batch, frames].
    TF2: `audio(name, data, sample_rate, step=None, max_outputs=3, encoding=None, description=None)`
    writes to the default TF2 writer, all clips under one tag, as WAV.

    `sample_rate` is in hertz. A number as the fourth argument is TF1's `max_outputs`, unless the
    program is eager and a TF2 writer is the default. Other arguments, results and errors as in
    `scalar`.
    """,
)
text = _both(
    "text",
    _TF1.text,
    """A summary of strings. TensorBoard shows them as Markdown, shapes [n] and [n, m] as tables.

    TF1: `text(name, tensor, collections=None)` makes an op whose value is a serialised Summary;
    `tensor` is a tensor.
    TF2: `text(name, data, step=None, description=None)` writes to the default TF2 writer.

    Other arguments, results and errors as in `scalar`.
    """,
)
