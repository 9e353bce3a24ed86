"""`tfv1 export`: every point of the scalars as CSV, JSON, Parquet or NPZ, and images as files."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tensorboard.compat.proto import summary_pb2

from tfv1.events.read.kinds import IMAGE, Kinds, tag_of
from tfv1.events.read.reader import run_files, scan_events
from tfv1.events.read.scan import Gap
from tfv1.events.read.series import ScalarSeries, read_scalars
from tfv1.logs import LogError
from tfv1.logs.contents import tensor_array
from tfv1.logs.copies import check_outside, new_directory
from tfv1.logs.find import check_is_log, runs_at
from tfv1.logs.show import json_number, matching

COLUMNS = ("run", "tag", "step", "wall_time", "value")
_MAGIC = {b"\x89PNG": ".png", b"GIF8": ".gif", b"\xff\xd8\xff": ".jpg"}


@dataclass
class Scalars:
    """The scalar series of all runs of a log: run -> tag -> series, and what could not be read."""

    runs: dict[str, dict[str, ScalarSeries]]
    gaps: list[Gap]

    def rows(self) -> Iterator[tuple[str, ScalarSeries]]:
        for run, series in self.runs.items():
            for one in series.values():
                yield run, one


def read_all_scalars(logdir: str, patterns: Sequence[str], superseded: bool) -> Scalars:
    """The scalars of all runs at `logdir` whose tags match one of `patterns` (all without any).

    LogError where a run cannot be read, or there is no such scalar.
    """
    result = Scalars({}, [])
    known: set[str] = set()
    for name, path in runs_at(logdir).items():
        before = len(result.gaps)
        try:
            series = read_scalars(path, superseded=superseded, on_gap=result.gaps.append)
        except OSError as error:
            raise LogError(f"Cannot read {error.filename or path}: {error.strerror}.") from error
        check_is_log(path, bool(series) or _has_event(path), len(result.gaps) > before)
        series = {tag: one for tag, one in series.items() if len(one)}
        known.update(series)
        result.runs[name] = matching(series, patterns) if patterns else series
    if not any(result.runs.values()):
        raise LogError(_no_match(patterns, known, "scalar"))
    return result


def _has_event(path: str) -> bool:
    return any(not isinstance(item, Gap) for file in run_files(path) for item in scan_events(file))


def _no_match(patterns: Sequence[str], known: set[str], kind: str) -> str:
    if not known:
        return f"There is no {kind} to export."
    wanted = " or ".join(map(repr, patterns))
    return f"No {kind} tag matches {wanted}; they are: {', '.join(sorted(known)[:8])}."


def as_csv(scalars: Scalars) -> bytes:
    """A line for each point, below a line of column names."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for run, one in scalars.rows():
        columns = one.steps.tolist(), one.wall_times.tolist(), one.values.tolist()
        writer.writerows((run, one.tag, *point) for point in zip(*columns, strict=True))
    return text.getvalue().encode("utf-8", "backslashreplace")


def as_json(scalars: Scalars) -> bytes:
    """{run: {tag: {"steps": [], "wall_times": [], "values": []}}}; "NaN" and the like are texts."""
    data = {
        run: {
            tag: {
                "steps": one.steps.tolist(),
                "wall_times": list(map(json_number, one.wall_times.tolist())),
                "values": list(map(json_number, one.values.tolist())),
            }
            for tag, one in series.items()
        }
        for run, series in scalars.runs.items()
    }
    return json.dumps(data, allow_nan=False).encode() + b"\n"


def as_npz(scalars: Scalars) -> bytes:
    """Arrays: runs [S] and tags [S] of the series; series [N], steps, wall_times, values of points.

    Point i belongs to the run runs[series[i]] and the tag tags[series[i]].
    """
    rows = list(scalars.rows())
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        runs=np.array([run for run, _ in rows]),
        tags=np.array([one.tag for _, one in rows]),
        series=np.repeat(np.arange(len(rows)), [len(one) for _, one in rows]),
        steps=np.concatenate([one.steps for _, one in rows]),
        wall_times=np.concatenate([one.wall_times for _, one in rows]),
        values=np.concatenate([one.values for _, one in rows]),
    )
    return buffer.getvalue()


def as_parquet(scalars: Scalars) -> bytes:
    """A row for each point, with the columns of the CSV. LogError without pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise LogError("Writing Parquet needs pyarrow: pip install 'tfv1[parquet]'.") from error
    rows = list(scalars.rows())
    lengths = [len(one) for _, one in rows]
    numbers = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
    names = ([run for run, _ in rows], [one.tag for _, one in rows])
    columns = [pyarrow.DictionaryArray.from_arrays(numbers, name) for name in names]
    columns += [
        pyarrow.array(np.concatenate([getattr(one, field) for _, one in rows]))
        for field in ("steps", "wall_times", "values")
    ]
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table(columns, names=list(COLUMNS)), buffer)
    return buffer.getvalue()


FORMATS = {"csv": as_csv, "json": as_json, "npz": as_npz, "parquet": as_parquet}
TEXT_FORMATS = ("csv", "json")


def export_images(logdir: str, directory: str, patterns: Sequence[str]) -> int:
    """Write the images of all runs to DIRECTORY/run/tag/step.png, as they are; return how many.

    LogError where there is none that matches, or `directory` is not new.
    """
    check_outside(logdir, directory)
    count = 0
    known: set[str] = set()
    with new_directory(directory) as root:
        for name, path in runs_at(logdir).items():
            for tag, step, encoded in _images(path):
                known.add(tag)
                if not patterns or matching({tag: None}, patterns):
                    _write_image(os.path.join(root, *_safe(name), *_safe(tag)), step, encoded)
                    count += 1
        if not count:
            raise LogError(_no_match(patterns, known, "image"))
    return count


def _images(path: str) -> Iterator[tuple[str, int, bytes]]:
    kinds = Kinds()
    try:
        for file in run_files(path):
            for item in scan_events(file):
                if isinstance(item, Gap):
                    continue
                for value in item.event.summary.value:
                    if kinds.of(value) == IMAGE:
                        for encoded in _encoded(value):
                            yield tag_of(value), item.event.step, encoded
    except OSError as error:
        raise LogError(f"Cannot read {error.filename or path}: {error.strerror}.") from error


def _encoded(value: summary_pb2.Summary.Value) -> list[bytes]:
    if value.HasField("image"):
        return [value.image.encoded_image_string]
    array = tensor_array(value.tensor) if value.HasField("tensor") else None
    # TensorFlow 2 writes [width, height, image, image ...].
    return [one for one in array.reshape(-1)[2:].tolist() if one] if array is not None else []


def _safe(name: str) -> list[str]:
    """The parts of a run or tag as names of directories that stay below theirs."""
    parts = [re.sub(r"[^\w.=,+ -]", "_", part).lstrip(".") for part in name.split("/")]
    return [part[:100] for part in parts if part]


def _write_image(directory: str, step: int, encoded: bytes) -> None:
    os.makedirs(directory, exist_ok=True)
    suffix = next((end for magic, end in _MAGIC.items() if encoded.startswith(magic)), ".bin")
    number = 0
    while True:
        name = f"{step}{f'-{number}' if number else ''}{suffix}"
        try:
            with open(os.path.join(directory, name), "xb") as file:
                file.write(encoded)
            return
        except FileExistsError:
            number += 1  # several images at one step
