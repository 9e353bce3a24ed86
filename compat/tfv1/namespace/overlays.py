"""The user's view of libraries that have lost names since: the tables are in `oldlibs`."""

import importlib
from types import ModuleType
from typing import Any

_views: set[int] = set()


def view(name: str) -> ModuleType | None:
    """The overlay of the library module `name`, or None where user code sees the module itself."""
    try:
        oldlibs: Any = importlib.import_module("tfv1.namespace.oldlibs")
    except ImportError:
        return None
    found: ModuleType | None = oldlibs.view(name)
    if found is not None:
        _views.add(id(found))
    return found


def is_overlay(module: ModuleType) -> bool:
    """Whether user code got this module from `view`."""
    return id(module) in _views
