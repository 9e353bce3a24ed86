"""The record format of event files: TFRecord framing with masked CRC32C checksums.

A record is

    uint64 little-endian   length of the data in bytes
    uint32 little-endian   masked CRC32C of the 8 length bytes
    byte[length]           data
    uint32 little-endian   masked CRC32C of the data
"""

import struct
from collections.abc import Sequence

import google_crc32c

HEADER_BYTES = 12
FOOTER_BYTES = 4
SHORT = 4096  # bytes: up to this size copying is cheaper than another call

_pack_length = struct.Struct("<Q").pack
_pack_uint32 = struct.Struct("<I").pack
_MASK_DELTA = 0xA282EAD8

_crc = google_crc32c.value
_extend = google_crc32c.extend


def mask(crc: int) -> int:
    """The CRC32C `crc` as event files store it."""
    return ((crc >> 15 | crc << 17) + _MASK_DELTA) & 0xFFFFFFFF


def masked_crc32c(data: bytes) -> int:
    """The masked CRC32C of `data`, as event files store it (an unsigned 32-bit integer)."""
    return mask(_crc(data))


def header(length: int) -> bytes:
    """The 12 bytes before `length` bytes of data."""
    size = _pack_length(length)
    return size + _pack_uint32(mask(_crc(size)))


class _Headers(dict[int, bytes]):
    """The headers of short records, by the length of their data."""

    def __missing__(self, length: int) -> bytes:
        self[length] = found = header(length)
        return found


_headers = _Headers()


def frame(head: bytes, body: bytes = b"") -> bytes:
    """One whole record around the data `head + body`."""
    if len(body) <= SHORT >= len(head):
        data = head + body
        crc = _crc(data)
        # mask() inlined: this runs for every event.
        return (
            _headers[len(data)]
            + data
            + _pack_uint32((crc >> 15 | crc << 17) + _MASK_DELTA & 0xFFFFFFFF)
        )
    return frame_parts((head, body))


def frame_parts(parts: Sequence[bytes]) -> bytes:
    """One whole record around the data that `parts` are together."""
    crc = 0
    for part in parts:
        crc = _extend(crc, part)
    return b"".join((header(sum(map(len, parts))), *parts, _pack_uint32(mask(crc))))


def data_of(record: bytes) -> bytes:
    """The data inside one whole record made by `frame`."""
    return record[HEADER_BYTES:-FOOTER_BYTES]
