"""Log directories behind tf.io.gfile: gs://, s3://, hdfs://, ram:// and any others registered."""

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import Any

from tensorflow.python.framework import errors
from tensorflow.python.lib.io import file_io

from tfv1.summary.object_storage import Account, ObjectFile

# Schemes whose file systems buffer appends and upload the whole object on every flush:
# TensorFlow's own, and those of tensorflow-io. All others append, as hdfs:// does.
OBJECT_STORES = frozenset({"gs", "s3", "s3e", "oss", "az", "azfs"})

# Files inherited by a forked child. Closing one would flush it, which only the parent may do, so
# they are kept here and never closed.
_abandoned: list[Any] = []


@contextlib.contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except errors.AlreadyExistsError as error:
        raise FileExistsError(errno.EEXIST, error.message) from error
    except errors.PermissionDeniedError as error:
        raise PermissionError(errno.EACCES, error.message) from error
    except errors.NotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, error.message) from error
    except errors.ResourceExhaustedError as error:
        raise OSError(errno.ENOSPC, error.message) from error
    except errors.OpError as error:
        raise OSError(errno.EIO, error.message) from error


class _GFile:
    """An event file behind tf.io.gfile. Every append is flushed, since that is what may fail."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.end = 0
        self.damaged = False
        self._file = file_io.FileIO(path, "wb")

    def append(self, data: bytes) -> None:
        # Nobody knows what a failed flush has left in the file, so the file is abandoned
        # and everything unconfirmed goes into a new one.
        self.damaged = True
        with _as_os_error():
            self._file.write(data)
            self._file.flush()
        self.damaged = False
        self.end += len(data)

    def settle(self) -> None:
        """Nothing to do: `damaged` says whether an append was interrupted."""

    def takes(self, size: int) -> bool:
        return True

    def in_place(self) -> bool:
        return _GFileObjects().exists(self.path)

    def close(self) -> None:
        with _as_os_error():
            self._file.close()

    def abandon(self) -> None:
        _abandoned.append(self._file)

    def discard(self) -> None:
        self.close()
        with _as_os_error():
            file_io.delete_file_v2(self.path)


class _GFileObjects:
    """The objects in a store that can only replace them: a Store for object_storage.py."""

    def replace(self, path: str, data: bytes) -> None:
        with _as_os_error(), file_io.FileIO(path, "wb") as file:
            file.write(data)

    def exists(self, path: str) -> bool:
        try:
            return file_io.file_exists_v2(path)
        except errors.OpError:
            return True  # a failed request does not prove that the object is gone

    def delete(self, path: str) -> None:
        with _as_os_error():
            file_io.delete_file_v2(path)


class GFileSystem:
    """The file systems of tf.io.gfile; one per writer, since it keeps the writer's account."""

    direct = False
    exclusive = False  # checking that a file does not exist and creating it are two steps

    def __init__(self) -> None:
        self._account = Account()

    def make_directory(self, logdir: str) -> None:
        with _as_os_error():
            file_io.recursive_create_dir_v2(logdir)

    def names(self, logdir: str) -> list[str]:
        # Not listed: listing a bucket costs time and money, and its files come from machines whose
        # clocks do not agree anyway.
        return []

    def create(self, path: str) -> _GFile | ObjectFile:
        if path.partition("://")[0] in OBJECT_STORES:
            return ObjectFile(path, _GFileObjects(), self._account)
        with _as_os_error():
            return _GFile(path)

    def real_path(self, logdir: str) -> str:
        scheme, _, path = logdir.partition("://")
        return f"{scheme}://{os.path.normpath(path)}"
