"""The metadata of a tag as it is compared: by its facts, without wall times."""

from __future__ import annotations

from collections.abc import Iterator

from google.protobuf import struct_pb2, text_format
from tensorboard.compat.proto import summary_pb2

from tfv1.events.reading.hparams import HPARAMS, plugin_data
from tfv1.report.text import shortened

_NONE = "none"
_TIMES = {
    "session_start_info": "start_time_secs",
    "session_end_info": "end_time_secs",
    "experiment": "time_created_secs",
}


def differences(
    a: summary_pb2.SummaryMetadata | None, b: summary_pb2.SummaryMetadata | None
) -> Iterator[str]:
    """A note for each fact in which the metadata of a tag differ."""
    if a is None or b is None:
        if a is not b:
            yield f"metadata only in {'B' if a is None else 'A'}"
        return
    one, other = _facts(a), _facts(b)
    for name in dict.fromkeys([*one, *other]):
        in_a, in_b = one.get(name, _NONE), other.get(name, _NONE)
        if in_a != in_b:
            yield f"{name} {shortened(in_a)} in A, {shortened(in_b)} in B"


def _facts(metadata: summary_pb2.SummaryMetadata) -> dict[str, str]:
    return {
        "plugin": repr(metadata.plugin_data.plugin_name),
        **_content(metadata),
        "display name": repr(metadata.display_name),
        "description": repr(metadata.summary_description),
    }


def _content(metadata: summary_pb2.SummaryMetadata) -> dict[str, str]:
    """What the plugin keeps of the tag. Hyperparameters come with wall times, which are ignored."""
    data = plugin_data(metadata) if metadata.plugin_data.plugin_name == HPARAMS else None
    kind = data and data.WhichOneof("data")
    if data is None or kind is None:
        return {"plugin content": repr(metadata.plugin_data.content)}
    part = getattr(data, kind)
    part.ClearField(_TIMES[kind])
    found = {}
    if kind == "session_start_info":
        hparams = part.hparams
        found = {f"hyperparameter {name}": _value(hparams[name]) for name in sorted(hparams)}
        hparams.clear()
    rest = text_format.MessageToString(part, as_one_line=True)
    return {**found, kind.replace("_", " "): rest or _NONE}


def _value(value: struct_pb2.Value) -> str:
    kind = value.WhichOneof("kind")
    if kind in ("number_value", "string_value", "bool_value"):
        return repr(getattr(value, kind))
    return text_format.MessageToString(value, as_one_line=True)
