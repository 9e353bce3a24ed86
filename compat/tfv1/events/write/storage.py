"""Where the bytes of an event file go.

The writer needs little of a storage: make a directory, create a file that nobody has, append whole
records to it. `LOCAL` is the operating system's file system; `tfv1.summary` adds the one for every
scheme that `tf.io.gfile` opens, which lives there because it needs TensorFlow.
"""

import errno
import os
from typing import Protocol


def is_of_the_system(error: OSError) -> bool:
    """Whether the system raised it: a signal handler's TimeoutError is an OSError, too."""
    return error.errno is not None


class EventFile(Protocol):
    """An event file open for appending."""

    path: str

    @property
    def end(self) -> int:
        """How many bytes of whole records it is known to have."""

    def append(self, data: bytes) -> None:
        """Hands `data`, whole records, to the storage.

        On return the storage has them: a local file's are in the operating system, a remote
        file's have been accepted by the other side. On an OSError the file ends with a whole
        record and none of `data` is in it, or else `damaged` is true.
        """

    def settle(self) -> None:
        """After an `append` that an exception cut short: takes back what is beyond `end`.

        Where that cannot be done, `damaged` is true afterwards.
        """

    def takes(self, size: int) -> bool:
        """Whether `size` bytes more belong in this file, rather than in a new one."""

    @property
    def damaged(self) -> bool:
        """Whether nothing may follow: part of a record stands at the end, or somebody cut it."""

    def in_place(self) -> bool:
        """Whether the file is still where it was made; looks for damage done by others, too."""

    def close(self) -> None:
        """Closes the file; what was appended stays."""

    def abandon(self) -> None:
        """Lets go of the file without a word to it: it is gone, or a forking parent's."""

    def discard(self) -> None:
        """Closes and removes the file."""


class FileSystem(Protocol):
    """A place for log directories."""

    direct: bool
    """Whether `append` hands over to an operating system, which keeps it when the process ends."""

    exclusive: bool
    """Whether `create` can tell that a file exists, even to two processes at the same moment."""

    def make_directory(self, logdir: str) -> None:
        """Makes `logdir` and its parents where they are missing; OSError where it cannot."""

    def names(self, logdir: str) -> list[str]:
        """The names of the files in `logdir`; none where to list them is impossible or dear."""

    def create(self, path: str) -> EventFile:
        """Creates the file; FileExistsError when it exists and the file system is `exclusive`."""

    def real_path(self, logdir: str) -> str:
        """One name for a directory, however it is spelled and wherever the program goes."""


class LocalFile:
    """An event file of the local file system, written with one write(2) an append."""

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
            # Never the other way: behind a hole nothing could be read.
            self.damaged = size < self.end
        except OSError as error:
            if not is_of_the_system(error):
                raise
            self.damaged = True  # the caller goes on in another file

    def takes(self, size: int) -> bool:
        return True

    def in_place(self) -> bool:
        # Removed and put back from a copy, another file stands at the path; moved away with its
        # directory, this one still has its link.
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
            # ESTALE is a network file system that no longer knows the file. What else keeps the
            # system from an answer is no proof that the file is gone.
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
        # Told now, where the user can see which writer it is, rather than at the first event.
        if not os.access(logdir or ".", os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "the directory is not writable", logdir)

    def names(self, logdir: str) -> list[str]:
        try:
            return os.listdir(logdir)
        except OSError:
            return []  # a directory may be written to and not listed

    def create(self, path: str) -> LocalFile:
        return LocalFile(path)

    def real_path(self, logdir: str) -> str:
        return os.path.realpath(logdir)


LOCAL: FileSystem = _LocalFileSystem()
