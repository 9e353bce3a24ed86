"""Find the intact records of an event file, and report the bytes that are not part of one.

A record is a header (length, checksum of the length), the data, and the data's checksum. A record
is intact ("whole") if both checksums match. If one does not, the scan continues at the next offset
where an intact record begins: a header is recognized by its own checksum, wherever it is.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

import tfv1.limits as limits
from tfv1.events.format.record import FOOTER_BYTES, HEADER_BYTES, mask, masked_crc32c
from tfv1.events.reading.checksums import RangeChecksums
from tfv1.events.reading.many import count_whole, header_places
from tfv1.events.reading.remotefile import pread, size_of
from tfv1.events.reading.runs import open_regular

_HEADER = struct.Struct("<QI")
_FOOTER = struct.Struct("<I")
_OVERHEAD = HEADER_BYTES + FOOTER_BYTES
_CHUNK_BYTES = 1 << 20
_KNOWN_HEADERS = 4096
_FEWEST_RECORDS, _MOST_RECORDS = 16, 8192
_FIRST_SEARCH_BYTES = 512
_SHORT, _LARGE = 4096, 1 << 26  # bytes of data: read at once; always checked first

TRUNCATED = "truncated tail"
CUT = "record cut off"
BAD_HEADER = "bad header"
BAD_DATA = "bad data"
ZEROS = "zero-filled"
TOO_LARGE = "too large"
NOT_AN_EVENT = "not an event"
REWRITTEN = "file was rewritten"

_EXPLANATIONS = {
    TRUNCATED: "the last record is incomplete: it is being written, or the writer was stopped",
    CUT: "a record is incomplete and others follow: two writers on one file, or lost blocks",
    BAD_HEADER: "no record begins here",
    BAD_DATA: "the data do not match their checksum",
    ZEROS: "zeros where records belong: a crash of the machine, or two writers on one file",
    TOO_LARGE: "a header claims more than one record may have; --limit record-bytes=N allows more",
    NOT_AN_EVENT: "the record is intact, but its data is not an event",
    REWRITTEN: "the file became shorter while it was read; reading starts again",
}


class Record(NamedTuple):
    """An intact record: the byte offset of its header in the file, and its data."""

    offset: int
    data: bytes


@dataclass(frozen=True)
class Gap:
    """Bytes of an event file from which no event could be read.

    `offset` and `length` are in bytes; `cause` is one of this module's constants.
    """

    path: str
    offset: int
    length: int
    cause: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"

    @property
    def what(self) -> str:
        """A description of the gap, without its file."""
        return (
            f"{self.length} bytes at offset {self.offset}: {self.cause} "
            f"({_EXPLANATIONS[self.cause]})."
        )


class Batch(NamedTuple):
    """Consecutive intact records in one buffer.

    `base` is the file offset of `buffer[0]`; the data of record i is `buffer[starts[i]:stops[i]]`.
    """

    buffer: bytes
    base: int
    starts: list[int]
    stops: list[int]

    def part(self, rows: Sequence[int]) -> Batch:
        """A batch of only the records `rows` of this one."""
        starts = [self.starts[row] for row in rows]
        return self._replace(starts=starts, stops=[self.stops[row] for row in rows])


class RecordScanner:
    """Reads one event file, once or repeatedly while it grows.

    The file is open only during a scan, which raises OSError if it cannot be read.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        self.offset = 0
        """Where the next scan continues, in bytes."""
        self._file: BinaryIO
        self._size = 0
        self._buffer = b""
        self._base = 0
        self._lengths: dict[bytes, int] = {}
        # Records checked together: few after damage, since they are read again if one is bad.
        self._most = _MOST_RECORDS
        # Made at a scan's first damage: from there on no byte may be read over and over.
        self._checksums: RangeChecksums | None = None
        self._longest = 0

    @property
    def size(self) -> int:
        """The size of the file when it was last scanned, in bytes."""
        return self._size

    def records(self, final: bool = True) -> Iterator[Record | Gap]:
        """Like `batches`, one record at a time."""
        for item in self.batches(final):
            if isinstance(item, Gap):
                yield item
                continue
            buffer, base = item.buffer, item.base
            for start, stop in zip(item.starts, item.stops, strict=True):
                yield Record(base + start - HEADER_BYTES, buffer[start:stop])

    def batches(self, final: bool = True) -> Iterator[Batch | Gap]:
        """Yield the file's contents from `self.offset` on, in the file's order.

        If `final` is false, the file is assumed to be still growing: bytes at the end that may yet
        become a record are neither returned nor reported, and the next call checks them again.
        """
        self._longest = limits.limit("record-bytes")
        self._checksums = None
        with open_regular(self.path) as self._file:
            self._size = size_of(self._file)
            if self._size < self.offset:
                yield Gap(self.path, self._size, self.offset - self._size, REWRITTEN)
                self.offset = 0
            while self.offset < self._size:
                item = self._take_batch() or self._take_gap(final)
                if item is None:
                    break
                yield item
        self._buffer = b""

    def _take_gap(self, final: bool) -> Gap | None:
        """Return the gap at `self.offset` and move past it; None if it may yet be filled."""
        if self._checksums is None:
            self._checksums = RangeChecksums(self._file, self.offset)
        cause, end = self._diagnose(self.offset)
        if cause in (TRUNCATED, CUT) and not final:
            return None
        found = self._search(self.offset + 1, end)
        if found is None:
            if end == self._size and not final:
                return None
            found = end
            cause = TRUNCATED if cause == CUT else cause
        if self._begins_with_zeros(self.offset, found):
            cause = ZEROS
        self._most = _FEWEST_RECORDS
        gap = Gap(self.path, self.offset, found - self.offset, cause)
        self.offset = found
        return gap

    def _window(self, start: int, count: int) -> int:
        """Load `count` bytes from file offset `start` into the buffer; return their index in it."""
        if start < self._base or start + count > self._base + len(self._buffer):
            self._file.seek(start)
            self._buffer = self._file.read(min(max(count, _CHUNK_BYTES), self._size - start))
            self._base = start
        return start - self._base

    def _take_batch(self) -> Batch | None:
        """Return the intact records from `self.offset` on that fit one buffer; move past them."""
        length = self._length_at(self.offset)
        if length is None or not self._fits(self.offset, length):
            return None
        if length > (_SHORT if self._checksums else _LARGE) and not self._is_whole(self.offset):
            return None
        position = self._window(self.offset, length + _OVERHEAD)
        buffer = self._buffer
        limit, longest = len(buffer), self._longest
        lengths = self._lengths
        starts: list[int] = []
        stops: list[int] = []
        while position + _OVERHEAD <= limit and len(starts) < self._most:
            start = position + HEADER_BYTES
            header = buffer[position:start]
            known = lengths[header] if header in lengths else self._check_header(header)
            if known is None or known > longest or start + known + FOOTER_BYTES > limit:
                break
            starts.append(start)
            stops.append(start + known)
            position = start + known + FOOTER_BYTES
        count = count_whole(buffer, starts, stops)
        self._most = min(2 * self._most, _MOST_RECORDS)
        if not count:
            return None
        self.offset = self._base + stops[count - 1] + FOOTER_BYTES
        return Batch(buffer, self._base, starts[:count], stops[:count])

    def _check_header(self, header: bytes) -> int | None:
        """The length stated in a header, or None if its checksum does not match."""
        length, checksum = _HEADER.unpack(header)
        if masked_crc32c(header[:8]) != checksum:
            return None
        if len(self._lengths) >= _KNOWN_HEADERS:
            self._lengths.clear()
        self._lengths[header] = length
        return int(length)

    def _length_at(self, offset: int) -> int | None:
        """The data length of the record whose header is at `offset`; None if there is no header."""
        if offset + HEADER_BYTES > self._size:
            return None
        place = self._window(offset, HEADER_BYTES)
        header = self._buffer[place : place + HEADER_BYTES]
        if len(header) < HEADER_BYTES:  # the file became shorter
            return None
        return self._check_header(header)

    def _fits(self, offset: int, length: int) -> bool:
        return length <= self._longest and offset + length + _OVERHEAD <= self._size

    def _is_whole(self, offset: int) -> bool:
        length = self._length_at(offset)
        if length is None or not self._fits(offset, length):
            return False
        if length > _SHORT:
            return self._is_long_whole(offset + HEADER_BYTES, length)
        start = self._window(offset, length + _OVERHEAD) + HEADER_BYTES
        data = self._buffer[start : start + length]
        footer = self._buffer[start + length : start + length + FOOTER_BYTES]
        return len(footer) == FOOTER_BYTES and footer == _FOOTER.pack(masked_crc32c(data))

    def _is_long_whole(self, start: int, length: int) -> bool:
        """Whether the `length` bytes at `start` match the checksum after them."""
        checksums = self._checksums or RangeChecksums(self._file, self.offset)
        crc = checksums.of(start, start + length)
        footer = pread(self._file, FOOTER_BYTES, start + length)
        return crc is not None and footer == _FOOTER.pack(mask(crc))

    def _diagnose(self, offset: int) -> tuple[str, int]:
        """Why there is no intact record at `offset`, and up to which offset that holds."""
        if self._size - offset < HEADER_BYTES:
            return TRUNCATED, self._size
        length = self._length_at(offset)
        if length is None:
            return BAD_HEADER, self._size
        end = offset + length + _OVERHEAD
        if length > self._longest:
            return TOO_LARGE, self._size
        return (CUT, self._size) if end > self._size else (BAD_DATA, end)

    def _begins_with_zeros(self, start: int, end: int) -> bool:
        count = min(HEADER_BYTES, end - start)
        place = self._window(start, count)
        return not any(self._buffer[place : place + count])

    def _search(self, start: int, end: int) -> int | None:
        """The first offset in [start, end) where an intact record begins."""
        count = _FIRST_SEARCH_BYTES  # usually the next record is intact, and near
        while start < end and start + _OVERHEAD <= self._size:
            count = min(2 * count, _CHUNK_BYTES, end - start)
            place = self._window(start, min(count + HEADER_BYTES, self._size - start))
            window = self._buffer[place : place + count + HEADER_BYTES]
            for candidate in header_places(window, self._size - start):
                if candidate < count and self._is_whole(start + candidate):
                    return start + candidate
            start += count
        return None


def scan_records(path: str | os.PathLike[str]) -> Iterator[Record | Gap]:
    """Yield every intact record and every gap of the file at `path`, in the file's order.

    An empty file yields nothing. OSError if the file cannot be read.
    """
    yield from RecordScanner(path).records()
