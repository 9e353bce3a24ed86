"""Where NumPy 2 returns a different type from NumPy 1, as far as the source shows it.

NumPy 1 widened a scalar of a small type that met a Python number (`np.float32(3) * 2.0` was a
float64); NumPy 2 keeps the small type.
"""

import ast
import functools
import re
from collections.abc import Iterator

from tfv1.report.finding import NOTE, Finding, Place
from tfv1.source.model import Model
from tfv1.source.parsing import Parsed

_SMALL = re.compile(r"\b(?:u?int(?:8|16|32)|float(?:16|32))\(")
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


def find(parsed: Parsed) -> Iterator[Finding]:
    """The places where the installed NumPy, if it is 2, keeps a small type."""
    if not _SMALL.search(parsed.text) or not _numpy_2():
        return
    model = parsed.model
    for call in model.calls:
        module, _, kind = model.dotted(call.func).rpartition(".")
        if module == "numpy" and _SMALL.fullmatch(f"{kind}("):
            for scalar in (call, *_uses(model, call)):
                yield from _meets_a_number(model, scalar, kind)


def _uses(model: Model, value: ast.expr) -> list[ast.Name]:
    """The uses of a variable that is only ever assigned this value."""
    statement = model.parents[value]
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return []
    target = statement.targets[0]
    if not isinstance(target, ast.Name):
        return []
    places = model.occurrences(target)
    if sum(isinstance(place.ctx, ast.Store) for place in places) != 1:
        return []
    return [place for place in places if isinstance(place.ctx, ast.Load)]


def _meets_a_number(model: Model, scalar: ast.expr, kind: str) -> Iterator[Finding]:
    operation = model.parents[scalar]
    if not isinstance(operation, ast.BinOp) or not isinstance(operation.op, _ARITHMETIC):
        return
    other = operation.right if operation.left is scalar else operation.left
    number = other.operand if isinstance(other, ast.UnaryOp) else other
    if not isinstance(number, ast.Constant) or type(number.value) not in (int, float):
        return
    if kind.startswith("float") or isinstance(number.value, float):
        before = "float64"
    elif isinstance(operation.op, ast.Div):
        return  # a float64 on both
    else:
        before = "int64"
    yield Finding(
        "numpy",
        Place(operation.lineno),
        ast.unparse(operation),
        f"a {kind} meets a Python number: the result was a {before} on NumPy 1, and NumPy 2 "
        f"keeps the small type; write numpy.{before}(...) where that matters",
        status=NOTE,
    )


@functools.cache
def _numpy_2() -> bool:
    from importlib import metadata

    try:
        return int(metadata.version("numpy").partition(".")[0]) >= 2
    except metadata.PackageNotFoundError:
        return False
