"""Compare golden event logs: computed numbers within tolerances, everything else exactly."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tfv1.events.reading.runlog import Key
from tfv1.logs.contents import Mismatch, Tolerance, compare_numbers
from tfv1.logs.diff import Options, diff_run_logs, not_read
from tfv1.logs.differences import LogDiff
from tfv1.testing.golden import Golden
from tfv1.testing.lines import Line, float_of


def diff_goldens(expected: Golden, obtained: Golden, options: Options) -> LogDiff:
    """Compare two goldens: A is the expected one, B the obtained one."""
    notes = [
        not_read(side, one)
        for side, golden in (("A", expected), ("B", obtained))
        for one in golden.skipped
    ]
    names, runs = (expected.name, obtained.name), (expected.runs, obtained.runs)
    return diff_run_logs(*names, *runs, options, _compare, notes)


def _compare(one: str, other: str, key: Key, limit: Tolerance) -> Mismatch | None:
    """Compare the contents of two lines: numbers within the tolerance, the rest exactly."""
    a, b = json.loads(one), json.loads(other)
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
    # Only summary values have a form; the numbers of a graph are counts, and must be equal.
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
    """A number or a list of numbers as an array; None for anything else."""
    content = content if isinstance(content, list) else [content]
    try:
        if np.dtype(dtype).kind in "biu":
            return (
                np.array(content, dtype) if not any(isinstance(x, str) for x in content) else None
            )
        return np.array([float_of(number, dtype == "float32") for number in content])
    except (TypeError, ValueError):
        return None  # strings


def _shown(content: object) -> str:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return repr(text if len(text) <= 60 else text[:57] + "...")
