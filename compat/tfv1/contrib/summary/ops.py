"""The summary ops: each writes to the thread's default writer when recording is on.

An op created without a default writer is a no-op. In graph mode each recording op is added to a
collection, which `all_summary_ops()` returns. Tags are name scopes, as in tf.summary: unique in
the graph, with illegal characters replaced. Steps are int64 and default to the graph's global step,
which is created if missing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow.compat.v1 as tf
from tensorflow.python.framework.ops import get_name_scope
from tensorflow.python.framework.smart_cond import smart_cond
from tensorflow.python.ops.summary_op_util import summary_scope

from tfv1.contrib.summary.recording import should_record_summaries, state

_raw = tf.raw_ops
_RED = [255, 0, 0, 255]


def scalar(name: str, tensor: object, family: str | None = None, step: object = None) -> Any:
    """Writes a number as a `simple_value`.

    Args:
      name: the summary's name.
      tensor: scalar of any real dtype; stored as float32.
      family: prefix that groups tags.
      step: scalar int64.

    Returns the op: a bool tensor that is true if it recorded, or a no-op.
    """

    def write(tag: str, scope: str) -> Any:
        return _raw.WriteScalarSummary(
            writer=state.writer._resource,
            step=_step(step),
            tag=tag,
            value=tf.identity(tensor),
            name=scope,
        )

    return _write_when_recording(name, tensor, family, write)


def histogram(name: str, tensor: object, family: str | None = None, step: object = None) -> Any:
    """Writes the distribution of `tensor` (any shape, any real dtype); see `scalar`."""

    def write(tag: str, scope: str) -> Any:
        return _raw.WriteHistogramSummary(
            writer=state.writer._resource,
            step=_step(step),
            tag=tag,
            values=tf.identity(tensor),
            name=scope,
        )

    return _write_when_recording(name, tensor, family, write)


def image(
    name: str,
    tensor: object,
    bad_color: object = None,
    max_images: int = 3,
    family: str | None = None,
    step: object = None,
) -> Any:
    """Writes up to `max_images` images as PNG; see `scalar`.

    Args:
      name: the summary's name; the tags are `name/image`, or `name/image/<k>` for several.
      tensor: `[batch, height, width, 1, 3 or 4 channels]`, uint8 (0 to 255) or float32 or half
        (rescaled for each image).
      bad_color: uint8 colour for non-finite pixels; opaque red by default.
      max_images: the maximum number of images to write per batch.
      family, step: as in `scalar`.
    """

    def write(tag: str, scope: str) -> Any:
        color = tf.constant(_RED, tf.uint8) if bad_color is None else bad_color
        return _raw.WriteImageSummary(
            writer=state.writer._resource,
            step=_step(step),
            tag=tag,
            tensor=tf.identity(tensor),
            bad_color=color,
            max_images=max_images,
            name=scope,
        )

    return _write_when_recording(name, tensor, family, write)


def audio(
    name: str,
    tensor: object,
    sample_rate: object,
    max_outputs: int,
    family: str | None = None,
    step: object = None,
) -> Any:
    """Writes up to `max_outputs` clips as WAV; see `scalar`.

    Args:
      name: the summary's name; the tags are `name/audio`, or `name/audio/<k>` for several.
      tensor: float32 `[batch, frames]` or `[batch, frames, channels]`, values from -1 to 1.
      sample_rate: in hertz.
      max_outputs: the maximum number of clips to write per batch.
      family, step: as in `scalar`.
    """

    def write(tag: str, scope: str) -> Any:
        return _raw.WriteAudioSummary(
            writer=state.writer._resource,
            step=_step(step),
            tag=tag,
            tensor=tf.identity(tensor),
            sample_rate=sample_rate,
            max_outputs=max_outputs,
            name=scope,
        )

    return _write_when_recording(name, tensor, family, write)


def generic(
    name: str,
    tensor: object,
    metadata: object = None,
    family: str | None = None,
    step: object = None,
) -> Any:
    """Writes any tensor as a TensorProto; see `scalar`.

    Args:
      name: the summary's name.
      tensor: any shape and dtype.
      metadata: SummaryMetadata: a proto, its bytes, or a string tensor of them.
      family, step: as in `scalar`.
    """

    def write(tag: str, scope: str) -> Any:
        if metadata is None:
            serialized: Any = tf.constant("")
        elif hasattr(metadata, "SerializeToString"):
            serialized = tf.constant(metadata.SerializeToString())
        else:
            serialized = metadata
        return _raw.WriteSummary(
            writer=state.writer._resource,
            step=_step(step),
            tensor=tf.identity(tensor),
            tag=tag,
            summary_metadata=serialized,
            name=scope,
        )

    return _write_when_recording(name, tensor, family, write)


def graph(param: object, step: object = None, name: str | None = None) -> Any:
    """Writes a graph, whether recording is on or not. `initialize(graph=...)` is easier to use.

    Args:
      param: a string tensor with a serialized GraphDef; in eager mode also a Graph, a GraphDef or
        bytes.
      step: int64; the global step by default.
      name: the op's name.

    Raises TypeError: `param` is not a tensor, in graph mode.
    """
    if not tf.executing_eagerly() and not tf.is_tensor(param):
        raise TypeError(
            f"graph() needs a tf.Tensor (e.g. tf.placeholder) in graph mode, but was: {type(param)}"
        )
    if state.writer is None:
        return tf.no_op()
    with tf.device("cpu:0"):
        if isinstance(param, (tf.Graph, tf.GraphDef)):
            param = serialized_graph(param)
        tensor = tf.identity(param)
        return _raw.WriteGraphSummary(
            writer=state.writer._resource, step=_step(step), tensor=tensor, name=name
        )


def import_event(tensor: object, name: str | None = None) -> Any:
    """Writes an event unchanged, whether recording is on or not.

    Args:
      tensor: scalar string, a serialized Event.
      name: the op's name.

    Raises RuntimeError: there is no default writer (in 1.15 an AttributeError).
    """
    if state.writer is None:
        raise RuntimeError(
            "No default tf.contrib.summary.SummaryWriter found: import_event() needs one, "
            "use it inside `with writer.as_default():`"
        )
    return _raw.ImportEvent(writer=state.writer._resource, event=tensor, name=name)


def serialized_graph(graph: Any) -> bytes:
    """A GraphDef unchanged; a Graph with its output shapes."""
    graph_def = graph.as_graph_def(add_shapes=True) if isinstance(graph, tf.Graph) else graph
    return graph_def.SerializeToString()


def _write_when_recording(
    name: str, tensor: object, family: str | None, write: Callable[[str, str], Any]
) -> Any:
    if state.writer is None:
        return tf.no_op()
    # The trailing slash re-enters the outer scope as it is, so the condition's own scope stays out
    # of the tag.
    outer = _current_name_scope()

    def record() -> Any:
        with (
            tf.name_scope(outer),
            summary_scope(name, family, values=[tensor]) as (tag, scope),
            tf.control_dependencies([write(tag, scope)]),
        ):
            return tf.constant(True)

    with tf.device("cpu:0"):
        op = smart_cond(should_record_summaries(), record, lambda: tf.constant(False), name="")
        if not tf.executing_eagerly():
            tf.add_to_collection(tf.GraphKeys._SUMMARY_COLLECTION, op)
    return op


def _current_name_scope() -> str:
    scope = get_name_scope()
    return scope + "/" if scope else ""


def _step(step: object) -> Any:
    if step is None:
        return tf.train.get_or_create_global_step()
    return step if tf.is_tensor(step) else tf.convert_to_tensor(step, tf.int64)
