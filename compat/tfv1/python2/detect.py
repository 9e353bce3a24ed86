"""Tell Python 2 sources, and the errors that come of running one as Python 3."""

import ast
import re
import tokenize
from collections.abc import Callable, Iterator

from tfv1.names.tables import python2 as libraries
from tfv1.python2.convert import parse
from tfv1.python2.semantics import futures, is_python3

_BUILTINS = frozenset(
    [
        "apply",
        "basestring",
        "cmp",
        "execfile",
        "intern",
        "raw_input",
        "reduce",
        "reload",
        "unichr",
        "unicode",
        "xrange",
    ]
)
_METHODS = frozenset(
    ["has_key", "iteritems", "iterkeys", "itervalues", "viewitems", "viewkeys", "viewvalues"]
)
_ATTRIBUTES = frozenset(
    ["func_code", "func_defaults", "func_globals", "func_name", "im_class", "im_func", "im_self"]
)
_LIBRARY = {
    ("itertools", name) for name in ("ifilter", "ifilterfalse", "imap", "izip", "izip_longest")
} | {("os", "getcwdu"), ("string", "letters"), ("string", "maketrans"), ("sys", "maxint")}
# As "'map' object is not subscriptable", "object of type 'zip' has no len()".
_LAZY = re.compile(r"'(dict_keys|dict_values|dict_items|filter|map|range|zip)'")
_MISSING = {"AttributeError", "Exception", "ImportError", "ModuleNotFoundError", "NameError"}
_STATEMENTS = ("print", "exec", "raise", "except")


def looks_like_python2(source: str, tree: ast.Module | None = None) -> str | None:
    """Why the source is one of Python 2, in a few words with the line; None if it is not.

    Decided by syntax: words in strings and comments do not count, nor do names that the source
    defines itself (as `xrange = range`) or tries in a try statement. `tree` is the source's, where
    it has been parsed.
    """
    if tree is None:
        try:
            tree = parse(source)
        except SyntaxError:
            return _reason_in_tokens(source)
    nodes = list(ast.walk(tree))
    if is_python3(tree, nodes):
        return None
    found = list(_reasons(nodes, prints="print_function" not in futures(tree)))
    if not found:
        return None  # as nearly always: what follows is for few
    bound, guarded = _bound_names(nodes), _guarded(nodes)
    for node, reason in found:
        is_own = isinstance(node, ast.Name) and node.id in bound
        if id(node) not in guarded and not is_own:
            return f"{reason} (line {getattr(node, 'lineno', 0)})"
    return None


def _reasons(nodes: list[ast.AST], prints: bool) -> Iterator[tuple[ast.AST, str]]:
    for node in nodes:
        if isinstance(node, ast.Name):
            if node.id in _BUILTINS:
                yield node, f"it uses {node.id}"
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if owner == "six":
                continue  # six.iteritems is a function of its own
            if node.attr in _METHODS or node.attr in _ATTRIBUTES or (owner, node.attr) in _LIBRARY:
                yield node, f"it uses {ast.unparse(node) if owner else '.' + node.attr}"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node, f"it imports {name}") for name in _old_imports(node))
        elif isinstance(node, ast.Expr) and prints and _is_print_to(node.value):
            yield node, "it has print >>"


def _bound_names(nodes: list[ast.AST]) -> set[str]:
    bound = {name for node in nodes for name in _binds(node)}
    return bound | {
        alias.asname or alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }


def _binds(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg


def _guarded(nodes: list[ast.AST]) -> set[int]:
    """The nodes in a try statement that catches a missing name, and under a test of the version."""
    found: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Try) and any(_catches_missing(one) for one in node.handlers):
            found.update(id(inner) for inner in ast.walk(node))
        elif isinstance(node, ast.If | ast.IfExp):
            test = ast.unparse(node.test)
            if "version" in test or "PY2" in test or "PY3" in test:
                found.update(id(inner) for inner in ast.walk(node))
    return found


def _catches_missing(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = {name.id for name in ast.walk(handler.type) if isinstance(name, ast.Name)}
    return bool(caught & _MISSING)


def _old_imports(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name in libraries.MODULES:
                yield alias.name
    elif not node.level:
        for alias in node.names:
            if (node.module, alias.name) in _LIBRARY:
                yield f"{node.module}.{alias.name}"
        if node.module in libraries.MODULES:
            yield node.module


def _is_print_to(value: ast.expr) -> bool:
    first = value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value
    return (
        isinstance(first, ast.BinOp)
        and isinstance(first.op, ast.RShift)
        and isinstance(first.left, ast.Name)
        and first.left.id == "print"
    )


def _reason_in_tokens(source: str) -> str | None:
    """For a source that Python 3 cannot parse; Python 2 must be able to."""
    from tfv1.python2 import syntax

    try:
        converted = syntax.convert(source, "<source>")
        parse(converted)
    except SyntaxError:
        return None
    for line, (old, new) in enumerate(
        zip(source.split("\n"), converted.split("\n"), strict=False), 1
    ):
        if old != new:
            return f"{_difference(old, new)} (line {line})"
    return "Python 3 cannot parse it, Python 2 can"


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


def offer(error: BaseException) -> str | None:
    """The sentence that offers --python2, when `error` comes of Python 2 code; else None.

    Args:
      error: an uncaught SyntaxError, NameError, AttributeError, TypeError or ImportError of a
        user's script.
    """
    reason = next((rule(error) for kind, rule in _RULES if isinstance(error, kind)), None)
    if reason is None:
        return None
    return f"This looks like Python 2 code: {reason}. Run it with: tfv1 run --python2 ..."


def _of_syntax(error: BaseException) -> str | None:
    assert isinstance(error, SyntaxError)
    try:
        with tokenize.open(error.filename or "") as file:
            reason = looks_like_python2(file.read())
    except (OSError, SyntaxError, UnicodeDecodeError):
        return None  # no file, or none that can be read: nothing to say about it
    return f"{error.filename}: {reason}" if reason else None


def _of_name(error: BaseException) -> str | None:
    name = getattr(error, "name", None)
    return f"{name} is a builtin of Python 2" if name in _BUILTINS | {"long", "file"} else None


def _of_type(error: BaseException) -> str | None:
    found = _LAZY.search(str(error))
    if found is None:
        return None
    return f"the result of {found[1].replace('dict_', 'dict.')}() was a list in Python 2"


def _of_attribute(error: BaseException) -> str | None:
    lazy = _of_type(error)
    if lazy:
        return lazy
    name = getattr(error, "name", None)
    owner = getattr(getattr(error, "obj", None), "__name__", "")
    if name in _METHODS or name in _ATTRIBUTES or (owner, name) in _LIBRARY:
        return f"{name} is an attribute of Python 2"
    return None


def _of_import(error: BaseException) -> str | None:
    name = getattr(error, "name", None)
    found = re.search(r"cannot import name '(\w+)'", str(error))
    if found and (name, found[1]) in _LIBRARY:
        return f"{name}.{found[1]} is a function of Python 2"
    return f"{name} is a module of Python 2" if name in libraries.MODULES else None


_RULES: tuple[tuple[type[BaseException], Callable[[BaseException], str | None]], ...] = (
    (SyntaxError, _of_syntax),
    (NameError, _of_name),
    (AttributeError, _of_attribute),
    (TypeError, _of_type),
    (ImportError, _of_import),
)
