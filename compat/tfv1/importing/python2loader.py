"""Load the user's files as Python 2: converted on the way, under Python 2's builtins."""

import importlib.util
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import Any

from tfv1 import python2
from tfv1.importing import usercode
from tfv1.importing.frames import hidden
from tfv1.names.tables import api
from tfv1.python2 import libraries

builtins_module = ModuleType("__builtin__")
vars(builtins_module).update(
    {
        **vars(usercode.legacy_builtins),
        **python2.BUILTINS,
        "__import__": python2.importer(usercode.legacy_import),
    }
)
api.HOMES.update(libraries.TENSORFLOW)


class Python2Loader(usercode.UserLoader):
    """Converts and executes a Python 2 source file; line numbers stay."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        if python2.is_python3(_decode(self.get_data(self.path))):
            return super().create_module(spec)  # a new file in an old project
        module = ModuleType(spec.name)
        module.__dict__["__builtins__"] = vars(builtins_module)
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
