"""Results of reading installed sources, kept in the cache folder until the sources change."""

import atexit
import functools
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tfv1 import cachefolder


def kept(kind: str, of: object, make: Callable[[], dict[str, str]]) -> dict[str, str]:
    """The table that `make` returns; made only if the cache has none of this kind for `of`."""
    identity = reader() + repr(of).encode(errors="surrogatepass")
    key = hashlib.sha256(identity).hexdigest()
    place = f"{kind}/{key[:2]}/{key}.json"
    held = _table(cachefolder.read(place))
    if held is None:
        held = make()
        cachefolder.write(place, json.dumps(held, separators=(",", ":")).encode())
    return held


class Lines:
    """Texts of one line each, by keys of one line, in one file of the cache folder.

    Hundreds are needed for one name, and a file for each of them would take longer to read. What
    is added is written when the process ends.
    """

    def __init__(self, kind: str) -> None:
        self._place = f"{kind}/{hashlib.sha256(reader()).hexdigest()}"
        self._held = self._read()
        self._added: dict[str, str] = {}

    def get(self, key: str) -> str:
        """The text, or "" if there is none."""
        return self._held.get(key, "")

    def add(self, key: str, text: str) -> None:
        """Keeps the text instead of another one with the same key."""
        if not self._added:
            atexit.register(self.save)
        self._held[key] = self._added[key] = text

    def save(self) -> None:
        """Writes what was added, beside what other processes have added in the meantime."""
        rows = {**self._read(), **self._added}
        self._added = {}
        lines = (line for row in rows.items() for line in row)
        cachefolder.write(self._place, "\n".join(lines).encode())

    def _read(self) -> dict[str, str]:
        lines = (cachefolder.read(self._place) or b"").decode(errors="replace").split("\n")
        return dict(zip(lines[::2], lines[1::2], strict=False))


def _table(text: bytes | None) -> dict[str, str] | None:
    try:
        held = json.loads(text or b"")
    except ValueError:
        return None  # there is none, or it is damaged
    is_table = isinstance(held, dict) and all(type(value) is str for value in held.values())
    return held if is_table else None


@functools.cache
def reader() -> bytes:
    """Identifies the code of this package, so that the cache does not hide a change to it."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return repr(sys.version_info[:2]).encode() + b"".join(file.read_bytes() for file in files)


def state_of(folders: Iterable[Path]) -> list[tuple[str, int, int]]:
    """The sources below the folders, with the time and size that a change to them would change."""
    return sorted(found for folder in folders for found in _states(folder))


def _states(folder: Path) -> Iterator[tuple[str, int, int]]:
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    yield entry.path, status.st_mtime_ns, status.st_size
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
