"""Loads the user's files as Python 2: converted, with Python 2's builtins and import statement."""

import importlib.util
import io
import math
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import Any

from tfv1.importing.frames import hidden
from tfv1.importing.loaders import SourceLoader
from tfv1.names.tables import python2 as libraries
from tfv1.python2 import convert, library, protoc


class Python2Loader(SourceLoader):
    """Converts and executes a Python 2 source file, keeping line numbers."""

    def __init__(
        self, name: str, path: str, builtins: dict[str, Any], mixed_builtins: dict[str, Any]
    ) -> None:
        super().__init__(name, path, builtins)
        self._mixed_builtins = mixed_builtins

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = super().create_module(spec)
        if is_python3(self.path):
            module.__dict__["__builtins__"] = self._mixed_builtins
        return module

    @hidden
    def get_code(self, fullname: str) -> CodeType:
        # Bypasses __pycache__, which may hold the unconverted original.
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)

    @hidden
    def source_to_code(  # type: ignore[override]
        self, data: Any, path: Any, *, _optimize: int = -1
    ) -> CodeType:
        if isinstance(data, bytes):
            tree = protoc.rewritten(data)
            if tree is not None:
                return super().source_to_code(tree, path)
            data = _decode(data)
        code: CodeType = super().source_to_code(convert.tree(data, path), path)
        return code


def _decode(data: bytes) -> str:
    try:
        return importlib.util.decode_source(data)
    except (SyntaxError, UnicodeDecodeError):
        # Python 2 accepted any byte in comments and strings.
        return data.decode("latin-1")


def is_python3(path: str) -> bool:
    """Whether the file, which may be one of a Python 2 project, is Python 3."""
    with io.open_code(path) as file:
        return convert.is_python3(_decode(file.read()))


def importer(import_: Callable[..., Any], mixed: bool = False) -> Callable[..., Any]:
    """``__import__`` of converted modules; `import_` handles everything else.

    Without ``from __future__ import absolute_import``, a module of a package finds its siblings
    by their bare names. The standard library's old names work. In `mixed` modules, which are
    Python 3, what Python 3 finds takes precedence.
    """

    @hidden
    def __import__(
        name: str,
        globals: Any = None,
        locals: object = None,
        fromlist: Sequence[str] | None = (),
        level: int = -1,
    ) -> Any:
        if level <= 0:
            top = name.partition(".")[0]
            if _is_neighbour(name, globals or {}) and not (mixed and _is_found(top)):
                return import_(name, globals, locals, fromlist, 1)
            if mixed and top == "math":
                return math
            if top in libraries.MODULES or top in libraries.NAMES:
                found = library.view(name)
                if found is not None:
                    return found if fromlist else library.view(top)
                found = import_(name, globals, locals, fromlist, 0)
                return found if fromlist else library.view(top) or found
        return import_(name, globals, locals, fromlist, max(level, 0))

    return __import__


def _is_found(name: str) -> bool:
    return name in sys.modules or importlib.util.find_spec(name) is not None


def _is_neighbour(name: str, globals: dict[str, Any]) -> bool:
    package = globals.get("__package__")
    if not package or "absolute_import" in globals:
        return False
    full = f"{package}.{name.partition('.')[0]}"
    if full in sys.modules:
        return True
    try:
        return importlib.util.find_spec(full) is not None
    except (ImportError, AttributeError, ValueError):
        return False  # not a package, such as a __package__ that a script made up
