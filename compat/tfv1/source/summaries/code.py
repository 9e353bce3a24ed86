"""A Python module as the checks of summaries see it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from tfv1.report.finding import Place, Seen
from tfv1.source.model import Model
from tfv1.source.nodes import chain

Scope = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Loop = ast.For | ast.AsyncFor | ast.While

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_SCOPES = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
# The modules with the names of TensorFlow 1, the longest first.
_TENSORFLOW = ("tensorflow.compat.v1", "tensorflow.compat.v2", "tensorflow", "tfv1")

SUMMARY_OPS = {
    f"tensorflow.summary.{name}"
    for name in ("scalar", "histogram", "image", "audio", "text", "tensor_summary")
} | {f"tensorflow.{name}_summary" for name in ("scalar", "histogram", "image", "audio")}
# A call with one of these arguments means TensorFlow 2's function of that name.
_OF_TF2 = {"data", "step", "description", "buckets", "encoding"}
MERGE_ALL = {"tensorflow.summary.merge_all", "tensorflow.merge_all_summaries"}
MERGES = MERGE_ALL | {"tensorflow.summary.merge", "tensorflow.merge_summary"}
WRITERS = {"tensorflow.summary.FileWriter", "tensorflow.train.SummaryWriter"}
NEW_GRAPH = {"tensorflow.Graph", "tensorflow.reset_default_graph"}
# The ops that training scripts build their graphs with.
_MAKES_OPS = re.compile(
    r"tensorflow\.((layers|nn|losses|metrics|image|math|linalg|contrib\.layers|contrib\.slim"
    r"|keras\.layers)\.\w+|train\.\w+Optimizer|reduce_\w+|placeholder|Variable|get_variable"
    r"|gradients|matmul|square|add|subtract|multiply|concat|reshape|cast|one_hot|argmax|equal)"
)


class Code:
    """The model of a module, with what the checks ask of it: calls, and what is around them."""

    def __init__(self, path: str, text: str, model: Model) -> None:
        self.path = path
        self._lines = text.splitlines()
        self._model = model
        self.calls = model.calls
        self.assignments = list(self._assignments())
        # Tables, since many calls may ask the same question.
        self._calls_by_name = _grouped((self.dotted(call.func), call) for call in self.calls)
        self._calls_by_method = _grouped(
            (call.func.attr, call) for call in self.calls if isinstance(call.func, ast.Attribute)
        )
        self._values = _grouped((target, (scope, v)) for scope, target, v in self.assignments)
        self._by_scope: dict[str, dict[ast.AST, list[ast.expr | None]]] = {}
        self._uses: dict[str, list[ast.Name | ast.Attribute]] | None = None

    def dotted(self, node: ast.AST) -> str:
        """The dotted name of an expression such as `tf.summary.scalar`, its first part resolved.

        TensorFlow under any of its names is "tensorflow"; "" for any other expression.
        """
        name = self._model.dotted(node)
        if not name:
            root, parts = chain(node)
            return ".".join([root.id, *parts]) if isinstance(root, ast.Name) else ""
        for prefix in _TENSORFLOW:
            if name == prefix or name.startswith(prefix + "."):
                return "tensorflow" + name[len(prefix) :]
        return name

    def calls_of(self, names: set[str]) -> list[ast.Call]:
        """The calls of functions with one of these dotted names, in source order."""
        found = [call for name in names for call in self._calls_by_name.get(name, ())]
        return sorted(found, key=_place)

    def summary_ops(self) -> list[ast.Call]:
        """The calls that make a summary op of TensorFlow 1; TensorFlow 2's have other arguments."""
        return [
            call
            for call in self.calls_of(SUMMARY_OPS)
            if not any(keyword.arg in _OF_TF2 for keyword in call.keywords)
        ]

    def op_calls(self) -> list[ast.Call]:
        """The calls that certainly add an op to the graph."""
        ops = [
            call
            for name, calls in self._calls_by_name.items()
            if _MAKES_OPS.fullmatch(name)
            for call in calls
        ]
        return sorted([*ops, *self.summary_ops(), *self.methods("minimize")], key=_place)

    def training_loops(self) -> list[ast.AST]:
        """The loops in whose bodies a session is run or a summary is added.

        A loop over experiments, which makes a graph or a session in each iteration, does not count.
        """
        runs = self.methods("run") + self.methods("add_summary")
        made = self.calls_of(NEW_GRAPH | {"tensorflow.Session"})
        fresh = {loop for one in made for loop in self.loops(one)}
        found = dict.fromkeys(loop for one in runs for loop in self.loops(one))
        return [loop for loop in found if loop not in fresh]

    def methods(self, name: str) -> list[ast.Call]:
        """The calls of a method `name` on any object."""
        return self._calls_by_method.get(name, [])

    def uses(self, name: str) -> list[ast.Name | ast.Attribute]:
        """All places with the dotted name."""
        if self._uses is None:
            self._uses = _grouped(
                (self.dotted(node), node)
                for node in self._model.nodes
                if isinstance(node, ast.Name | ast.Attribute)
            )
        return self._uses.get(name, [])

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """What `node` is in, from the inside out."""
        parents = self._model.parents
        while node in parents:
            node = parents[node]
            yield node

    def parent(self, node: ast.AST) -> ast.AST:
        return self._model.parents[node]

    def scope(self, node: ast.AST) -> ast.AST:
        """The function `node` is in, or the module."""
        return next(one for one in self.around(node) if isinstance(one, _SCOPES))

    def loops(self, node: ast.AST) -> list[ast.AST]:
        """The loops that `node` is in the body of, inside its function, innermost first."""
        found: list[ast.AST] = []
        inner = node
        for one in self.around(node):
            if isinstance(one, _SCOPES):
                break
            if isinstance(one, _LOOPS) and inner in one.body:
                found.append(one)
            inner = one
        return found

    def _assignments(self) -> Iterator[tuple[ast.AST, str, ast.expr | None]]:
        """(scope, target, value) of every assignment; the value is None if it is not clear."""
        for node in self._model.nodes:
            targets: list[ast.expr] = []
            value: ast.expr | None = None
            if isinstance(node, ast.Assign):
                targets, value = node.targets, node.value
            elif isinstance(node, ast.AnnAssign | ast.NamedExpr):
                targets, value = [node.target], node.value
            elif isinstance(node, ast.AugAssign | ast.For | ast.AsyncFor):
                targets = [node.target]
            elif isinstance(node, ast.withitem) and node.optional_vars:
                targets, value = [node.optional_vars], node.context_expr
            elif isinstance(node, ast.arg):
                yield self.scope(node), node.arg, None
            for target in targets:
                scope = self.scope(node)
                if isinstance(target, ast.Tuple | ast.List):
                    parts = _parts(value, len(target.elts))
                    for name, part in zip(target.elts, parts, strict=True):
                        yield scope, self.dotted(name), part
                else:
                    yield scope, self.dotted(target), value

    def values_of(self, node: ast.AST) -> list[ast.expr | None]:
        """Every value assigned, visibly to `node`, to the name that `node` is."""
        name = self.dotted(node)
        if not name:
            return []
        if "." in name:  # self.writer: wherever it is set
            return [value for _, value in self._values.get(name, ())]
        if name not in self._by_scope:
            self._by_scope[name] = _grouped(self._values.get(name, ()))
        by_scope = self._by_scope[name]
        around = (scope for scope in self.around(node) if isinstance(scope, _SCOPES))
        return next((by_scope[scope] for scope in around if scope in by_scope), [])

    def at(self, node: ast.AST, more: str = "") -> Seen:
        """The line of `node` as evidence, with a remark."""
        number = getattr(node, "lineno", 1)
        line = self._lines[number - 1].strip()
        return Seen(Place(number, self.path), f"{line} ({more})" if more else line)


def _grouped(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    found: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _place(call: ast.Call) -> tuple[int, int]:
    return call.lineno, call.col_offset


def _parts(value: ast.expr | None, count: int) -> list[ast.expr | None]:
    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == count:
        return list(value.elts)
    return [None] * count


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """An argument of a call, by position or by name; None if it is not given."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[position] if len(call.args) > position else None


def is_open_ended(call: ast.Call) -> bool:
    """Whether a call has *args or **kwargs, which may hold anything."""
    return any(isinstance(one, ast.Starred) for one in call.args) or any(
        keyword.arg is None for keyword in call.keywords
    )
