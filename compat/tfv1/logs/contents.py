"""Compare two values: images by pixels, histograms by numbers, graphs by nodes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from google.protobuf.message import DecodeError
from tensorboard.compat.proto import event_pb2, graph_pb2, meta_graph_pb2, summary_pb2

from tfv1.events.reading.kinds import event_kind
from tfv1.events.reading.place import Place
from tfv1.events.reading.runlog import Key, event_content, value_content
from tfv1.events.reading.tensors import tensor_array
from tfv1.logs.find import cannot_read
from tfv1.logs.images import is_image, pixels
from tfv1.report.text import listed, shortened

_PART = 1 << 20  # numbers compared at a time


class Tolerance(NamedTuple):
    """Numbers a and b are equal if |a - b| <= atol + rtol * max(|a|, |b|), or if both are NaN.

    With `exact` they must have the same bits, except that all NaNs are equal.
    """

    rtol: float = 1e-5
    atol: float = 1e-8
    exact: bool = False


class Mismatch(NamedTuple):
    """How two values differ, with the largest errors; those are None if no numbers differ."""

    text: str
    absolute: float | None = None
    relative: float | None = None


def errors(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The elementwise absolute and relative errors of numbers; 0 where both are NaN or equal.

    The relative error is |a - b| / max(|a|, |b|), or infinite where one of them is not finite.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        same = (a == b) | (np.isnan(a) & np.isnan(b))
        absolute = np.where(same, 0.0, np.abs(a - b))
        absolute = np.where(np.isnan(absolute), np.inf, absolute)
        larger = np.maximum(np.abs(a), np.abs(b))
        relative = np.where(same, 0.0, absolute / np.where(larger > 0, larger, 1.0))
    return absolute, np.where(np.isfinite(relative), relative, np.inf)


def unequal(a: np.ndarray, b: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """A bool array: where the float64 numbers `a` and `b` are not equal under `tolerance`."""
    if tolerance.exact:
        same_bits = (a == b) & (np.signbit(a) == np.signbit(b))
        return ~(same_bits | (np.isnan(a) & np.isnan(b)))
    absolute, _ = errors(a, b)
    with np.errstate(invalid="ignore", over="ignore"):
        larger = np.maximum(np.abs(a), np.abs(b))
        allowed = tolerance.atol + tolerance.rtol * np.where(np.isfinite(larger), larger, 0.0)
    return ~(absolute <= allowed)


def compare_numbers(what: str, a: np.ndarray, b: np.ndarray, limit: Tolerance) -> Mismatch | None:
    """Compare two arrays of numbers by shape and values.

    The default tolerance is meant for computed numbers: under it, integers must be identical.
    """
    if a.shape != b.shape:
        return Mismatch(f"{what} of shape {list(a.shape)} and {list(b.shape)}")
    is_exact = limit.exact or limit == Tolerance()
    is_exact = is_exact and a.dtype.kind in "biu"
    count, largest_absolute, largest_relative = 0, 0.0, 0.0
    flat_a, flat_b = a.reshape(-1), b.reshape(-1)
    # In parts: several float64 copies of a large image would not fit into memory.
    for start in range(0, a.size, _PART):
        part_a, part_b = flat_a[start : start + _PART], flat_b[start : start + _PART]
        floats_a, floats_b = part_a.astype(np.float64), part_b.astype(np.float64)
        wrong = part_a != part_b if is_exact else unequal(floats_a, floats_b, limit)
        if wrong.any():
            absolute, relative = errors(floats_a[wrong], floats_b[wrong])
            count += int(wrong.sum())
            largest_absolute = max(largest_absolute, float(absolute.max()))
            largest_relative = max(largest_relative, float(relative.max()))
    if not count:
        return None
    return Mismatch(f"{count} of {a.size} {what} differ", largest_absolute, largest_relative)


def compare_places(a: Place, b: Place, key: Key, limit: Tolerance) -> Mismatch | None:
    """Compare what is at two places in logs, under the same key; None if it is equal.

    The same bytes may be at both.
    """
    try:
        one, other = a.read(), b.read()
    except OSError as error:
        raise cannot_read(error, a.path) from error
    if key.tag and one.summary.value:
        values = one.summary.value[a.number], other.summary.value[b.number]
        is_same = value_content(values[0]) == value_content(values[1])
        return None if is_same else compare_values(*values, limit)
    is_same = event_content(one) == event_content(other)
    return None if is_same else compare_events(one, other, limit)


def compare_values(
    a: summary_pb2.Summary.Value, b: summary_pb2.Summary.Value, limit: Tolerance
) -> Mismatch | None:
    """Compare two summary values whose bytes differ; None if their contents are equal."""
    form_a, form_b = a.WhichOneof("value"), b.WhichOneof("value")
    if form_a != form_b:
        return Mismatch(f"written as {form_a or 'nothing'} and as {form_b or 'nothing'}")
    if form_a == "image":
        images = a.image.encoded_image_string, b.image.encoded_image_string
        return _compare_images(*images, limit)
    if form_a == "histo":
        return _compare_histograms(a.histo, b.histo, limit)
    if form_a == "tensor":
        return _compare_tensors(a, b, limit)
    if form_a == "audio" and a.audio.sample_rate != b.audio.sample_rate:
        rates = f"{a.audio.sample_rate:g} and {b.audio.sample_rate:g}"
        return Mismatch(f"audio with sample rates {rates}")
    return Mismatch(f"other {form_a or 'contents'}")


def _compare_histograms(
    a: summary_pb2.HistogramProto, b: summary_pb2.HistogramProto, limit: Tolerance
) -> Mismatch | None:
    return (
        compare_numbers("histogram statistics", _statistics(a), _statistics(b), limit)
        or compare_numbers(
            "bucket limits", np.array(a.bucket_limit), np.array(b.bucket_limit), limit
        )
        or compare_numbers("bucket counts", np.array(a.bucket), np.array(b.bucket), limit)
    )


def _statistics(histogram: summary_pb2.HistogramProto) -> np.ndarray:
    one = histogram
    return np.array([one.min, one.max, one.num, one.sum, one.sum_squares])


def _compare_images(a: bytes, b: bytes, limit: Tolerance) -> Mismatch | None:
    if a == b:
        return None
    first, second = pixels(a), pixels(b)
    if first is None or second is None:
        return Mismatch("different image bytes, which cannot be decoded")
    return compare_numbers("pixel values", first, second, limit)


def _compare_tensors(
    a: summary_pb2.Summary.Value, b: summary_pb2.Summary.Value, limit: Tolerance
) -> Mismatch | None:
    first, second = tensor_array(a.tensor), tensor_array(b.tensor)
    if first is None or second is None:
        return Mismatch("other tensor bytes")
    if first.dtype != second.dtype:
        return Mismatch(f"tensors of {first.dtype} and {second.dtype}")
    if first.dtype.kind in "biuf":
        return compare_numbers("tensor elements", first, second, limit)
    if first.shape != second.shape:
        return Mismatch(f"tensors of shape {list(first.shape)} and {list(second.shape)}")
    plugin = a.metadata.plugin_data.plugin_name or b.metadata.plugin_data.plugin_name
    for index, (one, other) in enumerate(zip(first.flat, second.flat, strict=True)):
        if one == other:
            continue
        if is_image(one) and is_image(other):
            mismatch = _compare_images(one, other, limit)
            if mismatch:
                return mismatch
            continue
        what = "text" if plugin == "text" else "tensor element"
        return Mismatch(f"{what} {index}: {_quoted(one)} and {_quoted(other)}")
    return None


def _quoted(data: object) -> str:
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else str(data)
    return repr(text if len(text) <= 40 else text[:37] + "...")


def compare_events(a: event_pb2.Event, b: event_pb2.Event, limit: Tolerance) -> Mismatch | None:
    """Compare two events of the same kind, not summaries, whose bytes differ."""
    kind = event_kind(a)
    if kind == "graph_def":
        return compare_graphs(a.graph_def, b.graph_def, limit)
    if kind == "meta_graph_def":
        return _compare_meta_graphs(a.meta_graph_def, b.meta_graph_def, limit)
    shown = []
    for event in (a, b):
        text = str(getattr(event, kind))
        shown.append(" ".join(text.split()))
    return Mismatch(f"{_quoted(shown[0])} and {_quoted(shown[1])}")


def _compare_meta_graphs(a: bytes, b: bytes, limit: Tolerance) -> Mismatch | None:
    try:
        metas = [meta_graph_pb2.MetaGraphDef.FromString(one) for one in (a, b)]
    except DecodeError:
        return Mismatch("different bytes, which are not a meta graph")
    collections = [set(meta.collection_def) for meta in metas]
    only = sorted(collections[0] ^ collections[1])
    if only:
        where = "A" if only[0] in collections[0] else "B"
        return Mismatch(f"collection {_quoted(only[0])} only in {where}")
    return _compare_nodes(metas[0].graph_def, metas[1].graph_def, limit)


def compare_graphs(a: bytes, b: bytes, limit: Tolerance) -> Mismatch | None:
    """Compare two GraphDefs by their nodes, ops and inputs, and if exact by their attributes."""
    try:
        graphs = [graph_pb2.GraphDef.FromString(one) for one in (a, b)]
    except DecodeError:
        return Mismatch("different bytes, which are not a graph")
    return _compare_nodes(graphs[0], graphs[1], limit)


def _compare_nodes(
    a: graph_pb2.GraphDef, b: graph_pb2.GraphDef, limit: Tolerance
) -> Mismatch | None:
    nodes = [{node.name: node for node in graph.node} for graph in (a, b)]
    for where, here, there in (("A", nodes[0], nodes[1]), ("B", nodes[1], nodes[0])):
        only = [name for name in here if name not in there]
        if only:
            return Mismatch(f"{len(only)} graph nodes only in {where}, first {_quoted(only[0])}")
    for name, node in nodes[0].items():
        other = nodes[1][name]
        if node.op != other.op:
            ops = f"{shortened(node.op)} and {shortened(other.op)}"
            return Mismatch(f"graph node {_quoted(name)} is {ops}")
        if node.input != other.input:
            inputs = f"{listed(node.input)} and {listed(other.input)}"
            return Mismatch(f"graph node {_quoted(name)} has the inputs {inputs}")
        if limit.exact and node != other:
            return Mismatch(f"graph node {_quoted(name)} has different attributes")
    return None
