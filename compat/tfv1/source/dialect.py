"""Whether a source is Python 2, and what shows it."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from tfv1.names.tables import python2 as libraries
from tfv1.python2 import signs
from tfv1.python2.convert import parse, parse_earlier
from tfv1.python2.semantics import futures, is_python3
from tfv1.source.model import Model

_METHODS = signs.METHODS | signs.ATTRIBUTES
_STATEMENTS = ("print", "exec", "raise", "except")


class Sign(NamedTuple):
    """What shows that a source is Python 2, and in which line."""

    what: str
    line: int

    def __str__(self) -> str:
        return f"{self.what} (line {self.line})"


def python2_sign(source: str, model: Model | None = None) -> Sign | None:
    """The first sign that the source is Python 2; None if it is not.

    Decided by syntax: words in strings and comments do not count, nor do names that the source
    defines itself (as in `xrange = range`) or that a try statement guards. `model` is the source's,
    if it has been parsed already.
    """
    if model is None:
        try:
            model = Model(parse_earlier(source))
        except SyntaxError:
            return _sign_in_text(source)
    found = min(_signs(model), key=lambda sign: sign.line, default=None)
    if found is None or is_python3(model.tree, model.nodes):
        return None
    return found


def _signs(model: Model) -> Iterator[Sign]:
    names = model.references
    prints = "print_function" not in futures(model.tree)
    for use in names.free:
        if use.target.name in signs.BUILTINS and not use.guarded:
            yield Sign(f"it uses {use.target.name}", use.line)
    for use in names.uses:
        if use.guarded or use.target.level:
            continue
        name = use.target.name
        if name in signs.LIBRARY:
            yield Sign(f"it uses {name}", use.line)
        elif use.imports:
            for module in (name, name.rpartition(".")[0]):
                if module in libraries.MODULES:
                    yield Sign(f"it imports {module}", use.line)
    for node in model.nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            if node.attr in _METHODS and not _is_six(node.value) and not model.is_guarded(node):
                named = isinstance(node.value, ast.Name)
                yield Sign(
                    f"it uses {ast.unparse(node) if named else '.' + node.attr}", node.lineno
                )
        elif prints and isinstance(node, ast.Expr) and _is_print_to(node.value):
            yield Sign("it has print >>", node.lineno)


def _is_six(node: ast.expr) -> bool:
    """Whether it is the module with functions such as six.iteritems."""
    return isinstance(node, ast.Name) and node.id == "six"


def _is_print_to(value: ast.expr) -> bool:
    first = value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value
    return (
        isinstance(first, ast.BinOp)
        and isinstance(first.op, ast.RShift)
        and isinstance(first.left, ast.Name)
        and first.left.id == "print"
    )


def _sign_in_text(source: str) -> Sign | None:
    """For a source that Python 3 cannot parse; Python 2 must be able to."""
    from tfv1.python2 import syntax  # it loads fissix

    try:
        converted = syntax.convert(source, "<source>")
        parse(converted)
    except SyntaxError:
        return None
    for line, (old, new) in enumerate(
        zip(source.split("\n"), converted.split("\n"), strict=False), 1
    ):
        if old != new:
            return Sign(_difference(old, new), line)
    return Sign("Python 3 cannot parse it, Python 2 can", 1)


def _difference(old: str, new: str) -> str:
    for statement in _STATEMENTS:
        pattern = rf"\b{statement}\b"
        if re.search(pattern, old) and re.split(pattern, old)[-1] != re.split(pattern, new)[-1]:
            return {
                "except": "it has except X, e",
                "raise": "it has raise X, value",
            }.get(statement, f"it has a {statement} statement")
    for sign, what in (("<>", "the operator <>"), ("`", "backquotes")):
        if old.count(sign) > new.count(sign):
            return f"it has {what}"
    if "__py2_parameter" in new:
        return "it has a tuple among parameters"
    if old.expandtabs(8) == new.expandtabs(8):
        return "it mixes tabs and spaces"
    return "it has literals of Python 2"
