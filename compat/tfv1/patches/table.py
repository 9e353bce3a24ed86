"""One kind of row for everything that is replaced in TensorFlow, its libraries and Python.

Nothing is imported until rows are applied.
"""

import ctypes
import functools
import gc
import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from tfv1.names.loading import load

_ABSENT = object()
# A step of a target's path: a name, or the key of an item in brackets.
_STEP = re.compile(r"\.?(?P<name>\w+)|\[(?P<key>[^\]]+)\]")
_IMMUTABLE = 1 << 8  # the flag of classes that are written in C

# What undoes the rows that were applied, the last first.
Undo = list[Callable[[], None]]


@dataclass(frozen=True)
class Patch:
    """One replacement.

    Args:
      target: `module:path`, where the path has attributes and keys, such as `Class.method` or
        `table[key]`. The last one may not exist yet.
      replacement: `module:name`, or a function that takes the original (None if there is none) and
        returns what replaces it. If it returns the original, nothing changes.
      why: how the original differs from 1.15.
      since: what changed it, where that is known.
      holders: packages whose modules may have imported the original: it is replaced in all of them,
        under any name, and so is each function that it wraps, which modules that were loaded early
        may have. Without holders only the target itself is replaced.
    """

    target: str
    replacement: str | Callable[[Any], Any]
    why: str
    since: str = ""
    holders: tuple[str, ...] = ()


def value(replacement: object) -> Callable[[object], Any]:
    """A replacement that does not depend on the original."""
    return lambda original: replacement


def apply(patches: Iterable[Patch], done: Undo) -> None:
    """Puts the replacements in place, and adds to `done` how to undo it.

    Rows with holders come last, all of them in one pass over the loaded modules. A later row for
    the same target replaces what the earlier one put there.
    """
    held: dict[int, tuple[object, object, tuple[str, ...]]] = {}  # by the original's identity
    earlier: dict[tuple[str, int], object] = {}
    for patch in patches:
        owner, name = _find(patch.target)
        original = owner.get(name) if isinstance(owner, dict) else getattr(owner, name, None)
        for layer in _layers(original) if patch.holders else (original,):
            current = earlier.get((patch.target, id(layer)), layer)
            if isinstance(patch.replacement, str):
                replacement = load(patch.replacement)
            else:
                replacement = patch.replacement(current)
            if replacement is current:
                break
            if patch.holders:
                earlier[patch.target, id(layer)] = replacement
                held[id(layer)] = layer, replacement, patch.holders
            else:
                _replace(owner, name, replacement, done)
    if held:
        _replace_everywhere(held, done)


def undo(done: Undo) -> None:
    """Undoes what `done` lists, the last first."""
    while done:
        done.pop()()


def _find(target: str) -> tuple[Any, str]:
    """The object that has a target, and the target's name or key there."""
    module, _, path = target.partition(":")
    owner: Any = importlib.import_module(module)
    *above, last = _STEP.finditer(path)
    for step in above:
        owner = owner[step["key"]] if step["key"] else getattr(owner, step["name"])
    return owner, last["key"] or last["name"]


def _layers(function: Any) -> list[Any]:
    """A function after those that it wraps, the innermost first."""
    layers = [function]
    wrapped = getattr(function, "__wrapped__", None)
    while wrapped is not None and wrapped.__name__ == function.__name__:
        layers.insert(0, wrapped)
        wrapped = getattr(wrapped, "__wrapped__", None)
    return layers


def _replace(owner: Any, name: str, replacement: object, done: Undo) -> None:
    if isinstance(owner, dict):
        original = owner.get(name, _ABSENT)
    elif inspect.isclass(owner) and name != "__name__":
        # It may inherit the name; and its dictionary has static methods and properties as such.
        original = vars(owner).get(name, _ABSENT)
    else:
        original = getattr(owner, name, _ABSENT)
    done.append(functools.partial(_set, owner, name, original))
    _set(owner, name, replacement)


def _replace_everywhere(
    held: dict[int, tuple[object, object, tuple[str, ...]]], done: Undo
) -> None:
    for module_name, module in list(sys.modules.items()):
        if not isinstance(module, ModuleType):
            continue
        for name, found in list(vars(module).items()):
            original, replacement, holders = held.get(id(found), (_ABSENT, None, ()))
            if original is found and module_name.startswith(holders):
                _replace(module, name, replacement, done)


def _set(owner: Any, name: str, new: object) -> None:
    """Sets an attribute, or the item of a dictionary; `_ABSENT` removes it."""
    is_builtin = inspect.isclass(owner) and bool(owner.__flags__ & _IMMUTABLE)
    attributes = _attributes(owner) if is_builtin else owner
    if isinstance(attributes, dict):
        if new is _ABSENT:
            del attributes[name]
        else:
            attributes[name] = new
    elif new is _ABSENT:
        delattr(owner, name)
    else:
        setattr(owner, name, new)
    if is_builtin:
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(owner))


def _attributes(kind: type) -> dict[str, Any]:
    """The dictionary of a class written in C, whose attributes setattr refuses to set."""
    (found,) = (found for found in gc.get_referents(kind.__dict__) if isinstance(found, dict))
    return found
