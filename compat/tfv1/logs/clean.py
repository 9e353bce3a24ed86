"""`tfv1 clean`: find the event files of old runs, and delete them.

A run is deleted as a whole or not at all: a single file that a process has open for writing, or
that was written to recently, keeps the run. Only event files are ever deleted, and the directories
that this leaves empty.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tfv1.events.format.record import HEADER_BYTES, header
from tfv1.events.reading.runs import (
    OnSkipped,
    directories,
    is_event_file,
    open_regular,
    warn_of_skipped,
)
from tfv1.logs import LogError
from tfv1.logs.find import cannot_read, check_is_local, chosen_runs

_JUST_NOW_SECONDS = 600
_PROC = "/proc"
FileId = tuple[int, int]


@dataclass(frozen=True)
class OldFile:
    """An event file, as it was when listed."""

    path: str
    status: os.stat_result

    @property
    def id(self) -> FileId:
        return self.status.st_dev, self.status.st_ino


@dataclass
class OldRun:
    """A run's directory and event files; `kept_because` says why it must be kept, if it must."""

    directory: str
    files: list[OldFile] = field(default_factory=list)
    kept_because: str = ""

    @property
    def size(self) -> int:
        return sum(file.status.st_size for file in self.files)

    @property
    def modified(self) -> float:
        return max(file.status.st_mtime for file in self.files)


def find_old_runs(
    root: str,
    older_than: float | None,
    keep_last: int | None,
    min_size: int = 0,
    on_skipped: OnSkipped = warn_of_skipped,
    patterns: Sequence[str] = (),
) -> list[OldRun]:
    """The runs at and below `root` that are too old, the oldest first.

    With `patterns`, only runs whose names match one of them count. These are the runs last written
    to more than `older_than` seconds ago, or all but the `keep_last` newest, if they have at least
    `min_size` bytes. A run reached through a symlink, or with a symlink among its files, is listed
    but must be kept. Raises LogError if `root` cannot be read or has no event files, or if no run
    matches.
    """
    check_is_local(root)
    runs = sorted(_runs(root, on_skipped), key=lambda run: run.modified)
    if not runs:
        raise LogError(f"No event files in {root} or below.")
    by_name = {os.path.relpath(run.directory, root): run for run in runs}
    runs = list(chosen_runs(by_name, patterns).values())
    if keep_last is not None:
        runs = runs[: max(len(runs) - keep_last, 0)]
    if older_than is not None:
        limit = time.time() - older_than
        runs = [run for run in runs if run.modified < limit]
    runs = [run for run in runs if run.size >= min_size]
    _note_what_must_stay(runs)
    return runs


def _runs(root: str, on_skipped: OnSkipped) -> Iterator[OldRun]:
    try:
        found = list(directories(root, on_skipped))
    except OSError as error:
        raise cannot_read(error, root) from error
    for directory in found:
        run = OldRun(directory.path)
        if directory.is_linked:
            run.kept_because = f"it is behind a link; clean {os.path.realpath(directory.path)}"
        for name in sorted(filter(is_event_file, directory.names)):
            path = os.path.join(directory.path, name)
            try:
                status = os.lstat(path)
            except FileNotFoundError:
                continue  # it was deleted in the meantime
            if stat.S_ISLNK(status.st_mode) and os.path.isfile(path):
                # All other tools show it, but its target may belong to anyone.
                run.kept_because = run.kept_because or f"{name} is a link"
            elif not stat.S_ISREG(status.st_mode):
                continue
            run.files.append(OldFile(path, status))
        if run.files:
            yield run


def _note_what_must_stay(runs: Sequence[OldRun]) -> None:
    opened = open_files()
    for run in runs:
        for file in () if run.kept_because else run.files:
            reason = _reason_to_stay(file, opened)
            if reason:
                run.kept_because = f"{os.path.basename(file.path)} {reason}"
                break


def _reason_to_stay(file: OldFile, opened: set[FileId]) -> str:
    if file.id in opened:
        return "is open in a process"
    if file.status.st_mtime > time.time() - _JUST_NOW_SECONDS:
        return "was written to just now"
    try:
        if not _looks_like_event_file(file.path):
            return "is named like an event file but is not one"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return ""


def _looks_like_event_file(path: str) -> bool:
    """Whether a file is empty or begins with the header of a record."""
    with open_regular(path) as file:
        start = file.read(HEADER_BYTES)
    if len(start) < HEADER_BYTES:
        return not start
    length = int.from_bytes(start[:8], "little")
    return start == header(length)


def can_see_open_files() -> bool:
    """Whether this system shows which files processes have open."""
    return os.path.isdir(f"{_PROC}/self/fd")


def open_files() -> set[FileId]:
    """The files that processes on this machine have open for writing, as far as we may see.

    Readers do not count: a running TensorBoard has every file that it shows open.
    """
    found: set[FileId] = set()
    if not can_see_open_files():
        return found
    for process in os.listdir(_PROC):
        if not process.isdigit():
            continue
        directory = f"{_PROC}/{process}/fd"
        try:
            descriptors = os.listdir(directory)
        except OSError:
            continue  # has ended, or belongs to another user: see `hidden_processes`
        for descriptor in descriptors:
            link = f"{directory}/{descriptor}"
            try:
                if os.lstat(link).st_mode & stat.S_IWUSR:  # of these links: opened for writing
                    status = os.stat(link)
                    found.add((status.st_dev, status.st_ino))
            except OSError:
                continue  # closed in the meantime
    return found


def hidden_processes() -> int:
    """The number of processes whose open files we may not see."""
    count = 0
    for process in os.listdir(_PROC) if can_see_open_files() else []:
        if process.isdigit() and os.path.isdir(f"{_PROC}/{process}"):
            count += not os.access(f"{_PROC}/{process}/fd", os.R_OK | os.X_OK)
    return count


@dataclass
class Deleted:
    """What was deleted, and lines that say what was not and why."""

    files: int = 0
    size: int = 0
    trouble: list[str] = field(default_factory=list)


def delete(runs: Sequence[OldRun], root: str) -> Deleted:
    """Delete the runs that need not be kept, and directories below `root` that become empty."""
    result = Deleted()
    for run in runs:
        if run.kept_because:
            continue
        # The run may have been resumed since it was listed.
        opened = open_files()
        changed = [file for file in run.files if _changed(file) or file.id in opened]
        if changed or len(_event_names(run.directory)) != len(run.files):
            result.trouble.append(f"{run.directory}: in use again since it was listed; kept")
            continue
        for file in run.files:
            try:
                os.unlink(file.path)
            except OSError as error:
                result.trouble.append(f"{file.path}: {error.strerror}; kept")
                continue
            result.files += 1
            result.size += file.status.st_size
        _remove_empty(run.directory, root)
    return result


def _changed(file: OldFile) -> bool:
    try:
        now = os.lstat(file.path)
    except OSError:
        return True
    old = file.status
    return (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns) != (
        old.st_dev, old.st_ino, old.st_size, old.st_mtime_ns,
    )  # fmt: skip


def _event_names(directory: str) -> list[str]:
    """The names of the regular event files now in a directory."""
    with os.scandir(directory) as entries:
        return [
            entry.name
            for entry in entries
            if is_event_file(entry.name) and entry.is_file(follow_symlinks=False)
        ]


def _remove_empty(directory: str, root: str) -> None:
    """Remove `directory` and its parents as long as they are empty, but never `root`."""
    while os.path.realpath(directory) != os.path.realpath(root):
        try:
            os.rmdir(directory)
        except OSError:
            return  # something else is in it
        directory = os.path.dirname(directory)
