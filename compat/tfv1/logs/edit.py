"""`tfv1 edit`: copy a log with tags dropped or renamed, steps cut, or files merged."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from tensorboard.compat.proto import event_pb2

from tfv1.events.reading.kinds import event_kind, tag_of
from tfv1.events.reading.patterns import matching
from tfv1.events.reading.runs import Skipped
from tfv1.events.reading.scan import Gap
from tfv1.events.reading.superseded import Cuts
from tfv1.logs import CannotReadError, LogError
from tfv1.logs.copies import (
    WriteRecord,
    check_outside,
    events_of_file,
    files_of_runs,
    new_directory,
    new_event_file,
)
from tfv1.logs.editor import Editor, Edits
from tfv1.logs.find import runs_at
from tfv1.report.text import listed

_START = event_pb2.SessionLog.START


@dataclass
class Edited:
    """How many events were read and written, and how many bytes of constants were left out.

    `skipped` says which files and directories were left out of the copy, and why.
    """

    read: int = 0
    written: int = 0
    stripped: int = 0
    skipped: list[str] = field(default_factory=list)

    def skip(self, one: Skipped) -> None:
        self.skipped.append(f"Cannot read {one}.")


def edit(path: str, out: str, edits: Edits) -> Edited:
    """Write an edited copy of the file or logdir at `path` to `out`, which must not exist yet.

    With `merge`, each run of a logdir becomes one file: its files in the order of their first
    events, without the points that a restart superseded. A file of a logdir that cannot be read or
    is damaged is left out, and with `merge` its whole run. Raises LogError if nothing can be read,
    if the copy cannot be written, or if a tag or pattern matches nothing.
    """
    result = Edited()
    seen = _Seen()
    if not os.path.isdir(path):
        if edits.merge:
            raise LogError(f"{path} is one file: there is nothing to merge.")
        runs_at(path, result.skip)  # raises if it cannot be read
        with new_event_file(out) as write:
            _write_events(write, [path], edits, seen, result)
            seen.check(edits)
        return result
    check_outside(path, out)
    with new_directory(out) as directory:
        for name, files in files_of_runs(path, result.skip).items():
            files = [file for file in files if _has_bytes(file, result)]
            for group in [files] if edits.merge else [[file] for file in files]:
                if group:
                    _edit_files(group, os.path.join(directory, name), edits, seen, result)
        if not result.read and result.skipped:
            raise LogError(result.skipped[0])
        seen.check(edits)
    return result


def _has_bytes(path: str, result: Edited) -> bool:
    """Whether there is anything in the file to copy."""
    try:
        return os.path.getsize(path) > 0 or not os.path.isfile(path)
    except OSError as error:
        result.skip(Skipped.because(path, error))
        return False


def _edit_files(
    files: Sequence[str], directory: str, edits: Edits, seen: _Seen, result: Edited
) -> None:
    """Write the contents of `files` to one new file, unless one of them cannot be read."""
    done = Edited()
    try:
        files = _by_time(files) if edits.merge else files
        os.makedirs(directory, exist_ok=True)
        with new_event_file(os.path.join(directory, os.path.basename(files[0]))) as write:
            _write_events(write, files, edits, seen, done)
    except CannotReadError as error:
        result.skipped.append(str(error))
        return
    result.read += done.read
    result.written += done.written
    result.stripped += done.stripped


def _by_time(files: Sequence[str]) -> list[str]:
    return sorted(files, key=_first_wall_time)


def _first_wall_time(path: str) -> float:
    for _, event in _events(path):
        if event.wall_time and not event.HasField("file_version"):
            return event.wall_time
    return 0.0


def _events(path: str) -> Iterator[tuple[bytes, event_pb2.Event]]:
    """The events of a whole file; raises CannotReadError if it is damaged."""
    for item in events_of_file(path):
        if isinstance(item, Gap):
            raise CannotReadError(f"{item} Use 'tfv1 repair' first.")
        yield item


def _write_events(
    write: WriteRecord, files: Sequence[str], edits: Edits, seen: _Seen, result: Edited
) -> None:
    """Write the events of one file, or of several to merge them."""
    editor = Editor(edits)
    superseded = _superseded(files) if len(files) > 1 else lambda number, event: False
    number = 0
    for file in files:
        for data, event in _events(file):
            number += 1
            result.read += 1
            seen.note(event)
            is_second_version = event.HasField("file_version") and number > 1
            if not is_second_version and not superseded(number, event):
                _write(write, editor, data, event, result)
    if not number:
        raise LogError(f"{files[0]} is empty: there is nothing to edit.")


def _write(
    write: WriteRecord, editor: Editor, data: bytes, event: event_pb2.Event, result: Edited
) -> None:
    edited = editor.edit(data, event)
    if edited is not None:
        if event_kind(event) in ("graph_def", "meta_graph_def"):
            result.stripped += len(data) - len(edited)
        write(edited)
        result.written += 1


def _superseded(files: Sequence[str]) -> Callable[[int, event_pb2.Event], bool]:
    """A function: was event `number` of the run superseded by a later START session log?"""
    starts: list[tuple[int, int]] = []  # number of the event, step
    number = 0
    for file in files:
        for _, event in _events(file):
            number += 1
            if event.session_log.status == _START:
                starts.append((number, event.step))
    # The first START begins the run; the others end an attempt before them.
    cuts = Cuts(starts[1:])

    def is_superseded(number: int, event: event_pb2.Event) -> bool:
        if event_kind(event) not in ("summary", "tagged_run_metadata"):
            return False
        return not cuts.keep(np.array([number]), np.array([event.step])).all()

    return is_superseded


class _Seen:
    """The tags found in the log, to report requested ones that are not among them."""

    def __init__(self) -> None:
        self.tags: set[str] = set()

    def note(self, event: event_pb2.Event) -> None:
        self.tags.update(tag_of(value) for value in event.summary.value)
        if event.HasField("tagged_run_metadata"):
            self.tags.add(event.tagged_run_metadata.tag)

    def check(self, edits: Edits) -> None:
        known = listed(sorted(self.tags))
        tags = dict.fromkeys(self.tags)
        for pattern in [*edits.drop, *edits.rename]:
            if not (matching(tags, [pattern]) if pattern in edits.drop else pattern in tags):
                raise LogError(f"No tag matches {pattern!r}; the tags are: {known}.")
        for old, new in edits.rename.items():
            if new in tags and new not in edits.rename and not matching({new: None}, edits.drop):
                raise LogError(f"Cannot rename {old!r}: there is a tag {new!r} already.")
