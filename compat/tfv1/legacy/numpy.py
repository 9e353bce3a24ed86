"""Functions NumPy had until 1.18 that have no equivalent in 1.26."""

import functools
from collections.abc import Callable
from typing import Any

import numpy

_IS_2 = int(numpy.__version__.partition(".")[0]) >= 2


def alen(a: Any) -> int:
    """Length of the first axis; 1 for a scalar."""
    return len(numpy.atleast_1d(a))


def asscalar(a: object) -> Any:
    """The only element of an array of size 1, as a Python scalar."""
    return numpy.asarray(a).item()


def mafromtxt(fname: Any, **kwargs: Any) -> Any:
    """``genfromtxt`` into a masked array."""
    return numpy.genfromtxt(fname, **{**kwargs, "usemask": True})


def ndfromtxt(fname: Any, **kwargs: Any) -> Any:
    """``genfromtxt`` into a plain array."""
    return numpy.genfromtxt(fname, **{**kwargs, "usemask": False})


def _ragged(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, which also makes an object array from nested sequences of unequal length.

    NumPy did this until 1.24, which raises ValueError unless dtype=object is given. What NumPy 2
    rejects is accepted, too: ``copy=False`` when a copy is needed, and integers that wrap around
    to fit the dtype.
    """

    @functools.wraps(function)
    def make(object: object, *args: object, **kwargs: object) -> Any:
        if kwargs.get("copy", True) is False and _IS_2:
            kwargs["copy"] = None
        try:
            return function(object, *args, **kwargs)
        except OverflowError:
            dtype = args[0] if args else kwargs.pop("dtype", None)
            return function(object, None, *args[1:], **kwargs).astype(dtype)
        except ValueError as error:
            if "inhomogeneous" not in str(error) or args or kwargs.get("dtype") is not None:
                raise
            return function(object, **{**kwargs, "dtype": "O"})

    make.__module__ = __name__  # pickle refers to it by module and name
    return make


array = _ragged(numpy.array)
asarray = _ragged(numpy.asarray)
asanyarray = _ragged(numpy.asanyarray)


def inner1d(x1: Any, x2: Any) -> Any:
    """The inner products along the last axis, of `numpy.core.umath_tests`."""
    return numpy.einsum("...i,...i->...", x1, x2)
