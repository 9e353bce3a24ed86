"""Hints about changes in NumPy that tfv1 cannot undo, given when a script runs into one."""

import sys
from typing import Any

from tfv1 import session
from tfv1.importing.userfiles import is_users
from tfv1.patches import Patch, apply

_REMEDY = "to get NumPy 1's numbers, use Python 3.12 or older and run: pip install 'numpy<2'"
_PROMOTION = (
    "NumPy 2 keeps the small type of a scalar, so that np.uint8(200) + 100 is 44; NumPy 1 took a "
    f"wider one, and had 300; {_REMEDY}"
)
# Errors that NumPy did not raise before a release: the release, type, part of the message, advice.
_ERRORS: tuple[tuple[tuple[int, int], type[Exception], str, str], ...] = (
    (
        (1, 17),
        ValueError,
        "Object arrays cannot be loaded when allow_pickle=False",
        "NumPy before 1.16.3 loaded Python objects from any file; if you trust this one, write: "
        "np.load(..., allow_pickle=True)",
    ),
    (
        (1, 23),
        IndexError,
        "only integers, slices (`:`), ellipsis",
        "since NumPy 1.23 a list of slices is not an index; if the index is a list, write "
        "x[tuple(index)]",
    ),
    (
        (2, 0),
        OverflowError,
        "out of bounds for ",
        "NumPy 2 refuses a Python integer that does not fit into the type, which NumPy 1 wrapped "
        f"around or widened; write np.array(x).astype(type), or {_REMEDY}",
    ),
    (
        (2, 0),
        TypeError,
        "only 0-dimensional arrays can be converted to Python scalars",
        "NumPy 2.5 converts no array of one element any more; write x.item(), or run: "
        "pip install 'numpy<2.5'",
    ),
)


def offer(error: BaseException) -> str | None:
    """One line about a change in NumPy, if it caused the error that ended the script."""
    release = _release()
    for since, kind, text, advice in _ERRORS:
        if release >= since and isinstance(error, kind) and text in str(error):
            return advice
    return None


def install() -> None:
    """Explains the first overflow of a NumPy scalar in the user's own code."""
    apply(PATCHES, session.current().replaced)


def _explained(show: Any) -> Any:
    told = False

    def showwarning(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: Any = None,
        line: str | None = None,
    ) -> None:
        nonlocal told
        show(message, category, filename, lineno, file, line)
        if not told and "overflow encountered in scalar" in str(message) and is_users(filename):
            told = True
            if _release() >= (2, 0):
                print(f"tfv1: {_PROMOTION}", file=file or sys.stderr)

    return showwarning


def _release() -> tuple[int, int]:
    """The release of NumPy, as (1, 26); (0, 0) if it is not loaded."""
    numpy = sys.modules.get("numpy")
    major, minor = numpy.__version__.split(".")[:2] if numpy is not None else ("0", "0")
    return int(major), int(minor)


PATCHES = (
    Patch(
        "warnings:showwarning",
        _explained,
        "NumPy 1 avoided the overflow by a wider type; the sentence says so once",
    ),
)
