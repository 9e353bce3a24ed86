"""The names that a source file binds when it is loaded, read from it.

Resolving a name may take hundreds of TensorFlow's sources, so the results are kept.
"""

import ast
import functools
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tfv1.names.static import outline
from tfv1.names.static.kept import Lines


class Member(NamedTuple):
    """What a module has under a name: another module, or an attribute that `module` defines."""

    module: str
    attribute: str = ""


class Bindings(NamedTuple):
    """What a module binds: its names, and the modules of its star imports."""

    names: dict[str, Member]
    defined: set[str]  # those that are not imports
    stars: tuple[str, ...] = ()
    kept: frozenset[str] | None = None  # what remove_undocumented leaves; None: everything


def read(file: Path, module: str, is_package: bool) -> Bindings:
    """What the source file of `module` binds at top level; it is reread only if it has changed."""
    status = file.stat()
    key = json.dumps([str(file), module, is_package])
    state = f"{status.st_mtime_ns} {status.st_size} "
    lines = _lines(os.environ.get("TFV1_CACHE"))
    held = lines.get(key)
    if held.startswith(state):
        try:
            return _from_json(held[len(state) :])
        except (ValueError, TypeError):
            pass  # damaged: read the source again
    found = _read(file, module, is_package)
    lines.add(key, state + _as_json(found))
    return found


@functools.cache
def _lines(cache: str | None) -> Lines:
    return Lines("bindings")


def _as_json(found: Bindings) -> str:
    kept = None if found.kept is None else sorted(found.kept)
    return json.dumps([found.names, sorted(found.defined), found.stars, kept])


def _from_json(text: str) -> Bindings:
    names, defined, stars, kept = json.loads(text)
    members = {name: Member(*member) for name, member in names.items()}
    return Bindings(members, set(defined), tuple(stars), None if kept is None else frozenset(kept))


def _read(file: Path, module: str, is_package: bool) -> Bindings:
    names: dict[str, Member] = {}
    defined: set[str] = set()
    stars: list[str] = []
    tree = outline.parse(file.read_bytes())
    for node in _top_statements(tree.body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            _collect_imports(node, module, is_package, names, stars)
        else:
            for name in _bound(node):
                if name not in names:
                    names[name] = Member(module, name)
                    defined.add(name)
            _collect_setattr(node, module, names)
    return Bindings(names, defined, tuple(stars), _kept(tree))


def _kept(tree: ast.Module) -> frozenset[str] | None:
    """The names that are left after a module of tf.contrib has called remove_undocumented."""
    lists: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            lists[node.targets[0].id] = node.value
        call = node.value if isinstance(node, ast.Expr) else None
        if call is None or not ast.unparse(call).startswith("remove_undocumented(__name__"):
            continue
        assert isinstance(call, ast.Call)
        if len(call.args) > 2 or any(key.arg == "doc_string_modules" for key in call.keywords):
            return None  # documented elsewhere
        given = [*call.args[1:], *(key.value for key in call.keywords)]
        allowed = lists.get(given[0].id) if given and isinstance(given[0], ast.Name) else None
        allowed = allowed or (given[0] if given else ast.List([]))
        if not isinstance(allowed, ast.List | ast.Tuple | ast.Set):
            return None
        names = {one.value for one in allowed.elts if isinstance(one, ast.Constant)}
        return frozenset({*names, *re.findall(r"@@(\w+)", ast.get_docstring(tree) or "")})
    return None


def _top_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when the module is loaded, including those in if, try and with."""
    for node in body:
        yield node
        for part in ("body", "orelse", "finalbody"):
            if isinstance(node, ast.If | ast.Try | ast.With | ast.For | ast.While):
                yield from _top_statements(getattr(node, part, []))
        if isinstance(node, ast.Try):
            for handler in node.handlers:
                yield from _top_statements(handler.body)


def _collect_imports(
    node: ast.Import | ast.ImportFrom,
    module: str,
    is_package: bool,
    names: dict[str, Member],
    stars: list[str],
) -> None:
    if isinstance(node, ast.Import):
        for alias in node.names:
            target = alias.name if alias.asname else alias.name.partition(".")[0]
            names[alias.asname or target] = Member(target)
        return
    origin = _absolute(node, module, is_package)
    for alias in node.names:
        if alias.name == "*":
            stars.append(origin)
        else:
            names[alias.asname or alias.name] = Member(origin, alias.name)


def _collect_setattr(node: ast.stmt, module: str, names: dict[str, Member]) -> None:
    """Collects names that TensorFlow's API modules export in other ways.

    `setattr(_current_module, "name", value)` and `_current_module.below.name = value`; the latter
    is recorded as "below.name".
    """
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
        owner, _, path = ast.unparse(node.targets[0]).partition(".")
        if owner == "_current_module" and node.value.id in names:
            names[path] = names[node.value.id]
    call = node.value if isinstance(node, ast.Expr) else None
    if isinstance(call, ast.Call) and ast.unparse(call.func) == "setattr" and len(call.args) == 3:
        name, value = call.args[1:]
        if isinstance(name, ast.Constant):
            known = names.get(value.id) if isinstance(value, ast.Name) else None
            names[str(name.value)] = known or Member(module, str(name.value))


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    holders: list[ast.expr | None] = []
    if isinstance(node, ast.Assign):
        holders += node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.For):
        holders.append(node.target)
    elif isinstance(node, ast.With):
        holders += [item.optional_vars for item in node.items]
    for holder in holders:
        for inner in ast.walk(holder) if holder is not None else ():
            if isinstance(inner, ast.Name):
                yield inner.id


def _absolute(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    up = node.level - is_package
    base = module.rsplit(".", up)[0] if up else module
    return f"{base}.{node.module}" if node.module else base
