"""Libraries as in TensorFlow 1's time, with the names that they have dropped since.

The view of a library holds a copy of the real module's dictionary, so that using a name costs what
it costs on the real one. What is not in the copy (a dropped name, a submodule imported later, a
name the library itself makes on demand) is found when it is used.
"""

import importlib
import importlib.util
import threading
import warnings
from collections.abc import Callable, Collection
from types import ModuleType
from typing import Any

from tfv1.names.contents import own
from tfv1.names.loading import load
from tfv1.names.modules import OURS, Shown, View, reload
from tfv1.names.tables import libraries

_NAMES = frozenset(libraries.modules())

_views: dict[str, ModuleType | None] = {}
_lock = threading.RLock()


def view(name: str) -> ModuleType | None:
    """The library module `name` as code of TensorFlow 1's time expects it.

    Args:
      name: A full module name. The module, or the library it was part of, is imported.

    Returns:
      Its view, always the same for a name; for a module that is gone, its successor. None when
      the library has nothing to be given back, or is not installed.
    """
    if name not in _NAMES and _moved(name) is None:
        return None
    with _lock:
        if name not in _views:
            found = _make(name)
            if found is None:
                return None
            _views[name] = found
        return _views[name]


def over(
    real: ModuleType | None, name: str, find: Callable[[str], Any], extra: Collection[str] = ()
) -> View:
    """A view of `real` with what `find` knows before it.

    Args:
      real: The module behind; None makes a module that has only what `find` finds.
      name: The name of the module.
      find: Takes an attribute name, returns its value or raises AttributeError.
      extra: The names to list in ``dir``, which a copy of `real` must not hide.
    """

    def lookup(attribute: str) -> Any:
        try:
            value = find(attribute)
        except AttributeError:
            if real is None:
                raise AttributeError(f"module {name!r} has no attribute {attribute!r}") from None
            return _real_attribute(real, attribute)  # not kept: the library may rebind it
        own(made)[attribute] = value
        return value

    def again() -> None:
        if real is not None:
            reload(real)
            _fill(made, real, extra)

    made = View(
        name,
        Shown(
            find=lookup,
            names=lambda: [*extra, *(dir(real) if real is not None else ())],
            owner=lambda attribute: None if attribute.startswith("__") else real,
            reload=again,
        ),
    )
    if real is None:
        own(made).update(__package__=name, __path__=[])
    else:
        _fill(made, real, extra)
    return made


def _real_attribute(real: ModuleType, name: str) -> Any:
    try:
        return getattr(real, name)
    except AttributeError:
        if name.startswith("_") or not hasattr(real, "__path__"):
            raise
        full = f"{real.__name__}.{name}"
        # ``from package import submodule`` asks the view for it first.
        if importlib.util.find_spec(full) is None:
            raise
        return importlib.import_module(full)


def _fill(view: View, real: ModuleType, hidden: Collection[str]) -> None:
    held = own(view)
    for key, value in vars(real).items():
        if key not in hidden and key not in OURS:
            held[key] = value
    if "__all__" in held:
        held["__all__"] = sorted({*held["__all__"], *libraries.STARRED.get(real.__name__, ())})


def _make(name: str) -> ModuleType | None:
    parent = name.rpartition(".")[0]
    if parent and view(parent) is None:
        return None
    try:
        real = None if name in libraries.REPLACED else importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name and not name.startswith(f"{error.name}."):
            raise  # it exists, but something that it needs is missing
        real = None
    moved = _moved(name)
    if real is None and moved is not None:
        return _import_or_none(moved)
    if real is None and name not in libraries.NAMES and not _children(name):
        return None
    if real is None and not parent:
        return None  # the library is not installed
    if name in libraries.SETTLED:
        load(libraries.SETTLED[name])()
    rows = libraries.NAMES.get(name, {})
    children = _children(name)
    rest = libraries.REST.get(name)

    def find(attribute: str) -> Any:
        if attribute in rows:
            with warnings.catch_warnings():
                # Code of that time still asks for what the library drops next.
                warnings.simplefilter("ignore", DeprecationWarning)
                return load(rows[attribute])
        if attribute in children:
            child = view(f"{name}.{attribute}")
            if child is not None:
                return child
        if rest and not attribute.startswith("_") and not hasattr(real, attribute):
            return getattr(view(rest) or load(rest), attribute)
        raise AttributeError(attribute)

    return over(real, name, find, [*rows, *children])


def _children(name: str) -> list[str]:
    prefix = f"{name}."
    return sorted(
        {full[len(prefix) :].partition(".")[0] for full in _NAMES if full.startswith(prefix)}
    )


def _moved(name: str) -> str | None:
    """The successor of `name`, if the module or one of its parents is gone as a whole."""
    head, tail = name, ""
    while head:
        if head in libraries.MODULES:
            return libraries.MODULES[head] + tail
        head, _, last = head.rpartition(".")
        tail = f".{last}{tail}"
    return None


def _import_or_none(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not name.startswith(error.name):
            raise
        return None  # not installed: importing the old name then fails
