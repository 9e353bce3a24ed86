"""`tfv1 repair`: copy the intact events of damaged files, and report what was lost."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from tensorboard.compat.proto import event_pb2

from tfv1.events.format.encode import version_event
from tfv1.events.format.outline import beginning
from tfv1.events.format.record import frame
from tfv1.events.reading.runs import Skipped, name_below
from tfv1.events.reading.scan import Gap
from tfv1.logs import CannotReadError, LogError
from tfv1.logs.copies import (
    check_outside,
    copy_notes,
    files_of_runs,
    new_directory,
    new_event_file,
    parts_of_file,
)
from tfv1.logs.find import check_is_local, runs_at


@dataclass
class Repaired:
    """The outcome for one file: how many events were kept, and what was lost.

    `error` says why a file could not be read, or a directory could not be listed.
    """

    path: str
    out: str
    events: int = 0
    gaps: list[Gap] = field(default_factory=list)
    version_added: bool = False
    error: str = ""


def repair(path: str, out: str) -> list[Repaired]:
    """Write the intact events of the file or logdir at `path` to `out`, which must not exist yet.

    In a logdir, files without a single intact event, or that cannot be read, are left out, and the
    notes on runs are copied. Raises LogError if nothing can be read, or `out` cannot be written.
    """
    check_is_local(path)
    results: list[Repaired] = []

    def note(skipped: Skipped) -> None:
        results.append(Repaired(skipped.path, "", error=skipped.reason))

    if not os.path.isdir(path):
        runs_at(path, note)  # raises if it cannot be read
        done = _repair_file(
            path, os.path.join(out, os.path.basename(path)) if os.path.isdir(out) else out
        )
        if not done.events:
            raise LogError(f"{path} is not an event file: it has no intact event.")
        return [done]
    check_outside(path, out)
    with new_directory(out) as directory:
        for name, files in files_of_runs(path, note).items():
            to = name_below(directory, name)
            os.makedirs(to, exist_ok=True)
            copy_notes(name_below(path, name), to, note)
            for file in files:
                base = os.path.basename(file)
                try:
                    done = _repair_file(file, os.path.join(to, base))
                except CannotReadError as error:
                    reason = error.__cause__
                    assert isinstance(reason, OSError)
                    note(Skipped.because(file, reason))
                else:
                    done.out = os.path.join(name_below(out, name), base)
                    results.append(done)
    return results


def _repair_file(path: str, out: str) -> Repaired:
    """Repair one file; if no event is intact, none is written. Raises CannotReadError."""
    result = Repaired(path, out)
    try:
        with new_event_file(out) as file:
            for item in parts_of_file(path, beginning):
                if isinstance(item, Gap):
                    result.gaps.append(item)
                    continue
                result.gaps += item.gaps(path)
                bad = {row for row, event in item.others if event is None}
                good = [row for row in range(len(item.batch.starts)) if row not in bad]
                if good and not result.events and result.gaps:
                    _restore_version(file, item.data(good[0]), result)
                file.writelines(item.records(good))
                result.events += len(good)
            if not result.events:
                raise _NothingWholeError
    except _NothingWholeError:
        pass
    return result


def _restore_version(file: BinaryIO, first: bytes, result: Repaired) -> None:
    """Begin a file whose version event was lost with a new one: without it, older rules apply."""
    event = event_pb2.Event.FromString(first)
    if not event.HasField("file_version"):
        wall_time = int(event.wall_time) if math.isfinite(event.wall_time) else 0
        file.write(frame(version_event(wall_time)))
        result.version_added = True


class _NothingWholeError(Exception):
    """Keeps the new file from being written."""


def report(results: list[Repaired]) -> Iterator[str]:
    """The lines of a report on what was kept and what was lost."""
    for one in results:
        if one.error:
            yield f"{one.path}: left out, since it cannot be read: {one.error}"
        elif not one.events:
            yield f"{one.path}: no intact event, left out"
        else:
            lost = sum(gap.length for gap in one.gaps)
            what = f"{lost:,} bytes lost" if one.gaps else "nothing was damaged"
            yield f"{one.path} -> {one.out}: {one.events:,} events kept, {what}"
        for gap in one.gaps:
            yield f"    lost: {gap.what}"
        if one.version_added:
            yield "    the version event was lost; a new one was written"
