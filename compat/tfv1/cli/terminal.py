"""What only a terminal gets: colours, and a sign of life during long work."""

import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

# What stands out in a line, and how (the numbers of ANSI's SGR sequence).
Colours = tuple[tuple[str, str], ...]
REPORT: Colours = (
    (r"run .*|to do:|not checked:", "1"),
    (r"equal: .*|No problem found .*", "32"),
    (r"different: .*", "31"),
    (r"PROBLEM:", "1;31"),
    (r"note:|  (damage|restarted|steps go back|KEPT)\b", "33"),
    (r"tfv1 \w+:", "31"),
)
PATCH: Colours = ((r"(---|\+\+\+) .*", "1"), (r"@@.*", "36"), (r"\+.*", "32"), (r"-.*", "31"))

_FIRST_AFTER, _EVERY = 1.0, 0.5  # seconds


def has_colours(stream: TextIO) -> bool:
    """Whether to colour what goes to `stream`: a terminal, unless the environment says no."""
    able = os.environ.get("TERM", "") not in ("", "dumb")
    return able and not os.environ.get("NO_COLOR") and stream.isatty()


def coloured(line: str, colours: Colours) -> str:
    """`line` with its beginning in the colour of the first pattern that matches there."""
    for pattern, number in colours:
        found = re.match(pattern, line)
        if found:
            return f"\x1b[{number}m{found[0]}\x1b[0m{line[found.end() :]}"
    return line


@contextmanager
def working(name: str, after: float = _FIRST_AFTER) -> Iterator[None]:
    """Shows on a terminal, after `after` seconds, that the command `name` works, and how far."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    shower = threading.Thread(target=_show, args=(name, sys.stderr, done, after), daemon=True)
    shower.start()
    try:
        yield
    finally:
        done.set()
        shower.join()


def _show(name: str, stream: TextIO, done: threading.Event, after: float) -> None:
    from tfv1.report.text import duration, size_text

    begin, before = time.monotonic(), _bytes_read()
    wait = after
    while not done.wait(wait):
        wait = _EVERY
        now = _bytes_read()
        size = "" if now is None or before is None else f"{size_text(now - before)} read, "
        text = f"tfv1 {name}: {size}{duration(time.monotonic() - begin)}"
        stream.write(f"\r\x1b[K{text}\r")  # whatever is printed next begins at the left
        stream.flush()
    if wait == _EVERY:
        stream.write("\r\x1b[K")
        stream.flush()


def _bytes_read() -> int | None:
    """The bytes that this process has read so far; None where the system does not say."""
    try:
        with open("/proc/self/io", "rb") as file:
            return int(file.readline().split()[1])
    except OSError:
        return None
