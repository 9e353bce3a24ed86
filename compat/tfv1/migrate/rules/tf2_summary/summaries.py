"""What add_summary is called with: bytes from a session, or a Summary made by hand."""

import ast
from dataclasses import dataclass
from typing import NamedTuple

from tfv1.source.model import Model

_SUMMARIES = frozenset(
    {
        "tensorflow.Summary",
        "tensorflow.summary.Summary",
        "tensorflow.core.framework.summary_pb2.Summary",
    }
)
BYTES = "bytes"
PROTO = "a Summary"
EITHER = "either"  # only known at run time


class Scalar(NamedTuple):
    """A scalar of a Summary that is made by hand."""

    tag: ast.expr
    value: ast.expr


@dataclass
class Given:
    """What add_summary gets: `kind` is BYTES, PROTO or EITHER.

    `scalars` are the values of a Summary made just before the call, if they all are scalars;
    `made_by` are the statements that do nothing but make it.
    """

    kind: str
    scalars: list[Scalar] | None = None
    made_by: tuple[ast.stmt, ...] = ()


def given(expression: ast.expr, call: ast.stmt, model: Model) -> Given:
    """What `expression` is in the statement `call`."""
    if isinstance(expression, ast.Name):
        before = _before(expression, call, model)
        if before:
            value = _value(before[0], expression.id)
            if value is not None and _kind(value, model) == PROTO:
                return _made_before(expression, value, before, call, model)
    elif _is_summary(expression, model):
        assert isinstance(expression, ast.Call)
        return Given(PROTO, _scalars(expression, model))
    return Given(_kind(expression, model) or EITHER)


def _before(name: ast.Name, call: ast.stmt, model: Model) -> list[ast.stmt]:
    """The statements from the last one that binds the name to `call`, in the same block."""
    block = _block(call, model)
    found: list[ast.stmt] = []
    for statement in reversed(block[: block.index(call)]):
        found.insert(0, statement)
        stores = [
            one
            for one in model.occurrences(name)
            if not isinstance(one.ctx, ast.Load) and _is_in(one, statement, model)
        ]
        if stores:
            return found if isinstance(statement, ast.Assign) else []
    return []


def _block(statement: ast.stmt, model: Model) -> list[ast.stmt]:
    parent = model.parents[statement]
    for name in ("body", "orelse", "finalbody"):
        block = getattr(parent, name, None)
        if isinstance(block, list) and statement in block:
            return block
    return [statement]


def _is_in(node: ast.AST, statement: ast.stmt, model: Model) -> bool:
    current: ast.AST | None = node
    while current is not None and current is not statement:
        current = model.parents.get(current)
    return current is statement


def _value(statement: ast.stmt, name: str) -> ast.expr | None:
    """What an assignment binds the name to; the call, if a call returns a tuple of values."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    target = statement.targets[0]
    if isinstance(target, ast.Tuple | ast.List) and isinstance(statement.value, ast.Tuple):
        for one, value in zip(target.elts, statement.value.elts, strict=False):
            if isinstance(one, ast.Name) and one.id == name:
                return value
    return statement.value


def _made_before(
    name: ast.Name, value: ast.expr, before: list[ast.stmt], call: ast.stmt, model: Model
) -> Given:
    """A Summary that is made and filled in the statements just before the call."""
    whole = Given(PROTO)
    assigned = before[0]
    simple = isinstance(assigned, ast.Assign) and isinstance(assigned.targets[0], ast.Name)
    scalars = _scalars(value, model) if _is_summary(value, model) else None
    if not simple or scalars is None:
        return whole
    for statement in before[1:]:
        added = _added(statement, name.id)
        if added is None:
            return whole
        scalars.append(added)
    group = (*before, call)
    for one in model.occurrences(name):
        inside = any(_is_in(one, statement, model) for statement in group)
        if not inside and isinstance(one.ctx, ast.Load):
            reached = _before(one, model.statement(one), model)
            if not reached or reached[0] is assigned:
                return whole  # it is used again
    return Given(PROTO, scalars, tuple(before)) if scalars else whole


def _added(statement: ast.stmt, name: str) -> Scalar | None:
    """The scalar that ``name.value.add(tag=..., simple_value=...)`` adds."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(call, ast.Call) and ast.unparse(call.func) == f"{name}.value.add":
        return _scalar(call)
    return None


def _is_summary(node: ast.expr, model: Model) -> bool:
    return isinstance(node, ast.Call) and model.dotted(node.func) in _SUMMARIES


def _scalars(node: ast.expr, model: Model) -> list[Scalar] | None:
    """The scalars in ``tf.Summary(value=[...])``; None if it holds anything else."""
    assert isinstance(node, ast.Call)
    if node.args or len(node.keywords) > 1:
        return None
    if not node.keywords:
        return []
    values = node.keywords[0].value
    if node.keywords[0].arg != "value" or not isinstance(values, ast.List | ast.Tuple):
        return None
    found = []
    for one in values.elts:
        made = isinstance(one, ast.Call) and model.dotted(one.func).rpartition(".")
        if not made or made[0] not in _SUMMARIES or made[2] != "Value":
            return None
        assert isinstance(one, ast.Call)
        scalar = _scalar(one)
        if scalar is None:
            return None
        found.append(scalar)
    return found


def _scalar(call: ast.Call) -> Scalar | None:
    given_by_name = {keyword.arg: keyword.value for keyword in call.keywords}
    if call.args or set(given_by_name) != {"tag", "simple_value"}:
        return None
    return Scalar(given_by_name["tag"], given_by_name["simple_value"])


def _kind(node: ast.expr, model: Model, seen: frozenset = frozenset()) -> str | None:
    """BYTES or PROTO; None if neither is certain."""
    if isinstance(node, ast.Subscript):  # one of the results of a run
        return BYTES if _kind(node.value, model, seen) == BYTES else None
    if isinstance(node, ast.Name):
        return _kind_of_variable(node, model, seen)
    if not isinstance(node, ast.Call):
        return None
    if _is_summary(node, model):
        return PROTO
    if not isinstance(node.func, ast.Attribute):
        return None
    method, base = node.func.attr, node.func.value
    if method == "run" and _is_session(base, model):
        return BYTES
    if method == "eval" or method == "SerializeToString":
        return BYTES
    if method == "FromString" and model.dotted(base) in _SUMMARIES:
        return PROTO
    return None


def _kind_of_variable(name: ast.Name, model: Model, seen: frozenset) -> str | None:
    """What all assignments to the variable agree on."""
    kinds = set()
    if name.id in seen:
        return None
    for one in model.occurrences(name):
        if isinstance(one.ctx, ast.Load):
            continue
        statement = model.statement(one)
        if isinstance(statement, ast.For) and statement.target is one:
            # The results of a run, one after another.
            kinds.add(BYTES if _kind(statement.iter, model, seen | {name.id}) == BYTES else None)
            continue
        value = _value(statement, name.id) if isinstance(statement, ast.Assign) else None
        if value is None or not _is_target(one, statement, model):
            return None
        if isinstance(value, ast.Constant) and value.value is None:
            continue
        kinds.add(_kind(value, model, seen | {name.id}))
    owner = model.owner(name)
    arguments = getattr(owner, "args", None)
    if isinstance(arguments, ast.arguments):
        everyone = [one for one in ast.walk(arguments) if isinstance(one, ast.arg)]
        if any(one.arg == name.id for one in everyone):
            return None
    return kinds.pop() if len(kinds) == 1 else None


def _is_target(name: ast.Name, statement: ast.stmt, model: Model) -> bool:
    """Whether the assignment itself binds the name, not something inside its value."""
    current: ast.AST = name
    while model.parents[current] is not statement:
        current = model.parents[current]
        if not isinstance(current, ast.Tuple | ast.List):
            return False
    return isinstance(statement, ast.Assign) and current in statement.targets


def _is_session(node: ast.expr, model: Model) -> bool:
    """Whether it has the name of a session, or is made as one."""
    if "sess" in ast.unparse(node).lower():
        return True
    if not isinstance(node, ast.Name):
        return False
    for one in model.occurrences(node):
        parent = model.parents[one]
        made = getattr(parent, "value", None) or getattr(parent, "context_expr", None)
        if isinstance(made, ast.Call) and model.dotted(made.func).endswith("Session"):
            return True
    return False
