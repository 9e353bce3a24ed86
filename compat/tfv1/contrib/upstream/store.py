"""Where the files of the genuine tf.contrib are kept, and whether they are installed.

They live in one folder below the cache (TFV1_CACHE, else the platform's cache folder). A rename
creates the folder complete, and its stamp records what must be in it.
"""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tfv1 import cachefolder
from tfv1.atomic import whole_directory
from tfv1.names.genuine import STAMP, distrusted, folder, is_installed

__all__ = [
    "Stamp",
    "distrusted",
    "finish",
    "folder",
    "is_installed",
    "is_whole",
    "measure",
    "new_folder",
    "remove",
    "stamp",
]

_PARTIAL = ".contrib-partial-"
# The files kept: sources, and the tables that tf.contrib.learn.datasets loads.
SUFFIXES = (".py", ".csv")


@dataclass(frozen=True)
class Stamp:
    """What an installed folder contains; `size` is in bytes."""

    wheel: str  # SHA-256 of the wheel that the files came from
    files: int
    size: int


def stamp() -> Stamp:
    """The stamp of the installed files.

    Raises:
      OSError: they are not installed.
      ValueError: the stamp is damaged.
    """
    try:
        return Stamp(**json.loads((folder() / STAMP).read_text()))
    except TypeError as error:
        raise ValueError(f"{folder() / STAMP} is not a stamp of tfv1's") from error


def measure(place: Path) -> tuple[int, int]:
    """The number of files kept below `place`, and their total size in bytes."""
    sizes = [file.stat().st_size for file in place.rglob("*") if file.suffix in SUFFIXES]
    return len(sizes), sum(sizes)


def is_whole() -> bool:
    """Whether the installed files still match the stamp in number and size."""
    try:
        noted = stamp()
    except (OSError, ValueError):
        return False
    trusted = all(map(cachefolder.is_trusted, (folder(), *folder().rglob("*"))))
    return trusted and measure(folder()) == (noted.files, noted.size)


@contextlib.contextmanager
def new_folder() -> Iterator[Path]:
    """A folder to fill; it is installed if the block succeeds, and removed if it raises.

    One process at a time: a second one waits. Leftovers of an interrupted process are removed.

    Raises:
      OSError: the cache cannot be written.
    """
    with _only_one(), whole_directory(str(folder()), _PARTIAL, 0o755) as partial:
        yield Path(partial)
        _discard()


def finish(place: Path, wheel: str) -> None:
    """Writes the stamp into a filled folder."""
    for source in list(place.rglob("*.py")):
        (source.parent / "__pycache__").mkdir(exist_ok=True)  # Python's would follow the umask
    files, size = measure(place)
    text = json.dumps(asdict(Stamp(wheel, files, size)))
    with open(place / STAMP, "w") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    for one in place.rglob("*"):
        cachefolder.close(one)


def remove() -> bool:
    """Removes the installed files and any leftovers; returns whether any were installed."""
    if not folder().parent.is_dir():
        return False
    with _only_one():
        return _discard()


def _discard() -> bool:
    if not folder().exists():
        return False
    # Rename first, so that a partly removed folder is not mistaken for an installed one.
    away = Path(tempfile.mkdtemp(prefix=_PARTIAL, dir=folder().parent))
    os.rename(folder(), away / "old")
    shutil.rmtree(away)
    return True


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    above = folder().parent
    cachefolder.make(above)
    # Another user may have put a symlink there: do not follow it or truncate anything.
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    with open(os.open(above / ".contrib-lock", flags, 0o600), "r+b", buffering=0) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in above.glob(_PARTIAL + "*"):
            if leftover.is_symlink() or not leftover.is_dir():
                leftover.unlink()
            else:
                shutil.rmtree(leftover)
        yield
