"""Read the lines of a golden event log back into runs."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from typing import TextIO

import numpy as np

import tfv1.limits as limits
from tfv1.events.reading.kinds import SCALAR
from tfv1.events.reading.runlog import Key, Points, RunLog, digest_of
from tfv1.logs import LogError
from tfv1.testing.lines import Line, dump, float_of, metadata_of

FORMAT = 1
MARK = "golden event log"

_CHUNK = 1 << 16  # characters
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}]')
# Nearly all lines are float32 scalars without metadata: those are read by one expression.
_LINE = re.compile(
    r'\{(?:"step": (-?\d{1,18}), )?"tag": "([^"\\\n]*)", "scalar": '
    r"(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)\}\n|(.*\n)"
)


def read_runs(name: str, file: TextIO) -> dict[str, RunLog]:
    """The runs in the golden `file` called `name`. Raises LogError if it is not a golden."""
    runs: dict[str, _Run] = {}
    run: _Run | None = None
    for number, (step, tag, scalar, text) in enumerate(_lines(file), 1):
        if run is not None and scalar and run.begin(step and int(step)):
            run.add_scalar(tag, float(scalar))
            continue
        where = f"{name}, line {number}"
        line = _parsed(where, text or f'{{"tag": "{tag}", "scalar": {scalar}}}')
        if number == 1:
            _check_head(name, line)
        elif isinstance(line.get("run"), str):
            run = runs[line["run"]] = _Run(f"{name} ({line['run']})")
        elif run is None or not run.begin(line.pop("step", "")):
            raise LogError(f"{where} is neither an event nor a run of a golden event log.")
        else:
            try:
                run.add(line)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise LogError(f"{where} does not say what the event holds.") from error
    if not runs:
        raise LogError(f"{name} is not a golden event log: it has no run in it.")
    return {one: run.log() for one, run in runs.items()}


def _lines(file: TextIO) -> Iterator[tuple[str, str, str, str]]:
    """Each line, as step, tag and number if it is a scalar, else as text."""
    while chunk := file.read(_CHUNK):
        chunk += file.readline()
        yield from _LINE.findall(chunk if chunk.endswith("\n") else chunk + "\n")


def _parsed(where: str, text: str) -> Line:
    limits.check("json-depth", _depth(text), where)
    try:
        line = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise LogError(f"{where} is not a line of a golden event log: it is not JSON.") from error
    if not isinstance(line, dict):
        raise LogError(f"{where} is not a line of a golden event log: it is not an object.")
    return line


def _check_head(name: str, line: Line) -> None:
    if MARK not in line:
        raise LogError(f"{name} is not a golden event log: its first line does not say that it is.")
    if line[MARK] != FORMAT:
        raise LogError(
            f"{name} is a golden event log of format {line[MARK]}, this tfv1 reads format "
            f"{FORMAT}: record it again, or use the tfv1 that made it."
        )


def _depth(text: str) -> int:
    """How deeply the brackets in JSON are nested; those in strings do not count."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth += bracket in "[{"  # a string is in neither
        depth -= bracket in "]}"
        deepest = max(deepest, depth)
    return deepest


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


class _Run:
    """A run that is being read, line by line."""

    def __init__(self, path: str) -> None:
        self._log = RunLog(path)
        self._steps, self._layout = array("q"), array("q")
        self._layouts: dict[tuple[Key, ...], int] = {}
        self._keys: list[Key] = []  # of the current event
        self._is_open = False  # whether the current event may get more values
        # Rows are the numbers of the events.
        self._scalars: dict[str, tuple[Key, array[int], array[float]]] = {}
        self._doubles: list[tuple[str, int, float]] = []
        self._others: dict[Key, tuple[array[int], list[str]]] = {}

    def begin(self, step: object) -> bool:
        """Begin a new event at `step`, or continue the last one if that is ""; False if invalid."""
        if step == "":
            return self._is_open
        if type(step) is not int or not -(2**63) <= step < 2**63:
            return False
        self._end()
        self._steps.append(step)
        self._is_open = True
        return True

    def _end(self) -> None:
        if self._steps:
            self._layout.append(self._layouts.setdefault(tuple(self._keys), len(self._layouts)))
            self._keys.clear()

    def add_scalar(self, tag: str, number: float) -> None:
        found = self._scalars.get(tag)
        if found is None:
            found = self._scalars[tag] = Key(SCALAR, tag), array("q"), array("d")
        key, rows, values = found
        self._keys.append(key)
        rows.append(len(self._steps) - 1)
        values.append(number)

    def add(self, line: Line) -> None:
        """Add a value, or with "event" a whole event; raises ValueError or the like if invalid."""
        if "event" in line:
            if self._keys:
                raise ValueError("an event among the values of another")
            self._is_open = False
            self._add_other(Key(line["event"], line.get("tag", "")), line["content"])
            return
        tag = line["tag"]
        if "metadata" in line:
            self._log.metadata.setdefault(tag, metadata_of(line["metadata"]))
        if "content" in line:
            self._add_other(Key(line["kind"], tag), line["content"])
            return
        name = "scalar" if "scalar" in line else "double"
        number = float_of(line[name], name == "scalar")
        self.add_scalar(tag, number)
        if name == "double":
            self._doubles.append((tag, len(self._scalars[tag][2]) - 1, number))

    def _add_other(self, key: Key, content: object) -> None:
        if not isinstance(key.kind, str) or not isinstance(key.tag, str):
            raise TypeError("names must be texts")
        rows, contents = self._others.setdefault(key, (array("q"), []))
        rows.append(len(self._steps) - 1)
        contents.append(dump(content))
        self._keys.append(key)

    def log(self) -> RunLog:
        self._end()
        log = self._log
        log.steps, log.layout = np.array(self._steps), np.array(self._layout)
        log.layouts = list(self._layouts)
        for key, rows, numbers in self._scalars.values():
            values = np.array(numbers)
            with np.errstate(over="ignore"):
                values = values.astype(np.float32).astype(np.float64)
            order = np.array(rows)
            log.points[key] = Points(order, log.steps[order], values)
        for tag, row, number in self._doubles:
            exact = log.points[Key(SCALAR, tag)].values
            assert exact is not None
            exact[row] = number
        for key, (rows, contents) in self._others.items():
            order = np.array(rows)
            digests = [digest_of(one.encode("utf-8", "surrogatepass")) for one in contents]
            log.points[key] = Points(order, log.steps[order], None, digests, contents)
        return log
