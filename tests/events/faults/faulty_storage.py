"""A storage whose writes a test can fail, slow down and hold up; its files are real ones."""

import contextlib
import errno
import os
import time

from tfv1.events.write.storage import LOCAL


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
