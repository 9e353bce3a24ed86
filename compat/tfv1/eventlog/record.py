"""The record format of event files: TFRecord framing with masked CRC32C checksums.

A record is

    uint64 little-endian   length of the data in bytes
    uint32 little-endian   masked CRC32C of the 8 length bytes
    byte[length]           data
    uint32 little-endian   masked CRC32C of the data
"""

import functools
import struct

import google_crc32c

HEADER_BYTES = 12
FOOTER_BYTES = 4

_LENGTH = struct.Struct("<Q")
_UINT32 = struct.Struct("<I")
_MASK_DELTA = 0xA282EAD8

_crc = google_crc32c.value
_extend = google_crc32c.extend


def _mask(crc: int) -> int:
    return ((crc >> 15 | crc << 17) + _MASK_DELTA) & 0xFFFFFFFF


def masked_crc32c(data: bytes) -> int:
    """The masked CRC32C of `data`, as event files store it (an unsigned 32-bit integer)."""
    return _mask(_crc(data))


# Most records of a run have one of a few lengths, so their headers are worth keeping.
@functools.lru_cache(maxsize=512)
def header(length: int) -> bytes:
    """The 12 bytes before `length` bytes of data."""
    size = _LENGTH.pack(length)
    return size + _UINT32.pack(_mask(_crc(size)))


def frame(data: bytes) -> bytes:
    """One whole record around `data`."""
    return b"".join((header(len(data)), data, _UINT32.pack(_mask(_crc(data)))))


def frame_parts(head: bytes, body: bytes) -> bytes:
    """`frame(head + body)`, copying `body` once only: it may be an image of megabytes."""
    crc = _extend(_crc(head), body)
    return b"".join((header(len(head) + len(body)), head, body, _UINT32.pack(_mask(crc))))


def data_of(record: bytes) -> bytes:
    """The data inside one whole record made by `frame`."""
    return record[HEADER_BYTES:-FOOTER_BYTES]
