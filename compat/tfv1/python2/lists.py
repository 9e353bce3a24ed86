"""Where a source needs a list that only Python 2 returned: `map(...)[0]`, `keys.sort()`."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ITERATORS = frozenset({"filter", "map", "zip"})
_VIEWS = frozenset({"items", "keys", "values"})
_METHODS = frozenset(
    {"append", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort"}
)
_METHODS_OF_RANGES = frozenset({"count", "index"})
# What others return from keys() or values(): an index (pandas), or a dictionary (HParams).
_METHODS_OF_OTHERS = frozenset({"append", "insert", "pop", "remove"})
_ARRAYS = frozenset(
    {"array", "asarray", "concatenate", "hstack", "max", "mean", "min", "stack", "sum", "vstack"}
)
_USERS = (ast.Subscript, ast.Call, ast.BinOp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class ListUse(NamedTuple):
    """The call that returns no list in Python 3, and where and how a list is needed.

    It is `sure` to fail, unless the object may be no dictionary but, say, one of pandas.
    """

    made: ast.Call
    line: int
    text: str
    sure: bool


def list_uses(nodes: Sequence[ast.AST]) -> list[ListUse]:
    """The uses among the nodes of a module, in the order of the source."""
    calls = {id(node): node for node in nodes if type(node) is ast.Call and _kind(node)}
    if not calls:
        return []
    assigned = [n.lineno for n in nodes if type(n) is ast.Assign and id(n.value) in calls]
    for scope in nodes if assigned else ():
        if isinstance(scope, ast.Module) or (
            isinstance(scope, _FUNCTIONS)
            and any(scope.lineno <= line <= (scope.end_lineno or 0) for line in assigned)
        ):
            calls.update(_held(scope, calls))
    found = [use for node in nodes if type(node) in _USERS for use in _uses(node, calls)]
    if found:
        own = {name for node in nodes for name in _bound(node)} & (_ITERATORS | {"range"})
        found = [use for use in found if _kind(use.made) not in own]
    return sorted(found, key=lambda use: (use.line, use.made.col_offset))


def _kind(node: ast.AST) -> str:
    """`map`, `range`, `keys` and so on if it is such a call; else ""."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    if isinstance(function, ast.Name) and node.args:
        return function.id if function.id in _ITERATORS or function.id == "range" else ""
    if isinstance(function, ast.Attribute) and not node.args and not node.keywords:
        return function.attr if function.attr in _VIEWS else ""
    return ""


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name


def _held(scope: ast.AST, calls: dict[int, ast.Call]) -> Iterator[tuple[int, ast.Call]]:
    """The uses of the scope's variables that hold nothing but such a call."""
    stored: dict[str, list[ast.Call | None]] = defaultdict(list)
    loaded: dict[str, list[ast.Name]] = defaultdict(list)
    plain: dict[int, ast.Call | None] = {}
    for node in _own_nodes(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                plain[id(target)] = calls.get(id(node.value))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            loaded[node.id].append(node)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            for name in node.names:
                stored[name] += [None, None]
        else:
            for name in _bound(node):
                stored[name].append(plain.get(id(node)))
    for name, held in stored.items():
        if len(held) == 1 and held[0] is not None:
            yield from ((id(use), held[0]) for use in loaded[name])


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope, each after its parent, without those of functions and classes in it."""
    waiting = [*ast.iter_child_nodes(scope)][::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            waiting.extend([*ast.iter_child_nodes(node)][::-1])


def _uses(node: ast.AST, calls: dict[int, ast.Call]) -> Iterator[ListUse]:
    if isinstance(node, ast.Subscript):
        made = calls.get(id(node.value))
        if made is not None:
            kind = _kind(made)
            by_name = kind == "values" and not _is_place(node.slice)
            if not by_name and (kind != "range" or not isinstance(node.ctx, ast.Load)):
                text = f"{_short(made)}[...]"
                text += "" if isinstance(node.ctx, ast.Load) else " = ..."
                yield ListUse(made, node.lineno, text, kind not in _VIEWS)
    elif isinstance(node, ast.Call):
        yield from _in_call(node, calls)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mult):
        sides = (node.left, node.right)
        for side, other in (sides, sides[::-1]):
            made = calls.get(id(side))
            if made is not None and _is_list(other, calls, isinstance(node.op, ast.Mult)):
                sign = "+" if isinstance(node.op, ast.Add) else "*"
                yield ListUse(made, node.lineno, f"{_short(made)} {sign} ...", True)


def _is_place(index: ast.expr) -> bool:
    """Whether it is a number or a slice, not the name of a hyperparameter."""
    if isinstance(index, ast.UnaryOp):
        index = index.operand
    return isinstance(index, ast.Slice) or (
        isinstance(index, ast.Constant) and isinstance(index.value, int)
    )


def _in_call(node: ast.Call, calls: dict[int, ast.Call]) -> Iterator[ListUse]:
    function = node.func
    if isinstance(function, ast.Attribute):
        made = calls.get(id(function.value))
        if made is not None and _lacks(_kind(made), function.attr):
            text = f"{_short(made)}.{function.attr}(...)"
            yield ListUse(made, node.lineno, text, True)
    made = calls.get(id(node.args[0])) if node.args else None
    if made is None:
        return
    kind = _kind(made)
    if isinstance(function, ast.Name):
        fails, sure = function.id == "len" and kind in _ITERATORS, True
    elif isinstance(function, ast.Attribute):
        fails, sure = _refused(ast.unparse(function), kind)
    else:
        return
    if fails:
        yield ListUse(made, node.lineno, f"{ast.unparse(function)}({_short(made)})", sure)


def _lacks(kind: str, method: str) -> bool:
    """Whether a list has the method and the result of such a call does not."""
    if kind in _VIEWS:
        return method in _METHODS - _METHODS_OF_OTHERS
    return method in _METHODS and not (kind == "range" and method in _METHODS_OF_RANGES)


def _refused(function: str, kind: str) -> tuple[bool, bool]:
    """Whether the function needs a list, or cannot make an array of a view; and if that is sure."""
    module, _, name = function.rpartition(".")
    if function.endswith("random.shuffle"):
        return True, kind not in _VIEWS
    if function.endswith(("random.choice", "random.sample")):
        return kind != "range", kind not in _VIEWS
    return module in ("np", "numpy") and name in _ARRAYS and kind != "range", kind != "keys"


def _is_list(node: ast.expr, calls: dict[int, ast.Call], times: bool) -> bool:
    if times:
        return isinstance(node, ast.Constant) and type(node.value) is int
    return isinstance(node, ast.List | ast.ListComp) or id(node) in calls


def _short(made: ast.Call) -> str:
    """The call without its arguments, as in `map(...)`."""
    return f"{ast.unparse(made.func)}({'...' if made.args else ''})"
