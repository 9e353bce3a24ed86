"""Python 2's / in a module without ``from __future__ import division``.

Two integers give an integer, rounded down; this includes NumPy's integer scalars and arrays. An
operand's own `__div__`, which tensors have, takes precedence. Everything else divides as today.
"""

import sys
from typing import Any


def div(a: object, b: Any) -> Any:
    """``a / b``."""
    if type(a) is int and type(b) is int:
        return a // b
    result = _ask(a, b, "__div__")
    if result is not NotImplemented:
        return result
    result = _ask(b, a, "__rdiv__")
    if result is not NotImplemented:
        return result
    return a // b if _integers(a, b) else a / b


def idiv(a: object, b: Any) -> Any:
    """The new value of `a` after ``a /= b``; an array is modified in place."""
    result = _ask(a, b, "__idiv__")
    if result is not NotImplemented:
        return result
    if not hasattr(type(a), "__itruediv__"):
        return div(a, b)
    if _integers(a, b):
        a //= b
    else:
        a /= b
    return a


def idiv_attribute(owner: object, name: str, b: object) -> None:
    """``owner.name /= b``."""
    setattr(owner, name, idiv(getattr(owner, name), b))


def idiv_item(owner: Any, index: object, b: object) -> None:
    """``owner[index] /= b``."""
    owner[index] = idiv(owner[index], b)


class _Index:
    """``index[1:2, 3]`` returns the key that ``x[1:2, 3]`` passes to x."""

    def __getitem__(self, key: object) -> Any:
        return key


index = _Index()


def _ask(owner: object, other: object, name: str) -> Any:
    method = getattr(type(owner), name, None)
    return NotImplemented if method is None else method(owner, other)


def _integers(a: object, b: object) -> bool:
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        arrays = (numpy.ndarray, numpy.generic)
        if isinstance(a, arrays) or isinstance(b, arrays):
            return all(_kind(numpy, operand) in "biu" for operand in (a, b))
    return isinstance(a, int) and isinstance(b, int)


def _kind(numpy: Any, operand: object) -> str:
    if hasattr(operand, "dtype"):
        return getattr(operand.dtype, "kind", "?")
    if isinstance(operand, int):
        return "i"
    return numpy.asarray(operand).dtype.kind if isinstance(operand, list | tuple) else "?"
