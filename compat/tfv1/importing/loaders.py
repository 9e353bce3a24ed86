"""The loaders: for source that gets its own builtins, and for modules that already exist."""

import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from tfv1.importing.frames import hidden

if TYPE_CHECKING:
    from importlib.abc import Loader as _Loader
else:
    _Loader = object  # loading that module takes longer than the rest of `import tfv1`


class SourceLoader(SourceFileLoader):
    """Executes a source file under `builtins`, whose `__import__` decides what it sees."""

    def __init__(self, name: str, path: str, builtins: dict[str, Any]) -> None:
        super().__init__(name, path)
        self._builtins = builtins

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = ModuleType(spec.name)
        # exec() keeps the __builtins__ that it finds, so none of our frames are on the stack.
        module.__dict__["__builtins__"] = self._builtins
        return module

    @hidden
    def get_code(self, fullname: str) -> CodeType | None:
        if "pb" in fullname.rpartition(".")[2]:
            # Bypasses __pycache__, where plain Python may have left what an earlier protoc wrote.
            path = self.get_filename(fullname)
            return self.source_to_code(self.get_data(path), path)
        return super().get_code(fullname)

    @hidden
    def source_to_code(  # type: ignore[override]
        self, data: Any, path: Any, *, _optimize: int = -1
    ) -> CodeType:
        if isinstance(data, bytes) and b"serialized_pb=" in data:
            from tfv1.python2 import protoc

            data = protoc.rewritten(data) or data
        try:
            code: CodeType = super().source_to_code(data, path, _optimize=_optimize)
        except SyntaxError:
            from tfv1.python2 import earlier

            tree = earlier.tree(data)
            if tree is None:
                raise
            code = super().source_to_code(tree, path, _optimize=_optimize)
        return code


class PresentLoader(_Loader):
    """Puts the module that `find` returns into sys.modules, under the imported name."""

    def __init__(self, find: Callable[[], ModuleType]) -> None:
        self._find = find

    def create_module(self, spec: ModuleSpec) -> None:
        """Leaves it to Python to make an empty module."""

    def exec_module(self, module: ModuleType) -> None:
        sys.modules[module.__name__] = self._find()
