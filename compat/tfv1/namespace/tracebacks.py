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


def trim(error: BaseException, top: str | None) -> None:
    """Takes our frames out of the traceback of `error` and of the errors chained to it.

    Args:
      error: the exception, changed in place.
      top: the file of the script; frames above its first one are ours. None: no script frame
        was reached.
    """
    seen: set[int] = set()
    chain: list[BaseException | None] = [error]
    while chain:
        one = chain.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.__traceback__ = _without_ours(one.__traceback__, top if one is error else None)
        chain += [one.__cause__, one.__context__]


def _without_ours(traceback: TracebackType | None, top: str | None) -> TracebackType | None:
    entries = []
    while traceback is not None:
        entries.append(traceback)
        traceback = traceback.tb_next
    files = [entry.tb_frame.f_code.co_filename for entry in entries]
    if top is not None:
        entries = entries[files.index(top) :] if top in files else []
    kept = [entry for entry in entries if not _is_ours(entry.tb_frame.f_code.co_filename)]
    result = None
    for entry in reversed(kept):
        result = TracebackType(result, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return result


def _is_ours(file: str) -> bool:
    return file.startswith((_HERE, "<frozen importlib"))


def report_at_exit(top: str, advise: Callable[[BaseException], str | None]) -> None:
    """Lets the interpreter's report of an uncaught exception begin at the script.

    Args:
      top: the script's file.
      advise: gives the line to print after the report, or None.
    """
    report = sys.excepthook

    def hook(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        trim(error, top)
        report(kind, error, error.__traceback__)
        advice = advise(error)
        if advice:
            print(f"tfv1: {advice}", file=sys.stderr)

    sys.excepthook = hook
