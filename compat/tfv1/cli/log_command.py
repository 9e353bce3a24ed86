"""How the commands that read other people's files print and fail."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

from tfv1.cli.terminal import REPORT, Colours, coloured, has_colours
from tfv1.report.text import printable

_Run = Callable[[argparse.Namespace], int]


def log_command(name: str, reads_logs: bool = True) -> Callable[[_Run], _Run]:
    """Decorates a command's `run`: if it fails, it prints a sentence on stderr and returns 2."""

    def decorated(action: _Run) -> _Run:
        def run(args: argparse.Namespace) -> int:
            if reads_logs:
                _load_numpy()
            from tfv1.limits import LimitExceededError
            from tfv1.logs import LogError

            try:
                return action(args)
            except (LogError, LimitExceededError) as error:
                complain(name, error)
            except MemoryError:
                complain(name, "there is not enough memory for this input.")
            return 2

        return run

    return decorated


def _load_numpy() -> None:
    """Import NumPy without threads for linear algebra, which nobody here needs.

    Starting each of them takes a tenth of a second of CPU time. Programs started from here may want
    them, and so get the environment as it was.
    """
    variable = "OPENBLAS_NUM_THREADS"
    is_given = variable in os.environ
    os.environ.setdefault(variable, "1")
    with _killed_by_interrupts():
        import numpy as np  # noqa: F401
    if not is_given:
        del os.environ[variable]


@contextmanager
def _killed_by_interrupts() -> Iterator[None]:
    """Let Ctrl-C end the process at once, where extension modules make an ImportError of it."""
    usual = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or usual is not signal.default_int_handler:
        yield  # nobody else's handler is touched, nor that of a shell that ignores the signal
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


def print_lines(
    lines: Iterable[str], to: TextIO | None = None, keep: str = "", colours: Colours = REPORT
) -> None:
    """Print `lines`, with control characters escaped, since a tag or a path may contain them."""
    in_colour = has_colours(to or sys.stdout)
    for line in lines:
        shown = printable(line, keep)
        print(coloured(shown, colours) if in_colour else shown, file=to)


def report_skipped(name: str, skipped: Iterable[object]) -> int:
    """Report on stderr what could not be read; return status 1 if there was anything, else 0."""
    status = 0
    for one in skipped:
        complain(name, f"not read: {one}")
        status = 1
    return status


def complain(name: str, trouble: object, keep: str = "") -> None:
    """Report on stderr what went wrong in the command `name`, escaped as in `print_lines`."""
    print_lines([f"tfv1 {name}: {trouble}"], sys.stderr, keep)


def put_out(text: str, args: argparse.Namespace) -> None:
    """Write `text` where the arguments of `add_output` say.

    Raises LogError if the file exists and must not be overwritten, or cannot be written.
    """
    from tfv1.logs.copies import STDOUT, replacing

    if args.output in (None, STDOUT):
        sys.stdout.write(text)
        return
    check_output(args.output, args.force)
    with replacing(args.output) as file:
        file.write(text.encode("utf-8", "backslashreplace"))


def check_output(path: str, force: bool) -> None:
    """Raise LogError if `path` is an event file, or another that exists unless `force` is set."""
    from tfv1.events.reading.runs import is_event_file
    from tfv1.logs import LogError

    if os.path.isfile(path):
        if is_event_file(path):
            raise LogError(f"{path} is an event file; it is not overwritten.")
        if not force:
            raise LogError(f"{path} exists already; --force overwrites it.")
