"""Which files git has unchanged, read from its index, without running git.

A repository's configuration can make git run programs (core.fsmonitor, filters, hooks), and the
repository may be somebody else's.
"""

import hashlib
import struct
from pathlib import Path

from tfv1.source.text import CannotRead, read_bytes

_ENTRY = struct.Struct(">40x20sH")  # what stat said, the blob's SHA-1, flags
_STAGE, _LONGER, _LENGTH = 0x3000, 0x4000, 0x0FFF


class GitIndex:
    """The index of the repository that a folder is in; empty if there is none that can be read."""

    def __init__(self, folder: Path) -> None:
        real = folder.resolve()
        self._root = next((one for one in (real, *real.parents) if (one / ".git").is_dir()), real)
        try:
            self._blobs = _blobs(read_bytes(self._root / ".git" / "index", "git-index-bytes"))
        except (OSError, CannotRead, struct.error, ValueError):
            self._blobs = {}  # then all files count as unknown to git

    def has(self, file: Path, data: bytes) -> bool:
        """Whether git has `file` with exactly these bytes."""
        real = file.resolve()
        if not real.is_relative_to(self._root):
            return False
        blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).digest()
        return self._blobs.get(bytes(real.relative_to(self._root))) == blob


def _blobs(index: bytes) -> dict[bytes, bytes]:
    """Path -> SHA-1 of its blob. Of versions 2 and 3, which nearly all repositories have."""
    signature, version, count = struct.unpack_from(">4sII", index)
    checksum = hashlib.sha1(index[:-20], usedforsecurity=False).digest()
    if signature != b"DIRC" or version not in (2, 3) or checksum != index[-20:]:
        return {}
    found: dict[bytes, bytes] = {}
    at = 12
    for _ in range(count):
        blob, flags = _ENTRY.unpack_from(index, at)
        start = at + _ENTRY.size + (2 if flags & _LONGER else 0)
        end = index.index(b"\0", start)
        if not flags & _STAGE:
            found[index[start:end]] = blob
        at += (end - at) // 8 * 8 + 8  # one to eight null bytes follow
    return found
