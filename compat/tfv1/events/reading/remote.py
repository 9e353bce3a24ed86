"""Logs at a URL (s3://, gs://, hdfs://, http://, memory:// ...), read through fsspec.

The reading modules ask `is_url` where they list, open or look at a file, and then come here. fsspec
is imported at the first URL.
"""

from __future__ import annotations

import errno
import io
import os
import re
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple, cast

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_BLOCK_BYTES, _MOST_BLOCKS = 1 << 21, 64
# Who wrote a file last, and when, is called differently by every file system.
_VERSIONS = ("ETag", "etag", "generation")
_TIMES = ("LastModified", "last_modified", "mtime", "updated", "modified", "created")


def is_url(path: str | os.PathLike[str]) -> bool:
    """Whether a path is a URL, and so not on a local file system."""
    return isinstance(path, str) and _URL.match(path) is not None


class Entry(NamedTuple):
    """A file or directory: its URL, its size in bytes, what changes with its content, its time.

    The time is that of the last change, in seconds since 1970, 0 if it is not known.
    """

    url: str
    is_directory: bool
    size: int
    version: str
    modified: float


_listed: dict[str, Entry] = {}
"""Files that were listed and not opened since, which saves a question for each."""

_blocks: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()
"""Blocks of files by URL, version and number, the one last used at the end."""


def entry(url: str) -> Entry:
    """What is at a URL. OSError if there is nothing, or it cannot be asked."""
    with _errors(url):
        system, path = _system(url)
        info = system.info(path)
        if info.get("size") is None and info.get("type") != "directory":
            raise OSError(None, "the server does not say how large the file is", url)
        return _entry(url, info)


def entries(url: str) -> list[Entry]:
    """What is in a directory, or the one file at the URL. OSError if it cannot be listed."""
    with _errors(url):
        system, path = _system(url)
        found = system.ls(path, detail=True)
    return _noted(url, path, found)


def tree(url: str) -> list[Entry]:
    """All files at and below a URL, asked for once. OSError if they cannot be listed."""
    with _errors(url):
        system, path = _system(url)
        found = system.find(path, detail=True)
    # Of a single file, some file systems know the name alone.
    files = _noted(url, path, ({"name": name, **info} for name, info in found.items()))
    return files or [one for one in [entry(url)] if not one.is_directory]


def open_url(url: str) -> BinaryIO:
    """A file to read, of which blocks are fetched as they are needed. OSError if that fails."""
    found = _listed.pop(url, None) or entry(url)
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

    Of all such files together the blocks last used are in memory, at most 128 MB.
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
        data = b"".join(self._block(number) for number in range(first, last + 1))
        start = offset - first * _BLOCK_BYTES
        return data[start : start + end - offset]

    def _block(self, number: int) -> bytes:
        key = self._entry.url, self._entry.version, number
        if key in _blocks:
            _blocks.move_to_end(key)
            return _blocks[key]
        start = number * _BLOCK_BYTES
        data = self._fetched(start, min(start + _BLOCK_BYTES, self.size))
        _keep(key, data)
        return data

    def _fetched(self, start: int, end: int) -> bytes:
        url = self._entry.url
        with _errors(url):
            system, path = _system(url)
            data: bytes = system.cat_file(path, start=start, end=end)
        if len(data) > end - start:
            # A web server that knows no ranges sends the whole file, which is then of use at once.
            for number in range(min(_MOST_BLOCKS, -(-len(data) // _BLOCK_BYTES))):
                block = data[number * _BLOCK_BYTES : (number + 1) * _BLOCK_BYTES]
                _keep((url, self._entry.version, number), block)
            data = data[start:end]
        if len(data) != end - start:
            raise OSError(None, "the file changed while it was read", url)
        return data


def _keep(key: tuple[str, str, int], data: bytes) -> None:
    _blocks[key] = data
    _blocks.move_to_end(key)
    while len(_blocks) > _MOST_BLOCKS:
        _blocks.popitem(last=False)


def _system(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path there; fsspec keeps one for each."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise OSError(None, "URLs are read with fsspec: pip install 'tfv1[remote]'", url) from error
    # Without a cache of listings, which would hide what has been written since.
    system, path = url_to_fs(url, use_listings_cache=False)
    return system, str(path)


def _entry(url: str, info: dict[str, Any]) -> Entry:
    times = [info[name] for name in _TIMES if info.get(name)]
    versions = [str(info[name]) for name in _VERSIONS if info.get(name)]
    size = info.get("size")
    version = f"{size} {versions or times}"
    return Entry(
        url,
        info.get("type") == "directory",
        size or 0,
        version,
        _seconds(times[0]) if times else 0.0,
    )


def _seconds(time: object) -> float:
    if isinstance(time, str):
        try:
            time = datetime.fromisoformat(time.replace("Z", "+00:00"))
        except ValueError:
            return 0.0  # in a form of its own; nothing but the state of a run depends on it
    if isinstance(time, datetime):
        return time.timestamp()
    return float(time) if isinstance(time, int | float) else 0.0


def _noted(url: str, root: str, found: Any) -> list[Entry]:
    """The entries of a listing of `root`, which is at `url`."""
    root, listed = root.rstrip("/"), []
    for info in found:
        name = str(info["name"])
        below = name.rstrip("/").removeprefix(root)
        if not name.startswith(root) or below[:1] not in ("", "/"):
            continue  # not below: a page of a web server links to anything
        if not below and info.get("type") == "directory":
            continue  # the directory itself
        one = _entry(url.rstrip("/") + below, info)
        listed.append(one)
        if not one.is_directory and info.get("size") is not None:  # a web page has no sizes
            _listed[one.url] = one
    return listed


@contextmanager
def _errors(url: str) -> Iterator[None]:
    """Raise OSError with the URL for whatever goes wrong in a file system."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), url) from error
    except OSError as error:
        if error.filename == url:
            raise
        reason = error.strerror or str(error) or type(error).__name__
        raise OSError(error.errno, reason, url) from error
    except Exception as error:  # each file system brings exceptions of its own library
        lines = str(error).splitlines() or [type(error).__name__]
        raise OSError(None, lines[0].rstrip("."), url) from error
