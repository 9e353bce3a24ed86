"""The parts of `imp`, removed in Python 3.12, that scripts used.

User code gets this one even if Python still has `imp`, because its reload handles views.
"""

import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from tfv1.names.modules import reload

__all__ = [
    "find_module",
    "get_magic",
    "get_suffixes",
    "load_compiled",
    "load_module",
    "load_source",
    "new_module",
    "reload",
]

SEARCH_ERROR, PY_SOURCE, PY_COMPILED, C_EXTENSION = range(4)
PKG_DIRECTORY, C_BUILTIN, PY_FROZEN = 5, 6, 7


def new_module(name: str) -> ModuleType:
    """A new empty module, not added to sys.modules."""
    return ModuleType(name)


def load_source(name: str, pathname: str, file: object = None) -> ModuleType:
    """Runs the file `pathname`, even legacy code, as the module `name`, added to sys.modules."""
    from tfv1.importing import imports  # which needs this package

    loader = imports.user_loader(name, pathname)
    spec = importlib.util.spec_from_file_location(name, pathname, loader=loader)
    return _run(name, spec, pathname)


def load_compiled(name: str, pathname: str, file: object = None) -> ModuleType:
    """`load_source` for a .pyc file."""
    loader = importlib.machinery.SourcelessFileLoader(name, pathname)
    return _run(name, importlib.util.spec_from_loader(name, loader), pathname)


def find_module(name: str, path: Sequence[str] | None = None) -> tuple[Any, str, tuple[str, ...]]:
    """(open file or None, path, description) of a top-level module, for `load_module`.

    Raises:
      ImportError: it is not on `path` (default sys.path).
    """
    spec = importlib.machinery.PathFinder.find_spec(name, path)
    if spec is None or spec.origin is None:
        raise ImportError(f"No module named {name!r}", name=name)
    if spec.submodule_search_locations is not None:
        return None, os.path.dirname(spec.origin), ("", "", str(PKG_DIRECTORY))
    suffix = os.path.splitext(spec.origin)[1]
    if suffix != ".py":
        return open(spec.origin, "rb"), spec.origin, (suffix, "rb", str(C_EXTENSION))
    return open(spec.origin, encoding="utf-8"), spec.origin, (suffix, "r", str(PY_SOURCE))


def load_module(name: str, file: object, filename: str, details: Sequence[Any]) -> ModuleType:
    """Loads what `find_module` found; for TensorFlow, 1.15's."""
    if name.partition(".")[0] == "tensorflow":
        from tfv1.importing import imports  # which needs this package

        return imports.import_module(name)
    if os.path.isdir(filename):
        filename = os.path.join(filename, "__init__.py")
    return load_source(name, filename)


def get_suffixes() -> list[tuple[str, str, int]]:
    """Module file suffixes with mode and kind."""
    kinds = (
        (importlib.machinery.EXTENSION_SUFFIXES, "rb", C_EXTENSION),
        (importlib.machinery.SOURCE_SUFFIXES, "r", PY_SOURCE),
        (importlib.machinery.BYTECODE_SUFFIXES, "rb", PY_COMPILED),
    )
    return [(suffix, mode, kind) for suffixes, mode, kind in kinds for suffix in suffixes]


def get_magic() -> bytes:
    """The first bytes of a .pyc file."""
    return importlib.util.MAGIC_NUMBER


def _run(name: str, spec: Any, pathname: str) -> ModuleType:
    if spec is None:
        raise ImportError(f"cannot tell how to load {pathname!r}", name=name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        # As an import statement does: a module that failed to run is not kept.
        sys.modules.pop(name, None)
        raise
    return module
