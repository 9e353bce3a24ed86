"""A golden event log: one file of JSON lines, read and written.

The first line says what the file is and how it was made. A line {"run": NAME} begins a run. Below
it an event is a line with its step; an event of several values has one line for each, of which the
first has the step. (In memory an event is one dict: lines.py.)
"""

from __future__ import annotations

import io
import json
import os
import platform
import re
from dataclasses import dataclass, field
from importlib import metadata

import tfv1.limits as limits
from tfv1.events.read.kinds import Kinds
from tfv1.events.read.reader import scan_run_events
from tfv1.events.read.runs import Skipped, open_regular
from tfv1.events.read.scan import Gap
from tfv1.logs import LogError
from tfv1.logs.copies import replacing
from tfv1.logs.find import cannot_read, check_is_log, runs_at
from tfv1.testing.lines import Line, event_line

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
