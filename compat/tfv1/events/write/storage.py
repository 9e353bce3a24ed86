"""Where the bytes of an event file go.

The writer asks little of a storage: create a directory, create a file that does not exist yet,
append whole records to it. `LOCAL` is the operating system's file system. `tfv1.summary` adds one
for every scheme that `tf.io.gfile` opens; it lives there because it needs TensorFlow.
"""

import errno
import os
from typing import Protocol


def is_of_the_system(error: OSError) -> bool:
    """Whether the system raised it; a signal handler's TimeoutError is an OSError, too."""
    return error.errno is not None


class EventFile(Protocol):
    """An event file open for appending."""

    path: str

    @property
    def end(self) -> int:
        """How many bytes of whole records it is known to hold."""

    def append(self, data: bytes) -> None:
        """Hands `data`, whole records, to the storage.

        On return the storage has them: the operating system for a local file, the other side for
        a remote one. After an OSError either the file ends with a whole record and none of `data`
        is in it, or `damaged` is true.
        """

    def settle(self) -> None:
        """After an `append` cut short by an exception: removes what is beyond `end`.

        If that cannot be done, `damaged` is true afterwards.
        """

    def takes(self, size: int) -> bool:
        """Whether another `size` bytes belong in this file rather than in a new one."""

    @property
    def damaged(self) -> bool:
        """Whether nothing may be appended: it ends with a partial record, or was truncated."""

    def in_place(self) -> bool:
        """Whether the file is still where it was created; also notices damage done by others."""

    def close(self) -> None:
        """Closes the file; what was appended stays."""

    def abandon(self) -> None:
        """Lets go of the file without writing to it: it is gone, or belongs to a forking parent."""

    def discard(self) -> None:
        """Closes and removes the file."""


class FileSystem(Protocol):
    """A place for log directories."""

    direct: bool
    """Whether `append` hands data to the operating system, which keeps it if the process dies."""

    exclusive: bool
    """Whether `create` fails if the file exists, even for two processes at the same moment."""

    def make_directory(self, logdir: str) -> None:
        """Creates `logdir` and its parents if they are missing; OSError if it cannot."""

    def names(self, logdir: str) -> list[str]:
        """The names of the files in `logdir`; empty where listing is impossible or expensive."""

    def create(self, path: str) -> EventFile:
        """Creates the file; FileExistsError when it exists and the file system is `exclusive`."""

    def real_path(self, logdir: str) -> str:
        """One name for a directory, however it is spelled, that survives a change of directory."""


class LocalFile:
    """An event file on the local file system, written with one write(2) per append."""

    def __init__(self, path: str) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
        self._fd = -1
        self.path = path
        self.end = 0
        self.damaged = False
        self._fd = os.open(path, flags, 0o666)
        # Some network file systems report no links at all.
        self._counts_links = os.fstat(self._fd).st_nlink > 0

    def append(self, data: bytes) -> None:
        try:
            written = os.write(self._fd, data)
            if written != len(data):
                self._write_rest(data, written)
        except OSError:
            self.settle()
            raise
        self.end += len(data)

    def _write_rest(self, data: bytes, written: int) -> None:
        rest = memoryview(data)
        while written < len(data):
            more = os.write(self._fd, rest[written:])
            if more == 0:
                raise OSError(errno.EIO, "the system takes nothing, and gives no reason")
            written += more

    def settle(self) -> None:
        try:
            size = os.fstat(self._fd).st_size
            if size > self.end:
                os.ftruncate(self._fd, self.end)
            # Never extended: nothing after a hole could be read.
            self.damaged = size < self.end
        except OSError as error:
            if not is_of_the_system(error):
                raise
            self.damaged = True  # the caller continues in another file

    def takes(self, size: int) -> bool:
        return True

    def in_place(self) -> bool:
        # If the file was removed and restored from a copy, another one is at the path; if it was
        # moved away with its directory, this one still has a link.
        try:
            status = os.fstat(self._fd)
            if status.st_size < self.end:
                self.damaged = True
            if self._counts_links and status.st_nlink == 0:
                return False
            os.stat(self.path)
        except OSError as error:
            if not is_of_the_system(error):
                raise
            # ESTALE: a network file system that no longer knows the file. Any other error is no
            # proof that the file is gone.
            return error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ESTALE)
        return True

    def close(self) -> None:
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            os.close(fd)

    def abandon(self) -> None:
        try:
            self.close()
        except OSError:
            pass  # what the file holds is no longer this process's business

    def discard(self) -> None:
        self.abandon()
        os.unlink(self.path)


class _LocalFileSystem:
    direct = True
    exclusive = True

    def make_directory(self, logdir: str) -> None:
        os.makedirs(logdir or ".", mode=0o755, exist_ok=True)
        # Reported now, where the user can see which writer it is, not at the first event.
        if not os.access(logdir or ".", os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "the directory is not writable", logdir)

    def names(self, logdir: str) -> list[str]:
        try:
            return os.listdir(logdir)
        except OSError:
            return []  # a directory may be writable and not listable

    def create(self, path: str) -> LocalFile:
        return LocalFile(path)

    def real_path(self, logdir: str) -> str:
        return os.path.realpath(logdir)


LOCAL: FileSystem = _LocalFileSystem()
