"""`tfv1 edit`: copy a log with tags dropped or renamed, steps cut, or files merged."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
from tensorboard.compat.proto import event_pb2

from tfv1.events.format.outline import Shorten, stand_in, whole
from tfv1.events.format.record import frame_parts
from tfv1.events.reading.kinds import event_kind, tag_of
from tfv1.events.reading.patterns import matching
from tfv1.events.reading.runs import Skipped, name_below
from tfv1.events.reading.scan import Gap
from tfv1.events.reading.superseded import Cuts
from tfv1.logs import CannotReadError, LogError
from tfv1.logs.copies import (
    Part,
    check_outside,
    copy_notes,
    files_of_runs,
    new_directory,
    new_event_file,
    parts_of_file,
)
from tfv1.logs.editor import Editor, Edits
from tfv1.logs.find import check_is_local, chosen_runs, runs_at
from tfv1.logs.hidden import Hidden
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
    is damaged is left out, and with `merge` its whole run. The notes on runs are copied. Raises
    LogError if nothing can be read, if the copy cannot be written, or if a tag or pattern matches
    nothing.
    """
    check_is_local(path)
    result = Edited()
    seen = _Seen()
    if not os.path.isdir(path):
        runs_at(path, result.skip)  # raises if it cannot be read
        if edits.merge:
            raise LogError(f"{path} is one file: there is nothing to merge.")
        hidden = _hidden([path]) if edits.drop_superseded else None
        with new_event_file(out) as file:
            _write_events(file, [path], edits, seen, result, hidden)
            seen.check(edits)
        return result
    check_outside(path, out)
    with new_directory(out) as directory:
        runs = chosen_runs(files_of_runs(path, result.skip), edits.runs)
        for name, files in runs.items():
            files = [file for file in files if _has_bytes(file, result)]
            to = name_below(directory, name)
            _edit_run(files, to, edits, seen, result)
            if os.path.isdir(to):
                copy_notes(name_below(path, name), to, result.skip)
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


def _edit_run(
    files: Sequence[str], directory: str, edits: Edits, seen: _Seen, result: Edited
) -> None:
    """Write the files of a run anew, as one if they are to be merged."""
    try:
        files = _by_time(files) if edits.merge else files
        hidden = _hidden(files) if edits.drop_superseded else None
    except CannotReadError as error:
        result.skipped.append(str(error))
        return
    for group in [files] if edits.merge else [[file] for file in files]:
        if group:
            _edit_files(group, directory, edits, seen, result, hidden)


def _hidden(files: Sequence[str]) -> Hidden:
    return Hidden((path, part) for path in files for part in _parts(path))


def _edit_files(
    files: Sequence[str],
    directory: str,
    edits: Edits,
    seen: _Seen,
    result: Edited,
    hidden: Hidden | None,
) -> None:
    """Write the contents of `files` to one new file, unless one of them cannot be read."""
    done = Edited()
    try:
        os.makedirs(directory, exist_ok=True)
        with new_event_file(os.path.join(directory, os.path.basename(files[0]))) as file:
            _write_events(file, files, edits, seen, done, hidden)
    except CannotReadError as error:
        result.skipped.append(str(error))
        return
    result.read += done.read
    result.written += done.written
    result.stripped += done.stripped


def _by_time(files: Sequence[str]) -> list[str]:
    return sorted(files, key=_first_wall_time)


def _first_wall_time(path: str) -> float:
    for part in _parts(path):
        for row in range(len(part.batch.starts)):
            event = event_pb2.Event.FromString(part.data(row))
            if event.wall_time and not event.HasField("file_version"):
                return event.wall_time
    return 0.0


def _parts(path: str, shorten: Shorten | None = stand_in) -> Iterator[Part]:
    """The contents of a whole file; raises CannotReadError if it is damaged."""
    for item in parts_of_file(path, shorten):
        gaps = [item] if isinstance(item, Gap) else item.gaps(path)
        if gaps:
            raise CannotReadError(f"{gaps[0]} Use 'tfv1 repair' first.")
        assert isinstance(item, Part)
        yield item


def _write_events(
    file: BinaryIO,
    paths: Sequence[str],
    edits: Edits,
    seen: _Seen,
    result: Edited,
    hidden: Hidden | None,
) -> None:
    """Write the events of one file, or of several to merge them."""
    editor = Editor(edits)
    before = hidden.first.get(paths[0], 0) if hidden else 0
    cuts = _cuts(paths) if len(paths) > 1 else Cuts([])
    read = 0
    for path in paths:
        for part in _parts(path, None if edits.strip_constants else stand_in):
            seen.note(part)
            records = _edited(editor, part, read, cuts, result, hidden, before)
            file.writelines(records)
            read += len(part.batch.starts)
            result.written += len(records)
    if not read:
        raise LogError(f"{paths[0]} is empty: there is nothing to edit.")
    result.read += read


def _edited(
    editor: Editor,
    part: Part,
    read: int,
    cuts: Cuts,
    result: Edited,
    hidden: Hidden | None,
    before: int,
) -> list[bytes]:
    """The edited records of a part, before which `read` events of these files were read.

    There are `before` events of the run in the files before them.
    """
    records: dict[int, bytes] = {}
    alike = editor.edits_alike(part)
    others = dict(part.others)
    for columns in part.columns:
        numbers = read + 1 + columns.rows
        kept = cuts.keep(numbers, columns.steps)
        single = np.zeros(len(kept), bool)  # to be edited one by one
        if hidden:
            tags = [value.tag for value in columns.layout.values]
            single = hidden.among(tags, before + numbers)
        found = editor.edit_columns(part, columns, kept & ~single) if alike else None
        records.update(found or {})
        rows = columns.rows[kept if found is None else kept & single].tolist()
        others.update((row, event_pb2.Event.FromString(part.data(row))) for row in rows)
    for row, event in sorted(others.items()):
        assert event is not None
        if not _is_left_out(event, read + 1 + row, cuts):
            editor.note_metadata(event)
            is_less = hidden is not None and hidden.remove(event, before + read + 1 + row)
            changed = None if is_less and not event.summary.value else editor.edit(event)
            if changed or (is_less and changed is not None):
                edited = event.SerializeToString()
                records[row] = frame_parts(whole(edited, part.batch.buffer))
                if event_kind(event) in ("graph_def", "meta_graph_def"):
                    result.stripped += len(part.record(row)) - len(records[row])
            elif changed is not None:
                records[row] = part.record(row)
    return [record for _, record in sorted(records.items())]


def _is_left_out(event: event_pb2.Event, number: int, cuts: Cuts) -> bool:
    """Whether event `number` of the run has no place in it: a second version, or superseded."""
    kind = event_kind(event)
    if kind == "file_version":
        return number > 1
    if kind not in ("summary", "tagged_run_metadata"):
        return False
    return not cuts.keep(np.array([number]), np.array([event.step])).all()


def _cuts(paths: Sequence[str]) -> Cuts:
    """What START session logs supersede in a run: all points before them, from their step on."""
    starts: list[tuple[int, int]] = []  # number of the event, step
    read = 0
    for path in paths:
        for part in _parts(path):
            for row, event in part.others:
                if event is not None and event.session_log.status == _START:
                    starts.append((read + 1 + row, event.step))
            read += len(part.batch.starts)
    return Cuts(starts[1:])  # the first START begins the run


class _Seen:
    """The tags found in the log, to report requested ones that are not among them."""

    def __init__(self) -> None:
        self.tags: set[str] = set()

    def note(self, part: Part) -> None:
        for columns in part.columns:
            self.tags.update(value.tag for value in columns.layout.values)
        for _, event in part.others:
            assert event is not None
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
