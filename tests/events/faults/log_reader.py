"""What the batteries read logs with: it shares nothing with the package under test."""

import struct
from pathlib import Path

import google_crc32c
from tensorboard.compat.proto.event_pb2 import Event


def _checksum(data):
    crc = google_crc32c.value(data)
    return struct.pack("<I", (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF)


def read(path):
    """The events of a file, and the bytes behind its last whole record.

    Those must be the beginning of one record: garbage, or a hole of zeros, fails.
    """
    content = Path(path).read_bytes()
    events = []
    while len(content) >= 12:
        assert content[8:12] == _checksum(content[:8]), f"{path}: no record at {content[:40]!r}"
        size = int.from_bytes(content[:8], "little")
        if len(content) < size + 16:
            break
        data = content[12 : 12 + size]
        assert content[12 + size : 16 + size] == _checksum(data), f"{path}: a damaged record"
        events.append(Event.FromString(data))
        content = content[16 + size :]
    return events, content


def files(logdir):
    """A directory's event files, in the order in which readers play them."""
    return sorted(Path(logdir).glob("*tfevents*"))


def steps(logdir, tag=None, may_be_torn=False, headless=()):
    """The steps of a directory's summaries; of those with `tag`, where one is given.

    Fails where a file begins with anything but its version event, but for those in `headless`, or
    ends in part of a record, unless it `may_be_torn`.
    """
    found = []
    for path in files(logdir):
        events, rest = read(path)
        assert may_be_torn or not rest, f"{path} ends in a torn record"
        if events and str(path) not in headless:
            assert events[0].file_version == "brain.Event:2", path
        found += [
            event.step
            for event in events
            if event.HasField("summary") and tag in (None, event.summary.value[0].tag)
        ]
    return found


def check(found, accepted, unsure=()):
    """`found` are the `accepted` steps, each once, in order; the `unsure` may be among them."""
    lost = sorted(set(accepted) - set(found))
    doubled = sorted({step for step in found if found.count(step) > 1})
    foreign = sorted(set(found) - set(accepted) - set(unsure))
    assert not (lost or doubled or foreign), f"{lost=} {doubled=} {foreign=} {found=}"
    assert found == sorted(found), f"out of order: {found}"
