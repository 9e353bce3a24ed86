"""Private: files and directories that are there whole, or not at all.

What is written stands beside its place under another name, and is renamed when it is complete.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

_PREFIX = ".tfv1-"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def whole_file(
    path: str,
    overwrite: bool = True,
    directory: int | None = None,
    mode: int | None = None,
    sync: bool = True,
) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` at the end, unless an exception comes first.

    Without `mode` it has the permissions of the file that it replaces, or of a new one. A link in
    its place is replaced, not what it leads to. `path` counts from the open `directory`, if one is
    given. Without `sync` it need not be on the disk when it is in its place.

    OSError, which has `path` as its name, where it cannot be written; FileExistsError where
    something is there and must not be replaced.
    """
    temporary = os.path.join(os.path.dirname(path), _PREFIX + secrets.token_hex(8))
    try:
        there = _mode(path, directory)
        if there and not overwrite:
            raise _exists(path)
        if mode is None and stat.S_ISREG(there):
            mode = there & 0o777
        handle = os.open(temporary, _NEW, 0o666 if mode is None else 0o600, dir_fd=directory)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if mode is not None:
                os.fchmod(handle, mode)
            if sync:
                os.fsync(handle)
        if overwrite:
            os.replace(temporary, path, src_dir_fd=directory, dst_dir_fd=directory)
        else:
            _give_name(temporary, path, directory)
    except BaseException as error:
        with suppress(OSError):  # it was not made, or is gone
            os.unlink(temporary, dir_fd=directory)
        if isinstance(error, OSError) and error.filename in (None, temporary, path):
            raise OSError(error.errno, error.strerror, path) from error
        raise


def _give_name(temporary: str, path: str, directory: int | None) -> None:
    """Rename a file, unless one called `path` has come meanwhile (FileExistsError)."""
    try:
        os.link(temporary, path, src_dir_fd=directory, dst_dir_fd=directory)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: look first, which leaves a moment for others.
        if _mode(path, directory):
            raise _exists(path) from None
        os.rename(temporary, path, src_dir_fd=directory, dst_dir_fd=directory)
    else:
        os.unlink(temporary, dir_fd=directory)


def _exists(path: str) -> FileExistsError:
    return FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)


def _mode(path: str, directory: int | None) -> int:
    """The type and permissions of what is called `path`, 0 where there is nothing."""
    try:
        return os.stat(path, dir_fd=directory, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return 0


@contextmanager
def whole_directory(path: str, prefix: str = _PREFIX, mode: int | None = None) -> Iterator[str]:
    """A directory to fill that becomes `path` at the end, unless an exception comes first.

    Until then its name begins with `prefix`. Without `mode` it has the permissions of new ones.
    OSError where it cannot be made, or there is something called `path` but an empty directory.
    """
    temporary = tempfile.mkdtemp(dir=os.path.dirname(os.path.abspath(path)), prefix=prefix)
    try:
        yield temporary
        if mode is None:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o777 & ~mask
        os.chmod(temporary, mode)  # mkdtemp's are the owner's alone
        os.rename(temporary, path)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
