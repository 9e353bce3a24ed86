"""Checksums of arbitrary ranges of a file, without reading each range from end to end.

A damaged file may contain any number of headers that each claim the rest of it. So the checksum of
the file up to every `_STEP`-th byte is kept, and that of a range is computed from those at its two
ends: crc(A + B) = crc(A) * x^(8 * len(B)) + crc(B), in polynomial arithmetic over GF(2).
"""

from __future__ import annotations

import functools
from array import array
from typing import BinaryIO

from google_crc32c import extend

from tfv1.events.reading.remotefile import pread

_STEP = 1024
_CHUNK_BYTES = 1 << 20
_POLYNOMIAL = 0x82F63B78  # CRC32C's, lowest power in the highest bit
_ONE = 1 << 31


class RangeChecksums:
    """CRC32Cs of ranges of the open `file` that begin at `base` or later."""

    def __init__(self, file: BinaryIO, base: int) -> None:
        self._file = file
        self._base = base
        self._marks = array("I", [0])

    def of(self, start: int, stop: int) -> int | None:
        """The checksum of the bytes from `start` to `stop`; None if the file ends before that."""
        before, whole = self._up_to(start), self._up_to(stop)
        if before is None or whole is None:
            return None
        return whole ^ _shifted(before, stop - start)

    def _up_to(self, position: int) -> int | None:
        """The checksum of the bytes from the base to `position`."""
        number, rest = divmod(position - self._base, _STEP)
        while len(self._marks) <= number:
            chunk = self._read(len(self._marks) - 1, _CHUNK_BYTES)
            if len(chunk) < _STEP:
                return None
            crc = self._marks[-1]
            for place in range(0, len(chunk) - _STEP + 1, _STEP):
                crc = extend(crc, chunk[place : place + _STEP])
                self._marks.append(crc)
        data = self._read(number, rest)
        return extend(self._marks[number], data) if len(data) == rest else None

    def _read(self, number: int, count: int) -> bytes:
        return pread(self._file, count, self._base + number * _STEP)


def _shifted(crc: int, count: int) -> int:
    """What the checksum `crc` of some bytes contributes when `count` more bytes follow."""
    level = 0
    while count:
        if count & 0xFF:
            crc = _product(crc, _powers(level)[count & 0xFF])
        count >>= 8
        level += 1
    return crc


@functools.cache
def _powers(level: int) -> list[int]:
    """x^(8 * n * 256^level) for n from 0 to 255."""
    base = _ONE >> 8 if level == 0 else _product(_powers(level - 1)[-1], _powers(level - 1)[1])
    powers = [_ONE]
    while len(powers) < 256:
        powers.append(_product(powers[-1], base))
    return powers


def _product(a: int, b: int) -> int:
    """The product of two polynomials modulo CRC32C's."""
    product = 0
    while a:
        if a & _ONE:
            product ^= b
        a = a << 1 & 0xFFFFFFFF
        b = b >> 1 ^ _POLYNOMIAL if b & 1 else b >> 1
    return product
