"""A golden event log: one file of JSON lines, read and written.

The first line says what the file is and how it was made. A line {"run": NAME} begins a run. Each
event of the run is a line with its step; an event with several values has a line for each of them,
and the first of these has the step.
"""

from __future__ import annotations

import io
import json
import os
import platform
from dataclasses import dataclass, field
from importlib import metadata

import tfv1.limits as limits
from tfv1.events.reading.runlog import RunLog, read_run_log
from tfv1.events.reading.runs import Skipped, open_regular
from tfv1.logs import LogError
from tfv1.logs.copies import replacing
from tfv1.logs.find import cannot_read, check_is_log, runs_at
from tfv1.testing.lines import described, dump, event_lines
from tfv1.testing.parse import FORMAT, MARK, read_runs

_PACKAGES = ("tfv1", "tensorflow", "tf-keras", "numpy")


@dataclass
class Golden:
    """The runs of a log, with contents as described in a golden, and what could not be read."""

    name: str
    runs: dict[str, RunLog] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def damage(self) -> list[str]:
        """Sentences about what could not be read."""
        gaps = [str(gap) for log in self.runs.values() for gap in log.gaps]
        return [*gaps, *(f"Cannot read {one}." for one in self.skipped)]

    @property
    def events(self) -> int:
        """The number of events."""
        return sum(len(log.steps) for log in self.runs.values())


def read_log(logdir: str) -> Golden:
    """The event log at `logdir`, a file or a directory of runs, in the form of a golden.

    Raises LogError if there is nothing to read or no event.
    """
    golden = Golden(logdir)
    for name, path in runs_at(logdir, golden.skipped.append).items():
        try:
            log = read_run_log(path, described)
        except OSError as error:
            golden.skipped.append(Skipped.because(path, error))
            continue
        check_is_log(path, bool(log.points), bool(log.gaps))
        log.path = f"{logdir} ({name})"
        golden.runs[name] = log
        golden.skipped += log.skipped
    kinds = {key.kind for log in golden.runs.values() for key in log.points}
    if not golden.skipped and kinds <= {"file_version"}:
        raise LogError(f"Nothing to compare: {logdir} has no events.")
    return golden


def write_golden(path: str, golden: Golden, made_by: str, overwrite: bool = True) -> None:
    """Write the golden file `path`, completely or not at all. Raises LogError if that fails."""
    head = {MARK: FORMAT, "made by": made_by, "versions": _versions()}
    with replacing(path, overwrite) as file:
        text = io.TextIOWrapper(file, "utf-8", "replace", newline="\n")
        text.write(dump(head) + "\n")
        for name, log in golden.runs.items():
            text.write(dump({"run": name}) + "\n")
            text.writelines(event_lines(log))
        text.detach()


def _versions() -> dict[str, str]:
    versions = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            pass  # some versions do without some of these packages
    return versions


def made_by(path: str) -> str:
    """What the golden file at `path` says it was made by."""
    with open_regular(path) as file:
        return str(json.loads(file.readline())["made by"])


def is_golden(path: str) -> bool:
    """Whether the file at `path` begins like a golden."""
    try:
        with open_regular(path) as file:
            return file.read(len(MARK) + 3).decode("utf-8", "replace") == f'{{"{MARK}"'
    except OSError:
        return False


def read_golden(path: str) -> Golden:
    """The golden file at `path`. Raises LogError if it cannot be read or is not a golden."""
    try:
        with open_regular(path) as file:
            limits.check("golden-bytes", os.fstat(file.fileno()).st_size, path)
            return Golden(path, read_runs(path, io.TextIOWrapper(file, encoding="utf-8")))
    except OSError as error:
        raise cannot_read(error, path) from error
    except UnicodeDecodeError as error:
        raise LogError(f"{path} is not a golden event log: it is not text in UTF-8.") from error
