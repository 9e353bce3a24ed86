"""Read the events of event files and of runs, past any damage.

What cannot be read is reported as a `Gap`, never passed over in silence. Files of one run are read
in TensorBoard's order: sorted by name.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from typing import NamedTuple

from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet
from tensorboard.compat.proto import event_pb2

from tfv1.events.format.record import FOOTER_BYTES, HEADER_BYTES
from tfv1.events.read.runs import OnSkipped, Path, Skipped, run_files
from tfv1.events.read.scan import NOT_AN_EVENT, Batch, Gap, RecordScanner

_log = logging.getLogger(__name__)

OnGap = Callable[[Gap], None]


class LoggedEvent(NamedTuple):
    """An event and where it stands: its file, and the offset in bytes of its record there."""

    path: str
    offset: int
    event: event_pb2.Event


def warn_of_gap(gap: Gap) -> None:
    """What the reading functions do with a gap unless told otherwise: log a warning."""
    _log.warning("%s", gap)


def parse_event(data: bytes) -> event_pb2.Event | None:
    """The event that is serialized in `data`, or None where it is something else."""
    try:
        event = event_pb2.Event.FromString(data)
    except DecodeError:
        return None
    # A message of another kind often parses, with all it holds in unknown fields.
    if not event.wall_time and not event.WhichOneof("what") and len(UnknownFieldSet(event)):
        return None
    return event


def events_in(path: str, batch: Batch) -> Iterator[LoggedEvent | Gap]:
    """The events of a batch of records of the file at `path`, a gap for what is not one."""
    for row, (start, stop) in enumerate(zip(batch.starts, batch.stops, strict=True)):
        event = parse_event(batch.buffer[start:stop])
        if event is None:
            yield _not_an_event(path, batch, row)
        else:
            yield LoggedEvent(path, batch.base + start - HEADER_BYTES, event)


def _not_an_event(path: str, batch: Batch, row: int) -> Gap:
    start, stop = batch.starts[row] - HEADER_BYTES, batch.stops[row] + FOOTER_BYTES
    return Gap(path, batch.base + start, stop - start, NOT_AN_EVENT)


def scan_run(path: Path, on_skipped: OnSkipped | None = None) -> Iterator[tuple[str, Batch | Gap]]:
    """Yield what is in the files of a run, each item with its file.

    A file that cannot be read is given to `on_skipped`, and the others are read all the same;
    without it, OSError.
    """
    for file in run_files(path):
        try:
            for item in RecordScanner(file).batches():
                yield file, item
        except OSError as error:
            if on_skipped is None:
                raise
            on_skipped(Skipped.because(file, error))


def scan_run_events(path: Path, on_skipped: OnSkipped) -> Iterator[LoggedEvent | Gap]:
    """As `scan_run`, event by event."""
    for file, item in scan_run(path, on_skipped):
        if isinstance(item, Gap):
            yield item
        else:
            yield from events_in(file, item)


def scan_events(path: Path) -> Iterator[LoggedEvent | Gap]:
    """Yield every event of the file at `path` and every gap, in the file's order.

    OSError where the file cannot be read.
    """
    yield from _scan(RecordScanner(path))


def _scan(scanner: RecordScanner, final: bool = True) -> Iterator[LoggedEvent | Gap]:
    for item in scanner.batches(final):
        if isinstance(item, Gap):
            yield item
        else:
            yield from events_in(scanner.path, item)


def read_events(
    path: Path, on_gap: OnGap = warn_of_gap, on_skipped: OnSkipped | None = None
) -> Iterator[event_pb2.Event]:
    """Yield the events of an event file, or of all event files in the directory of a run.

    Files are read one after the other, by name. `on_gap` is called for each stretch that could not
    be read, `on_skipped` for each file; without it, OSError where a file cannot be read. A
    directory without event files yields nothing.
    """
    for file, item in scan_run(path, on_skipped):
        if isinstance(item, Gap):
            on_gap(item)
            continue
        # As events_in, without its places: they cost as much as the parsing.
        for row, (start, stop) in enumerate(zip(item.starts, item.stops, strict=True)):
            event = parse_event(item.buffer[start:stop])
            if event is None:
                on_gap(_not_an_event(file, item, row))
            else:
                yield event


class RunFollower:
    """Reads a run (a directory, or one event file) again and again while it is written to.

    Each `poll` yields the events that have become whole since the last one, from every file: a run
    with two live writers loses neither.
    """

    def __init__(self, path: Path) -> None:
        self.path = os.fspath(path)
        self._scanners: dict[str, RecordScanner] = {}

    def poll(self, final: bool = False) -> Iterator[LoggedEvent | Gap]:
        """Yield new events and gaps. With `final` true, what is still incomplete is a gap."""
        for scanner in self.scanners():
            yield from _scan(scanner, final)

    def scanners(self) -> list[RecordScanner]:
        """The scanners of the files that are there now, each where the last scan left it."""
        present = run_files(self.path)
        for path in present:
            self._scanners.setdefault(path, RecordScanner(path))
        return [self._scanners[path] for path in present]
