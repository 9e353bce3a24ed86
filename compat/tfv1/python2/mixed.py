"""What Python 3 sources still have of Python 2, such as d.iteritems(): it gets that meaning back.

What both versions have, such as /, keeps the meaning of Python 3.
"""

import ast
from collections.abc import Iterator

from tfv1.python2 import signs
from tfv1.python2.integers import integer_uses
from tfv1.python2.lists import list_uses
from tfv1.python2.semantics import Writer

_ATTRIBUTES = signs.METHODS | signs.ATTRIBUTES


def convert(source: str, tree: ast.Module) -> str:
    """`source`, whose tree is `tree`, with calls of helpers where it is Python 2."""
    nodes = list(outside_fstrings(tree))
    writer = Writer(source, divides=False)
    for made in {id(use.made): use.made for use in list_uses(nodes)}.values():
        writer.list_of(made)
    for division in integer_uses(nodes):
        writer.divide(division)
    for node in nodes:
        if isinstance(node, ast.Attribute) and _is_lost(node):
            writer.by_helper(node, "__py2_attribute__")
    return writer.edits.apply()


def _is_lost(node: ast.Attribute) -> bool:
    return node.attr in _ATTRIBUTES and isinstance(node.ctx, ast.Load)


def outside_fstrings(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes, each before what is in it; those in f-strings have no positions to edit."""
    yield tree
    if not isinstance(tree, ast.JoinedStr):
        for child in ast.iter_child_nodes(tree):
            yield from outside_fstrings(child)
