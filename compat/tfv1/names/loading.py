"""Loads the object for a home in a table."""

import importlib
from typing import Any


def load(home: str) -> Any:
    """The object that `module` or `module:attribute.path` names."""
    module, _, path = home.partition(":")
    found: Any = importlib.import_module(module)
    for part in path.split(".") if path else ():
        found = getattr(found, part)
    return found
