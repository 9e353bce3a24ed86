"""Load the user's files as Python 2: converted on the way, under Python 2's builtins."""

import importlib.util
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import Any

from tfv1 import python2
from tfv1.importing.frames import hidden
from tfv1.importing.loaders import SourceLoader


class Python2Loader(SourceLoader):
    """Converts and executes a Python 2 source file; line numbers stay."""

    def __init__(
        self, name: str, path: str, builtins: dict[str, Any], python3_builtins: dict[str, Any]
    ) -> None:
        super().__init__(name, path, builtins)
        self._python3_builtins = python3_builtins

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = super().create_module(spec)
        if python2.is_python3(_decode(self.get_data(self.path))):
            # A new file in an old project.
            module.__dict__["__builtins__"] = self._python3_builtins
        return module

    @hidden
    def get_code(self, fullname: str) -> CodeType:
        # Not by way of __pycache__: the compiled original may be there.
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)

    @hidden
    def source_to_code(  # type: ignore[override]
        self, data: Any, path: Any, *, _optimize: int = -1
    ) -> CodeType:
        if isinstance(data, bytes):
            data = _decode(data)
        code: CodeType = super().source_to_code(python2.tree(data, path), path)
        return code


def _decode(data: bytes) -> str:
    try:
        return importlib.util.decode_source(data)
    except (SyntaxError, UnicodeDecodeError):
        # Python 2 took any byte in a comment or a string for what it was.
        return data.decode("latin-1")
