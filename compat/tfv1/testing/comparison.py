"""Compare golden event logs: within tolerances where numbers were computed, else as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tfv1.events.read.kinds import SCALAR
from tfv1.events.read.runlog import Key, Points, RunLog
from tfv1.logs import LogError
from tfv1.logs.contents import Mismatch, Tolerance, compare_numbers
from tfv1.logs.diff import Options, diff_run_logs, not_read
from tfv1.logs.differences import LogDiff
from tfv1.testing.golden import Golden
from tfv1.testing.lines import Line, float_of, metadata_of


def diff_goldens(expected: Golden, obtained: Golden, options: Options) -> LogDiff:
    """Compare two goldens: A is what is expected, B what was obtained."""
    a, b = _run_logs(expected), _run_logs(obtained)
    notes = [
        not_read(side, one)
        for side, golden in (("A", expected), ("B", obtained))
        for one in golden.skipped
    ]
    return diff_run_logs(expected.name, obtained.name, a, b, options, _compare, notes)


def _run_logs(golden: Golden) -> dict[str, RunLog]:
    return {name: _run_log(golden, name, lines) for name, lines in golden.runs.items()}


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
    """The points in a line: a number for a scalar, else what the line says of the content."""
    if "values" not in line:
        return [(Key(line["event"], line.get("tag", "")), line["content"])]
    points: list[tuple[Key, Any]] = []
    for value in line["values"]:
        tag = value["tag"]
        if "metadata" in value:
            log.metadata.setdefault(tag, metadata_of(value["metadata"]))
        if "content" in value:
            points.append((Key(value["kind"], tag), value["content"]))
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
        hashlib.blake2b(json.dumps(one, sort_keys=True).encode(), digest_size=16).digest()
        for one in contents
    ]
    return Points(order, step_array, None, digests, contents)


def _compare(a: object, b: object, key: Key, limit: Tolerance) -> Mismatch | None:
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


def _shown(content: object) -> str:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return repr(text if len(text) <= 60 else text[:57] + "...")
