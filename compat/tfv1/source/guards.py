"""Which code is prepared for another version: it catches an error, or asks for the version."""

import ast
import re
from collections.abc import Iterator, Set

# The exceptions by which a program notices a missing name, or arguments that have other names.
MISSING_NAME = frozenset(
    {"AttributeError", "Exception", "ImportError", "ModuleNotFoundError", "NameError"}
)
WRONG_ARGUMENTS = MISSING_NAME | {"TypeError", "ValueError"}
# By name, or by a function of the user's own, such as `later_than("1.4")`.
_VERSION_TEST = re.compile(r"version|VERSION|hasattr|PY2|PY3|\('\d+\.\d+(\.\d+)?'\)")
_VERSION = re.compile("version|VERSION")


def version_names(tree: ast.Module) -> frozenset[str]:
    """The module's variables that hold a version or what it decides, as in `OLD = VERSION < 1`."""
    return frozenset(
        target.id
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        and any(_VERSION.search(name) for name in _identifiers(statement.value))
        for target in statement.targets
        if isinstance(target, ast.Name)
    )


def guarded(
    node: ast.AST, versions: Set[str], errors: Set[str] = MISSING_NAME
) -> Iterator[ast.AST]:
    """The parts of a statement or expression that are prepared for one of `errors`.

    `versions` are the variables of `version_names`.
    """
    if isinstance(node, ast.Try):
        if any(_catches(handler.type, errors) for handler in node.handlers):
            yield from node.body
            yield from node.handlers
    elif isinstance(node, ast.If | ast.IfExp) and _asks_version(node.test, versions):
        yield from ast.iter_child_nodes(node)


def _asks_version(test: ast.expr, versions: Set[str]) -> bool:
    named = not versions.isdisjoint(_identifiers(test))
    return named or _VERSION_TEST.search(ast.unparse(test)) is not None


def _identifiers(node: ast.expr) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name | ast.Attribute):
            yield one.id if isinstance(one, ast.Name) else one.attr


def _catches(caught: ast.expr | None, errors: Set[str]) -> bool:
    if caught is None:
        return True
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(kind, ast.Name) and kind.id in errors for kind in kinds)
