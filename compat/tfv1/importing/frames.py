"""Hiding our frames from tracebacks, and inspecting the user's."""

import opcode
import sys
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

# When an import fails, CPython removes frames with this file name from the traceback.
_IMPORT_MACHINERY = "<frozen importlib._bootstrap_external>"
_IMPORT_NAME = opcode.opmap["IMPORT_NAME"]


def hidden(function: F) -> F:
    """Marks a function as part of the import machinery, whose frames no traceback shows."""
    function.__code__ = function.__code__.replace(co_filename=_IMPORT_MACHINERY)
    return function


def is_import_statement() -> bool:
    """Whether we were called by an import statement rather than by a call of `__import__`."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename == _IMPORT_MACHINERY:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_code[frame.f_lasti] == _IMPORT_NAME
