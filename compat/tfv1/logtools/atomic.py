"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from tfv1.logtools import LogError


@contextmanager
def replacing(path: str, overwrite: bool = True) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` at the end, unless an exception comes first.

    LogError where it cannot be written, or where `path` exists and must not be overwritten.
    """
    # The target of a link is replaced, the link itself stays.
    target = os.path.realpath(path)
    if not overwrite and os.path.lexists(path):
        raise LogError(f"{path} exists already; name a file that does not.")
    try:
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".tfv1-")
    except OSError as error:
        raise LogError(f"Cannot write {path}: {error.strerror}.") from error
    try:
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
        if os.path.exists(temporary):
            os.unlink(temporary)
        if isinstance(error, FileExistsError):
            raise LogError(f"{path} exists already; name a file that does not.") from error
        if isinstance(error, OSError) and error.filename in (None, temporary, target):
            raise LogError(f"Cannot write {path}: {error.strerror}.") from error
        raise


def _give_name(temporary: str, target: str) -> None:
    """Rename a file, unless one called `target` has come meanwhile (FileExistsError)."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: look first, which leaves a moment for others.
        if os.path.lexists(target):
            raise FileExistsError(target) from None
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
