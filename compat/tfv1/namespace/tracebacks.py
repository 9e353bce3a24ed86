"""Keep this package's frames out of the tracebacks of user code."""

import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

# CPython cuts frames of files with this name out of a traceback that leaves an import.
_IMPORT_MACHINERY = "<frozen importlib._bootstrap_external>"
_HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep


def hidden(function: F) -> F:
    """Marks a function as part of the import machinery, whose frames no traceback shows."""
    function.__code__ = function.__code__.replace(co_filename=_IMPORT_MACHINERY)
    return function


def trim(error: BaseException, starter: str) -> None:
    """Takes our frames out of the traceback of `error` and of the errors chained to it.

    Args:
      error: the exception, changed in place.
      starter: the file that started the script; its frames and those before them are ours.
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
        elif not file.startswith((_HERE, "<frozen importlib")):
            kept.append(traceback)
        traceback = traceback.tb_next
    result = None
    for entry in reversed(kept):
        result = TracebackType(result, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return result


def report_at_exit(starter: str, advise: Callable[[BaseException], str | None]) -> None:
    """Lets the interpreter's report of an uncaught exception begin at the script.

    Args:
      starter: the file that started it.
      advise: gives the line to print after the report, or None.
    """
    report = sys.excepthook

    def hook(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        trim(error, starter)
        report(kind, error, error.__traceback__)
        advice = advise(error)
        if advice:
            print(f"tfv1: {advice}", file=sys.stderr)

    sys.excepthook = hook
