"""Storages whose writes a test can hold up, slow down, make fail, and look at."""

import contextlib
import errno
import os
import threading
import time

from tfv1.events.write.storage import LOCAL


class FakeFile:
    """A file in memory."""

    def __init__(self, file_system, path):
        self.path = path
        self.damaged = False
        self.closed = False
        self.gone = False
        self.data = b""
        self.end = 0
        self._file_system = file_system

    def append(self, data):
        self._file_system.write(self, data)
        self.end += len(data)

    def settle(self):
        self.data = self.data[: self.end]

    def takes(self, size):
        return True

    def in_place(self):
        return not self.gone

    def close(self):
        self._file_system.on_close(self)
        self.closed = True

    def abandon(self):
        self.closed = True

    def discard(self):
        self.closed = True
        del self._file_system.files[self.path]


class FakeFileSystem:
    """A storage in memory, files by path in `files`.

    Every append passes through `on_write(file, data)` first.

    Args:
      direct: whether it counts as a local disk.
    """

    def __init__(self, direct=False):
        self.direct = direct
        self.exclusive = True
        self.files = {}
        self.appends = []  # (file, data), in the order of arrival
        self.on_write = lambda file, data: None
        self.on_close = lambda file: None

    def make_directory(self, logdir):
        pass

    def names(self, logdir):
        return [path.rpartition("/")[2] for path in list(self.files)]

    def create(self, path):
        if path in self.files:
            raise FileExistsError(errno.EEXIST, "exists")
        self.files[path] = FakeFile(self, path)
        return self.files[path]

    def real_path(self, logdir):
        return logdir

    def write(self, file, data):
        self.on_write(file, data)
        file.data += data
        self.appends.append((file, data))

    def save(self, directory):
        """Puts the files on the disk, for the readers."""
        directory.mkdir(exist_ok=True)
        for n, file in enumerate(self.files.values()):
            (directory / f"events.out.tfevents.{n:010d}.fake").write_bytes(file.data)
        return str(directory)


class Gate:
    """Holds up every write between `shut` and `open`; `reached` is set when one arrives."""

    def __init__(self):
        self._open = threading.Event()
        self._open.set()
        self.reached = threading.Event()

    def shut(self):
        self.reached.clear()
        self._open.clear()

    def open(self):
        self._open.set()

    def __call__(self, file, data):
        if not self._open.is_set():
            self.reached.set()
        assert self._open.wait(60)


def fail_with(number, text="no space"):
    """For `on_write`: the storage takes nothing."""

    def fail(file, data):
        raise OSError(number, text)

    return fail


class _FaultyFile:
    """A file of the local file system behind the hooks of a FaultyFileSystem."""

    def __init__(self, file_system, path):
        self._file_system = file_system
        self._file = LOCAL.create(path)

    def append(self, data):
        self._file_system.on_write(self, data)
        self._file.append(data)

    def close(self):
        self._file_system.on_close(self)
        self._file.close()

    def discard(self):
        self._file_system.on_discard(self)
        self._file.discard()

    def __getattr__(self, name):
        return getattr(self.__dict__["_file"], name)


class FaultyFileSystem:
    """The local file system; `on_write(file, data)` comes before each write, and may raise.

    Args:
      direct: whether it counts as a local disk, rather than a remote storage.
    """

    def __init__(self, direct):
        self.direct = direct
        self.exclusive = True
        self.heal()
        self.on_close = lambda file: None
        self.on_discard = lambda file: None

    def heal(self):
        self.on_write = lambda file, data: None

    def fail(self, number, times=None):
        """The next `times` writes fail, or all to come, with this errno."""
        left = [times]

        def refuse(file, data):
            if left[0] != 0:
                if left[0] is not None:
                    left[0] -= 1
                raise OSError(number, "the test's fault")

        self.on_write = refuse

    def create(self, path):
        return _FaultyFile(self, path)

    def __getattr__(self, name):
        return getattr(LOCAL, name)


class AskFirstFileSystem(FaultyFileSystem):
    """A remote storage that cannot create exclusively: it is asked first, and answers slowly."""

    def __init__(self):
        super().__init__(direct=False)
        self.exclusive = False

    def create(self, path):
        if os.path.exists(path):
            raise FileExistsError(errno.EEXIST, "exists", path)
        time.sleep(0.5)  # for every process to have asked before one has made the file
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)  # it is overwritten
        return super().create(path)
