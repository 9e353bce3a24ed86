"""What the hparams plugin writes into a run: its hyperparameters, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError

if TYPE_CHECKING:
    from tensorboard.compat.proto import summary_pb2
    from tensorboard.plugins.hparams import plugin_data_pb2

HPARAMS = "hparams"
_STATUS = {1: "success", 2: "failure", 3: "running"}


@dataclass
class HParams:
    """The hyperparameters of a session; `status` is "success", "failure", "running" or "".

    Times are seconds since 1970, 0 if they are not known.
    """

    values: dict[str, float | str | bool] = field(default_factory=dict)
    group: str = ""
    status: str = ""
    start_time: float = 0.0
    end_time: float = 0.0


def note_hparams(found: HParams, metadata: summary_pb2.SummaryMetadata) -> None:
    """Add to `found` what a summary of the plugin says; what is malformed says nothing."""
    data = plugin_data(metadata)
    if data is None:
        return  # not a message of this plugin, so there is nothing in it to lose
    if data.HasField("session_start_info"):
        start = data.session_start_info
        found.group, found.start_time = start.group_name, start.start_time_secs
        for name, value in sorted(start.hparams.items()):
            kind = value.WhichOneof("kind")
            if kind in ("number_value", "string_value", "bool_value"):
                found.values[name] = getattr(value, kind)
    elif data.HasField("session_end_info"):
        end = data.session_end_info
        found.status, found.end_time = _STATUS.get(end.status, ""), end.end_time_secs


def plugin_data(
    metadata: summary_pb2.SummaryMetadata,
) -> plugin_data_pb2.HParamsPluginData | None:
    """What a summary of the plugin says, or None if it is malformed."""
    from tensorboard.plugins.hparams import plugin_data_pb2

    try:
        return plugin_data_pb2.HParamsPluginData.FromString(metadata.plugin_data.content)
    except DecodeError:
        return None
