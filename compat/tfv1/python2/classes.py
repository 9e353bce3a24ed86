"""Python 2's class statement: __metaclass__, next, __nonzero__, __div__, __cmp__, __hash__."""

import builtins
from collections.abc import Callable
from typing import Any

_RENAMED = {
    "next": "__next__",
    "__nonzero__": "__bool__",
    "__div__": "__truediv__",
    "__rdiv__": "__rtruediv__",
    "__idiv__": "__itruediv__",
    "__unicode__": "__str__",
}
_COMPARED: dict[str, Callable[[int], bool]] = {
    "__eq__": lambda sign: sign == 0,
    "__ne__": lambda sign: sign != 0,
    "__lt__": lambda sign: sign < 0,
    "__le__": lambda sign: sign <= 0,
    "__gt__": lambda sign: sign > 0,
    "__ge__": lambda sign: sign >= 0,
}


def build_class(function: Any, name: str, *bases: object, **keywords: object) -> Any:
    """``__build_class__`` for converted modules: makes a Python 2 class work in Python 3.

    Special methods that Python 3 calls by another name get that name, too; instances of a class
    with `__eq__` but no `__hash__` stay hashable.
    """
    made = builtins.__build_class__(function, name, *bases, **keywords)
    if not isinstance(made, type):
        return made
    own = vars(made)
    for old, new in _RENAMED.items():
        if old in own and new not in own:
            setattr(made, new, own[old])
    if "__cmp__" in own:
        for special, verdict in _COMPARED.items():
            if special not in own:
                setattr(made, special, _comparison(verdict))
    if "__eq__" in own and own.get("__hash__", made) is None:
        made.__hash__ = _inherited_hash(made)  # type: ignore[method-assign]
    declared = own.get("__metaclass__")
    if declared is not None and type(made) is not declared:
        return _remade(made, declared)
    return made


def _comparison(verdict: Callable[[int], bool]) -> Callable[[Any, Any], bool]:
    return lambda self, other: verdict(self.__cmp__(other))


def _inherited_hash(made: type) -> Any:
    for base in made.__mro__[1:]:
        found = vars(base).get("__hash__")
        if found is not None:
            return found
    return object.__hash__


def _remade(made: type, metaclass: Any) -> Any:
    """The class created again, by its metaclass."""
    body = dict(vars(made))
    slots = body.get("__slots__", ())
    for name in ("__dict__", "__weakref__", *([slots] if isinstance(slots, str) else slots)):
        body.pop(name, None)
    return metaclass(made.__name__, made.__bases__, body)
