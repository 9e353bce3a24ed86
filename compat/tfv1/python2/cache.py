"""An on-disk cache of converted sources, keyed by a hash of the original.

A cache that cannot be read or written is not an error: every run then converts again.
"""

import functools
import hashlib
import sys
from pathlib import Path

from tfv1.atomic import whole_file
from tfv1.cachefolder import folder, is_trusted, make


def read(source: str) -> str | None:
    """The converted text of `source`, if there is one."""
    try:
        file = _file(source)
        if not is_trusted(file):
            return None  # missing, or code that another user may have put there
        return file.read_text(encoding="utf-8", errors="surrogatepass")
    except (OSError, UnicodeError, RuntimeError):
        return None  # unreadable, damaged, or no home folder: convert again


def write(source: str, converted: str) -> None:
    """Stores the converted text of `source`; safe for several processes at once."""
    try:
        file = _file(source)
        make(file.parent)
        with whole_file(str(file), mode=0o600, sync=False) as out:
            out.write(converted.encode("utf-8", "surrogatepass"))
    except (OSError, RuntimeError):
        pass  # no home folder, read-only or full: the cache only saves time


def _file(source: str) -> Path:
    text = source.encode("utf-8", "surrogatepass")
    key = hashlib.sha256(_converter() + text).hexdigest()
    return folder() / "python2" / key[:2] / f"{key}.py"


@functools.cache
def _converter() -> bytes:
    """Identifies the converter's code, so that the cache does not hide a change to it."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()
