"""Private: the cache folder, for what can be rebuilt or fetched again, and whether to trust it.

Code is loaded from it, so a file counts only if nobody but this user or root could have written it.
"""

import os
import sys
from pathlib import Path

from tfv1.atomic import whole_file

_OTHERS_WRITE = 0o022


def folder() -> Path:
    """TFV1_CACHE, else our folder where the platform keeps caches; it may not exist yet.

    Raises:
      RuntimeError: there is no home folder.
    """
    chosen = os.environ.get("TFV1_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "tfv1"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "tfv1"


def is_trusted(place: Path) -> bool:
    """Whether only this user or root could have written `place`, a path in the cache folder.

    False if it does not exist or is a symlink, whose target anybody may have created.
    """
    return distrusted(place) is None


def distrusted(place: Path) -> Path | None:
    """The first untrusted path among `place` and its parents up to the cache folder, or None."""
    root = folder()
    for one in (place, *place.parents):
        try:
            status = os.stat(one) if one == root else os.lstat(one)
        except OSError:
            return one
        # A symlink has mode 0777, so it fails here.
        if status.st_uid not in (os.geteuid(), 0) or status.st_mode & _OTHERS_WRITE:
            return one
        if one == root:
            return None
    return place  # outside the cache folder


def read(below: str) -> bytes | None:
    """What is in the cache under the relative path `below`; None if there is nothing to trust.

    A cache that cannot be read or written is not an error: what is in it is made again.
    """
    try:
        file = folder() / below
        return file.read_bytes() if is_trusted(file) else None
    except (OSError, RuntimeError):
        return None  # unreadable, or no home folder


def write(below: str, content: bytes) -> None:
    """Puts `content` into the cache, if it has one; safe for several processes at once."""
    try:
        file = folder() / below
        make(file.parent)
        with whole_file(str(file), mode=0o600, sync=False) as out:
            out.write(content)
    except (OSError, RuntimeError):
        pass  # no home folder, read-only or full: the cache only saves time


def make(place: Path) -> None:
    """Creates `place`, a folder in the cache, and its parents, writable only by their owner.

    Raises:
      OSError: it cannot be created, or belongs to another user.
    """
    root = folder()
    root.parent.mkdir(parents=True, exist_ok=True)
    below = place.relative_to(root).parts
    for one in (root, *(root.joinpath(*below[: end + 1]) for end in range(len(below)))):
        one.mkdir(mode=0o755, exist_ok=True)
        close(one)


def close(place: Path) -> None:
    """Removes write permission on `place` for everybody but its owner.

    Raises:
      OSError: it belongs to another user.
    """
    mode = os.stat(place).st_mode
    if mode & _OTHERS_WRITE:
        os.chmod(place, mode & 0o7777 & ~_OTHERS_WRITE)
