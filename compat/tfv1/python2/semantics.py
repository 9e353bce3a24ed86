"""Rewrites what Python 3 parses but interprets differently: /, keys(), has_key, next, sort(cmp).

Whether an operand is an integer or an object a dictionary is known only at run time. So the source
calls helpers (in this package's `BUILTINS`), which decide then.
"""

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator

from tfv1.edits import Edits
from tfv1.python2.attributes import BYTE_CODECS, LOST

_VIEWS = ("keys", "values", "items")
_PYTHON3_NODES = (
    *(ast.JoinedStr, ast.AnnAssign, ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await),
    *(ast.Nonlocal, ast.NamedExpr, ast.YieldFrom, ast.MatMult, ast.Match),
)


def futures(tree: ast.Module) -> set[str]:
    """The names imported from ``__future__``."""
    return {
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        for alias in node.names
    }


def is_python3(tree: ast.Module, nodes: Iterable[ast.AST] | None = None) -> bool:
    """Whether the source, which Python 3 parses, uses something that Python 2 does not have.

    `nodes` are the nodes of `tree`, if the caller has already listed them.
    """
    prints = "print_function" in futures(tree)
    return any(_only_python3(node, prints) for node in nodes or ast.walk(tree))


def has_statements(tree: ast.Module) -> bool:
    """Whether a print or exec that Python 3 can parse is a statement in Python 2."""
    if "print_function" in futures(tree):
        names = {"exec"}
    else:
        names = {"exec", "print"}
    plain = set()  # print(x) on its own means the same in both
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = node.value
            if len(call.args) == 1 and not isinstance(call.args[0], ast.Starred | ast.GeneratorExp):
                plain.add(id(call.func))
    return any(
        isinstance(node, ast.Name) and node.id in names and id(node) not in plain
        for node in ast.walk(tree)
    )


def convert(source: str, tree: ast.Module) -> str:
    """`source`, whose tree is `tree`, with Python 2's meaning."""
    writer = Writer(source, divides="division" not in futures(tree))
    writer.visit(tree)
    return writer.edits.apply()


def _only_python3(node: ast.AST, prints: bool) -> bool:
    if isinstance(node, _PYTHON3_NODES):
        return True
    if isinstance(node, ast.arguments):
        return bool(node.kwonlyargs or node.posonlyargs)
    if isinstance(node, ast.arg):
        return node.annotation is not None
    if isinstance(node, ast.FunctionDef):
        return node.returns is not None
    if isinstance(node, ast.ClassDef):
        return bool(node.keywords)
    if isinstance(node, ast.Raise):
        return node.cause is not None
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return any(isinstance(item, ast.Starred) for item in node.elts)
    if isinstance(node, ast.Dict):
        return None in node.keys
    if isinstance(node, ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id == "print"
        return named and not prints and bool(node.keywords)
    return False


class Writer(ast.NodeVisitor):
    """Turns nodes of the tree into edits of the text, parents first."""

    def __init__(self, source: str, divides: bool) -> None:
        self.edits = Edits(source)
        self._divides = divides
        self._class = ""
        self._operators = _operators(source, self.edits)

    def _operator(self, text: str, start: int, end: int) -> int:
        """The offset of the operator `text` between two operands."""
        return next(at for at in self._operators[text] if start <= at < end)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if self._divides and isinstance(node.op, ast.Div) and not _of_floats(node):
            self.divide(node)
        self.generic_visit(node)

    def divide(self, node: ast.BinOp) -> None:
        """Makes a division that of Python 2."""
        slash = self._operator("/", self.edits.end(node.left), self.edits.start(node.right))
        self.edits.before(self.edits.start(node), "__py2_div__(")
        self.edits.replace(slash, slash + 1, ",")
        self.edits.after(self.edits.end(node), ")")

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if self._divides and isinstance(node.op, ast.Div):
            self._divide_in_place(node)
        self.generic_visit(node)

    def _divide_in_place(self, node: ast.AugAssign) -> None:
        target = node.target
        start, end = self.edits.start(target), self.edits.end(target)
        sign = self._operator("/=", end, self.edits.start(node.value))
        if isinstance(target, ast.Name):
            self.edits.replace(sign, sign + 2, f"= __py2_idiv__({target.id},")
        elif isinstance(target, ast.Attribute):
            self.edits.before(start, "__py2_idiv_attribute__(")
            self._cut_attribute(target, f"{self._mangled(target.attr)!r}")
            self.edits.replace(sign, sign + 2, ",")
        else:
            self.edits.before(start, "__py2_idiv_item__(")
            bracket = self._operator("[", self.edits.end(target.value), end)
            self.edits.before(bracket, ", __py2_index__")
            self.edits.replace(sign, sign + 2, ",")
        self.edits.after(self.edits.end(node), ")")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Load) and node.attr in LOST:
            self.by_helper(node, "__py2_attribute__")
        elif node.attr == "value" and _is_bytes_list(node.value):
            self.edits.before(self.edits.start(node), "__py2_texts__(")
            self.edits.after(self.edits.end(node), ")")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        function = node.func
        if isinstance(function, ast.Attribute):
            if function.attr in _VIEWS and not node.args and not node.keywords:
                self.list_of(node)
            elif function.attr == "sort" and (
                node.args or any(keyword.arg == "cmp" for keyword in node.keywords)
            ):
                self.by_helper(function, "__py2_sort__")
            elif function.attr == "encode" and _names_byte_codec(node):
                self.by_helper(function, "__py2_encode__")
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        own = list(_own_nodes(node))
        if any(isinstance(inner, ast.Yield) for inner in own):
            for inner in own:
                if isinstance(inner, ast.Raise) and _is_stop(inner.exc):
                    # Inside a generator, Python 3 turns it into a RuntimeError.
                    self.edits.put(inner, "return")
        self.generic_visit(node)

    def list_of(self, node: ast.expr) -> None:
        """Makes the result a list if Python 2 returned one."""
        self.edits.before(self.edits.start(node), "__py2_listed__(")
        self.edits.after(self.edits.end(node), ")")

    def by_helper(self, node: ast.Attribute, helper: str) -> None:
        """``x.name`` becomes ``helper(x, 'name')``."""
        self.edits.before(self.edits.start(node), f"{helper}(")
        self._cut_attribute(node, f"{node.attr!r})")

    def _cut_attribute(self, node: ast.Attribute, text: str) -> None:
        end = self.edits.end(node)
        dot = [at for at in self._operators["."] if self.edits.end(node.value) <= at < end][-1]
        self.edits.replace(dot, dot + 1, ", ")
        self.edits.replace(end - len(node.attr), end, text)

    def _mangled(self, name: str) -> str:
        if name.startswith("__") and not name.endswith("__") and self._class.strip("_"):
            return f"_{self._class.lstrip('_')}{name}"
        return name


def _operators(source: str, edits: Edits) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {"/": [], "/=": [], ".": [], "[": []}
    for item in tokenize.generate_tokens(io.StringIO(source).readline):
        if item.type == tokenize.OP and item.string in found:
            found[item.string].append(edits.offset(*item.start))
    return found


def _of_floats(node: ast.BinOp) -> bool:
    """Whether both operands are number literals, at least one of them a float."""
    sides = (node.left, node.right)
    return all(isinstance(side, ast.Constant) for side in sides) and any(
        isinstance(side.value, float | complex) for side in sides if isinstance(side, ast.Constant)
    )


def _is_bytes_list(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "bytes_list"


def _names_byte_codec(node: ast.Call) -> bool:
    first = node.args[0] if node.args else None
    return isinstance(first, ast.Constant) and first.value in BYTE_CODECS


def _own_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """A function's nodes, except those in functions or classes nested in it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def _is_stop(error: ast.expr | None) -> bool:
    if isinstance(error, ast.Call) and not error.args:
        error = error.func
    return isinstance(error, ast.Name) and error.id == "StopIteration"
