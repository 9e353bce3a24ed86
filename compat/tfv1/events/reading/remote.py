"""Logs at a URL (s3://, gs://, hdfs://, http://, memory:// ...), found through fsspec.

The reading modules ask `is_url` where they list or look at a file, and then come here; for opening
one see `tfv1.events.reading.remotefile`. fsspec is imported at the first URL.
"""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SECONDS_OF_A_LISTING = 60
# Every file system has its own names for the version of a file and the time of its last change.
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


@dataclass
class _Directory:
    """The files that `tree` found in a directory, by URL, and the questions that this answered."""

    files: dict[str, Entry] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    listed: float = field(default_factory=time.monotonic)

    def answers(self, question: str) -> bool:
        """Whether it is asked for the first time, and soon after the listing."""
        is_new = question not in self.answered
        self.answered.add(question)
        return is_new and time.monotonic() < self.listed + _SECONDS_OF_A_LISTING


_directories: dict[str, _Directory] = {}

_unopened: dict[str, Entry] = {}
"""Files that were listed and not opened since: opening one needs no further request."""

_before: dict[str, str] = {}
_after: dict[str, str] = {}
"""The file that is expected to be opened before, or after, each file."""


def entry(url: str) -> Entry:
    """What is at a URL. OSError if there is nothing, or it cannot be found out."""
    with errors(url):
        system, path = system_of(url)
        info = system.info(path)
        if info.get("size") is None and info.get("type") != "directory":
            raise OSError(None, "the server does not say how large the file is", url)
        return _entry(url, info)


def known_entry(url: str) -> Entry:
    """What `tree` found at the URL of a file a moment ago if nobody asked since, else `entry`."""
    directory = _directories.get(url.rpartition("/")[0])
    if directory is not None and directory.answers(url):
        found = directory.files.get(url)
        if found is not None and found.size:  # a web page has no sizes
            return found
    return entry(url)


def entries(url: str, question: str) -> list[Entry]:
    """What is in a directory, or the one file at the URL. OSError if it cannot be listed.

    What `tree` found there a moment ago answers each `question` once. Then there may be more.
    """
    directory = _directories.get(url.rstrip("/"))
    if directory is not None and directory.answers(question):
        return list(directory.files.values())
    with errors(url):
        system, path = system_of(url)
        found = system.ls(path, detail=True)
    return _noted(url, path, found)


def tree(url: str) -> list[Entry]:
    """All files at and below a URL, asked for once. OSError if they cannot be listed."""
    with errors(url):
        system, path = system_of(url)
        found = system.find(path, detail=True)
    # Of a single file, some file systems know the name alone.
    files = _noted(url, path, ({"name": name, **info} for name, info in found.items()))
    _note_tree(url.rstrip("/"), files)
    return files or [one for one in [entry(url)] if not one.is_directory]


def _note_tree(top: str, files: list[Entry]) -> None:
    for known in [one for one in _directories if one == top or one.startswith(f"{top}/")]:
        del _directories[known]
    for one in files:
        if one.url != top:
            directory = one.url.rpartition("/")[0]
            found = _directories.setdefault(directory, _Directory())
            found.files[one.url] = one


def expect(urls: Iterable[str]) -> None:
    """Note that files may be opened one after the other in this order."""
    for before, after in pairwise(urls):
        _before[after], _after[before] = before, after


def opened(url: str) -> Entry:
    """What is at a URL that is about to be opened."""
    return _unopened.pop(url, None) or entry(url)


def likely_next(url: str) -> Iterator[Entry]:
    """The files expected to be opened after the one at `url`; none if one before it was not."""
    if _before.get(url, url) in _unopened:
        return
    while (url := _after.get(url, "")) in _unopened:
        yield _unopened[url]


def system_of(url: str) -> tuple[Any, str]:
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
            return 0.0  # in an unknown form; only the state of a run depends on it
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
            _unopened[one.url] = one
    return listed


@contextmanager
def errors(url: str) -> Iterator[None]:
    """Raise OSError with the URL for whatever goes wrong in a file system."""
    try:
        yield
    except FileNotFoundError as error:
        # fsspec also raises it if a web server refuses or cannot be reached.
        cause = error.__cause__
        if cause and url.startswith("http") and not isinstance(cause, FileNotFoundError):
            raise OSError(None, str(cause).rstrip("."), url) from error
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), url) from error
    except OSError as error:
        if error.filename == url:
            raise
        reason = error.strerror or str(error) or type(error).__name__
        raise OSError(error.errno, reason, url) from error
    except Exception as error:  # each file system brings exceptions of its own library
        lines = str(error).splitlines() or [type(error).__name__]
        raise OSError(None, lines[0].rstrip("."), url) from error
