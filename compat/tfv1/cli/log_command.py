"""What the commands over event files share: how they fail."""

import io
import os
import sys
from collections.abc import Callable, Iterable


def run_log_command(name: str, action: Callable[[], int]) -> int:
    """Run `action` and return its status: 2, with one sentence on stderr, for a LogError."""
    from tfv1.logs import LogError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A tag or a path may have characters that the terminal's encoding has not.
            stream.reconfigure(errors="backslashreplace")
    try:
        status = action()
        sys.stdout.flush()
    except LogError as error:
        print(f"tfv1 {name}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of a pipe, such as head, has seen enough. The interpreter flushes stdout once
        # more at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def print_lines(lines: Iterable[str]) -> None:
    """Print `lines`; control characters, which a tag may hold, are escaped."""
    for line in lines:
        print(line if line.isprintable() else "".join(map(_escaped, line)))


def _escaped(character: str) -> str:
    return character if character.isprintable() else repr(character)[1:-1]
