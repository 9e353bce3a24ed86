"""Whether a source is Python 2, and what shows it."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from tfv1.names.tables import python2 as libraries
from tfv1.python2 import signs
from tfv1.python2.convert import parse, parse_earlier
from tfv1.python2.integers import integer_uses
from tfv1.python2.semantics import futures, is_python3
from tfv1.source.model import Model
from tfv1.source.scopes import FUNCTIONS

_METHODS = signs.METHODS | signs.ATTRIBUTES
_STATEMENTS = ("print", "exec", "raise", "except")


class Sign(NamedTuple):
    """What shows that a source is Python 2, and in which line.

    `called` means that it matters only once the function around it is called.
    """

    what: str
    line: int
    called: bool = False

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
    sure = [*_names(model), *_lists(model, sure=True), *_integers(model)]
    found = [*sure, *_attributes(model)]
    if len(found) > len(sure) and is_python3(model.tree, model.nodes):
        found = sure  # attributes may be those of a class of its own
    if not found:
        return None
    first = min(found, key=lambda sign: sign.line)
    return first._replace(called=all(sign.called for sign in found))


def python2_doubts(model: Model) -> Iterator[Sign]:
    """What fails in Python 3 if the object is a dictionary, in a source without a sure sign."""
    yield from _lists(model, sure=False)
    yield from _attributes(model, own=False)


def _names(model: Model) -> Iterator[Sign]:
    names = model.references
    for use in names.free:
        if use.target.name in signs.BUILTINS and not use.guarded:
            yield Sign(f"it uses {use.target.name}", use.line, use.called)
    for use in names.uses:
        if use.guarded or use.target.level:
            continue
        name = use.target.name
        if name in signs.LIBRARY:
            yield Sign(f"it uses {name}", use.line, use.called)
        elif use.imports:
            for module in (name, name.rpartition(".")[0]):
                if module in libraries.MODULES:
                    yield Sign(f"it imports {module}", use.line, use.called)


def _lists(model: Model, sure: bool) -> Iterator[Sign]:
    for use in model.list_uses:
        if use.sure == sure and not model.is_guarded(use.made):
            what = f"{use.text} needs the list that Python 2 returned"
            yield Sign(what, use.line, _is_called(use.made, model))


def _integers(model: Model) -> Iterator[Sign]:
    if "division" not in futures(model.tree):
        for node in integer_uses(model.nodes):
            what = f"{ast.unparse(node)} has to be an integer, as Python 2 made it"
            yield Sign(what, node.lineno, _is_called(node, model))


def _attributes(model: Model, own: bool = True) -> Iterator[Sign]:
    """The attributes, without `own` only those that no class or function here defines."""
    prints = "print_function" not in futures(model.tree)
    for node in model.nodes:
        if type(node) is ast.Attribute and uses_attribute(node, model):
            if not own and model.binds(node.attr):
                continue
            named = isinstance(node.value, ast.Name)
            what = f"it uses {ast.unparse(node) if named else '.' + node.attr}"
            yield Sign(what, node.lineno, _is_called(node, model))
        elif prints and isinstance(node, ast.Expr) and _is_print_to(node.value):
            yield Sign("it has print >>", node.lineno, _is_called(node, model))


def _is_called(node: ast.AST, model: Model) -> bool:
    return model.inside(node, *FUNCTIONS) is not None


def uses_attribute(node: ast.Attribute, model: Model) -> bool:
    """Whether it is an attribute such as d.iteritems, and may be of one of Python's own types."""
    if node.attr not in _METHODS or not isinstance(node.ctx, ast.Load):
        return False
    is_six = isinstance(node.value, ast.Name) and node.value.id == "six"
    return not (is_six or model.is_guarded(node))


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
