"""Modules as Python 2 code sees them, and the import statement of Python 2."""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from tfv1.importing import overlay
from tfv1.importing.frames import hidden
from tfv1.names.loading import load
from tfv1.names.tables import python2 as libraries
from tfv1.python2.builtins import BUILTINS

_BUILTIN_MODULES = ("__builtin__", "future_builtins")
_views: dict[str, ModuleType] = {}


class _Sys(ModuleType):
    """`sys`: whatever is set is set on the real one, since sys.stdout and sys.path are rebound."""

    def __getattr__(self, name: str) -> Any:
        home = libraries.NAMES["sys"].get(name)
        return load(home) if home else getattr(sys, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(sys, name, value)

    def __delattr__(self, name: str) -> None:
        delattr(sys, name)

    def __dir__(self) -> list[str]:
        return sorted({*dir(sys), *libraries.NAMES["sys"]})


def view(name: str) -> ModuleType | None:
    """The module `name` as Python 2 code expects it, or None where it is as it was.

    A module that Python 2's library had under this name is made of today's; a module of the user's
    with such a name goes first.
    """
    if name not in libraries.NAMES and name not in libraries.MODULES:
        return overlay.view(name)
    if name not in _views:
        made = _make(name)
        if made is None:
            return None
        _views[name] = made
    return _views[name]


def _make(name: str) -> ModuleType | None:
    if name == "sys":
        # Its class answers for every name but these.
        made = _Sys("sys")
        vars(made).clear()
        vars(made).update(__name__="sys", __doc__=sys.__doc__, __spec__=sys.__spec__)
        vars(made)[overlay.REAL] = sys
        return made
    target = libraries.MODULES.get(name)
    if target is not None and importlib.util.find_spec(name) is not None:
        return None
    rows = libraries.NAMES.get(name, {})
    if name in _BUILTIN_MODULES:
        real: ModuleType = importlib.import_module("builtins")
        extra = [key for key in BUILTINS if not key.startswith("__")]
    else:
        real = overlay.view(name) or importlib.import_module(target or name)
        extra = list(rows)

    def find(attribute: str) -> Any:
        if name == "__builtin__" and attribute in BUILTINS:
            return BUILTINS[attribute]
        if attribute in rows:
            return load(rows[attribute])
        raise AttributeError(attribute)

    return overlay.over(real, name, find, extra if name != "future_builtins" else [])


def importer(import_: Callable[..., Any]) -> Callable[..., Any]:
    """``__import__`` of converted modules, on top of `import_`, which serves everything else.

    Without ``from __future__ import absolute_import``, a module of a package finds its neighbours
    by their bare names. The library's old names are known.
    """

    @hidden
    def __import__(
        name: str,
        globals: Any = None,
        locals: Any = None,
        fromlist: Sequence[str] | None = (),
        level: int = -1,
    ) -> Any:
        if level <= 0:
            if _is_neighbour(name, globals or {}):
                return import_(name, globals, locals, fromlist, 1)
            top = name.partition(".")[0]
            if top in libraries.MODULES or top in libraries.NAMES:
                found = view(name)
                if found is not None:
                    return found if fromlist else view(top)
                found = import_(name, globals, locals, fromlist, 0)
                return found if fromlist else view(top) or found
        return import_(name, globals, locals, fromlist, max(level, 0))

    return __import__


def _is_neighbour(name: str, globals: dict[str, Any]) -> bool:
    package = globals.get("__package__")
    if not package or "absolute_import" in globals:
        return False
    full = f"{package}.{name.partition('.')[0]}"
    if full in sys.modules:
        return True
    try:
        return importlib.util.find_spec(full) is not None
    except (ImportError, AttributeError, ValueError):
        return False  # no package after all, such as a script's made-up __package__
