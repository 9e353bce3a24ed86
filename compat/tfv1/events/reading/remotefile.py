"""Open files, local or at a URL, whose blocks are fetched as they are needed, and a little ahead.

A request takes as long as megabytes of data, and several at once take no longer than one.
"""

from __future__ import annotations

import errno
import io
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, NamedTuple, cast

from tfv1.events.reading.remote import Entry, errors, likely_next, opened, system_of

_BLOCK_BYTES, _MOST_BLOCKS = 1 << 21, 64
_BYTES_AT_ONCE, _BLOCKS_AT_ONCE = 1 << 23, 32


class _Block(NamedTuple):
    """A part of a file."""

    entry: Entry
    number: int

    @property
    def key(self) -> tuple[str, str, int]:
        return self.entry.url, self.entry.version, self.number

    @property
    def start(self) -> int:
        return self.number * _BLOCK_BYTES

    @property
    def stop(self) -> int:
        return min(self.start + _BLOCK_BYTES, self.entry.size)

    @property
    def length(self) -> int:
        return self.stop - self.start


_blocks: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()
"""Blocks of files by URL, version and number, the one last used at the end."""


def open_url(url: str) -> BinaryIO:
    """A file to read, whose blocks are fetched as they are needed. OSError if that fails."""
    found = opened(url)
    if found.is_directory:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), url)
    return cast("BinaryIO", RemoteFile(found))


def size_of(file: BinaryIO) -> int:
    """The size of an open file, local or not, in bytes."""
    remote = cast("object", file)
    return remote.size if isinstance(remote, RemoteFile) else os.fstat(file.fileno()).st_size


def pread(file: BinaryIO, count: int, offset: int) -> bytes:
    """Up to `count` bytes from `offset` on of an open file, local or not."""
    remote = cast("object", file)
    if isinstance(remote, RemoteFile):
        return remote.pread(count, offset)
    return os.pread(file.fileno(), count, offset)


class RemoteFile(io.RawIOBase):
    """A file at a URL, as large as it was when it was opened.

    The blocks used last, of all such files together at most 128 MB, are kept in memory.
    """

    def __init__(self, found: Entry) -> None:
        self.size = found.size
        self._entry = found
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        self._position = base + offset
        return self._position

    def read(self, size: int = -1) -> bytes:
        data = self.pread(self.size if size is None or size < 0 else size, self._position)
        self._position += len(data)
        return data

    def pread(self, count: int, offset: int) -> bytes:
        """Up to `count` bytes from `offset` on."""
        end = min(offset + count, self.size)
        if offset >= end:
            return b""
        first, last = offset // _BLOCK_BYTES, (end - 1) // _BLOCK_BYTES
        numbers = range(first, last + 1)
        data = b"".join(_content(_Block(self._entry, number)) for number in numbers)
        start = offset - first * _BLOCK_BYTES
        return data[start : start + end - offset]


def _content(block: _Block) -> bytes:
    if block.key not in _blocks:
        _fetch(block, list(_likely(block)))
    _blocks.move_to_end(block.key)
    return _blocks[block.key]


def _likely(block: _Block) -> Iterator[_Block]:
    """What is needed after a block if blocks and files are read one after the other."""
    entry, number = block
    following: Iterable[_Block] = ()
    if number == 0:
        following = (_Block(one, 0) for one in likely_next(entry.url))
    elif _Block(entry, number - 1).key in _blocks:
        blocks = -(-entry.size // _BLOCK_BYTES)
        following = (_Block(entry, later) for later in range(number + 1, blocks))
    room = _BYTES_AT_ONCE - block.length
    for one in islice(following, _BLOCKS_AT_ONCE - 1):
        room -= one.length
        if room < 0:
            return
        if one.length and one.key not in _blocks:
            yield one


def _fetch(block: _Block, others: Sequence[_Block]) -> None:
    """Fetch a block, or OSError; at the same time `others`, if the file system can."""
    url = block.entry.url
    with errors(url):
        system, path = system_of(url)
        if others and system.async_impl:
            wanted = [block, *others]
            paths = [system_of(one.entry.url)[1] for one in wanted]
            starts, stops = [one.start for one in wanted], [one.stop for one in wanted]
            data, *more = system.cat_ranges(paths, starts, stops, on_error="return")
            if isinstance(data, Exception):
                raise data
            for one, found in zip(others, more, strict=True):
                # A block that could not be fetched is reported once it is needed.
                if not isinstance(found, Exception) and len(found) == one.length:
                    _keep(one, found)
        else:
            data = system.cat_file(path, start=block.start, end=block.stop)
    if len(data) > block.length:
        # A web server without range requests sends the whole file: use all of it.
        for number in range(min(_MOST_BLOCKS, -(-len(data) // _BLOCK_BYTES))):
            one = _Block(block.entry, number)
            _keep(one, data[one.start : one.start + _BLOCK_BYTES])
        data = data[block.start : block.stop]
    if len(data) != block.length:
        raise OSError(None, "the file changed while it was read", url)
    _keep(block, data)


def _keep(block: _Block, data: bytes) -> None:
    _blocks[block.key] = data
    _blocks.move_to_end(block.key)
    while len(_blocks) > _MOST_BLOCKS:
        _blocks.popitem(last=False)
