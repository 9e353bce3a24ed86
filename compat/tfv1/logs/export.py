"""`tfv1 export`: all points of scalars as CSV, JSON, Parquet or NPZ, and images as files."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from tensorboard.compat.proto import summary_pb2

from tfv1.events.reading.kinds import IMAGE, Kinds, tag_of
from tfv1.events.reading.patterns import matching
from tfv1.events.reading.reader import scan_run_events
from tfv1.events.reading.runs import OnSkipped, Skipped
from tfv1.events.reading.scan import Gap
from tfv1.events.reading.series import ScalarSeries, read_series
from tfv1.events.reading.superseded import Superseded
from tfv1.events.reading.tensors import tensor_array
from tfv1.logs import LogError
from tfv1.logs.copies import check_outside, new_directory
from tfv1.logs.find import check_is_log, runs_at
from tfv1.report.data import json_number, json_text
from tfv1.report.text import listed

COLUMNS = ("run", "tag", "step", "wall_time", "value")
_PART = 1 << 16  # points made into text together
_MAGIC = {b"\x89PNG": ".png", b"GIF8": ".gif", b"\xff\xd8\xff": ".jpg"}
_SUFFIXES = (*_MAGIC.values(), ".bin")  # of files; directories never have them
_MOST_PARTS, _LONGEST_PART = 16, 60  # of a tag; file names are limited to 255 bytes


@dataclass
class Scalars:
    """The scalar series of a log, as run -> tag -> series, and what could not be read."""

    runs: dict[str, dict[str, ScalarSeries]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str, ScalarSeries]]:
        for run, series in self.runs.items():
            for one in series.values():
                yield run, one


def read_all_scalars(logdir: str, patterns: Sequence[str], superseded: Superseded) -> Scalars:
    """The scalars of all runs at `logdir` whose tags match one of `patterns`, or all without any.

    Raises LogError if there is nothing to read, or no such scalar.
    """
    result = Scalars()
    known: set[str] = set()
    skip = result.skipped.append
    for name, path in runs_at(logdir, skip).items():
        before = len(result.gaps)
        try:
            series, has_events = read_series(path, None, superseded, result.gaps.append, skip)
        except OSError as error:
            skip(Skipped.because(path, error))
            continue
        check_is_log(path, has_events, len(result.gaps) > before)
        series = {tag: one for tag, one in series.items() if len(one)}
        known.update(series)
        result.runs[name] = matching(series, patterns) if patterns else series
    if not any(result.runs.values()):
        raise LogError(_no_match(patterns, known, "scalar"))
    return result


def _no_match(patterns: Sequence[str], known: set[str], kind: str) -> str:
    if not known:
        return f"There are no {kind}s to export."
    wanted = " or ".join(map(repr, patterns))
    return f"No {kind} tag matches {wanted}; the tags are: {listed(sorted(known))}."


def as_csv(scalars: Scalars, cell: Callable[[str], str] = str) -> Iterator[bytes]:
    """One line per point, below a line of column names; `cell` turns a run or tag into a cell."""
    yield (",".join(COLUMNS) + "\n").encode()
    for run, one in scalars.rows():
        names = io.StringIO()
        csv.writer(names, lineterminator="").writerow((cell(run), cell(one.tag)))
        start = names.getvalue()
        for first in range(0, len(one), _PART):
            rows = slice(first, first + _PART)
            columns = (column[rows].tolist() for column in (one.steps, one.wall_times, one.values))
            lines = [
                f"{start},{step},{wall_time!r},{value!r}\n"
                for step, wall_time, value in zip(*columns, strict=True)
            ]
            yield "".join(lines).encode("utf-8", "backslashreplace")


def escaped_formula(text: str) -> str:
    """`text`, preceded by an apostrophe if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def as_json(scalars: Scalars) -> Iterator[bytes]:
    """{run: {tag: {"steps": [], "wall_times": [], "values": []}}}; NaN and Inf become strings."""
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
    yield json_text(data, indent=None).encode() + b"\n"


def as_npz(scalars: Scalars) -> Iterator[bytes]:
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
    yield buffer.getvalue()


def as_parquet(scalars: Scalars) -> Iterator[bytes]:
    """One row per point, with the columns of the CSV. Raises LogError without pyarrow."""
    rows = list(scalars.rows())
    lengths = [len(one) for _, one in rows]
    texts = {"run": [run for run, _ in rows], "tag": [one.tag for _, one in rows]}
    numbers = {
        name: np.concatenate([getattr(one, field) for _, one in rows])
        for name, field in (("step", "steps"), ("wall_time", "wall_times"), ("value", "values"))
    }
    yield parquet_file(texts, lengths, numbers)


def parquet_file(
    texts: Mapping[str, Sequence[str]], lengths: Sequence[int], numbers: Mapping[str, np.ndarray]
) -> bytes:
    """A Parquet file of columns; text i of each column of texts stands in `lengths[i]` rows.

    Raises LogError without pyarrow.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise LogError("Writing Parquet needs pyarrow: pip install 'tfv1[parquet]'.") from error
    except ImportError as error:  # its release from 26 on refuses NumPy 1
        raise LogError(f"Writing Parquet needs a pyarrow that works here: {error}.") from error
    places = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    columns = [
        # Parquet cannot hold the bytes of file names that are not UTF-8.
        pyarrow.DictionaryArray.from_arrays(
            places, [text.encode("utf-8", "backslashreplace").decode() for text in column]
        )
        for column in texts.values()
    ]
    columns += map(pyarrow.array, numbers.values())
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table(columns, names=[*texts, *numbers]), buffer)
    return buffer.getvalue()


FORMATS: dict[str, Callable[[Scalars], Iterator[bytes]]] = {
    "csv": as_csv,
    "json": as_json,
    "npz": as_npz,
    "parquet": as_parquet,
}
TEXT_FORMATS = ("csv", "json")


def export_images(
    logdir: str, directory: str, patterns: Sequence[str], on_skipped: OnSkipped
) -> int:
    """Write the images of all runs, unchanged, to DIRECTORY/run/tag/step.png; return how many.

    Raises LogError if none matches, or `directory` already exists. What cannot be read is passed to
    `on_skipped`.
    """
    check_outside(logdir, directory)
    count = 0
    written: Counter[str] = Counter()
    known: set[str] = set()
    with new_directory(directory) as root:
        for name, path in runs_at(logdir, on_skipped).items():
            for tag, step, encoded in _images(path, on_skipped):
                known.add(tag)
                if not patterns or matching({tag: None}, patterns):
                    base = os.path.join(root, *safe_parts(name), *safe_parts(tag), str(step))
                    written[base] = _write_image(base, written[base], encoded)
                    count += 1
        if not count:
            raise LogError(_no_match(patterns, known, "image"))
    return count


def _images(path: str, on_skipped: OnSkipped) -> Iterator[tuple[str, int, bytes]]:
    kinds = Kinds()
    try:
        for item in scan_run_events(path, on_skipped):
            if isinstance(item, Gap):
                continue
            for value in item.event.summary.value:
                if kinds.of(value) == IMAGE:
                    for encoded in _encoded(value):
                        yield tag_of(value), item.event.step, encoded
    except OSError as error:
        on_skipped(Skipped.because(path, error))


def _encoded(value: summary_pb2.Summary.Value) -> list[bytes]:
    if value.HasField("image"):
        return [value.image.encoded_image_string]
    array = tensor_array(value.tensor) if value.HasField("tensor") else None
    if array is None:
        return []
    # TensorFlow 2 writes [width, height, image, image ...].
    return [one for one in array.reshape(-1)[2:].tolist() if isinstance(one, bytes) and one]


def safe_parts(name: str) -> list[str]:
    """The parts of a run or tag as directory names that do not lead out of their directory.

    If they are too long or too deep for a file system, they are cut and end in a digest of `name`.
    """
    parts = [re.sub(r"[^\w.=,+ -]", "_", part).lstrip(".") for part in name.split("/")]
    parts = [f"{part}_" if part.endswith(_SUFFIXES) else part for part in parts if part]
    if len(parts) > _MOST_PARTS or any(len(part) > _LONGEST_PART for part in parts):
        digest = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8)
        parts = [*(part[:_LONGEST_PART] for part in parts[:_MOST_PARTS]), digest.hexdigest()]
    return parts


def _write_image(base: str, number: int, encoded: bytes) -> int:
    """Write image `number` of a step, or the next free number; return the number after that."""
    suffix = next((end for magic, end in _MAGIC.items() if encoded.startswith(magic)), ".bin")
    os.makedirs(os.path.dirname(base), exist_ok=True)
    while True:
        try:
            with open(f"{base}{f'-{number}' if number else ''}{suffix}", "xb") as file:
                file.write(encoded)
            return number + 1
        except FileExistsError:
            number += 1  # taken by a tag that differs only in characters replaced in file names
