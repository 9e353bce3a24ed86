"""Log directories behind tf.io.gfile: gs://, s3://, hdfs://, ram:// and what else is registered."""

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import Any

from tensorflow.python.framework import errors
from tensorflow.python.lib.io import file_io

# Closing a file flushes it, and an inherited one is the parent's to flush: kept, so as never to be
# closed, in a forked child.
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
    """An event file behind tf.io.gfile. Every append is flushed: that is where it may fail."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.damaged = False
        self._file = file_io.FileIO(path, "wb")

    def append(self, data: bytes) -> None:
        # What a failed flush has left over there cannot be known, so such a file is not gone on
        # with: what was not confirmed goes into a new one.
        self.damaged = True
        with _as_os_error():
            self._file.write(data)
            self._file.flush()
        self.damaged = False

    def in_place(self) -> bool:
        try:
            return file_io.file_exists_v2(self.path)
        except errors.OpError:
            return True  # no answer is no proof that the file is gone

    def close(self) -> None:
        with _as_os_error():
            self._file.close()

    def abandon(self) -> None:
        _abandoned.append(self._file)

    def discard(self) -> None:
        self.close()
        with _as_os_error():
            file_io.delete_file_v2(self.path)


class GFileSystem:
    """The file systems of tf.io.gfile."""

    direct = False

    def make_directory(self, logdir: str) -> None:
        with _as_os_error():
            file_io.recursive_create_dir_v2(logdir)

    def create(self, path: str) -> _GFile:
        with _as_os_error():
            # There is no exclusive creation to be had; two processes have different names for
            # all but the first file of a second.
            if file_io.file_exists_v2(path):
                raise FileExistsError(errno.EEXIST, "the file exists", path)
            return _GFile(path)

    def real_path(self, logdir: str) -> str:
        scheme, _, path = logdir.partition("://")
        return f"{scheme}://{os.path.normpath(path)}"
