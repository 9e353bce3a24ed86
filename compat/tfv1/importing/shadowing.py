"""A module or package of the user's that is also called `tfv1`.

sys.modules has this package under that name, but user code gets the user's.
"""

import importlib.util
import os
from collections.abc import Callable, Sequence
from importlib.abc import Loader
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

from tfv1 import session

LoaderOf = Callable[[str, str], Loader]

_NAME = "tfv1"
_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def look_for(folder: str) -> None:
    """Records whether the script's folder has its own `tfv1`."""
    spec = PathFinder.find_spec(_NAME, [folder])
    if spec is not None and spec.origin is not None:
        own = os.path.dirname(os.path.abspath(spec.origin))
        session.current().users_tfv1 = None if own == _OURS else spec


def shadows_us(name: str, globals: Any, level: int) -> bool:
    """Whether this import in user code means a `tfv1` of the user's."""
    if session.current().users_tfv1 is None:
        return False
    if level:
        return (globals or {}).get("__package__", "").partition(".")[0] == _NAME
    return name.partition(".")[0] == _NAME


def load(
    name: str, globals: Any, fromlist: Sequence[str], level: int, loader: LoaderOf
) -> ModuleType:
    """`__import__` among the user's `tfv1` modules; `loader` makes the loader of a file."""
    if level:
        name = importlib.util.resolve_name("." * level + name, globals["__package__"])
    module = _load(name, loader)
    for part in fromlist:
        if part != "*" and not hasattr(module, part) and hasattr(module, "__path__"):
            try:
                _load(f"{name}.{part}", loader)
            except ModuleNotFoundError:
                pass  # not a submodule: the import statement reports it
    return module if fromlist else _load(name.partition(".")[0], loader)


def _load(name: str, loader: LoaderOf) -> ModuleType:
    loaded = session.current().users_modules
    if name in loaded:
        return loaded[name]
    parent, _, last = name.rpartition(".")
    spec = session.current().users_tfv1
    if parent:
        above = _load(parent, loader)
        spec = PathFinder.find_spec(name, getattr(above, "__path__", None) or [])
    if spec is None or spec.origin is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    spec.loader = loader(name, spec.origin)
    module = loaded[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del loaded[name]
        raise
    if parent:
        setattr(loaded[parent], last, module)
    return module
