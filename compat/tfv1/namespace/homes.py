"""From a row of the table to the object it names: the one place where homes are loaded."""

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from tfv1.namespace import startup, table, whereabouts


def home(name: str, default: Any) -> Any:
    """The object that the table names for the legacy name, else `default`."""
    if name in table.CONSTANTS:
        return table.CONSTANTS[name]
    target = table.home(name)
    if target is None:
        return default
    try:
        found = load(target)
    except ModuleNotFoundError as error:
        if name not in table.FALLBACKS or error.name != target.partition(":")[0]:
            raise
        return load(table.FALLBACKS[name])
    if name in table.FALLBACKS and getattr(found, "__file__", None) is None:
        return load(table.FALLBACKS[name])
    return found


def has_bases(name: str) -> bool:
    """Whether the tables name real modules behind the legacy module `name`, and one is there."""
    try:
        return bool(table.bases(name)) and any(True for _ in bases(name))
    except ModuleNotFoundError:
        return False


def bases(name: str) -> Iterator[ModuleType]:
    """The real modules behind the legacy module `name`, most important first."""
    startup.tensorflow()
    found = False
    for target in table.bases(name) or (name,):
        try:
            module = load(target)
        except ModuleNotFoundError as error:
            if error.name is None or not target.startswith(error.name):
                raise
            continue  # gone in this release of TensorFlow or tf_keras: the next base has it
        found = True
        yield module
    if not found:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    for target in table.more_bases(name):
        yield load(target)


def moved(name: str, default: Any) -> Any:
    """Where a name of `tensorflow.python` is today when its own module has lost it."""
    module, _, last = name.rpartition(".")
    if not module.startswith("tensorflow.python."):
        return default
    return whereabouts.find(module, last, default)


def load(target: str) -> Any:
    """Loads `module` or `module:attribute`."""
    module, _, attribute = target.partition(":")
    if not module.startswith("tfv1."):
        startup.tensorflow()
    found: Any = importlib.import_module(module)
    for part in attribute.split(".") if attribute else ():
        found = getattr(found, part)
    return found
