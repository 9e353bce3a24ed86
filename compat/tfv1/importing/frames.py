"""The frames between user code and us: hiding ours, and telling what the user's is doing."""

import opcode
import sys
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

# CPython cuts frames of files with this name out of a traceback that leaves an import.
_IMPORT_MACHINERY = "<frozen importlib._bootstrap_external>"
_IMPORT_NAME = opcode.opmap["IMPORT_NAME"]


def hidden(function: F) -> F:
    """Marks a function as part of the import machinery, whose frames no traceback shows."""
    function.__code__ = function.__code__.replace(co_filename=_IMPORT_MACHINERY)
    return function


def is_import_statement() -> bool:
    """Whether an import statement, and no call of `__import__`, has led here."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename == _IMPORT_MACHINERY:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_code[frame.f_lasti] == _IMPORT_NAME
