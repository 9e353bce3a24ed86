"""Copy logs record by record: never in place, and either completely or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import BinaryIO, NamedTuple

from tensorboard.compat.proto import event_pb2

from tfv1.atomic import whole_directory, whole_file
from tfv1.events.format.columns import ScalarColumns, ScalarSplitter
from tfv1.events.format.outline import Shorten
from tfv1.events.format.record import FOOTER_BYTES, HEADER_BYTES
from tfv1.events.reading.kinds import Kinds
from tfv1.events.reading.notes import NAME, notes_file, open_notes
from tfv1.events.reading.reader import events_in
from tfv1.events.reading.runs import OnSkipped, Skipped, event_files
from tfv1.events.reading.scan import NOT_AN_EVENT, Batch, Gap, RecordScanner
from tfv1.logs import LogError
from tfv1.logs.find import cannot_read, runs_at

STDOUT = "-"  # the name of standard output, where a file is asked for


class Part(NamedTuple):
    """A batch of a file's records: scalar events as columns; of the others row and event.

    An event is None where a record is not one.
    """

    batch: Batch
    columns: list[ScalarColumns]
    others: list[tuple[int, event_pb2.Event | None]]

    def data(self, row: int) -> bytes:
        """The data of a record."""
        return self.batch.buffer[self.batch.starts[row] : self.batch.stops[row]]

    def record(self, row: int) -> bytes:
        """A whole record, as it is in the file."""
        start, stop = self.batch.starts[row] - HEADER_BYTES, self.batch.stops[row] + FOOTER_BYTES
        return self.batch.buffer[start:stop]

    def records(self, rows: Sequence[int]) -> Iterator[bytes | memoryview]:
        """The records of `rows` in their order, all of the part at once."""
        starts, stops = self.batch.starts, self.batch.stops
        if len(rows) == len(starts):
            yield memoryview(self.batch.buffer)[starts[0] - HEADER_BYTES : stops[-1] + FOOTER_BYTES]
        else:
            yield from map(self.record, rows)

    def gaps(self, path: str) -> list[Gap]:
        """The records of the file at `path` that are not events."""
        rows = [row for row, event in self.others if event is None]
        places = [self.batch.base + self.batch.starts[row] - HEADER_BYTES for row in rows]
        return [
            Gap(path, place, len(self.record(row)), NOT_AN_EVENT)
            for row, place in zip(rows, places, strict=True)
        ]


def parts_of_file(path: str, shorten: Shorten | None = None) -> Iterator[Part | Gap]:
    """The contents of the file at `path`, in order. CannotReadError if it cannot be read.

    With `shorten`, long events are outlines: see `tfv1.events.format.outline`.
    """
    splitter, kinds = ScalarSplitter(), Kinds()
    try:
        for item in RecordScanner(path).batches():
            if isinstance(item, Gap):
                yield item
                continue
            columns, rows = splitter.split(item, kinds.scalar_tags)
            part = Part(item, columns, [])
            for row, found in zip(rows, events_in(path, item.part(rows), shorten), strict=True):
                event = None if isinstance(found, Gap) else found.event
                part.others.append((row, event))
                for value in event.summary.value if event else ():
                    kinds.of(value)
            yield part
    except OSError as error:
        raise cannot_read(error, path) from error


@contextmanager
def replacing(path: str, overwrite: bool = True) -> Iterator[BinaryIO]:
    """A file to write, which replaces the one at `path` once it is complete.

    A symlink stays, and its target is replaced; anything but a regular file, such as /dev/stdout,
    is written to directly. Raises LogError if `path` cannot be written, or exists and must not be
    overwritten.
    """
    target = os.path.realpath(path) if overwrite else path
    try:
        if overwrite and os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb") as file:
                yield file
        else:
            with whole_file(target, overwrite) as whole:
                yield whole
    except OSError as error:
        if error.filename not in (path, target):
            raise  # about a file that was being read
        if isinstance(error, FileExistsError):
            raise LogError(f"{path} already exists; choose a new file name.") from error
        raise LogError(f"Cannot write {path}: {error.strerror}.") from error


def binary_stdout() -> BinaryIO:
    """Standard output, for what is not text. Raises LogError where that is a terminal."""
    if sys.stdout.isatty():
        raise LogError("This is not text: name a file with -o, or pipe it to a program.")
    return sys.stdout.buffer


@contextmanager
def new_event_file(path: str) -> Iterator[BinaryIO]:
    """A new event file to write records to, which appears only at the end.

    "-" is standard output. Raises LogError if `path` already exists or cannot be written.
    """
    to = nullcontext(binary_stdout()) if path == STDOUT else replacing(path, overwrite=False)
    with to as file:
        yield file


@contextmanager
def new_directory(path: str) -> Iterator[str]:
    """A directory to fill, which becomes `path` at the end unless an exception is raised.

    Raises LogError if `path` cannot be created, or exists and is not an empty directory.
    """
    if path == STDOUT:
        raise LogError("Standard output takes one file; name a directory for several.")
    if os.path.lexists(path) and (not os.path.isdir(path) or os.listdir(path)):
        raise LogError(f"{path} already exists; choose a new directory.")
    try:
        with whole_directory(path) as directory:
            try:
                yield directory
            except LogError as error:  # whoever asked for `path` does not know the directory
                raise type(error)(str(error).replace(directory, path)) from error
    except OSError as error:  # not of reading, which raises CannotReadError
        raise LogError(f"Cannot write {path}: {error.strerror}.") from error


def check_outside(source: str, out: str) -> None:
    """Raise LogError if `out` is the directory `source` or is in it, and so would be copied too."""
    inside = os.path.realpath(out) + os.sep
    if os.path.isdir(source) and inside.startswith(os.path.realpath(source) + os.sep):
        raise LogError(f"{out} is inside {source}; name a directory elsewhere.")


def files_of_runs(path: str, on_skipped: OnSkipped) -> dict[str, list[str]]:
    """The event files of each run in the directory `path`, by the name of the run."""
    found = {}
    for name, directory in runs_at(path, on_skipped).items():
        try:
            found[name] = event_files(directory)
        except OSError as error:
            on_skipped(Skipped.because(directory, error))
    return found


def copy_notes(run: str, directory: str, on_skipped: OnSkipped) -> bool:
    """Copy the notes on a run into the new `directory`; whether there are any.

    Notes that cannot be read go to `on_skipped`.
    """
    try:
        source = open_notes(run)
    except OSError as error:
        on_skipped(Skipped.because(notes_file(run), error))
        return False
    if source is None:
        return False
    with source, replacing(os.path.join(directory, NAME), overwrite=False) as file:
        shutil.copyfileobj(source, file)
    return True
