"""Where the genuine tf.contrib is installed, and which module each of its files is.

Its files live in one folder below the cache (TFV1_CACHE, else the platform's folder for caches).
"""

from pathlib import Path

from tfv1 import cachefolder
from tfv1.names.tables import contrib, contrib_files

# Changes with the selection of files kept from the wheel.
_NAME = "contrib-1.15.5-2"
STAMP = "stamp.json"

OURS = "tfv1.contrib"


def folder() -> Path:
    """The folder of the installed files, which may not exist."""
    return cachefolder.folder() / _NAME


def is_installed() -> bool:
    """Whether the files exist and nobody else could have added code to them."""
    try:
        return (folder() / STAMP).is_file() and cachefolder.is_trusted(folder() / STAMP)
    except (OSError, RuntimeError):
        return False  # not ours to read, or no home folder


def distrusted() -> Path | None:
    """The installed file or folder that somebody else could have written to, or None."""
    try:
        there = (folder() / STAMP).is_file()
    except (OSError, RuntimeError):
        return None
    return cachefolder.distrusted(folder() / STAMP) if there else None


def place(files: Path, below: str) -> Path:
    """The folder of a package or the file of a module, without `.py`, from tf.contrib down."""
    package, _, last = below.rpartition(".")
    if last == contrib_files.GENUINE and package in contrib_files.GENUINE_PACKAGES:
        return files / "contrib" / contrib_files.GENUINE_PACKAGES[package]
    top, *rest = below.split(".")
    return files.joinpath(contrib_files.FOLDERS.get(top, f"contrib/{top}"), *rest)


def was_in_contrib(path: str) -> bool:
    """Whether TensorFlow 1.15 had `path` below tf.contrib, as far as that is known.

    What lies below a package is not listed: a path under a name of 1.15 is taken to have existed
    there. Of our own packages, only GENUINE_PARTS and the genuine folder `python` are missing.
    """
    top, _, rest = path.partition(".")
    if top not in contrib.OURS:
        return top in contrib.PACKAGES
    return path in contrib.GENUINE_PARTS or rest.partition(".")[0] == "python"


def sentence(path: str) -> str:
    """The message for a name of tf.contrib that is not installed."""
    whose = distrusted()
    reason = f", and another user may have written {whose}" if whose else ""
    return (
        f"tf.contrib.{path} is part of the genuine tf.contrib{reason}; "
        "install it with `tfv1 contrib install`"
    )
