"""Protobuf modules generated for protobuf 3, rebuilt for today's version.

Their code no longer runs, but each has the descriptor of its .proto file, and that is all we need.
"""

import ast
import importlib
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from types import ModuleType
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool
from google.protobuf.internal import builder


class ProtoLoader(SourceFileLoader):
    """Builds the messages and enums of a generated module instead of executing it."""

    def exec_module(self, module: ModuleType) -> None:
        source = ast.parse(self.get_data(self.path))
        for imported in _imported(source):
            importlib.import_module(imported)
        serialized = _serialized(source)
        pool = descriptor_pool.Default()
        try:
            descriptor = pool.AddSerializedFile(serialized)
        except TypeError:
            # Another file with the same name has already defined the same messages.
            file = descriptor_pb2.FileDescriptorProto.FromString(serialized)
            descriptor = pool.FindFileByName(file.name)
        contents: dict[str, Any] = vars(module)
        contents["DESCRIPTOR"] = descriptor
        builder.BuildMessageAndEnumDescriptors(descriptor, contents)
        builder.BuildTopDescriptorsAndMessages(descriptor, module.__name__, contents)


def _imported(source: ast.Module) -> Iterator[str]:
    for statement in ast.walk(source):
        if isinstance(statement, ast.ImportFrom):
            for name in statement.names:
                if name.name.endswith("_pb2"):
                    package = statement.module or ""
                    if package.startswith("tensorflow.contrib"):
                        package = "tfv1" + package[len("tensorflow") :]
                    yield f"{package}.{name.name}"


def _serialized(source: ast.Module) -> bytes:
    for node in ast.walk(source):
        if isinstance(node, ast.keyword) and node.arg == "serialized_pb":
            text = node.value.args[0] if isinstance(node.value, ast.Call) else node.value
            value = ast.literal_eval(text)
            return value.encode("latin1") if isinstance(value, str) else value
    raise ImportError("a generated protobuf module without a descriptor")
