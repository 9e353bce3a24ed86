"""`tfv1 repair`: the whole events of damaged files, in new files, and what was lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from tfv1.events.format.encode import version_event
from tfv1.events.read.scan import Gap
from tfv1.logs import LogError
from tfv1.logs.copies import (
    check_outside,
    events_of_file,
    files_of_runs,
    new_directory,
    new_event_file,
)


@dataclass
class Repaired:
    """What became of one file: how many events were kept, and what was lost."""

    path: str
    out: str
    events: int = 0
    gaps: list[Gap] = field(default_factory=list)
    version_added: bool = False


def repair(path: str, out: str) -> list[Repaired]:
    """Write the whole events of the file or the logdir at `path` to `out`, which must be new.

    In a logdir, files without one whole event are left out. LogError where nothing can be read,
    or `out` cannot be written.
    """
    if not os.path.isdir(path):
        done = _repair_file(
            path, os.path.join(out, os.path.basename(path)) if os.path.isdir(out) else out
        )
        if not done.events:
            raise LogError(f"{path} is not an event file: there is no whole event in it.")
        return [done]
    check_outside(path, out)
    results = []
    with new_directory(out) as directory:
        for name, files in files_of_runs(path).items():
            os.makedirs(os.path.join(directory, name), exist_ok=True)
            for file in files:
                base = os.path.join(name, os.path.basename(file))
                done = _repair_file(file, os.path.join(directory, base))
                done.out = os.path.normpath(os.path.join(out, base))
                results.append(done)
    return results


def _repair_file(path: str, out: str) -> Repaired:
    """LogError where `path` cannot be read; without a whole event no file is written."""
    result = Repaired(path, out)
    try:
        with new_event_file(out) as write:
            for item in events_of_file(path):
                if isinstance(item, Gap):
                    result.gaps.append(item)
                    continue
                data, event = item
                if not result.events and result.gaps and not event.HasField("file_version"):
                    # The first event was lost; without it TensorBoard reads by older rules.
                    write(version_event(int(event.wall_time)))
                    result.version_added = True
                write(data)
                result.events += 1
            if not result.events and (result.gaps or os.path.getsize(path) == 0):
                raise _NothingWholeError
    except _NothingWholeError:
        pass
    except OSError as error:
        raise LogError(f"Cannot read {error.filename or path}: {error.strerror}.") from error
    return result


class _NothingWholeError(Exception):
    """Leaves the new file unwritten."""


def report(results: list[Repaired]) -> Iterator[str]:
    """The lines that say what was kept and what was lost."""
    for one in results:
        if not one.events:
            yield f"{one.path}: no whole event, left out"
        else:
            lost = sum(gap.length for gap in one.gaps)
            what = f"{lost:,} bytes lost" if one.gaps else "nothing was damaged"
            yield f"{one.path} -> {one.out}: {one.events:,} events kept, {what}"
        for gap in one.gaps:
            yield f"    lost: {str(gap)[len(gap.path) + 2 :]}"
        if one.version_added:
            yield "    the version event was lost; a new one was written"
