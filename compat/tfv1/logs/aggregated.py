"""Write aggregates of runs: as event files, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import numpy as np
from tensorboard.compat.proto import event_pb2, summary_pb2, types_pb2

from tfv1.events.format.record import frame
from tfv1.logs.aggregate import STATISTICS, Aggregate
from tfv1.logs.copies import new_directory, new_event_file
from tfv1.logs.export.formats import parquet_file
from tfv1.logs.export.names import safe_parts

COLUMNS = ("group", "tag", "step", "wall_time", "runs", *STATISTICS)
_BAND = ("mean", "lower", "upper")


def as_csv(aggregates: Iterable[Aggregate]) -> str:
    """A line for each group, tag and step."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in aggregates:
        columns = [one.steps, one.wall_times, *one.statistics.values()]
        for step, wall_time, *values in zip(*(c.tolist() for c in columns), strict=True):
            writer.writerow((one.group, one.tag, step, wall_time, one.runs, *values))
    return text.getvalue()


def as_parquet(aggregates: Sequence[Aggregate]) -> bytes:
    """The columns of the CSV. Raises LogError without pyarrow."""
    lengths = [len(one.steps) for one in aggregates]
    numbers = {
        "step": np.concatenate([one.steps for one in aggregates]),
        "wall_time": np.concatenate([one.wall_times for one in aggregates]),
        "runs": np.repeat([one.runs for one in aggregates], lengths),
    }
    for name in STATISTICS:
        numbers[name] = np.concatenate([one.statistics[name] for one in aggregates])
    texts = {"group": [one.group for one in aggregates], "tag": [one.tag for one in aggregates]}
    return parquet_file(texts, lengths, numbers)


def write_events(aggregates: Sequence[Aggregate], out: str, how: str) -> None:
    """Write a run for each statistic, OUT/group/mean, with the tags of the runs.

    OUT/group/band has each tag's mean, mean minus and mean plus the deviation, which TensorBoard's
    page Custom Scalars shows as a band. `how` is a sentence that the page Text shows. Raises
    LogError if `out` exists or cannot be written.
    """
    with new_directory(out) as root:
        for group in dict.fromkeys(one.group for one in aggregates):
            members = [one for one in aggregates if one.group == group]
            place = os.path.join(root, *safe_parts(group))
            for name in STATISTICS:
                curves = [(one.tag, one, one.statistics[name]) for one in members]
                _write_run(os.path.join(place, name), curves, [_text("aggregate", how)])
            bands = [
                (f"{one.tag}/{name}", one, values)
                for one in members
                for name, values in zip(_BAND, _band(one), strict=True)
            ]
            layout = _layout([one.tag for one in members])
            _write_run(os.path.join(place, "band"), bands, [layout])


def _band(one: Aggregate) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    mean, deviation = one.statistics["mean"], one.statistics["std"]
    return mean, mean - deviation, mean + deviation


def _write_run(
    directory: str,
    curves: Sequence[tuple[str, Aggregate, np.ndarray]],
    values: Sequence[summary_pb2.Summary.Value],
) -> None:
    os.makedirs(directory, exist_ok=True)
    start = min(float(one.wall_times.min()) for _, one, _ in curves)
    seconds = int(start) if 0 <= start < 1e11 else 0
    path = os.path.join(directory, f"events.out.tfevents.{seconds:010d}.aggregate")
    with new_event_file(path) as file:
        _write(file, event_pb2.Event(wall_time=start, file_version="brain.Event:2"))
        _write(file, event_pb2.Event(wall_time=start, summary={"value": values}))
        for tag, one, numbers in curves:
            rows = zip(one.steps.tolist(), one.wall_times.tolist(), numbers.tolist(), strict=True)
            for step, wall_time, number in rows:
                value = summary_pb2.Summary.Value(tag=tag, simple_value=number)
                summary = summary_pb2.Summary(value=[value])
                _write(file, event_pb2.Event(wall_time=wall_time, step=step, summary=summary))


def _write(file: BinaryIO, event: event_pb2.Event) -> None:
    file.write(frame(event.SerializeToString()))


def _text(tag: str, text: str) -> summary_pb2.Summary.Value:
    return _of_plugin(tag, "text", text.encode("utf-8", "backslashreplace"))


def _layout(tags: Sequence[str]) -> summary_pb2.Summary.Value:
    """Which tags are a band, for the page Custom Scalars."""
    from tensorboard.plugins.custom_scalar import layout_pb2, metadata

    charts = [
        layout_pb2.Chart(
            title=tag,
            margin={"series": [{name if name != "mean" else "value": f"{tag}/{name}"
                                for name in _BAND}]},
        )
        for tag in tags
    ]  # fmt: skip
    layout = layout_pb2.Layout(category=[layout_pb2.Category(title="bands", chart=charts)])
    content = layout.SerializeToString()
    return _of_plugin(metadata.CONFIG_SUMMARY_TAG, metadata.PLUGIN_NAME, content)


def _of_plugin(tag: str, plugin: str, content: bytes) -> summary_pb2.Summary.Value:
    return summary_pb2.Summary.Value(
        tag=tag,
        metadata={"plugin_data": {"plugin_name": plugin}},
        tensor={"dtype": types_pb2.DT_STRING, "string_val": [content]},
    )
