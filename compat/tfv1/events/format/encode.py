"""The bytes of an Event, built around the bytes of its payload.

A Summary usually arrives serialized (that is what `session.run(merged)` returns), and an Event is a
wall time, a step and that payload. Building a proto only to serialize it again is most of a
writer's cost, so the payload's bytes are inserted into the Event's unchanged. The result is byte
for byte what protobuf serializes for the same Event.
"""

import struct

from tfv1.events.format import record

FILE_VERSION = b"brain.Event:2"

# Field keys of the Event message: field number << 3 | wire type.
_WALL_TIME = 0x09
_STEP = 0x10
FILE_VERSION_FIELD = b"\x1a"
GRAPH_DEF_FIELD = b"\x22"
SUMMARY_FIELD = b"\x2a"
SESSION_LOG_FIELD = b"\x3a"
TAGGED_RUN_METADATA_FIELD = b"\x42"
META_GRAPH_DEF_FIELD = b"\x4a"

_pack_wall_time = struct.Struct("<Bd").pack
_LAST_BYTE = tuple(bytes([n]) for n in range(0x80))
_OTHER_BYTE = tuple(bytes([n | 0x80]) for n in range(0x80))
_STEP_LAST_BYTE = tuple(bytes([_STEP, n]) for n in range(0x80))
_STEP_OTHER_BYTE = tuple(bytes([_STEP, n | 0x80]) for n in range(0x80))


def varint(n: int) -> bytes:
    """`n` (0 <= n < 2**64) as a protobuf varint."""
    if n < 0x80:
        return _LAST_BYTE[n]
    if n < 0x4000:
        return _OTHER_BYTE[n & 0x7F] + _LAST_BYTE[n >> 7]
    return _OTHER_BYTE[n & 0x7F] + varint(n >> 7)


class _PayloadHeads(dict[int, bytes]):
    """The bytes before a payload, cached by its length: a run has few different lengths."""

    def __init__(self, field: bytes) -> None:
        self._field = field

    def __missing__(self, size: int) -> bytes:
        head = self._field + varint(size)
        if size <= record.SHORT:
            self[size] = head
        return head


_payload_heads = {
    field: _PayloadHeads(field)
    for field in (
        FILE_VERSION_FIELD,
        GRAPH_DEF_FIELD,
        SUMMARY_FIELD,
        SESSION_LOG_FIELD,
        TAGGED_RUN_METADATA_FIELD,
        META_GRAPH_DEF_FIELD,
    )
}


def event_head(wall_time: float, step: int | None, field: bytes, size: int) -> bytes:
    """An Event's bytes up to a payload of `size` bytes in `field`.

    Args:
      wall_time: seconds since the epoch.
      step: the step, an int64; None and 0 give the same bytes, since proto3 omits zeros.
      field: one of the *_FIELD keys of this module.
      size: the payload's length in bytes.
    """
    head = _pack_wall_time(_WALL_TIME, wall_time)
    if step:
        # A negative int64 is written as the ten bytes of its two's complement.
        n = step if step > 0 else step + 2**64
        if n < 0x80:
            head += _STEP_LAST_BYTE[n]
        elif n < 0x4000:
            head += _STEP_OTHER_BYTE[n & 0x7F] + _LAST_BYTE[n >> 7]
        else:
            head += _STEP_OTHER_BYTE[n & 0x7F] + varint(n >> 7)
    return head + _payload_heads[field][size]


def version_event(wall_time: int) -> bytes:
    """The first event of every file, as TensorFlow 1.15 writes it (without source_metadata)."""
    head = event_head(float(wall_time), None, FILE_VERSION_FIELD, len(FILE_VERSION))
    return head + FILE_VERSION
