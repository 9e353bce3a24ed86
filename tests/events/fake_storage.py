"""A storage in memory whose writes a test can hold up, make fail, and look at."""

import errno
import threading


class FakeFile:
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
    """Files by path in `files`; every append passes through `on_write(file, data)` first.

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
    """Holds up every write from the `shut` to the `open`; tells when one has come."""

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
