"""Check many records at once: which are intact, and where a range of bytes contains headers."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np
from google_crc32c import extend
from google_crc32c import value as crc32c

from tfv1.events.format.record import FOOTER_BYTES, HEADER_BYTES, mask, masked_crc32c

if TYPE_CHECKING:
    from numpy.typing import NDArray

_U64 = np.uint64
_FEW = 8  # records: arrays of so few numbers do not pay
_PART = 1 << 16  # bytes: a copy of more would be in memory new to the process, which costs more
_MASK_DELTA = masked_crc32c(b"")  # the CRC of no bytes is 0, so this is what the mask adds


def count_whole(buffer: bytes, starts: Sequence[int], stops: Sequence[int]) -> int:
    """How many of the records with data at `starts` to `stops` come before the first bad one."""
    checksums = [
        crc32c(buffer[a:b]) if b - a <= _PART else _crc32c_of_long(buffer, a, b)
        for a, b in zip(starts, stops, strict=True)
    ]
    if len(checksums) < _FEW:
        whole = (
            buffer[stop : stop + FOOTER_BYTES] == mask(crc).to_bytes(FOOTER_BYTES, "little")
            for crc, stop in zip(checksums, stops, strict=True)
        )
        return sum(takewhile(bool, whole))
    content = np.frombuffer(buffer, np.uint8)
    wrong = np.flatnonzero(
        _masked(np.array(checksums, _U64)) != _uint32(content, np.array(stops, int))
    )
    return int(wrong[0]) if len(wrong) else len(stops)


def _crc32c_of_long(buffer: bytes, start: int, stop: int) -> int:
    crc = 0
    for place in range(start, stop, _PART):
        crc = extend(crc, buffer[place : min(place + _PART, stop)])
    return crc


def header_places(window: bytes, longest: int) -> list[int]:
    """The offsets in `window` of headers whose data has at most `longest` bytes."""
    count = len(window) - HEADER_BYTES + 1
    if count <= 0 or window == bytes(len(window)):  # zeros are common, and never a header
        return []
    content = np.frombuffer(window, np.uint8)
    # A length that fits the file has zero high bytes: this alone rules out nearly every offset.
    low = (longest.bit_length() + 7) // 8
    high = np.zeros(count, np.uint8)
    for column in range(low, 8):
        high |= content[column : column + count]
    places = np.flatnonzero(high == 0)
    tables, zero = _length_crc_tables()
    crc = np.full(len(places), zero, _U64)
    for column in range(low):
        crc ^= tables[column][content[places + column]]
    header: list[int] = places[_masked(crc) == _uint32(content, places + 8)].tolist()
    return header


@functools.cache
def _length_crc_tables() -> tuple[NDArray[np.uint64], int]:
    """[8, 256] tables, and the CRC of eight zeros: XORed, they give the CRC of any eight bytes."""
    zero = crc32c(bytes(8))
    tables = [
        [crc32c(bytes(column) + bytes([byte]) + bytes(7 - column)) ^ zero for byte in range(256)]
        for column in range(8)
    ]
    return np.array(tables, _U64), zero


def _masked(crc: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The CRCs, masked as in `masked_crc32c`; uint64 so that nothing overflows."""
    return ((crc >> _U64(15) | crc << _U64(17)) + _U64(_MASK_DELTA)) & _U64(0xFFFFFFFF)


def _uint32(content: NDArray[np.uint8], places: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The little-endian uint32 numbers at the offsets `places`, as uint64."""
    number = np.zeros(len(places), _U64)
    for shift in range(4):
        number |= content[places + shift].astype(_U64) << _U64(8 * shift)
    return number
