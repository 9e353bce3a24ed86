"""Which code is prepared for a missing name: it catches that, or asks for the version first."""

import ast
import re
from collections.abc import Iterator

_MISSING = frozenset(
    {"AttributeError", "Exception", "ImportError", "ModuleNotFoundError", "NameError"}
)
# By name, or by a function of the user's own, such as `later_than("1.4")`.
_VERSION_TEST = re.compile(r"version|VERSION|hasattr|PY2|PY3|\('\d+\.\d+(\.\d+)?'\)")


def guarded(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a statement or expression that run only where a name may be missing."""
    if isinstance(node, ast.Try):
        if any(_catches_missing(handler.type) for handler in node.handlers):
            yield from node.body
            yield from node.handlers
    elif isinstance(node, ast.If | ast.IfExp) and _VERSION_TEST.search(ast.unparse(node.test)):
        yield from ast.iter_child_nodes(node)


def _catches_missing(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(kind, ast.Name) and kind.id in _MISSING for kind in kinds)
