"""The children of syntax nodes, and the parts of a dotted name."""

import ast
import re

# The types of fields, in the docstrings of `ast`, that are not nodes, or are contexts.
_NO_NODES = frozenset({"constant", "expr_context", "identifier", "int", "string"})
_FIELD = re.compile(r"(\w+)[?*]? (\w+)[,)]")
_WITH_GAPS = frozenset({ast.Dict, ast.arguments})  # None among their nodes


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """Which fields of each kind of node hold nodes."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        types = {name: type_ for type_, name in _FIELD.findall(kind.__doc__ or "")}
        self[kind] = tuple(name for name in kind._fields if types.get(name) not in _NO_NODES)
        return self[kind]


_FIELDS = _Fields()


def children(node: ast.AST) -> list[ast.AST]:
    """What `ast.iter_child_nodes` yields, except contexts such as `ast.Load`, and sooner."""
    kind = type(node)
    found: list[ast.AST] = []
    for name in _FIELDS[kind]:
        value = getattr(node, name, None)
        if type(value) is list:
            found += value
        elif value is not None:
            found.append(value)
    return [one for one in found if one is not None] if kind in _WITH_GAPS else found


def walk(tree: ast.AST) -> list[ast.AST]:
    """All nodes of the tree except contexts, each before what is in it."""
    found = [tree]
    for node in found:  # it grows
        found += children(node)
    return found


def chain(node: ast.AST) -> tuple[ast.AST, list[str]]:
    """What an expression such as ``a().b.c`` begins with, and its attributes."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return node, parts[::-1]


def text_of(node: ast.AST) -> str | None:
    """The value of a constant string."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
