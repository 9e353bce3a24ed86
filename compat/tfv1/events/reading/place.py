"""Where a value is in a log, to read it when it is wanted and not to keep it until then."""

from __future__ import annotations

import functools
from typing import NamedTuple

from tensorboard.compat.proto import event_pb2

import tfv1.limits as limits
from tfv1.events.format.record import FOOTER_BYTES, HEADER_BYTES, frame, header
from tfv1.events.reading.reader import parse_event
from tfv1.events.reading.runs import open_regular


class Place(NamedTuple):
    """Where to read a value again: its file, its record's offset in bytes, its index there."""

    path: str
    offset: int
    number: int

    def read(self) -> event_pb2.Event:
        """The event that contains the value; do not modify it. OSError if it is gone."""
        return _read_event(self.path, self.offset)


def forget_events() -> None:
    """Forget events that have been read: files may have been rewritten since."""
    _read_event.cache_clear()


@functools.lru_cache(maxsize=2)  # one for each log: an event may have thousands of values
def _read_event(path: str, offset: int) -> event_pb2.Event:
    with open_regular(path) as file:
        file.seek(offset)
        head = file.read(HEADER_BYTES)
        length = int.from_bytes(head[:8], "little")
        # Whoever rewrote the file may claim any length.
        is_whole = head == header(length) and length <= limits.limit("record-bytes")
        data = file.read(length) if is_whole else b""
        is_whole = is_whole and frame(data) == head + data + file.read(FOOTER_BYTES)
    event = parse_event(data) if is_whole else None
    if event is None:
        raise OSError(None, "the file changed while it was read", path)
    return event
