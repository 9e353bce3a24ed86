"""Event files for tests: made, and read back, with nothing of the package under test."""

import os
import struct
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import google_crc32c
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary

START = SessionLog.START
FIRST, SECOND = "events.out.tfevents.1000.host", "events.out.tfevents.2000.host"

# Making them.


def event(step: int = 0, wall_time: float | None = None, **fields: Any) -> Event:
    """An event, of second 1000 + `step` where no time is given."""
    return Event(wall_time=1000.0 + step if wall_time is None else wall_time, step=step, **fields)


def version(wall_time: float = 999.0) -> Event:
    """What a file begins with."""
    return event(wall_time=wall_time, file_version="brain.Event:2")


def summary(
    step: int, *values: dict[str, Any], wall_time: float | None = None, **scalars: float
) -> Event:
    """A summary event: `values` as dicts of Summary.Value fields, scalars as tag=number."""
    found = [*values, *({"tag": tag, "simple_value": x} for tag, x in scalars.items())]
    return event(step, wall_time, summary={"value": found})


def scalar(tag: str, value: float = 0.5) -> bytes:
    """A serialised Summary of one scalar."""
    return Summary(value=[Summary.Value(tag=tag, simple_value=value)]).SerializeToString()


def mask(crc: int) -> int:
    """The masked form in which checksums are stored."""
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def checksum(data: bytes) -> bytes:
    """The four bytes that follow `data` in a record."""
    return struct.pack("<I", mask(google_crc32c.value(data)))


def record(data: bytes | Event) -> bytes:
    """`data`, or an event, framed as a record."""
    data = data if isinstance(data, bytes) else data.SerializeToString()
    length = struct.pack("<Q", len(data))
    return length + checksum(length) + data + checksum(data)


def write(directory: Path, *events: Event, name: str = FIRST) -> Path:
    """An event file in `directory` of a version event and `events`; returns the directory."""
    return write_log(directory / name, *events).parent


def write_log(path: Path, *events: Event) -> Path:
    """The event file `path` of a version event and `events`; returns the path."""
    return write_file(path, version(), *events)


def write_file(path: Path, *items: bytes | Event) -> Path:
    """The file `path` of these records alone; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(record, items)))
    return path


# Reading them.


def split(path: str | Path) -> tuple[list[bytes], bytes]:
    """The data of each whole record of a file, and the bytes behind the last one.

    Those must be the beginning of a record: garbage, or a hole of zeros, fails.
    """
    content = Path(path).read_bytes()
    found, offset = [], 0
    while len(content) - offset >= 12:
        head, start = content[offset : offset + 8], offset + 12
        assert content[offset + 8 : start] == checksum(head), f"{path}: no record at {offset}"
        stop = start + int.from_bytes(head, "little")
        if len(content) < stop + 4:
            break
        data = content[start:stop]
        assert content[stop : stop + 4] == checksum(data), f"{path}: a damaged record at {offset}"
        found.append(data)
        offset = stop + 4
    return found, content[offset:]


def records(path: str | Path) -> list[bytes]:
    """The data of each record of a file, which must be whole."""
    found, rest = split(path)
    assert not rest, f"{path} ends inside a record"
    return found


def files(logdir: str | Path) -> list[str]:
    """The event files at and below a directory, in the order of their names, as readers go."""
    return sorted(str(path) for path in Path(logdir).rglob("*tfevents*"))


def read(path: str | Path) -> list[Event]:
    """All events of a file, or of a directory's files one after the other."""
    found = [str(path)] if Path(path).is_file() else files(path)
    return [Event.FromString(data) for file in found for data in records(file)]


def steps(
    path: str | Path,
    tag: str | None = None,
    may_be_torn: bool = False,
    headless: Collection[str] = (),
) -> list[int]:
    """The steps of the summaries in a file or directory; of those with `tag`, where one is given.

    Fails where a file begins with anything but its version event, but for those in `headless`, or
    ends in part of a record, unless it `may_be_torn`.
    """
    found = []
    for file in [str(path)] if Path(path).is_file() else files(path):
        whole, rest = split(file)
        assert may_be_torn or not rest, f"{file} ends inside a record"
        events = [Event.FromString(data) for data in whole]
        if events and file not in headless:
            assert events[0].file_version == "brain.Event:2", file
        found += [
            event.step
            for event in events
            if event.HasField("summary")
            and (tag is None or any(value.tag == tag for value in event.summary.value))
        ]
    return found


def points(events: Iterable[Event], tag: str = "loss") -> list[tuple[int, float]]:
    """(step, value) of every simple value of a tag."""
    return [
        (event.step, round(value.simple_value, 4))
        for event in events
        for value in event.summary.value
        if value.tag == tag
    ]


def check_steps(found: list[int], accepted: Iterable[int], unsure: Iterable[int] = ()) -> None:
    """`found` are the `accepted` steps, each once, in order; the `unsure` may be among them."""
    lost = sorted(set(accepted) - set(found))
    doubled = sorted({step for step in found if found.count(step) > 1})
    foreign = sorted(set(found) - set(accepted) - set(unsure))
    assert not (lost or doubled or foreign), f"{lost=} {doubled=} {foreign=} {found=}"
    assert found == sorted(found), f"out of order: {found}"


def check_with_tensorboard(logdir: str | Path) -> None:
    """Every file begins with its version, and TensorBoard reads of it what `records` does."""
    for directory in {os.path.dirname(path) for path in files(logdir)}:
        EventAccumulator(directory).Reload().Tags()
    for path in files(logdir):
        mine = records(path)
        if mine:  # a process may have been killed between making a file and writing to it
            assert Event.FromString(mine[0]).file_version == "brain.Event:2", path
        assert list(RawEventFileLoader(path).Load()) == mine
