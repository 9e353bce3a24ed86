"""Names of event files.

TensorFlow 1.15 calls a file `events.out.tfevents.<seconds>.<hostname><suffix>`, so two writers that
start in the same second get the same name, and the later truncates the earlier. Here the first
writer of a second gets that name, and any other gets `.<pid>.<n>` before the suffix. Where the
storage cannot create a file exclusively, every name is unique: `.<pid>.<n>.<random>`.

Readers read the files of a run in the order of their names. So the seconds in a name never go back
when the clock is set back: they are later than those of the newest file already there.
"""

import itertools
import os
import re
import secrets
import socket
from collections.abc import Iterable, Iterator

PREFIX = "events.out.tfevents."

_SECONDS = re.compile(re.escape(PREFIX) + r"(\d{10})\.")
_LAST_SECOND = 9_999_999_999  # the last with ten digits


def start_second(now: float, earlier: Iterable[str]) -> int:
    """The second for the name of a file started `now`, after the files named `earlier`."""
    seconds = [int(found[1]) for name in earlier if (found := _SECONDS.match(name))]
    newest = max(seconds, default=0)
    return int(now) if newest <= now or newest == _LAST_SECOND else newest + 1


def second_of(path: str) -> int:
    """The second in the name of the event file at `path`."""
    found = _SECONDS.match(os.path.basename(path))
    assert found is not None, path
    return int(found[1])


def candidates(seconds: int, suffix: str = "", after: str = "") -> Iterator[str]:
    """Names for a file started at `seconds` since the epoch, best first; none sorts before `after`.

    Endless: the caller takes the first that is not taken yet.
    """
    base = f"{PREFIX}{seconds:010d}.{socket.gethostname()}"
    yield from _later(after, [base + suffix])
    numbered = (f"{base}.{os.getpid()}.{n:03d}{suffix}" for n in range(1, 1000))
    yield from _later(after, numbered)
    yield from candidates(seconds + 1, suffix, after)


def unique(seconds: int, suffix: str = "", after: str = "") -> str:
    """A name that no file of any process has, and that does not sort before `after`."""
    for second in itertools.count(seconds):
        base = f"{PREFIX}{second:010d}.{socket.gethostname()}.{os.getpid()}"
        for n in range(1, 1000):
            start = f"{base}.{n:03d}."
            if start > after:
                return start + secrets.token_hex(4) + suffix
    raise AssertionError("endless")


def _later(after: str, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if name > after)
