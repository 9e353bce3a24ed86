"""h5py.File as h5py 2 had it."""

import os
from typing import Any

import h5py


class File(h5py.File):  # type: ignore[misc, unused-ignore]
    """A file; without a mode, one that is there is opened for changes, or else it is created.

    One that may not be changed is opened for reading. h5py 3 opens all for reading.
    """

    def __init__(self, name: Any, mode: str | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(name, mode or _mode(name), *args, **kwargs)


def _mode(name: Any) -> str:
    if not isinstance(name, str | bytes | os.PathLike):
        return "a"  # a file object
    if not os.path.exists(name):
        return "w-"
    return "r+" if os.access(name, os.W_OK) else "r"
