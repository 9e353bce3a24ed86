"""Where the bytes of an event file go.

The writer needs little of a storage: make a directory, create a file that nobody has, append whole
records to it. `LOCAL` is the operating system's file system; `tfv1.summary` adds the one for every
scheme that `tf.io.gfile` opens, which lives there because it needs TensorFlow.
"""

import errno
import os
from typing import Protocol


class EventFile(Protocol):
    """An event file open for appending."""

    path: str

    def append(self, data: bytes) -> None:
        """Hands `data`, whole records, to the storage.

        On return the storage has them: a local file's are in the operating system, a remote
        file's have been accepted by the other side. On an OSError the file ends with a whole
        record and none of `data` is in it, or else `damaged` is true.
        """

    def takes(self, size: int) -> bool:
        """Whether `size` bytes more belong in this file, rather than in a new one."""

    @property
    def damaged(self) -> bool:
        """Whether the file may end in part of a record that cannot be taken back."""

    def in_place(self) -> bool:
        """Whether the file is still where it was made."""

    def close(self) -> None:
        """Closes the file; what was appended stays."""

    def abandon(self) -> None:
        """Lets go of the file without a word to it: it is gone, or a forking parent's."""

    def discard(self) -> None:
        """Closes and removes the file."""


class FileSystem(Protocol):
    """A place for log directories."""

    #: True when `append` costs microseconds and survives the process, so that events need not wait
    #: in memory.
    direct: bool

    def make_directory(self, logdir: str) -> None:
        """Makes `logdir` and its parents where they are missing; OSError when it cannot be had."""

    def create(self, path: str) -> EventFile:
        """Creates the file, which must not exist: FileExistsError when it does."""

    def real_path(self, logdir: str) -> str:
        """One name for a directory, however it is spelled and wherever the program goes."""


class LocalFile:
    """An event file of the local file system, written with one write(2) an append."""

    def __init__(self, path: str) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
        self.path = path
        self._fd = os.open(path, flags, 0o666)
        self._end = 0
        self._whole = True
        # Some network file systems report no links at all.
        self._counts_links = os.fstat(self._fd).st_nlink > 0

    def append(self, data: bytes) -> None:
        if not self._whole:
            self._cut_torn_record()
        try:
            written = os.write(self._fd, data)
            while written < len(data):
                written += os.write(self._fd, memoryview(data)[written:])
            self._end += written
        except OSError:
            self._whole = False
            self._cut_torn_record()
            raise
        except BaseException:
            self._whole = (
                False  # a KeyboardInterrupt out of a signal handler: anything may be there
            )
            raise

    def _cut_torn_record(self) -> None:
        os.ftruncate(self._fd, self._end)
        self._whole = True

    def takes(self, size: int) -> bool:
        return True

    @property
    def damaged(self) -> bool:
        return not self._whole

    def in_place(self) -> bool:
        # Removed and put back from a copy, another file stands at the path; moved away with its
        # directory, this one still has its link.
        try:
            if self._counts_links and os.fstat(self._fd).st_nlink == 0:
                return False
        except OSError:
            return False  # a network file system that no longer knows the file (ESTALE)
        return os.path.exists(self.path)

    def close(self) -> None:
        if self._fd >= 0:
            try:
                if not self._whole:
                    self._cut_torn_record()
            finally:
                fd, self._fd = self._fd, -1
                os.close(fd)

    def abandon(self) -> None:
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            os.close(fd)

    def discard(self) -> None:
        self.abandon()
        os.unlink(self.path)


class _LocalFileSystem:
    direct = True

    def make_directory(self, logdir: str) -> None:
        os.makedirs(logdir or ".", mode=0o755, exist_ok=True)
        # Told now, where the user can see which writer it is, rather than at the first event.
        if not os.access(logdir or ".", os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "the directory is not writable", logdir)

    def create(self, path: str) -> LocalFile:
        return LocalFile(path)

    def real_path(self, logdir: str) -> str:
        return os.path.realpath(logdir)


LOCAL: FileSystem = _LocalFileSystem()
