"""Load the user's own files so that their imports see TensorFlow 1.15, and only theirs.

A module of the user's is executed with `__builtins__` of its own, in whose `__import__`
`tensorflow` means the view. Libraries keep the interpreter's builtins and the real TensorFlow 2.
"""

import builtins
import functools
import importlib
import importlib.util
import os
import sys
import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import ModuleType
from typing import Any

from tfv1 import startup
from tfv1.importing import legacy_packages, overlay, shadowing, views
from tfv1.importing.frames import hidden


@dataclass
class Options:
    """How user code is to be loaded."""

    old_libs: bool = True  # give back what NumPy, SciPy and Python have removed since
    python2: bool = False  # convert every file of the user's from Python 2
    packages: frozenset[str] = frozenset()  # installed packages that are legacy code too


options = Options()


@hidden
def legacy_import(
    name: str,
    globals: Any = None,
    locals: Any = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    """`__import__` of user code: TensorFlow and the overlaid libraries are views."""
    if level == 0:
        found = _legacy_module(name, globals, fromlist or ())
        if found is not None:
            return found
    if shadowing.shadows_us(name, globals, level):
        return shadowing.load(name, globals, fromlist or (), level)
    return builtins.__import__(name, globals, locals, fromlist or (), level)


@hidden
def import_module(name: str, package: str | None = None) -> ModuleType:
    """`importlib.import_module` of user code."""
    if not name.startswith("."):
        top = name.partition(".")[0]
        if top == views.ROOT:
            return views.module(name)
        if top == "tfv1" and shadowing.shadows_us(name, None, 0):
            return shadowing.load(name, None, ("*",), 0)
        found = _view(name)
        if found is not None:
            return found
    return importlib.import_module(name, package)


@hidden
def reload(module: ModuleType) -> ModuleType:
    """`importlib.reload` of user code; a view has nothing to reload."""
    if isinstance(module, views.View) or module in _OWN_VIEWS.values():
        return module
    return overlay.reload(module)


@hidden
def _legacy_module(name: str, importer: Any, fromlist: Sequence[str]) -> ModuleType | None:
    top = name.partition(".")[0]
    internals = bool(fromlist) and name.startswith("tensorflow.python.")
    if not internals and legacy_packages.is_hosted((importer or {}).get("__name__", "")):
        return None
    if top == views.ROOT:
        module = views.module(name)
        if not fromlist:
            return views.root()
        _check_names(module, fromlist)
        return module
    if fromlist:
        return _view(name)
    found = _view(top)
    if found is not None and name != top and _view(name) is None:
        builtins.__import__(name)
    return found


def _view(name: str) -> ModuleType | None:
    if name in _OWN_VIEWS:
        return _OWN_VIEWS[name]
    if _is_legacy_keras(name):
        return views.keras(name)
    if options.python2:
        from tfv1 import python2

        return python2.view(name)
    if not options.old_libs or (startup.eager and name.partition(".")[0] == "tensorboard"):
        return None
    return overlay.view(name)


def _is_legacy_keras(name: str) -> bool:
    """Whether importing `name` means the Keras of TensorFlow 1's time."""
    if startup.eager or not options.old_libs or name.partition(".")[0] != "keras":
        return False
    return not _has_own_keras()


@functools.cache
def _has_own_keras() -> bool:
    """Whether the user's folders hold a Keras, which goes before the one of that time."""
    spec = importlib.util.find_spec("keras")
    return spec is not None and spec.origin is not None and is_users(spec.origin)


@hidden
def _check_names(module: ModuleType, fromlist: Sequence[str]) -> None:
    """Tells the reason for a lost name, which `from x import y` by itself would drop."""
    for name in fromlist:
        if name == "*":
            continue
        try:
            getattr(module, name)
        except AttributeError as error:
            full = f"{module.__name__}.{name}"
            if not isinstance(module, views.View):
                importlib.import_module(full)  # a submodule of a package of ours, or its reason
                continue
            reason = views.rows.lost(full)
            message = reason or f"cannot import name {name!r} from {module.__name__!r}"
            raise ImportError(message, name=module.__name__) from error


class _Importlib(ModuleType):
    """User code's view of `importlib`."""

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib, name)

    def __dir__(self) -> list[str]:
        return dir(importlib)


def _make_importlib() -> ModuleType:
    module = _Importlib("importlib", importlib.__doc__)
    module.__path__ = importlib.__path__
    module.__dict__.update(import_module=import_module, reload=reload, __import__=legacy_import)
    return module


# The `builtins` of user code: what it puts there, its own modules see.
legacy_builtins = ModuleType("builtins", builtins.__doc__)
legacy_builtins.__dict__.update({**vars(builtins), "__import__": legacy_import})

_OWN_VIEWS = {"importlib": _make_importlib(), "builtins": legacy_builtins}


class UserLoader(SourceFileLoader):
    """Executes a source file of the user's under `legacy_builtins`."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = ModuleType(spec.name)
        # exec() keeps the __builtins__ that it finds, so nothing of ours is on the stack then.
        module.__dict__["__builtins__"] = vars(legacy_builtins)
        return module


class UserFinder(MetaPathFinder):
    """Finds what the other finders find, and has the user's source files loaded by UserLoader."""

    @hidden
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        for finder in sys.meta_path:
            if finder is self:
                continue
            find: Callable[..., ModuleSpec | None] | None = getattr(finder, "find_spec", None)
            spec = find(fullname, path, target) if find is not None else None
            if spec is None:
                continue
            if type(spec.loader) is SourceFileLoader and (
                fullname.partition(".")[0] in options.packages or is_users(spec.loader.path)
            ):
                spec.loader = user_loader(fullname, spec.loader.path)
            return spec
        return None


def user_loader(name: str, path: str) -> UserLoader:
    """The loader for the user's file `path`."""
    if options.python2:
        from tfv1.importing.python2loader import Python2Loader

        return Python2Loader(name, path)
    return UserLoader(name, path)


_verdicts: dict[str, bool] = {}


def main_builtins() -> ModuleType:
    """The `__builtins__` of a main module: a module, where other modules have a dictionary."""
    if options.python2:
        from tfv1.importing.python2loader import builtins_module

        return builtins_module
    return legacy_builtins


def is_users(path: str) -> bool:
    """Whether the source file is the user's: in no folder of installed packages, nor ours."""
    folder = os.path.dirname(path)
    verdict = _verdicts.get(folder)
    if verdict is None:
        place = os.path.abspath(folder) + os.sep
        parts = place.split(os.sep)
        verdict = _verdicts[folder] = not (
            "site-packages" in parts
            or "dist-packages" in parts
            or place.startswith(tuple(_installed()))
        )
    return verdict


def _installed() -> list[str]:
    folders = [sysconfig.get_path(key) for key in ("stdlib", "platstdlib")]
    folders.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return [folder + os.sep for place in folders for folder in {place, os.path.realpath(place)}]


def install() -> None:
    """From now on the user's modules are loaded as legacy code. Repeated calls do nothing."""
    if not any(isinstance(finder, UserFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, UserFinder())


def uninstall() -> None:
    """Modules that are imported from now on are loaded as Python loads them."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, UserFinder)]
