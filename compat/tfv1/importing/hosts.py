"""Tools that run the user's code with an `exec` of their own: pdb, pytest, coverage, debugpy.

Under `tfv1 run -m TOOL` what they execute of the user's would otherwise see TensorFlow 2.
"""

import builtins
import functools
import sys
from types import CodeType, ModuleType
from typing import Any

from tfv1.importing.frames import hidden
from tfv1.importing.imports import main_builtins
from tfv1.importing.loaders import SourceLoader
from tfv1.importing.userfiles import is_users

# The modules in which the call of `exec` stands.
_HOSTS = frozenset(
    {
        "_pydevd_bundle.pydevd_runpy",
        "_pytest.assertion.rewrite",
        "bdb",
        "coverage.execfile",
    }
)


def loader(name: str, path: str) -> SourceLoader | None:
    """The loader for a module of such a tool; None for any other module."""
    return SourceLoader(name, path, vars(_builtins())) if name in _HOSTS else None


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
        globals["__builtins__"] = main_builtins()
    exec(code, globals, locals, **options)
