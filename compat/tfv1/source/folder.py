"""Writes below a folder that somebody else may have filled, through no link out of it."""

import os
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from tfv1.atomic import whole_file
from tfv1.source.files import SKIPPED_FOLDERS

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Folder:
    """A folder and what is below it; `path` itself may be a link, but none below it is followed.

    Every file is named by its path from here; OSError if a part of that is a link.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._real = path.resolve()

    def inside(self, path: Path) -> Path | None:
        """The path from here of the file that `path` leads to; None if it is outside."""
        real = path.resolve()
        return real.relative_to(self._real) if real.is_relative_to(self._real) else None

    def create(self, file: Path, data: bytes, mode: int = 0o666) -> None:
        """Writes a new file. FileExistsError if anything has that name, even a link."""
        with (
            self._opened(file.parent) as directory,
            open(os.open(file.name, _NEW, mode, dir_fd=directory), "wb") as out,
        ):
            out.write(data)
            out.flush()
            os.fsync(out.fileno())

    def replace(self, file: Path, data: bytes) -> None:
        """Replaces `file` atomically by one with these bytes and the same permissions.

        A link of that name is replaced, not what it leads to.
        """
        with (
            self._opened(file.parent) as directory,
            whole_file(file.name, directory=directory) as out,
        ):
            out.write(data)

    def read(self, file: Path) -> bytes:
        """The bytes of `file`."""
        with self._opened(file.parent) as directory:
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            with open(os.open(file.name, flags, dir_fd=directory), "rb") as opened:
                return opened.read()

    @contextmanager
    def _opened(self, folder: Path) -> Iterator[int]:
        """A descriptor of the directory `folder`."""
        directory = os.open(self._path, _DIRECTORY)
        try:
            for part in folder.parts:
                below = os.open(part, _DIRECTORY | os.O_NOFOLLOW, dir_fd=directory)
                os.close(directory)
                directory = below
            yield directory
        finally:
            os.close(directory)


def write_page(path: Path, text: str) -> None:
    """Writes a file that the user asked a command for; links in its place are not followed.

    Raises:
      OSError: it cannot be written.
    """
    data = text.encode()
    if path.exists() and not path.is_file():  # /dev/stdout, say
        path.write_bytes(data)
    else:
        Folder(path.parent).replace(Path(path.name), data)


def copy(root: Path, to: Path, apart: Collection[Path] = ()) -> list[OSError]:
    """Copies a file into the folder `to`, or what is in a folder, links as links.

    Folders without code of the user's own are left out, as are pipes, devices, `to` and the folders
    `apart`. Returns why other files and folders could not be read.

    Raises:
      OSError: `to` cannot be written.
    """
    unread: list[OSError] = []
    if not root.is_dir():
        _copy_file(root, to / root.name, unread)
        return unread
    new = {one.resolve() for one in (to, *apart)}
    for name, folders, files in os.walk(root, onerror=unread.append):
        folder = to / Path(name).relative_to(root)
        for path in (Path(name, one) for one in [*folders, *files]):
            if not _is_left_out(path, new):
                if path.is_dir() and not path.is_symlink():
                    (folder / path.name).mkdir()
                else:
                    _copy_file(path, folder / path.name, unread)
        folders[:] = [one for one in folders if not _is_left_out(Path(name, one), new)]
    return unread


def _copy_file(path: Path, to: Path, unread: list[OSError]) -> None:
    try:
        if not path.is_symlink():
            os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
    except OSError as error:
        unread.append(error)
    else:
        shutil.copy2(path, to, follow_symlinks=False)


def size(root: Path, most: int) -> int:
    """How many bytes of a folder `copy` would copy; it stops counting above `most`."""
    found = 0
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        found += sum(os.lstat(os.path.join(folder, name)).st_size for name in names)
        if found > most:
            break
    return found


def _is_left_out(path: Path, new: Collection[Path]) -> bool:
    mode = os.lstat(path).st_mode
    if stat.S_ISDIR(mode):
        return path.name in SKIPPED_FOLDERS or path.resolve() in new
    return not (stat.S_ISREG(mode) or stat.S_ISLNK(mode))
