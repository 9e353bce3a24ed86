"""Read the events of event files and of runs, skipping any damage.

What cannot be read is reported as a `Gap`, never skipped silently. The files of a run are read in
TensorBoard's order: sorted by name.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from typing import NamedTuple

from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet
from tensorboard.compat.proto import event_pb2

from tfv1.events.format.outline import Shorten, outline
from tfv1.events.format.record import FOOTER_BYTES, HEADER_BYTES
from tfv1.events.reading.runs import OnSkipped, Path, Skipped, run_files
from tfv1.events.reading.scan import NOT_AN_EVENT, Batch, Gap, RecordScanner

_log = logging.getLogger(__name__)

OnGap = Callable[[Gap], None]


class LoggedEvent(NamedTuple):
    """An event and its location: its file, and the byte offset of its record there.

    `number` is its place in the order in which the run was read, from 1; 0 if nobody counted.
    """

    path: str
    offset: int
    event: event_pb2.Event
    number: int = 0


def warn_of_gap(gap: Gap) -> None:
    """The default `on_gap` of the reading functions: log a warning."""
    _log.warning("%s", gap)


def parse_event(data: bytes) -> event_pb2.Event | None:
    """The event serialized in `data`, or None if `data` is something else."""
    try:
        event = event_pb2.Event.FromString(data)
    except DecodeError:
        return None
    # A message of another type often parses, with all of its content in unknown fields.
    if not event.wall_time and not event.WhichOneof("what") and len(UnknownFieldSet(event)):
        return None
    return event


def events_in(
    path: str, batch: Batch, shorten: Shorten | None = None
) -> Iterator[LoggedEvent | Gap]:
    """The events in a batch of records of the file at `path`; a gap for what is not one.

    With `shorten`, the long ones are outlines: see `tfv1.events.format.outline`.
    """
    buffer = batch.buffer
    for row, (start, stop) in enumerate(zip(batch.starts, batch.stops, strict=True)):
        data = outline(buffer, start, stop, shorten) if shorten else buffer[start:stop]
        event = parse_event(data)
        if event is None:
            yield _not_an_event(path, batch, row)
        else:
            yield LoggedEvent(path, batch.base + start - HEADER_BYTES, event)


def _not_an_event(path: str, batch: Batch, row: int) -> Gap:
    start, stop = batch.starts[row] - HEADER_BYTES, batch.stops[row] + FOOTER_BYTES
    return Gap(path, batch.base + start, stop - start, NOT_AN_EVENT)


def scan_run(path: Path, on_skipped: OnSkipped | None = None) -> Iterator[tuple[str, Batch | Gap]]:
    """Yield the contents of a run's files, each item with its file.

    A file that cannot be read is passed to `on_skipped` and the others are still read; without
    `on_skipped`, OSError is raised.
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
    """Like `scan_run`, but event by event."""
    for file, item in scan_run(path, on_skipped):
        if isinstance(item, Gap):
            yield item
        else:
            yield from events_in(file, item)


def scan_events(path: Path) -> Iterator[LoggedEvent | Gap]:
    """Yield every event and every gap of the file at `path`, in the file's order.

    Raises OSError if the file cannot be read.
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
    """Yield the events of an event file, or of all event files in a run's directory.

    Files are read one after the other, sorted by name. `on_gap` is called for each range of bytes
    that could not be read, `on_skipped` for each file; without `on_skipped`, a file that cannot be
    read raises OSError. A directory without event files yields nothing.
    """
    for file, item in scan_run(path, on_skipped):
        if isinstance(item, Gap):
            on_gap(item)
            continue
        # Like events_in, but without offsets, which cost as much as the parsing.
        for row, (start, stop) in enumerate(zip(item.starts, item.stops, strict=True)):
            event = parse_event(item.buffer[start:stop])
            if event is None:
                on_gap(_not_an_event(file, item, row))
            else:
                yield event


class RunFollower:
    """Reads a run (a directory or one event file) repeatedly while it is being written.

    Each `poll` yields the events completed since the last one, from every file, so a run with two
    live writers loses nothing from either.
    """

    def __init__(self, path: Path) -> None:
        self.path = os.fspath(path)
        self._scanners: dict[str, RecordScanner] = {}

    def poll(self, final: bool = False) -> Iterator[LoggedEvent | Gap]:
        """Yield new events and gaps. If `final`, what is still incomplete is reported as a gap."""
        for scanner in self.scanners():
            yield from _scan(scanner, final)

    def scanners(self) -> list[RecordScanner]:
        """The scanners of the files that exist now, each where the last scan left off."""
        present = run_files(self.path)
        for path in present:
            self._scanners.setdefault(path, RecordScanner(path))
        return [self._scanners[path] for path in present]
