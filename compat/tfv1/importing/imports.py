"""The import statement in the user's files, where TensorFlow means 1.15.

The user's modules are executed with their own `__builtins__`, whose `__import__` returns the view
for `tensorflow`. Libraries keep the interpreter's builtins and the real TensorFlow 2.
"""

import builtins
import functools
import importlib
import importlib.machinery
import importlib.util
import pkgutil
import runpy
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import FunctionType, ModuleType
from typing import Any

from tfv1 import session, startup
from tfv1.importing import shadowing, views
from tfv1.importing.frames import hidden, is_import_statement
from tfv1.importing.loaders import SourceLoader
from tfv1.importing.userfiles import is_users
from tfv1.names import libraries, modules, packages, rows
from tfv1.names.resolve import ROOT


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
        name = rows.from_files(name)
        found = _legacy_module(name, globals, fromlist or ())
        if found is not None:
            return found
    if shadowing.shadows_us(name, globals, level):
        return shadowing.load(name, globals, fromlist or (), level, user_loader)
    return builtins.__import__(name, globals, locals, fromlist or (), level)


@hidden
def import_module(name: str, package: str | None = None) -> ModuleType:
    """`importlib.import_module` of user code."""
    if name.startswith(".") and package and package.partition(".")[0] == ROOT:
        name = importlib.util.resolve_name(name, package)
    if not name.startswith("."):
        name = rows.from_files(name)
        top = name.partition(".")[0]
        if top == ROOT:
            return views.module(name)
        if top == "tfv1" and shadowing.shadows_us(name, None, 0):
            return shadowing.load(name, None, ("*",), 0, user_loader)
        found = _view(name)
        if found is not None:
            return found
    return importlib.import_module(name, package)


@hidden
def reload(module: ModuleType) -> ModuleType:
    """`importlib.reload` of user code; a view has nothing to reload."""
    return module if module in _OWN_VIEWS.values() else modules.reload(module)


@hidden
def run_path(path_name: str, init_globals: Any = None, run_name: str | None = None) -> Any:
    """`runpy.run_path` of user code."""
    return runpy.run_path(path_name, _with_builtins(init_globals), run_name)


@hidden
def run_module(
    mod_name: str, init_globals: Any = None, run_name: str | None = None, alter_sys: bool = False
) -> Any:
    """`runpy.run_module` of user code."""
    spec = importlib.util.find_spec(mod_name)
    if spec is not None and spec.origin is not None and is_users(spec.origin):
        init_globals = _with_builtins(init_globals)
    return runpy.run_module(mod_name, init_globals, run_name, alter_sys)


def _with_builtins(names: dict[str, Any] | None) -> dict[str, Any]:
    return {"__builtins__": main_builtins(), **(names or {})}


@hidden
def _legacy_module(name: str, importer: Any, fromlist: Sequence[str]) -> ModuleType | None:
    top = name.partition(".")[0]
    internals = bool(fromlist) and name.startswith("tensorflow.python.")
    if not internals and rows.is_hosted((importer or {}).get("__name__", "")):
        return None
    if top == ROOT:
        # Now, not on first use: after the import a script may rely on its effects, as on logging.
        startup.tensorflow()
        module = views.module(name)
        if not fromlist:
            return views.root()
        _check_names(module, fromlist)
        return module
    if fromlist:
        found = _view(name)
        if isinstance(found, modules.View) and _is_legacy_keras(name):
            _check_names_of_keras(name, found, fromlist)
        return found
    found = _view(top)
    if found is not None and name != top and _view(name) is None:
        builtins.__import__(name)
    return found


def _view(name: str) -> ModuleType | None:
    if name in _OWN_VIEWS:
        return _OWN_VIEWS[name]
    if _is_legacy_keras(name):
        return views.keras(name)
    if session.current().python2:
        from tfv1.python2 import library

        return library.view(name)
    if not session.current().old_libs or (
        session.current().eager and name.partition(".")[0] == "tensorboard"
    ):
        return None
    return libraries.view(name)


def _is_legacy_keras(name: str) -> bool:
    """Whether importing `name` means the Keras of TensorFlow 1's time."""
    run = session.current()
    if run.eager or not run.old_libs or name.partition(".")[0] != "keras":
        return False
    return not (packages.has_keras() or _has_own_keras())


def _has_own_keras() -> bool:
    """Whether the user's folders contain a Keras, which takes precedence over the legacy one."""
    spec = importlib.util.find_spec("keras")
    return spec is not None and spec.origin is not None and is_users(spec.origin)


@hidden
def _check_names(module: ModuleType, fromlist: Sequence[str]) -> None:
    """Loads what `fromlist` names; the interpreter's own error would not say why a name is missing.

    A call of `__import__` ignores names that do not exist.
    """
    for name in fromlist:
        if name == "*" or hasattr(module, name):
            continue
        full = f"{module.__name__}.{name}"
        if not is_import_statement():
            if not isinstance(module, modules.View):
                _import_if_there(full)
        elif isinstance(module, modules.View):
            reason = rows.lost(full)
            message = reason or f"cannot import name {name!r} from {module.__name__!r}"
            raise ImportError(message, name=module.__name__)
        else:
            _import_ours(full, name, module)


@hidden
def _check_names_of_keras(name: str, module: ModuleType, fromlist: Sequence[str]) -> None:
    """The same for Keras' own package, some of whose submodules are found elsewhere."""
    for part in fromlist:
        if part != "*" and not hasattr(module, part):
            try:
                views.keras(f"{name}.{part}")
            except ModuleNotFoundError:
                pass  # not a submodule: the check says what is missing
    _check_names(module, fromlist)


@hidden
def _import_ours(full: str, name: str, module: ModuleType) -> None:
    """Imports a submodule of one of our packages, or raises the error that says why not."""
    try:
        importlib.import_module(full)
    except ModuleNotFoundError as error:
        if error.name != full:
            raise
        legacy = ROOT + module.__name__.removeprefix("tfv1")
        message = rows.lost(f"{legacy}.{name}") or f"cannot import name {name!r} from {legacy!r}"
        raise ImportError(message, name=legacy) from None


@hidden
def _import_if_there(name: str) -> None:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise  # it exists, but something that it needs is missing


def spec_from_file_location(name: str, location: Any = None, **keywords: Any) -> ModuleSpec | None:
    """`importlib.util.spec_from_file_location` of user code, for user code and libraries."""
    spec = importlib.util.spec_from_file_location(name, location, **keywords)
    if spec is not None and type(spec.loader) is SourceFileLoader and is_users(spec.loader.path):
        spec.loader = user_loader(name, spec.loader.path)
    return spec


class _FileLoader(SourceFileLoader):
    """`importlib.machinery.SourceFileLoader` of user code: loads the user's files as such."""

    def __new__(cls, fullname: str, path: str) -> SourceFileLoader:  # type: ignore[misc]
        if cls is _FileLoader and is_users(path):
            return user_loader(fullname, path)
        return super().__new__(cls)


def _resolve_name() -> FunctionType:
    """`pkgutil.resolve_name` of user code, which imports as its `importlib` does."""
    names = {**vars(pkgutil), "importlib": _OWN_VIEWS["importlib"]}
    return FunctionType(pkgutil.resolve_name.__code__, names, "resolve_name")


# The `builtins` of user code: what it adds there is seen by all of its own modules.
legacy_builtins = ModuleType("builtins", builtins.__doc__)
legacy_builtins.__dict__.update({**vars(builtins), "__import__": legacy_import})

_OWN_VIEWS = {
    "builtins": legacy_builtins,
    "importlib.machinery": modules.over(
        importlib.machinery, "importlib.machinery", SourceFileLoader=_FileLoader
    ),
    "importlib.util": modules.over(
        importlib.util, "importlib.util", spec_from_file_location=spec_from_file_location
    ),
}
_OWN_VIEWS |= {
    "importlib": modules.over(
        importlib,
        "importlib",
        __doc__=importlib.__doc__,
        __import__=legacy_import,
        __path__=importlib.__path__,
        import_module=import_module,
        machinery=_OWN_VIEWS["importlib.machinery"],
        reload=reload,
        util=_OWN_VIEWS["importlib.util"],
    ),
    "runpy": modules.over(runpy, "runpy", run_module=run_module, run_path=run_path),
}
_OWN_VIEWS["pkgutil"] = modules.over(pkgutil, "pkgutil", resolve_name=_resolve_name())


def main_builtins(path: str = "") -> ModuleType:
    """The `__builtins__` of a main module: a module, whereas other modules have a dictionary.

    `path` is its file, if it has one.
    """
    if not session.current().python2:
        return legacy_builtins
    from tfv1.importing.python2loader import is_python3

    return _python2_builtins(mixed=bool(path) and is_python3(path))


@functools.cache
def _python2_builtins(mixed: bool) -> ModuleType:
    """The builtins of a module in a Python 2 project; it may be `mixed`, that is, of Python 3."""
    from tfv1.importing import python2texts
    from tfv1.importing.python2loader import importer
    from tfv1.python2.builtins import BUILTINS

    if not mixed:
        python2texts.install()
    own = dict(BUILTINS)
    if mixed:
        own = {name: value for name, value in own.items() if not hasattr(builtins, name)}
    module = ModuleType("__builtin__")
    own["__import__"] = importer(legacy_import, mixed)
    vars(module).update({**vars(legacy_builtins), **own})
    return module


def user_loader(name: str, path: str) -> SourceLoader:
    """The loader for the user's file `path`."""
    if session.current().python2:
        from tfv1.importing.python2loader import Python2Loader

        return Python2Loader(
            name, path, vars(_python2_builtins(mixed=False)), vars(_python2_builtins(mixed=True))
        )
    return SourceLoader(name, path, vars(legacy_builtins))
