"""One kind of row for everything that is replaced in TensorFlow, its libraries and Python.

Nothing is imported until rows are applied.
"""

import importlib
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tfv1.names.loading import load

_ABSENT = object()

# What undoes a row: the owner of the attribute, its name, and what stood there.
Undo = list[tuple[Any, str, Any]]


@dataclass(frozen=True)
class Patch:
    """One replacement.

    Args:
      target: `module:name` or `module:Class.name`, which need not have the name yet.
      replacement: `module:name`, or a function that takes the original (None where there is none)
        and returns what is to stand there.
      why: what would be otherwise than on 1.15.
      since: the release that changed it, where that is known.
    """

    target: str
    replacement: str | Callable[[Any], Any]
    why: str
    since: str = ""


def value(replacement: object) -> Callable[[Any], Any]:
    """A replacement that does not depend on the original."""
    return lambda original: replacement


def apply(patches: Iterable[Patch], done: Undo) -> None:
    """Puts the replacements in place, and notes in `done` how to undo it."""
    for patch in patches:
        module, _, path = patch.target.partition(":")
        *above, name = path.split(".")
        owner: Any = importlib.import_module(module)
        for part in above:
            owner = getattr(owner, part)
        original = _original(owner, name)
        if isinstance(patch.replacement, str):
            replacement = load(patch.replacement)
        else:
            replacement = patch.replacement(getattr(owner, name, None))
        done.append((owner, name, original))
        setattr(owner, name, replacement)


def undo(done: Undo) -> None:
    """Takes the replacements of `done` out again, the last first."""
    while done:
        owner, name, original = done.pop()
        if original is _ABSENT:
            delattr(owner, name)
        else:
            setattr(owner, name, original)


def _original(owner: object, name: str) -> Any:
    # A class may inherit the name; and its dictionary has static methods and properties as such.
    return (
        vars(owner).get(name, _ABSENT) if inspect.isclass(owner) else getattr(owner, name, _ABSENT)
    )
