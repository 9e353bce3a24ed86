"""NumPy's functions of one array, which took nested lists of unequal length until 1.24.

Such a list became an array of lists.
"""

import functools
from collections.abc import Callable
from typing import Any

import numpy

# fmt: off
NAMES = (
    "all", "amax", "amin", "any", "append", "argmax", "argmin", "argsort", "array_split",
    "asarray_chkfinite", "atleast_1d", "atleast_2d", "average", "clip", "copy", "cumsum",
    "delete", "diff", "expand_dims", "flip", "full_like", "insert", "max", "mean",
    "median", "min", "ndim", "nonzero", "ones_like", "prod", "ptp", "ravel", "repeat", "resize",
    "roll", "save", "savez", "savez_compressed", "shape", "size", "sort", "split", "squeeze",
    "std", "swapaxes", "take", "tile", "transpose", "unique", "var", "where", "zeros_like",
)
# fmt: on
RANDOM = ("choice", "permutation")


def taking_ragged(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, which also takes nested lists of unequal length."""

    @functools.wraps(function)
    def call(*args: object, **kwargs: object) -> Any:
        try:
            return function(*args, **kwargs)
        except ValueError as error:
            if not _is_of_ragged(error):
                raise
            named = {name: _as_array(value) for name, value in kwargs.items()}
            return function(*map(_as_array, args), **named)

    return call


def _is_of_ragged(error: ValueError) -> bool:
    return "inhomogeneous" in str(error)


def _as_array(value: object) -> object:
    """`value`, or for a ragged list an array of objects."""
    if isinstance(value, list | tuple):
        try:
            numpy.asarray(value)
        except ValueError as error:
            if _is_of_ragged(error):
                return numpy.array(value, dtype=object)
    return value


def _add(module: Any, names: tuple[str, ...]) -> None:
    for name in names:
        function = taking_ragged(getattr(module, name))
        function.__module__ = __name__  # pickle refers to it by module and name
        function.__qualname__ = name
        globals()[name] = function


_add(numpy, NAMES)
_add(numpy.random, RANDOM)
