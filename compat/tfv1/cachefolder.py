"""Private: the folder for what can be made or fetched again, and whether it can be trusted.

Code is loaded from it. So what is there counts only if nobody but this user, or root, can have
written it.
"""

import os
import sys
from pathlib import Path

_OTHERS_WRITE = 0o022


def folder() -> Path:
    """TFV1_CACHE, else a folder of ours where the platform keeps caches; it need not exist.

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
    """Whether only this user, or root, can have written what is at `place`, in the cache folder.

    No for what does not exist, and for a link: anybody may have made what it leads to.
    """
    return distrusted(place) is None


def distrusted(place: Path) -> Path | None:
    """The first of `place` and the folders above it, up to the cache folder, not to be trusted."""
    root = folder()
    for one in (place, *place.parents):
        try:
            status = os.stat(one) if one == root else os.lstat(one)
        except OSError:
            return one
        # A link has all permissions, so that it fails here.
        if status.st_uid not in (os.geteuid(), 0) or status.st_mode & _OTHERS_WRITE:
            return one
        if one == root:
            return None
    return place  # not in the cache folder


def make(place: Path) -> None:
    """Makes `place`, a folder in the cache, and those above it; no other user can write to them.

    Raises:
      OSError: it cannot be made, or belongs to somebody else.
    """
    root = folder()
    root.parent.mkdir(parents=True, exist_ok=True)
    below = place.relative_to(root).parts
    for one in (root, *(root.joinpath(*below[: end + 1]) for end in range(len(below)))):
        one.mkdir(mode=0o755, exist_ok=True)
        close(one)


def close(place: Path) -> None:
    """Takes the permission to write `place` from everybody but its owner.

    Raises:
      OSError: it belongs to somebody else.
    """
    mode = os.stat(place).st_mode
    if mode & _OTHERS_WRITE:
        os.chmod(place, mode & 0o7777 & ~_OTHERS_WRITE)
