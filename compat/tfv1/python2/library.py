"""Standard library modules as Python 2 code sees them."""

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any

from tfv1.names import libraries as shared
from tfv1.names.contents import own
from tfv1.names.loading import load
from tfv1.names.modules import Shown, View
from tfv1.names.tables import python2 as libraries
from tfv1.python2.builtins import BUILTINS

_BUILTIN_MODULES = ("__builtin__", "future_builtins")
_views: dict[str, ModuleType] = {}


def view(name: str) -> ModuleType | None:
    """The module `name` as Python 2 code expects it, or None if it has not changed.

    A module that Python 2's library had under this name is built from today's; a user module with
    the same name takes precedence.
    """
    if name not in libraries.NAMES and name not in libraries.MODULES:
        return shared.view(name)
    if name not in _views:
        made = _make(name)
        if made is None:
            return None
        _views[name] = made
    return _views[name]


def _make_sys() -> View:
    """`sys`: its view stores nothing, since other code rebinds sys.stdout and sys.path, too."""
    rows = libraries.NAMES["sys"]
    made = View(
        "sys",
        Shown(
            find=lambda name: load(rows[name]) if name in rows else getattr(sys, name),
            names=lambda: [*dir(sys), *rows],
            owner=lambda name: sys,
            keeps=False,
        ),
    )
    own(made).update(__doc__=sys.__doc__, __spec__=sys.__spec__)
    return made


def _make(name: str) -> ModuleType | None:
    if name == "sys":
        return _make_sys()
    target = libraries.MODULES.get(name)
    if target is not None and importlib.util.find_spec(name) is not None:
        return None
    rows = libraries.NAMES.get(name, {})
    if name in _BUILTIN_MODULES:
        real: ModuleType = importlib.import_module("builtins")
        extra = [key for key in BUILTINS if not key.startswith("__")]
    else:
        now = target or name
        real = shared.view(name) or shared.view(now) or importlib.import_module(now)
        extra = list(rows)

    def find(attribute: str) -> Any:
        if name == "__builtin__" and attribute in BUILTINS:
            return BUILTINS[attribute]
        if attribute in rows:
            return load(rows[attribute])
        raise AttributeError(attribute)

    return shared.over(real, name, find, extra if name != "future_builtins" else [])
