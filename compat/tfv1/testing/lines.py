"""An event as plain data: small, easy to review, and complete enough to compare.

Wall times are left out. Numbers have full precision: a float32 is written with the fewest digits
that restore it. Of an image only the size and a digest of the decoded pixels are kept; of a graph,
the number of nodes of each op and a digest of names, ops and inputs.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
from google.protobuf.message import DecodeError
from tensorboard.compat.proto import event_pb2, graph_pb2, meta_graph_pb2, summary_pb2

from tfv1.events.reading.kinds import event_kind
from tfv1.events.reading.runlog import Key, Points, RunLog, event_content, is_event_key
from tfv1.events.reading.tensors import tensor_array
from tfv1.logs.images import is_image, pixels

Line = dict[str, Any]

_SPECIAL = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_PART = 256  # scalars formatted at a time: enough for NumPy, yet few when there are many tags
_HISTOGRAM = ("min", "max", "num", "sum", "sum_squares")


def described(event: event_pb2.Event, number: int) -> str:
    """Value `number` of an event, or an event without values, as described in a golden: JSON."""
    if event.summary.value:
        return dump(_content(event.summary.value[number]))
    kind = event_kind(event)
    if kind in ("graph_def", "meta_graph_def"):
        return dump(_graph(getattr(event, kind), is_meta=kind == "meta_graph_def"))
    if kind == "session_log":
        code = event.session_log.status
        known = event_pb2.SessionLog.SessionStatus.values()
        status = event_pb2.SessionLog.SessionStatus.Name(code) if code in known else str(code)
        rest = event_content(event).decode().split(" ")[1:]
        return dump(" ".join([status, *rest]).strip())
    return dump(_text(event_content(event)))


def event_lines(log: RunLog) -> Iterator[str]:
    """The lines of a run's events, in order; their contents come from `described`."""
    unsaid = {tag: f', "metadata": {dump(_metadata(one))}' for tag, one in log.metadata.items()}
    points = {key: _point_texts(key, points) for key, points in log.points.items()}
    for step, layout in zip(log.steps.tolist(), log.layout.tolist(), strict=True):
        start = f'{{"step": {step}, '
        for key in log.layouts[layout]:
            text = next(points[key])
            if unsaid and key.tag in unsaid:
                text += unsaid.pop(key.tag)  # only in a tag's first line, as in an event file
            yield f"{start}{text}}}\n"
            start = "{"


def _point_texts(key: Key, points: Points) -> Iterator[str]:
    """The line of each point, without its step."""
    tag = f'"tag": {dump(key.tag)}'
    if points.values is None:
        head = f'{tag}, "kind": {dump(key.kind)}'
        if is_event_key(key):
            head = f'"event": {dump(key.kind)}' + (f", {tag}" if key.tag else "")
        for content in points.contents:
            yield f'{head}, "content": {content}'
        return
    for start in range(0, len(points), _PART):
        values = points.values[start : start + _PART]
        with np.errstate(over="ignore"):
            singles = values.astype(np.float32)
        # Nearly all scalars are float32; "double" marks the ones with more precision.
        if np.all((singles == values) & np.isfinite(values)):
            yield from [f'{tag}, "scalar": {float(str(single))!r}' for single in singles]
            continue
        for single, number in zip(singles, values.tolist(), strict=True):
            if single == number and number - number == 0:
                yield f'{tag}, "scalar": {float(str(single))!r}'
            else:
                name = "scalar" if single == number or number != number else "double"
                yield f'{tag}, "{name}": {dump(float_json(number))}'


def _content(value: summary_pb2.Summary.Value) -> Line:
    form = value.WhichOneof("value") or "nothing"
    content: Line = {"form": form}
    if form == "image":
        content["image"] = _image(value.image.encoded_image_string)
    elif form == "histo":
        histogram = value.histo
        for name in _HISTOGRAM:
            content[name] = float_json(getattr(histogram, name))
        content["limits"] = [float_json(limit) for limit in histogram.bucket_limit]
        content["counts"] = [float_json(count) for count in histogram.bucket]
    elif form == "audio":
        content["sample_rate"] = float_json(value.audio.sample_rate)
        content["digest"] = digest(value.audio.SerializeToString(deterministic=True))
    elif form == "tensor":
        content.update(_tensor(value))
    return content


def _tensor(value: summary_pb2.Summary.Value) -> Line:
    array = tensor_array(value.tensor)
    if array is None or array.dtype.kind not in "biufSOV":
        return {"digest": digest(value.tensor.SerializeToString(deterministic=True))}
    content: Line = {"dtype": str(array.dtype), "shape": list(array.shape)}
    flat = array.reshape(-1)
    if array.dtype.kind in "biu":
        content["values"] = flat.tolist()
    elif array.dtype.kind == "f":
        is_float32 = array.dtype.itemsize <= 4
        content["values"] = [float_json(number, is_float32) for number in flat.tolist()]
    else:
        content["values"] = [_image(one) if is_image(one) else _text(one) for one in flat.tolist()]
    return content


def _image(encoded: bytes) -> str:
    """The part of an image that is kept: its size and a digest of its pixels."""
    array = pixels(encoded)
    if array is None:
        return f"no image, {len(encoded)} bytes {digest(encoded)}"
    shape = "x".join(map(str, array.shape))
    return f"{shape} {array.dtype} {digest(np.ascontiguousarray(array).tobytes())}"


def _text(data: object) -> Any:
    if not isinstance(data, bytes):
        return str(data)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def _metadata(metadata: summary_pb2.SummaryMetadata) -> Line:
    fields = {
        "plugin": metadata.plugin_data.plugin_name,
        "content": _text(metadata.plugin_data.content),
        "display_name": metadata.display_name,
        "description": metadata.summary_description,
    }
    return {name: text for name, text in fields.items() if text}


def metadata_of(line: Line) -> summary_pb2.SummaryMetadata:
    """The metadata that `event_lines` wrote."""
    content = line.get("content", "")
    if isinstance(content, dict):
        content = base64.b64decode(content["base64"])
    else:
        content = content.encode()
    return summary_pb2.SummaryMetadata(
        plugin_data={"plugin_name": line.get("plugin", ""), "content": content},
        display_name=line.get("display_name", ""),
        summary_description=line.get("description", ""),
    )


def _graph(data: bytes, is_meta: bool) -> Line:
    try:
        meta = meta_graph_pb2.MetaGraphDef.FromString(data) if is_meta else None
        graph = meta.graph_def if meta else graph_pb2.GraphDef.FromString(data)
    except DecodeError:
        return {"digest": digest(data)}
    nodes = sorted((node.name, node.op, list(node.input)) for node in graph.node)
    content: Line = {"nodes": len(nodes), "ops": dict(sorted(Counter(n[1] for n in nodes).items()))}
    if meta:
        content["collections"] = sorted(meta.collection_def)
    content["digest"] = digest(json.dumps(nodes).encode())
    return content


def dump(line: object) -> str:
    """`line` as JSON, in the form that goldens have."""
    return json.dumps(line, ensure_ascii=False, allow_nan=False)


def digest(data: bytes) -> str:
    """A digest of `data`, short enough for a line and long enough to be unique."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def _as_float32(number: float) -> float:
    with np.errstate(over="ignore"):
        return float(np.float32(number))


def float_json(number: float, is_float32: bool = False) -> float | str:
    """`number` for JSON: the fewest digits that give it back, a string where JSON has no number."""
    if not np.isfinite(number):
        return "NaN" if np.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    return float(str(np.float32(number))) if is_float32 else number


def float_of(number: float | str, is_float32: bool = False) -> float:
    """The number that `float_json` wrote down; ValueError if it is not one."""
    if isinstance(number, str):
        if number not in _SPECIAL:
            raise ValueError(f"{number!r} is not a number")
        return _SPECIAL[number]
    return _as_float32(number) if is_float32 else float(number)
