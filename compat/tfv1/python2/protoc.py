"""Rewrites what protoc generated before 3.19 into what it generates today.

Such a module builds its descriptors one by one, which protobuf 4 refuses ("Descriptors cannot be
created directly"), beside the serialised file, which says all of it. Of the rest, imports and the
services of gRPC are kept.
"""

import ast
from collections.abc import Iterator

# The bytes that such a source contains, and hardly any other.
MARK = b"serialized_pb="

_RUNTIME = "google.protobuf"
_MACHINERY = (
    "descriptor message reflection service service_reflection symbol_database enum_type_wrapper "
    "descriptor_pb2"
)
_TODAYS = """
from google.protobuf import descriptor_pool as _descriptor_pool
from google.protobuf.internal import builder as _builder
DESCRIPTOR = _descriptor_pool.Default().AddSerializedFile(SERIALIZED)
_builder.BuildMessageAndEnumDescriptors(DESCRIPTOR, globals())
_builder.BuildTopDescriptorsAndMessages(DESCRIPTOR, __name__, globals())
"""


def rewritten(source: bytes) -> ast.Module | None:
    """The tree of the module as today's protoc writes it; None if protoc did not generate it."""
    if MARK not in source:
        return None
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # running it will tell what is wrong
    body: list[ast.stmt] = []
    replaced: set[str] = set()  # names that the descriptors are made of, or that they define
    found = False
    for statement in tree.body:
        serialized = _serialized(statement)
        if serialized is not None and not found:
            found = True
            body += _todays(serialized, statement)
        if serialized is not None or _is_machinery(statement) or _mentions(statement, replaced):
            replaced.update(_defined(statement))
        else:
            body.append(statement)
    return ast.Module(body, tree.type_ignores) if found else None


def _serialized(statement: ast.stmt) -> bytes | None:
    """The serialised file that `DESCRIPTOR = FileDescriptor(...)` is given."""
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Call):
        return None
    call = statement.value
    if not ast.unparse(call.func).endswith("FileDescriptor"):
        return None
    for keyword in call.keywords:
        if keyword.arg == "serialized_pb":
            # A literal, or in code for both Pythons _b(literal).
            inner = keyword.value.args[0] if isinstance(keyword.value, ast.Call) else keyword.value
            if isinstance(inner, ast.Constant):
                value = inner.value
                if isinstance(value, str):
                    return value.encode("latin-1")
                return value if isinstance(value, bytes) else None
    return None


def _todays(serialized: bytes, place: ast.stmt) -> list[ast.stmt]:
    made = ast.parse(_TODAYS.replace("SERIALIZED", repr(serialized)))
    for node in ast.walk(made):
        if isinstance(node, ast.stmt | ast.expr | ast.alias):
            ast.copy_location(node, place)
    return made.body


def _is_machinery(statement: ast.stmt) -> bool:
    """Whether it imports what descriptors and message classes were built with."""
    if not isinstance(statement, ast.ImportFrom) or statement.module is None:
        return False
    if not statement.module.startswith(_RUNTIME):
        return False
    return all(alias.name in _MACHINERY.split() for alias in statement.names)


def _mentions(statement: ast.stmt, names: set[str]) -> bool:
    if isinstance(statement, ast.FunctionDef | ast.Try):
        return False  # the services of gRPC, which use messages when they are called
    return any(isinstance(node, ast.Name) and node.id in names for node in _at_once(statement))


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that are executed where they stand: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from _at_once(child)


def _defined(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in statement.names)
    elif isinstance(statement, ast.Assign):
        yield from (target.id for target in statement.targets if isinstance(target, ast.Name))
    elif isinstance(statement, ast.ClassDef):
        yield statement.name
