"""The FileWriters of a module, and all uses of each; one without an equivalent rules it out."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tfv1.migrate.rules.tf2_summary import handing
from tfv1.migrate.rules.tf2_summary.elsewhere import Elsewhere
from tfv1.source.model import Model

FILE_WRITER = "tensorflow.summary.FileWriter"
METHODS = ("add_summary", "add_graph", "flush", "close")


class Left(Exception):
    """Why a writer is not rewritten, and the line to look at."""

    def __init__(self, node: ast.AST, reason: str) -> None:
        super().__init__(reason)
        self.line: int = getattr(node, "lineno", 1)
        self.reason = reason


@dataclass
class Writer:
    """A FileWriter: the statements that make it and that use it, with its name in each.

    A creation is an assignment, or a with statement that has the writer last. If the writer is
    passed to a function, whatever else is passed for that parameter counts as the same writer.
    """

    creations: list[tuple[str, ast.stmt, ast.Call]] = field(default_factory=list)
    calls: list[tuple[str, ast.Expr, ast.Call, str]] = field(default_factory=list)


def made_at(model: Model) -> list[ast.Call]:
    """The calls that make a FileWriter."""
    return [
        node
        for node in model.nodes
        if isinstance(node, ast.Call) and model.dotted(node.func) == FILE_WRITER
    ]


def holder(call: ast.Call, model: Model) -> ast.Name | ast.Attribute:
    """The variable that a new FileWriter is assigned to.

    Raises:
      Left: there is none.
    """
    parent = model.parents[call]
    found: ast.expr | None = None
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        found = parent.targets[0]
    elif isinstance(parent, ast.withitem):
        statement = model.parents[parent]
        if not isinstance(statement, ast.With) or not _is_last(parent, statement, model):
            raise Left(call, "give the writer a with statement of its own")
        found = parent.optional_vars
    if isinstance(found, ast.Name):
        if isinstance(model.owner(found), ast.ClassDef):
            raise Left(call, f"{found.id} is an attribute of a class")
        return found
    if isinstance(found, ast.Attribute) and _is_self(found, model):
        return found
    raise Left(call, "the new writer is not assigned to a variable or an attribute of self")


def _is_last(item: ast.withitem, statement: ast.With, model: Model) -> bool:
    """Whether only writers follow in the with statement, and something else comes first."""
    number = statement.items.index(item)
    expressions = [one.context_expr for one in statement.items]
    writers = [
        isinstance(one, ast.Call) and model.dotted(one.func) == FILE_WRITER for one in expressions
    ]
    return len(expressions) == 1 or (number > 0 and all(writers[number:]))


def writer_of(
    place: ast.Name | ast.Attribute, model: Model, elsewhere: Elsewhere, path: Path
) -> Writer:
    """The writer in the variable `place` of the file `path`.

    Raises:
      Left: one of its uses has no equivalent, or another file may use it.
    """
    return _Search(model, elsewhere, path).run(place)


class _Search:
    """Follows a writer through its variables, and the parameters that they are passed for."""

    def __init__(self, model: Model, elsewhere: Elsewhere, path: Path) -> None:
        self._model = model
        self._elsewhere = elsewhere
        self._path = path
        self._writer = Writer()
        self._seen: set[int] = set()  # occurrences, by their ids
        self._waiting: list[ast.Name | ast.Attribute] = []
        self._handed: set[tuple[ast.FunctionDef, str]] = set()

    def run(self, place: ast.Name | ast.Attribute) -> Writer:
        self._waiting.append(place)
        while self._waiting:
            self._variable(self._waiting.pop())
        return self._writer

    def _variable(self, place: ast.Name | ast.Attribute) -> None:
        if id(place) in self._seen:
            return
        owner = self._model.owner(place) if isinstance(place, ast.Name) else None
        if isinstance(place, ast.Attribute) or owner is self._model.tree:
            name = place.attr if isinstance(place, ast.Attribute) else place.id
            self._check_elsewhere(place, name)
        before = len(self._writer.creations)
        for one in occurrences(place, self._model):
            self._seen.add(id(one))
            self._sort(one)
        if len(self._writer.creations) == before:
            raise Left(place, f"it is not clear what {ast.unparse(place)} is")

    def _check_elsewhere(self, node: ast.AST, name: str) -> None:
        other = self._elsewhere.who_touches(name, self._path)
        if other is not None:
            raise Left(node, f"{other.name} may use it as well")

    def _sort(self, place: ast.Name | ast.Attribute) -> None:
        parent = self._model.parents[place]
        text = ast.unparse(place)
        if isinstance(place.ctx, ast.Load):
            call = _method_call(place, self._model)
            if call is not None:
                self._writer.calls.append((text, *call))
            elif not _only_tested(place, parent, self._model) and not self._hand_on(place):
                raise Left(place, _other_use(place, parent, self._model))
            return
        value = parent.value if isinstance(parent, ast.Assign) else None
        if isinstance(parent, ast.withitem):
            value = parent.context_expr
        if isinstance(value, ast.Call) and self._model.dotted(value.func) == FILE_WRITER:
            holder(value, self._model)
            self._writer.creations.append((text, self._model.statement(place), value))
        elif not (isinstance(value, ast.Constant) and value.value is None):
            raise Left(place, f"{text} is not always a FileWriter")

    def _hand_on(self, place: ast.Name | ast.Attribute) -> bool:
        """Follows the argument `place` into the function of this module that receives it."""
        found = handing.receiver(place, self._model)
        if found is None or found in self._handed:
            return found is not None
        function, name = found
        if self._model.around(function) is self._model.tree:
            self._check_elsewhere(function, function.name)
        self._handed.add(found)
        for call in handing.calls(function, self._model):
            given = handing.argument(call, function, name)
            if isinstance(given, ast.Name | ast.Attribute):
                self._waiting.append(given)
            elif not (isinstance(given, ast.Constant) and given.value is None):
                raise Left(call, f"{function.name}() may be given another writer")
        for one in self._model.named(function, name):
            self._seen.add(id(one))
            self._sort(one)
        return True


def occurrences(
    place: ast.Name | ast.Attribute, model: Model
) -> list[ast.Name] | list[ast.Attribute]:
    """All places that mean the same variable; those of an attribute are in one class.

    Raises:
      Left: an attribute of that name is used outside the class that sets it.
    """
    if isinstance(place, ast.Name):
        return model.occurrences(place)
    mine = model.inside(place, ast.ClassDef)
    found = []
    for node in model.nodes:
        if isinstance(node, ast.Attribute) and node.attr == place.attr:
            around = model.inside(node, ast.ClassDef)
            if around is mine and _is_self(node, model):
                found.append(node)
            elif around is None or not (_is_self(node, model) and _sets(around, node.attr, model)):
                raise Left(node, f"{ast.unparse(node)} may be the same writer")
    return found


def _is_self(node: ast.Attribute, model: Model) -> bool:
    """Whether it is ``self.x`` in a method."""
    if not isinstance(node.value, ast.Name) or model.inside(node, ast.ClassDef) is None:
        return False
    function = model.owner(node.value)
    if not isinstance(function, ast.FunctionDef):
        return False
    arguments = [*function.args.posonlyargs, *function.args.args]
    in_class = isinstance(model.parents[function], ast.ClassDef)
    return in_class and bool(arguments) and arguments[0].arg == node.value.id


def _sets(holder_class: ast.AST, name: str, model: Model) -> bool:
    """Whether methods of the class give self.name a value."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == name
        and isinstance(node.ctx, ast.Store)
        and _is_self(node, model)
        for node in ast.walk(holder_class)
    )


def _method_call(
    place: ast.Name | ast.Attribute, model: Model
) -> tuple[ast.Expr, ast.Call, str] | None:
    """The statement that `place` is in, if it only calls a method that has an equivalent."""
    method = model.parents[place]
    if not isinstance(method, ast.Attribute) or method.attr not in METHODS:
        return None
    call = model.parents[method]
    if not isinstance(call, ast.Call) or call.func is not method:
        return None
    statement = model.parents[call]
    return (statement, call, method.attr) if isinstance(statement, ast.Expr) else None


def _only_tested(place: ast.expr, parent: ast.AST, model: Model) -> bool:
    """Whether the code only asks if there is a writer."""
    if isinstance(parent, ast.Compare):
        others = [parent.left, *parent.comparators]
        return all(
            one is place or (isinstance(one, ast.Constant) and one.value is None) for one in others
        )
    if isinstance(parent, ast.BoolOp) or (
        isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not)
    ):
        return _only_tested(parent, model.parents[parent], model)
    return isinstance(parent, ast.If | ast.While | ast.IfExp | ast.Assert) and parent.test is place


def _other_use(place: ast.expr, parent: ast.AST, model: Model) -> str:
    name = ast.unparse(place)
    if isinstance(parent, ast.keyword):
        parent = model.parents[parent]
    if isinstance(parent, ast.Call):
        return f"{name} is passed to {ast.unparse(parent.func)}()"
    if isinstance(parent, ast.Attribute):
        if parent.attr in METHODS:
            return f"{name}.{parent.attr} is not a statement of its own"
        return f"{name}.{parent.attr} has no equivalent in TensorFlow 2's summary API"
    if isinstance(parent, ast.Return):
        return f"{name} is returned"
    return f"{name} is used in a way that cannot be followed"


def others(model: Model) -> Iterator[tuple[int, str]]:
    """Whatever else writes event files, or may: the lines, and why they stay."""
    for node in model.nodes:
        if not isinstance(node, ast.Attribute | ast.Name) or not isinstance(node.ctx, ast.Load):
            continue
        name = model.dotted(node)
        shown = "tf." + name.partition(".")[2]
        parent = model.parents[node]
        if name in _WRITES_ITSELF:
            yield node.lineno, f"{shown} was left: it writes through TensorFlow 1's summary API"
        elif name == FILE_WRITER and not (isinstance(parent, ast.Call) and parent.func is node):
            yield node.lineno, f"{shown} was left: it is used without a call"
        elif not name and isinstance(node, ast.Attribute) and node.attr == "FileWriter":
            shown = ast.unparse(node)
            yield node.lineno, f"{shown} was left: write `import tensorflow as tf` at the top first"


_WRITES_ITSELF = frozenset(
    f"tensorflow.{name}"
    for name in (
        "summary.FileWriterCache",
        "train.SummarySaverHook",
        "train.MonitoredTrainingSession",
        "train.MonitoredSession",
        "train.Supervisor",
        "train.SummaryWriter",
        "estimator.Estimator",
        "contrib.summary.create_file_writer",
    )
)
