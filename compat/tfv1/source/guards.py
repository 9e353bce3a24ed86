"""Which code is prepared for another version: it catches an error, or asks for the version."""

import ast
import re
from collections.abc import Iterator, Set

# The exceptions by which a program notices a missing name, or arguments that are called otherwise.
MISSING_NAME = frozenset(
    {"AttributeError", "Exception", "ImportError", "ModuleNotFoundError", "NameError"}
)
WRONG_ARGUMENTS = MISSING_NAME | {"TypeError", "ValueError"}
# By name, or by a function of the user's own, such as `later_than("1.4")`.
_VERSION_TEST = re.compile(r"version|VERSION|hasattr|PY2|PY3|\('\d+\.\d+(\.\d+)?'\)")


def guarded(node: ast.AST, errors: Set[str] = MISSING_NAME) -> Iterator[ast.AST]:
    """The parts of a statement or expression that are prepared for one of `errors`."""
    if isinstance(node, ast.Try):
        if any(_catches(handler.type, errors) for handler in node.handlers):
            yield from node.body
            yield from node.handlers
    elif isinstance(node, ast.If | ast.IfExp) and _VERSION_TEST.search(ast.unparse(node.test)):
        yield from ast.iter_child_nodes(node)


def _catches(caught: ast.expr | None, errors: Set[str]) -> bool:
    if caught is None:
        return True
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(kind, ast.Name) and kind.id in errors for kind in kinds)
