"""What is certain about an expression: that it only computes a value, that it is an integer."""

import ast
import sys

from tfv1.source.model import Model

_PURE = frozenset({"abs", "bool", "float", "int", "len", "max", "min", "round", "str", "sum"})
_PURE_MODULES = sys.stdlib_module_names | {"numpy"}
_WHOLE = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod)


def is_quiet(node: ast.AST, model: Model) -> bool:
    """Whether it runs nothing that could behave differently under eager execution."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Await | ast.Yield | ast.YieldFrom | ast.NamedExpr):
            return False
        if isinstance(inner, ast.Call) and not _is_pure(inner.func, model):
            return False
    return True


def _is_pure(function: ast.expr, model: Model) -> bool:
    if isinstance(function, ast.Name) and function.id in _PURE:
        return True
    name = model.dotted(function)
    if name == "tensorflow.get_default_graph":
        return True
    while isinstance(function, ast.Attribute | ast.Call):  # a method of what such a call returns
        function = function.func if isinstance(function, ast.Call) else function.value
    if isinstance(function, ast.Constant):  # "...".format()
        return True
    return (name or model.dotted(function)).partition(".")[0] in _PURE_MODULES


def is_whole(node: ast.expr, model: Model) -> bool:
    """Whether it is certainly an integer: a number, a loop counter, or computed from those."""
    if isinstance(node, ast.Constant):
        return type(node.value) is int
    if isinstance(node, ast.BinOp):
        whole = isinstance(node.op, _WHOLE)
        return whole and is_whole(node.left, model) and is_whole(node.right, model)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("int", "len")
    if not isinstance(node, ast.Name):
        return False
    bindings = [one for one in model.occurrences(node) if not isinstance(one.ctx, ast.Load)]
    return bool(bindings) and all(_counts(one, model) for one in bindings)


def _counts(name: ast.Name, model: Model) -> bool:
    """Whether this binds the name to a counter: a loop over a range, a literal integer, or +=."""
    parent = model.parents[name]
    if isinstance(parent, ast.AugAssign):
        value = parent.value
        return isinstance(value, ast.Constant) and type(value.value) is int
    if isinstance(parent, ast.Assign) and name in parent.targets:
        return isinstance(parent.value, ast.Constant) and type(parent.value.value) is int
    place: ast.AST = name
    if isinstance(parent, ast.Tuple) and parent.elts[0] is name:
        place, parent = parent, model.parents[parent]
    if not isinstance(parent, ast.For) or parent.target is not place:
        return False
    called = parent.iter.func if isinstance(parent.iter, ast.Call) else None
    counter = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return counter == "enumerate" if place is not name else counter in ("range", "xrange")
