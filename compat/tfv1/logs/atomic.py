"""Write a file whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from tfv1.logs import LogError

_PREFIX = ".tfv1-"


@contextmanager
def replacing(path: str, overwrite: bool = True) -> Iterator[BinaryIO]:
    """`whole_file` for commands over logs: LogError where the file cannot be written."""
    try:
        with whole_file(path, overwrite) as file:
            yield file
    except FileExistsError as error:
        raise LogError(f"{path} exists already; name a file that does not.") from error
    except OSError as error:
        if error.filename != path:
            raise  # about another file, which was read for this one
        raise LogError(f"Cannot write {path}: {error.strerror}.") from error


@contextmanager
def whole_file(path: str, overwrite: bool = True) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` at the end, unless an exception comes first.

    It gets the permissions of the file at `path`. OSError, with `path` in it, where it cannot be
    written; FileExistsError where `path` exists and must not be overwritten.
    """
    # The target of a link is replaced, the link itself stays.
    target = os.path.realpath(path)
    start = os.path.join(os.path.dirname(target), _PREFIX)
    temporary = ""
    try:
        if not overwrite and os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=_PREFIX)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))
        if overwrite:
            os.replace(temporary, target)
        else:
            _give_name(temporary, target)
    except BaseException as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        if isinstance(error, OSError) and _is_about(error, target, start):
            raise OSError(error.errno, error.strerror, path) from error
        raise


def _is_about(error: OSError, target: str, start: str) -> bool:
    """Whether the error is one of the file that is written."""
    name = error.filename
    return name is None or name == target or (isinstance(name, str) and name.startswith(start))


def _give_name(temporary: str, target: str) -> None:
    """Rename a file, unless one called `target` has come meanwhile (FileExistsError)."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: look first, which leaves a moment for others.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from None
        os.rename(temporary, target)
    else:
        os.unlink(temporary)


def _mode(path: str) -> int:
    """The permissions of the file at `path`, or those a new file gets."""
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
