"""A golden event log: one file of JSON lines, read, written and compared.

The first line says what the file is and how it was made. A line {"run": NAME} begins a run. Below
it an event is a line with its step; an event of several values has one line for each, of which the
first has the step. (In memory an event is one dict: lines.py.)
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import metadata
from typing import Any

import numpy as np
from numpy.typing import NDArray

import tfv1.limits as limits
from tfv1.events.read.kinds import SCALAR, Kinds
from tfv1.events.read.reader import scan_run_events
from tfv1.events.read.runs import Skipped, open_regular
from tfv1.events.read.scan import Gap
from tfv1.logs import LogError
from tfv1.logs.contents import Mismatch, Tolerance, compare_numbers
from tfv1.logs.copies import replacing
from tfv1.logs.diff import LogDiff, Options, diff_run_logs, not_read
from tfv1.logs.find import cannot_read, check_is_log, runs_at
from tfv1.logs.runlog import Key, Points, RunLog
from tfv1.testing.lines import Line, event_line, float_of, metadata_of

FORMAT = 1
_MARK = "golden event log"
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}]')
_PACKAGES = ("tfv1", "tensorflow", "tf-keras", "numpy")


@dataclass
class Golden:
    """The lines of a log by run, and what could not be read of them."""

    name: str
    runs: dict[str, list[Line]]
    gaps: dict[str, list[Gap]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def damage(self) -> list[str]:
        """What could not be read, in words."""
        gaps = [str(gap) for gaps in self.gaps.values() for gap in gaps]
        return [*gaps, *(f"Cannot read {one}." for one in self.skipped)]


def read_log(logdir: str) -> Golden:
    """The event log at `logdir`, a file or a directory of runs, as a golden holds it.

    LogError where there is nothing to read or no event.
    """
    golden = Golden(logdir, {})
    for name, path in runs_at(logdir, golden.skipped.append).items():
        lines, gaps = golden.runs.setdefault(name, []), golden.gaps.setdefault(name, [])
        kinds = Kinds()
        try:
            for item in scan_run_events(path, golden.skipped.append):
                if isinstance(item, Gap):
                    gaps.append(item)
                else:
                    lines.append(event_line(item.event, kinds))
        except OSError as error:
            golden.skipped.append(Skipped.because(path, error))
        check_is_log(path, bool(lines), bool(gaps))
    lines = [line for lines in golden.runs.values() for line in lines]
    if not golden.skipped and all(line.get("event") == "file_version" for line in lines):
        raise LogError(f"Nothing to compare: {logdir} holds no events.")
    return golden


def write_golden(path: str, golden: Golden, made_by: str, overwrite: bool = True) -> None:
    """Write the golden file `path`, whole or not at all. LogError where that fails."""
    head = {_MARK: FORMAT, "made by": made_by, "versions": _versions()}
    with replacing(path, overwrite) as file:
        file.write(_dump(head))
        for name, lines in golden.runs.items():
            file.write(_dump({"run": name}))
            for line in lines:
                first, *others = line.get("values", [line])
                file.write(_dump({"step": line["step"], **first}))
                for value in others:
                    file.write(_dump(value))


def _dump(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace") + b"\n"


def _versions() -> dict[str, str]:
    versions = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            pass  # not every version of every package comes with all of them
    return versions


def is_golden(path: str) -> bool:
    """Whether the file at `path` begins as a golden does."""
    try:
        with open_regular(path) as file:
            return file.read(len(_MARK) + 3).decode("utf-8", "replace") == f'{{"{_MARK}"'
    except OSError:
        return False


def read_golden(path: str) -> Golden:
    """The golden file at `path`. LogError where it cannot be read or is none."""
    golden = Golden(path, {})
    try:
        with open_regular(path) as file:
            limits.check("golden-bytes", os.fstat(file.fileno()).st_size, path)
            for number, text in enumerate(io.TextIOWrapper(file, encoding="utf-8"), 1):
                _add_line(golden, number, text)
    except OSError as error:
        raise cannot_read(error, path) from error
    except UnicodeDecodeError as error:
        raise LogError(f"{path} is not a golden event log: it is not text in UTF-8.") from error
    if not golden.runs:
        raise LogError(f"{path} is not a golden event log: it has no run in it.")
    return golden


def _add_line(golden: Golden, number: int, text: str) -> None:
    where = f"{golden.name}, line {number}"
    limits.check("json-depth", _depth(text), where)
    try:
        line = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise LogError(f"{where} is no line of a golden event log: no JSON.") from error
    if number == 1:
        if not isinstance(line, dict) or _MARK not in line:
            raise LogError(f"{golden.name} is not a golden event log: its first line says nothing.")
        if line[_MARK] != FORMAT:
            raise LogError(
                f"{golden.name} is a golden event log of format {line[_MARK]}, this tfv1 reads "
                f"format {FORMAT}: record it again, or use the tfv1 that made it."
            )
    elif isinstance(line, dict) and isinstance(line.get("run"), str):
        golden.runs[line["run"]] = []
    elif not isinstance(line, dict) or not golden.runs or not _add_event_line(golden, line):
        raise LogError(f"{where} is no line of a golden event log: neither an event nor a run.")


def _depth(text: str) -> int:
    """How deep the brackets in JSON are nested; those in strings do not count."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth += bracket in "[{"  # a string is in neither
        depth -= bracket in "]}"
        deepest = max(deepest, depth)
    return deepest


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _add_event_line(golden: Golden, line: Line) -> bool:
    """Add a line to the last run: a new event, or a value of the last one. False if neither."""
    events = golden.runs[next(reversed(golden.runs))]
    step = line.pop("step", None)
    if step is None:
        if not events or "values" not in events[-1]:
            return False
        events[-1]["values"].append(line)
    elif not isinstance(step, int) or not -(2**63) <= step < 2**63:
        return False
    else:
        events.append(
            {"step": step, **line} if "event" in line else {"step": step, "values": [line]}
        )
    return True


def diff_goldens(expected: Golden, obtained: Golden, options: Options) -> LogDiff:
    """Compare two goldens: A is what is expected, B what was obtained."""
    a, b = _run_logs(expected), _run_logs(obtained)
    notes = [
        not_read(side, one)
        for side, golden in (("A", expected), ("B", obtained))
        for one in golden.skipped
    ]
    return diff_run_logs(expected.name, obtained.name, a, b, options, notes)


def _run_logs(golden: Golden) -> dict[str, RunLog]:
    return {
        name: _run_log(golden, name, lines) for name, lines in golden.runs.items()
    }  # fmt: skip


@dataclass(frozen=True)
class _Content:
    """What a line says about a value that is no scalar, or an event that has no values."""

    content: Any

    def compare(self, other: _Content, key: Key, limit: Tolerance) -> Mismatch | None:
        return _compare(self.content, other.content, limit)


def _run_log(golden: Golden, name: str, lines: Sequence[Line]) -> RunLog:
    log = RunLog(f"{golden.name} ({name})", gaps=golden.gaps.get(name, []))
    rows: dict[Key, list[tuple[int, int, Any]]] = {}
    layouts: dict[tuple[Key, ...], int] = {}
    layout = []
    for number, line in enumerate(lines):
        try:
            points = _points_of(line, log)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise LogError(f"{golden.name}: event {number} of run {name} is malformed.") from error
        for key, content in points:
            rows.setdefault(key, []).append((number, line["step"], content))
        keys = tuple(key for key, _ in points)
        layout.append(layouts.setdefault(keys, len(layouts)))
    log.layouts, log.layout = list(layouts), np.array(layout, int)
    log.steps = np.array([line["step"] for line in lines], np.int64)
    for key, points_of_key in rows.items():
        log.points[key] = _points(key, points_of_key)
    return log


def _points_of(line: Line, log: RunLog) -> list[tuple[Key, Any]]:
    """The points in a line: a number for a scalar, a _Content for anything else."""
    if "values" not in line:
        return [(Key(line["event"], line.get("tag", "")), _Content(line["content"]))]
    points: list[tuple[Key, Any]] = []
    for value in line["values"]:
        tag = value["tag"]
        if "metadata" in value:
            log.metadata.setdefault(tag, metadata_of(value["metadata"]))
        if "content" in value:
            points.append((Key(value["kind"], tag), _Content(value["content"])))
        else:
            name = "scalar" if "scalar" in value else "double"
            points.append((Key(SCALAR, tag), float_of(value[name], name == "scalar")))
    return points


def _points(key: Key, rows: Sequence[tuple[int, int, Any]]) -> Points:
    numbers, steps, contents = zip(*rows, strict=True)
    order, step_array = np.array(numbers), np.array(steps, np.int64)
    if key.kind == SCALAR:
        return Points(order, step_array, np.array(contents, np.float64))
    digests = [
        hashlib.blake2b(json.dumps(one.content, sort_keys=True).encode(), digest_size=16).digest()
        for one in contents
    ]
    return Points(order, step_array, None, digests, contents)


def _compare(a: Any, b: Any, limit: Tolerance) -> Mismatch | None:
    """Compare what two lines say: numbers within the tolerance, the rest as it is."""
    if not isinstance(a, dict) or not isinstance(b, dict):
        return None if a == b else Mismatch(f"{_shown(a)} and {_shown(b)}")
    if a.get("form") != b.get("form"):
        return Mismatch(f"written as {a.get('form')} and as {b.get('form')}")
    for name in dict.fromkeys([*a, *b]):
        if name not in a or name not in b:
            return Mismatch(f"{name} only in {'A' if name in a else 'B'}")
        mismatch = _compare_field(name, a, b, limit)
        if mismatch:
            return mismatch
    return None


def _compare_field(name: str, a: Line, b: Line, limit: Tolerance) -> Mismatch | None:
    one, other = a[name], b[name]
    if one == other:
        return None
    arrays = [_numbers(x, line.get("dtype", "float64")) for x, line in ((one, a), (other, b))]
    # What has a form is a summary value; the numbers of a graph are counts, not computed.
    is_computed = "form" in a and name != "shape"
    if is_computed and arrays[0] is not None and arrays[1] is not None:
        return compare_numbers(name, arrays[0], arrays[1], limit)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        row = next(
            row for row, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]
        )
        return Mismatch(f"{name} {row}: {_shown(one[row])} and {_shown(other[row])}")
    return Mismatch(f"{name} {_shown(one)} and {_shown(other)}")


def _numbers(content: Any, dtype: str) -> NDArray[Any] | None:
    """A number or a list of numbers as an array; None where it is something else."""
    content = content if isinstance(content, list) else [content]
    try:
        if np.dtype(dtype).kind in "biu":
            return (
                np.array(content, dtype) if not any(isinstance(x, str) for x in content) else None
            )
        return np.array([float_of(number, dtype == "float32") for number in content])
    except (TypeError, ValueError):
        return None  # texts


def _shown(content: Any) -> str:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return repr(text if len(text) <= 60 else text[:57] + "...")
