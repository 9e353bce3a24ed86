"""The wire format of protocol buffers, to find fields without parsing them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5


class Field(NamedTuple):
    """A field of a message; its payload is `data[start:stop]`."""

    number: int
    wire_type: int
    start: int
    stop: int


def walk(data: bytes, position: int, end: int) -> Iterator[Field]:
    """The fields of the message in `data[position:end]`.

    ValueError or IndexError if there is no message, or one with a group, which no event has.
    """
    while position < end:
        key, position = _varint(data, position)
        wire_type = key & 7
        if wire_type == VARINT:
            _, stop = _varint(data, position)
        elif wire_type == BYTES:
            count, position = _varint(data, position)
            stop = position + count
        elif wire_type in (FIXED64, FIXED32):
            stop = position + (8 if wire_type == FIXED64 else 4)
        else:
            raise ValueError(f"no field that an event has at {position}")
        if stop > end:
            raise ValueError(f"a field of {stop - position} bytes at {position}, beyond {end}")
        yield Field(key >> 3, wire_type, position, stop)
        position = stop


def _varint(data: bytes, position: int) -> tuple[int, int]:
    """The varint at `position`, and the position after it."""
    number = 0
    for shift in range(0, 70, 7):
        byte = data[position]
        position += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, position
    raise ValueError(f"a varint of more than 10 bytes before {position}")
