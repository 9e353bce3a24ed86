"""The five functions that TF1's tf.summary and TF2's share: each call goes to the API it speaks.

A call of TF1's gives a serialised Summary for FileWriter.add_summary, and is collected; a call of
TF2's writes to the default writer, and gives a bool. `which_api` decides. Both functions behind a
name are TensorFlow's own, but for what `ops` says.
"""

import functools
import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from tfv1 import startup

_tf = startup.tensorflow()  # before the modules below load it in their own way

from tensorflow.python import tf2  # noqa: E402
from tensorflow.python.ops.summary_ops_v2 import _summary_state as _state  # noqa: E402

from tfv1.summary import advice, ops, which_api  # noqa: E402
from tfv1.summary.which_api import Api, Mode, Shape  # noqa: E402

_TF1 = _tf.compat.v1.summary
_TF2 = _tf.summary

# TensorFlow's TF1 functions say so under eager execution, where they look for a writer of TF2's.
warnings.filterwarnings("ignore", "Cannot activate TF2 compatibility support for TF1 summary ops")


def _both(name: str, tf1: Callable[..., Any], doc: str) -> Callable[..., Any]:
    """The function `name` of tf.summary; inspect.signature() gives TF1's signature, `tf1`'s."""
    tf2_function = getattr(_TF2, name)

    @functools.wraps(tf1)
    def function(*arguments: object, **keywords: object) -> Any:
        shape = which_api.shape_of(name, arguments, keywords)
        mode, step = _mode(), _state.step is not None
        api, ambiguous = which_api.choose(shape, mode, writer=_has_tf2_writer(), step=step)
        if api is Api.TF2:
            if shape is Shape.SAME and not step and which_api.lacks_step(name, arguments):
                # As TensorFlow's TF1 functions do when they forward; TF2's would refuse.
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
    # AutoGraph would rewrite it, and everything below it, for each tf.function.
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
    """Whether the thread's default writer is one of TF2's, and none of tf.contrib.summary's."""
    kind = type(_state.writer)
    legacy = kind.__name__ == "_LegacyResourceSummaryWriter"  # what TensorFlow 2 has left of it
    contribs = legacy or kind.__module__.startswith("tfv1.contrib.")
    return _state.writer is not None and not contribs


@contextmanager
def _without_writer() -> Iterator[None]:
    """Keeps TensorFlow's TF1 functions from forwarding to a default writer, as they do eagerly."""
    writer, _state.writer = _state.writer, None
    try:
        yield
    finally:
        _state.writer = writer


def _is_of_interest(record: logging.LogRecord) -> bool:
    """False for an error of TensorFlow's own making: TF2's image and audio leave an op unused."""
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
      step: int64; the default is the step that is set, as by `writer.as_default(step)`.
      description: Markdown that TensorBoard shows with the curve.

    Returns:
      TF1: a string tensor of shape []. TF2: a bool tensor of shape [], whether it was written.

    Raises:
      ValueError: a call of TF2's has no step, given or set.
    """,
)
histogram = _both(
    "histogram",
    ops.histogram,
    """A summary of the distribution of numbers of any shape.

    TF1: `histogram(name, values, collections=None, family=None)` makes an op whose value is a
    serialised Summary.
    TF2: `histogram(name, data, step=None, buckets=None, description=None)` writes to the default
    TF2 writer, in `buckets` (30) buckets of one width.

    Arguments, results and errors otherwise as in `scalar`.
    """,
)
image = _both(
    "image",
    ops.image,
    """A summary of images, shape [batch, height, width, channels] with 1, 3 or 4 channels.

    TF1: `image(name, tensor, max_outputs=3, collections=None, family=None)` makes an op whose value
    is a serialised Summary; floats are scaled to what is in each image.
    TF2: `image(name, data, step=None, max_outputs=3, description=None)` writes to the default TF2
    writer, all images under one tag; floats are in [0, 1] and cut off there.

    A third argument that is a number is TF1's `max_outputs`, unless the program is eager and a TF2
    writer is the default. Arguments, results and errors otherwise as in `scalar`.
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

    `sample_rate` is in hertz. A fourth argument that is a number is TF1's `max_outputs`, unless the
    program is eager and a TF2 writer is the default. Arguments, results and errors otherwise as in
    `scalar`.
    """,
)
text = _both(
    "text",
    _TF1.text,
    """A summary of strings, which TensorBoard shows as Markdown, tables for shapes [n] and [n, m].

    TF1: `text(name, tensor, collections=None)` makes an op whose value is a serialised Summary;
    `tensor` is a tensor.
    TF2: `text(name, data, step=None, description=None)` writes to the default TF2 writer.

    Arguments, results and errors otherwise as in `scalar`.
    """,
)
