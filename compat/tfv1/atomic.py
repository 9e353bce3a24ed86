"""Private: atomic writes: a file or directory appears complete, or not at all.

The content is written next to its destination under a temporary name, and renamed when complete.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
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
    """Open a file for writing that replaces `path` on exit, unless an exception is raised.

    Without `mode` it gets the permissions of the file it replaces, or those of a new file. If
    `path` is a symlink, the link itself is replaced, not its target. `path` is relative to the
    open `directory`, if given. Without `sync` the data may not be on disk yet when the file is in
    place.

    Raises OSError, with `path` as its filename, if the file cannot be written, and FileExistsError
    if `path` exists and `overwrite` is false.
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
        with suppress(OSError):  # it was never created, or is already gone
            os.unlink(temporary, dir_fd=directory)
        if isinstance(error, OSError) and error.filename in (None, temporary, path):
            raise OSError(error.errno, error.strerror, path) from error
        raise


def _give_name(temporary: str, path: str, directory: int | None) -> None:
    """Rename a file, unless `path` has appeared in the meantime (FileExistsError)."""
    try:
        os.link(temporary, path, src_dir_fd=directory, dst_dir_fd=directory)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: check first, which leaves a small race.
        if _mode(path, directory):
            raise _exists(path) from None
        os.rename(temporary, path, src_dir_fd=directory, dst_dir_fd=directory)
    else:
        os.unlink(temporary, dir_fd=directory)


def _exists(path: str) -> FileExistsError:
    return FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)


def _mode(path: str, directory: int | None) -> int:
    """The type and permissions of `path` itself; 0 if it does not exist."""
    try:
        return os.stat(path, dir_fd=directory, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return 0


@contextmanager
def whole_directory(path: str, prefix: str = _PREFIX, mode: int | None = None) -> Iterator[str]:
    """Make a directory to fill that becomes `path` on exit, unless an exception is raised.

    Until then its name begins with `prefix`. Without `mode` it gets a new directory's permissions.
    Raises OSError if it cannot be created, or if `path` exists and is not an empty directory.
    """
    import tempfile

    temporary = tempfile.mkdtemp(dir=os.path.dirname(os.path.abspath(path)), prefix=prefix)
    try:
        yield temporary
        if mode is None:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o777 & ~mask
        os.chmod(temporary, mode)  # mkdtemp gives access to the owner only
        os.rename(temporary, path)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
