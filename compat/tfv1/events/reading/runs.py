"""Where event files are: the runs in a directory tree, and the files of each."""

from __future__ import annotations

import errno
import logging
import os
import stat
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote

from tfv1.events.reading import remote
from tfv1.events.reading.patterns import natural_key
from tfv1.events.reading.remote import is_url
from tfv1.events.reading.remotefile import open_url

_log = logging.getLogger(__name__)

Path = str | os.PathLike[str]


class Skipped(NamedTuple):
    """A file that could not be read or a directory that could not be listed, and why."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"

    @classmethod
    def because(cls, path: str, error: OSError) -> Skipped:
        return cls(path, error.strerror or str(error))


OnSkipped = Callable[[Skipped], None]


def warn_of_skipped(skipped: Skipped) -> None:
    """The default `on_skipped`: log a warning."""
    _log.warning("not read: %s", skipped)


def is_event_file(name: Path) -> bool:
    """Whether TensorBoard reads summaries from a file with this name."""
    base = os.path.basename(os.fspath(name))
    return "tfevents" in base and not base.endswith(".profile-empty")


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading. OSError if that fails, or if it is a pipe, a device or a socket.

    Those are never opened: opening a pipe would wait for a writer forever, and opening a device
    may have side effects.
    """
    if is_url(path):
        return open_url(os.fspath(path))
    mode = os.stat(path).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a regular file", os.fspath(path))
    # If a pipe takes its place in the meantime, opening it must not block.
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def event_files(directory: Path, question: str = "files") -> list[str]:
    """The event files in `directory`, in the order TensorBoard reads them.

    Subdirectories are other runs and are ignored. OSError if `directory` cannot be listed. For the
    `question` see `remote.entries`.
    """
    if is_url(directory):
        found = remote.entries(os.fspath(directory), question)
        return sorted(one.url for one in found if is_event_file(one.url) and not one.is_directory)
    with os.scandir(directory) as entries:
        return sorted(
            entry.path for entry in entries if is_event_file(entry.name) and not _leads_down(entry)
        )


def _leads_down(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # for example a link to itself


def run_files(path: Path, question: str = "files") -> list[str]:
    """The event files of a run, in order: those in a directory, or the one file `path` itself."""
    if is_url(path):
        # The listing of a file is the file itself, but on a web server a page without links.
        return event_files(path, question) or ([os.fspath(path)] if is_event_file(path) else [])
    return event_files(path) if os.path.isdir(path) else [os.fspath(path)]


class Status(NamedTuple):
    """The size of a file in bytes, its time of change and, where there are any, owner and id."""

    size: int
    modified: float
    owner: int
    file_id: tuple[int, int]


def status_of(path: str) -> Status:
    """What is known of a file without reading it. OSError if it is not there."""
    if is_url(path):
        found = remote.known_entry(path)
        return Status(found.size, found.modified, -1, (-1, -1))
    found_here = os.stat(path)
    file_id = found_here.st_dev, found_here.st_ino
    return Status(found_here.st_size, found_here.st_mtime, found_here.st_uid, file_id)


def is_directory(path: Path) -> bool:
    """Whether `path` is a directory, which at a URL may be no more than a common beginning."""
    if is_url(path):
        return remote.entry(os.fspath(path)).is_directory
    return os.path.isdir(path)


def name_below(root: str, name: str) -> str:
    """The path of the run `name` of the log at `root`."""
    if is_url(root):
        return root.rstrip("/") + (f"/{name}" if name != "." else "")
    return os.path.normpath(os.path.join(root, name))


class Directory(NamedTuple):
    """A directory of a tree: its names that are not directories; whether it is below a link."""

    path: str
    names: list[str]
    is_linked: bool


def directories(root: Path, on_skipped: OnSkipped = warn_of_skipped) -> Iterator[Directory]:
    """`root` and the directories below it, each once no matter how many links lead to it.

    Links are followed after everything else, so that a directory is found under its real name.
    OSError if `root` cannot be listed; other directories that cannot go to `on_skipped`.
    """
    with os.scandir(root):
        pass
    seen: set[tuple[int, int]] = set()
    waiting = [(os.fspath(root), False)]
    links: list[str] = []
    while waiting or links:
        if not waiting:
            # Links found together are in reverse order of name, so the last one comes first.
            waiting.append((links.pop(), True))
        path, is_linked = waiting.pop()
        try:
            status = os.stat(path)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            names, below, linked = _listed(path)
        except OSError as error:
            on_skipped(Skipped.because(path, error))
            continue
        yield Directory(path, names, is_linked)
        waiting += [(one, is_linked) for one in sorted(below, reverse=True)]
        links[:0] = sorted(linked, reverse=True)


def _listed(path: str) -> tuple[list[str], list[str], list[str]]:
    """The other names in a directory, and the paths of its subdirectories and of links to some."""
    names: list[str] = []
    below: list[str] = []
    linked: list[str] = []
    with os.scandir(path) as entries:
        for entry in entries:
            if not _leads_down(entry):
                names.append(entry.name)
            else:
                (linked if entry.is_symlink() else below).append(entry.path)
    return names, below, linked


def find_runs(root: Path, on_skipped: OnSkipped = warn_of_skipped) -> dict[str, str]:
    """The runs at and below `root`: name as TensorBoard shows it -> directory, in natural order.

    A run is a directory with at least one event file; `root` itself is named ".". Links are
    followed, but a directory is only one run. OSError if `root` cannot be listed.
    """
    if is_url(root):
        return _natural(_runs_of_url(os.fspath(root)))
    runs = {
        os.path.relpath(one.path, root): one.path
        for one in directories(root, on_skipped)
        if any(map(is_event_file, one.names))
    }
    return _natural(runs)


def _runs_of_url(root: str) -> dict[str, str]:
    top = root.rstrip("/")
    files = [one.url for one in remote.tree(root)]
    if files == [top]:
        return {".": top}
    found: dict[str, list[str]] = {}
    for url in filter(is_event_file, files):
        found.setdefault(url.rpartition("/")[0], []).append(url)
    runs = _natural({url.removeprefix(top).removeprefix("/") or ".": url for url in found})
    remote.expect(url for directory in runs.values() for url in sorted(found[directory]))
    if top.startswith(("http://", "https://")):
        return {unquote(name): url for name, url in runs.items()}
    return runs


def _natural(runs: dict[str, str]) -> dict[str, str]:
    return dict(sorted(runs.items(), key=lambda item: natural_key(item[0])))


def runs_at(path: Path, on_skipped: OnSkipped = warn_of_skipped) -> dict[str, str]:
    """Like `find_runs`, but `path` may also be an event file, which is a run named "."."""
    if is_url(path) or os.path.isdir(path):
        return find_runs(path, on_skipped)
    with open_regular(path):
        return {".": os.fspath(path)}


def check_is_no_tree(path: Path) -> None:
    """ValueError if the directory `path` has no event files, but runs below it."""
    if not (is_url(path) or os.path.isdir(path)) or event_files(path):
        return
    runs = [name for name in find_runs(path) if name != "."]
    if runs:
        more = f" and {len(runs) - 3} more" if len(runs) > 3 else ""
        raise ValueError(
            f"{os.fspath(path)} has no event files itself but runs below it "
            f"({', '.join(runs[:3])}{more}): pass one of them, or use tfv1.events.read."
        )
