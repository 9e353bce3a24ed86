"""Names of event files.

TensorFlow 1.15 calls a file `events.out.tfevents.<seconds>.<hostname><suffix>`, so two writers that
start in one second get one name, and the later truncates the earlier. Here the first writer of a
second gets that name, and every further one `.<pid>.<n>` before the suffix. Where the storage
cannot create a file exclusively, every name is unique by itself: `.<pid>.<n>.<random>`.

Readers play the files of a run in the order of their names. So a file's seconds are never those of
a clock that was set back: they are later than the newest file that is already there.
"""

import itertools
import os
import re
import secrets
import socket
from collections.abc import Iterable, Iterator

PREFIX = "events.out.tfevents."

_SECONDS = re.compile(re.escape(PREFIX) + r"(\d{10})\.")
_LAST_SECOND = 9_999_999_999  # the last one of ten digits


def start_second(now: float, earlier: Iterable[str]) -> int:
    """The second that names a file which starts `now`, after the files called `earlier`."""
    seconds = [int(found[1]) for name in earlier if (found := _SECONDS.match(name))]
    newest = max(seconds, default=0)
    return int(now) if newest <= now or newest == _LAST_SECOND else newest + 1


def second_of(path: str) -> int:
    """The second in the name of the event file at `path`."""
    found = _SECONDS.match(os.path.basename(path))
    assert found is not None, path
    return int(found[1])


def candidates(seconds: int, suffix: str = "", after: str = "") -> Iterator[str]:
    """The names that a file which starts at `seconds` since the epoch may have, the best one first.

    Endless: the caller takes the first that no file has yet. None sorts before `after`.
    """
    base = f"{PREFIX}{seconds:010d}.{socket.gethostname()}"
    yield from _later(after, [base + suffix])
    numbered = (f"{base}.{os.getpid()}.{n:03d}{suffix}" for n in range(1, 1000))
    yield from _later(after, numbered)
    yield from candidates(seconds + 1, suffix, after)


def unique(seconds: int, suffix: str = "", after: str = "") -> str:
    """A name that no other file of any process has, and that does not sort before `after`."""
    for second in itertools.count(seconds):
        base = f"{PREFIX}{second:010d}.{socket.gethostname()}.{os.getpid()}"
        for n in range(1, 1000):
            start = f"{base}.{n:03d}."
            if start > after:
                return start + secrets.token_hex(4) + suffix
    raise AssertionError("endless")


def _later(after: str, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if name > after)
