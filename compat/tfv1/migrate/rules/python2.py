"""Python 2 becomes Python 3: by fissix's fixers, then the division of integers, which they leave.

Where tabs and spaces are mixed, tabs become spaces. Of a Python 3 file only what is left of
Python 2 changes.
"""

import ast
import re

from tfv1.migrate.rules import leftovers
from tfv1.migrate.rules.fixers import fixed
from tfv1.migrate.rules.module import Module
from tfv1.python2.semantics import is_python3
from tfv1.source.dialect import python2_sign
from tfv1.source.parsing import parse_text

NAME = "python2"

_FIXERS = (
    "apply basestring dict except exec execfile filter funcattrs getcwdu has_key import imports "
    "input intern itertools itertools_imports long map metaclass methodattrs ne next nonzero "
    "numliterals operator paren print raise raw_input reduce reload renames repr standarderror "
    "sys_exc throw tuple_params types unicode urllib xrange xreadlines zip"
)
_INTEGERS = frozenset({"len", "int", "ord", "id", "hash"})
_FLOATS = frozenset({"float"})


def apply(module: Module) -> str:
    """The text as Python 3; `module.python2` says whether it has to be changed."""
    text = module.text
    if not module.python2 or (_parses(text) and is_python3(module.model().tree)):
        return leftovers.apply(module)
    done = fixed(text, _FIXERS)
    if done is None:
        return text  # what Python 3 parses and Python 2 does not, such as `print >>a, print >>b`
    if not _parses(done):
        done = _without_tabs(done)
    if _parses(done):
        done = leftovers.renamed(Module(module.path, done))
    rest = python2_sign(done)
    if rest is not None:
        # Half converted, it would count as Python 2 as a whole in the next run.
        by_hand = f"change this by hand first: {rest}"
        if not _parses(text):
            raise SyntaxError(f"it is Python 2; {by_hand}")  # no other rule can read it
        module.note(rest.line, f"left as Python 2; {by_hand}")
        return text
    module.text = done
    if re.search(r"^from __future__ import .*\bdivision\b", text, re.MULTILINE):
        return module.text
    return _divide(module)


def _parses(text: str) -> bool:
    try:
        parse_text(text)
    except SyntaxError:
        return False
    return True


def _without_tabs(text: str) -> str:
    from tfv1.python2.syntax import without_tabs

    return without_tabs(text)


def _divide(module: Module) -> str:
    edits = module.edits()
    for node in module.model().nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            left, right = _kind(node.left), _kind(node.right)
            between = edits.text[edits.end(node.left) : edits.start(node.right)]
            if left == right == "integer" and between.count("/") == 1:
                slash = edits.end(node.left) + between.index("/")
                edits.replace(slash, slash + 1, "//")
            elif "float" not in (left, right):
                _note(module, node.lineno)
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
            if _kind(node.value) == "float":
                continue
            _note(module, node.lineno)
    return edits.apply()


def _note(module: Module, line: int) -> None:
    module.note(
        line, "in Python 2, `/` rounded down if both sides were integers; if they are, write //"
    )


def _kind(node: ast.expr) -> str:
    """What the value certainly is: "integer", "float", or "" for anything else."""
    if isinstance(node, ast.Constant):
        return {int: "integer", float: "float"}.get(type(node.value), "")
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        name = node.func.id
        return "integer" if name in _INTEGERS else "float" if name in _FLOATS else ""
    if isinstance(node, ast.UnaryOp):
        return _kind(node.operand)
    if isinstance(node, ast.BinOp):
        kinds = {_kind(node.left), _kind(node.right)}
        if "float" in kinds:
            return "float"
        whole = isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.FloorDiv | ast.Mod | ast.Div)
        return "integer" if kinds == {"integer"} and whole else ""
    return ""
