"""Keeps this package's frames out of tracebacks of user code."""

import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

from tfv1 import session
from tfv1.patches import Patch, apply

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# The parts through which user code is loaded and finds its names.
_OURS = tuple(
    os.path.join(_PACKAGE, part)
    for part in (
        "importing/",
        "legacy/",
        "names/",
        "patches/",
        "python2/",
        "runtime/",
        "startup.py",
    )
)


def trim(error: BaseException, starter: str) -> None:
    """Removes our frames from the tracebacks of `error` and of the errors chained to it.

    Args:
      error: the exception, changed in place.
      starter: the file that started the script: its frames, and all before them, are ours.
    """
    seen: set[int] = set()
    chain: list[BaseException | None] = [error]
    while chain:
        one = chain.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.__traceback__ = _without_ours(one.__traceback__, starter)
        chain += [one.__cause__, one.__context__]


def _without_ours(traceback: TracebackType | None, starter: str) -> TracebackType | None:
    kept: list[TracebackType] = []
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file == starter:
            kept.clear()
        elif not file.startswith((*_OURS, "<frozen importlib")):
            kept.append(traceback)
        traceback = traceback.tb_next
    result = None
    for entry in reversed(kept):
        result = TracebackType(result, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return result


def report_at_exit(starter: str, advise: Callable[[BaseException], str | None]) -> None:
    """Makes the interpreter's traceback of an uncaught exception begin at the script.

    Args:
      starter: the file that started the script.
      advise: returns the line to print after the traceback, or None.
    """
    apply((excepthook(starter, advise),), session.current().replaced)


def excepthook(starter: str, advise: Callable[[BaseException], str | None]) -> Patch:
    """The row for `report_at_exit`."""

    def over(report: Any) -> Any:
        def hook(
            kind: type[BaseException], error: BaseException, traceback: TracebackType | None
        ) -> None:
            trim(error, starter)
            report(kind, error, error.__traceback__)
            advice = advise(error)
            if advice:
                print(f"tfv1: {advice}", file=sys.stderr)

        return hook

    return Patch("sys:excepthook", over, "the script would not come first in a traceback")
