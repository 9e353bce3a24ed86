"""An on-disk cache of converted sources, keyed by a hash of the original."""

import functools
import hashlib
import sys
from pathlib import Path

from tfv1 import cachefolder, edits


def read(source: str) -> str | None:
    """The converted text of `source`, if there is one."""
    try:
        found = cachefolder.read(_place(source))
        return None if found is None else found.decode("utf-8", "surrogatepass")
    except UnicodeError:
        return None  # damaged: convert again


def write(source: str, converted: str) -> None:
    """Stores the converted text of `source`."""
    cachefolder.write(_place(source), converted.encode("utf-8", "surrogatepass"))


def _place(source: str) -> str:
    text = source.encode("utf-8", "surrogatepass")
    key = hashlib.sha256(_converter() + text).hexdigest()
    return f"python2/{key[:2]}/{key}.py"


@functools.cache
def _converter() -> bytes:
    """Identifies the converter's code, so that the cache does not hide a change to it."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for file in (Path(edits.__file__), *sorted(Path(__file__).parent.rglob("*.py"))):
        digest.update(file.read_bytes())
    return digest.digest()
