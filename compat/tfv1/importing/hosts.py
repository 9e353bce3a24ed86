"""Tools that run the user's code, or look up the names that it gives as text, on its behalf.

pdb, pytest, coverage and debugpy execute files with an `exec` of their own; without this, those
would see TensorFlow 2 under `tfv1 run -m TOOL`. `mock.patch("tensorflow.get_variable")` would, too.
"""

import builtins
import functools
import sys
from types import CodeType, ModuleType
from typing import Any

from tfv1.importing.frames import hidden
from tfv1.importing.imports import legacy_builtins, main_builtins
from tfv1.importing.loaders import SourceLoader
from tfv1.importing.userfiles import is_users

# The modules in which the call of `exec` stands.
_EXECUTE = frozenset(
    {
        "_pydevd_bundle.pydevd_runpy",
        "_pytest.assertion.rewrite",
        "bdb",
        "coverage.execfile",
    }
)
# Modules that import what a text names.
_LOOK_UP = frozenset(
    {"_pytest.monkeypatch", "hydra._internal.utils", "mock.mock", "pydoc", "unittest.mock"}
)


def loader(name: str, path: str) -> SourceLoader | None:
    """The loader for a module of such a tool; None for any other module."""
    if name in _EXECUTE:
        return SourceLoader(name, path, vars(_builtins()))
    return SourceLoader(name, path, vars(legacy_builtins)) if name in _LOOK_UP else None


@functools.cache
def _builtins() -> ModuleType:
    module = ModuleType("builtins", builtins.__doc__)
    vars(module).update({**vars(builtins), "exec": _exec})
    return module


@hidden
def _exec(
    code: str | bytes | CodeType,
    globals: dict[str, Any] | None = None,
    locals: Any = None,
    /,
    **options: Any,
) -> None:
    """`exec`, which gives the builtins of user code to the namespace of a user's file."""
    if globals is None:
        caller = sys._getframe(1)
        globals, locals = caller.f_globals, caller.f_locals
    file = globals.get("__file__")
    if isinstance(file, str) and is_users(file):
        globals["__builtins__"] = main_builtins(file)
    exec(code, globals, locals, **options)
