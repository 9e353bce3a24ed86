"""Functions of ours that no traceback of user code shows."""

from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

# CPython cuts frames of files with this name out of a traceback that leaves an import.
_IMPORT_MACHINERY = "<frozen importlib._bootstrap_external>"


def hidden(function: F) -> F:
    """Marks a function as part of the import machinery, whose frames no traceback shows."""
    function.__code__ = function.__code__.replace(co_filename=_IMPORT_MACHINERY)
    return function
