"""Where a source needs the integer that Python 2's / gave: `range(n / 2)`, `x[:n / 2]`."""

import ast
from collections.abc import Iterator, Sequence
from typing import TypeGuard

_SHAPES = frozenset({"empty", "eye", "full", "identity", "ones", "zeros"})


def integer_uses(nodes: Sequence[ast.AST]) -> Iterator[ast.BinOp]:
    """The divisions whose float results are certain to be refused where they stand."""
    for node in nodes:
        if type(node) is ast.Call:
            for argument in _counts(node):
                if _is_quotient(argument):
                    yield argument
        elif type(node) is ast.BinOp and type(node.op) is ast.Mult:
            for side, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(other, ast.List) and _is_quotient(side):
                    yield side


def _counts(call: ast.Call) -> list[ast.expr]:
    """The arguments that have to be integers."""
    function = call.func
    if isinstance(function, ast.Name):
        return call.args if function.id == "range" else []
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return []
    if function.value.id not in ("np", "numpy") or function.attr not in _SHAPES or not call.args:
        return []
    first = call.args[0]
    return first.elts if isinstance(first, ast.Tuple | ast.List) else [first]


def _is_quotient(node: ast.expr) -> TypeGuard[ast.BinOp]:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)


def divides(tree: ast.Module, line: int) -> bool:
    """Whether what stands in a line is a quotient, or a variable or attribute that holds one."""
    inside = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.expr) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    if any(map(_is_quotient, inside)):
        return True
    used = {name for node in inside if (name := _name(node))}
    return any(
        isinstance(node, ast.Assign | ast.AugAssign) and _holds_quotient(node, used)
        for node in ast.walk(tree)
    )


def _holds_quotient(node: ast.Assign | ast.AugAssign, names: set[str]) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if not any(_name(target) in names for target in targets):
        return False
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
        return True
    return any(isinstance(one, ast.expr) and _is_quotient(one) for one in ast.walk(node.value))


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
