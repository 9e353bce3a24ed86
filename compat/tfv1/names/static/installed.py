"""The names that installed modules have, read from their source: nothing is imported.

A module is known by its dotted name. One whose names cannot be read, because it is compiled or
generated when it is loaded, is opaque: it is taken to have whatever is asked for.
"""

import ast
import functools
import importlib
import importlib.util
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tfv1.names import rows

# Packages of this project that look their names up when they are used. They list them themselves,
# and load nothing for that.
_LAZY = frozenset({"tfv1.summary", "tfv1.contrib.eager", "tfv1.contrib.training"})


class Place(NamedTuple):
    """A file or folder that a module is loaded from; `source` is False for compiled code."""

    file: Path | None
    folder: Path | None
    source: bool


class Member(NamedTuple):
    """What a module has under a name: another module, or an attribute that `module` defines."""

    module: str
    attribute: str = ""


# Folders that hold modules under another name than their path says: prefix -> folder.
extra: dict[str, Path] = {}
# What modules in these folders call by the first name in their imports is called by the second.
renamed: dict[str, str] = {}


@functools.cache
def place(name: str) -> Place | None:
    """Where the module is loaded from, or None if it is not installed."""
    prefix, _, below = name.partition(".")
    if prefix in extra and below:
        return _in_folder(extra[prefix].joinpath(*below.split(".")))
    parent, _, last = name.rpartition(".")
    if not parent:
        return _top_level(name)
    above = place(parent)
    return _in_folder(above.folder / last) if above and above.folder else None


def _top_level(name: str) -> Place | None:
    if name in sys.builtin_module_names:
        return Place(None, None, False)
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):  # half-initialised or odd modules have no spec
        return None
    if spec is None:
        return None
    folders = list(spec.submodule_search_locations or ())
    file = Path(spec.origin) if spec.origin and spec.has_location else None
    is_source = file is not None and file.suffix == ".py"
    return Place(file, Path(folders[0]) if folders else None, is_source)


def _in_folder(stem: Path) -> Place | None:
    if (stem / "__init__.py").is_file():
        return Place(stem / "__init__.py", stem, True)
    file = stem.with_name(stem.name + ".py")
    if file.is_file():
        return Place(file, None, True)
    for compiled in stem.parent.glob(f"{stem.name}.*"):
        if compiled.suffix in (".so", ".pyd", ".pyi"):
            return Place(compiled, None, False)
    return Place(None, stem, True) if stem.is_dir() else None


def exists(name: str) -> bool:
    """Whether there is a module of this name."""
    return place(name) is not None


def names_of(module: str) -> list[str]:
    """The names that the module's source binds at top level."""
    return list(_contents(module).names)


@functools.cache
def member(module: str, name: str) -> Member | None:
    """What `module.name` is, without looking for submodules that nothing has imported."""
    there = place(module)
    if there is None:
        return None
    if _is_opaque(module, there):
        return Member(module, name)
    if (module, name) in _asked:
        return None  # modules that import each other
    _asked.add((module, name))
    try:
        contents = _contents(module)
        if contents.kept is not None and name not in contents.kept:
            return None
        if name in contents.names:
            return _followed(contents.names[name], name in contents.defined)
        parent, _, last = module.rpartition(".")
        if parent and f"{last}.{name}" in _contents(parent).names:
            return _followed(_contents(parent).names[f"{last}.{name}"], False)
        if any(f"{origin}.".startswith(f"{module}.{name}.") for origin in contents.stars):
            return Member(f"{module}.{name}")  # a submodule is there once its package imports it
        stars = () if name.startswith("_") else contents.stars
        found = (member(star, name) or _moved(star, name) for star in stars)
        return next(filter(None, found), None)
    finally:
        _asked.discard((module, name))


_asked: set[tuple[str, str]] = set()


def _moved(module: str, name: str) -> Member | None:
    """Where the tables say that legacy code finds a name which TensorFlow's module has lost."""
    home, _, attribute = (rows.home(f"{module}.{name}") or "").partition(":")
    return Member(home, attribute) if home else None


def _is_opaque(module: str, found: Place) -> bool:
    if not found.source:
        return True
    return module.endswith("_pb2") and found.file is not None


def _followed(target: Member, defined: bool) -> Member:
    """What an import statement's `module.attribute` is: a name of the module, or a submodule."""
    module, attribute = target
    if defined or not attribute:
        return target
    full = f"{module}.{attribute}"
    return member(module, attribute) or (Member(full) if exists(full) else target)


class _Contents(NamedTuple):
    names: dict[str, Member]
    defined: set[str]  # those that are no imports
    stars: tuple[str, ...]
    kept: frozenset[str] | None = None  # what remove_undocumented leaves; None: everything


@functools.cache
def _contents(module: str) -> _Contents:
    found = place(module)
    names: dict[str, Member] = {}
    defined: set[str] = set()
    stars: list[str] = []
    if found is None or found.file is None:
        return _Contents(names, set(), ())
    tree = _parse(found.file)
    for node in _top_statements(tree.body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            _collect_imports(node, module, found.folder is not None, names, stars)
        else:
            for name in _bound(node):
                if name not in names:
                    names[name] = Member(module, name)
                    defined.add(name)
            _collect_setattr(node, module, names)
    if module in _LAZY:
        loaded = importlib.import_module(module)
        # Not by getattr, which would ask the genuine tf.contrib, and load TensorFlow for that.
        for name in {*dir(loaded), *vars(loaded).get("__all__", ())}:
            if name not in names:
                names[name] = Member(module, name)
                defined.add(name)
    return _Contents(names, defined, tuple(stars), _kept(tree))


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


def _parse(file: Path) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(file.read_bytes())


def _top_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when the module is loaded, those in if, try and with included."""
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
    for old, new in renamed.items():
        if module.partition(".")[0] in extra and f"{origin}.".startswith(old + "."):
            origin = new + origin[len(old) :]
    for alias in node.names:
        if alias.name == "*":
            stars.append(origin)
        else:
            names[alias.asname or alias.name] = Member(origin, alias.name)


def _collect_setattr(node: ast.stmt, module: str, names: dict[str, Member]) -> None:
    """The other ways in which TensorFlow's API modules export a name.

    `setattr(_current_module, "name", value)` and `_current_module.below.name = value`; the latter
    is noted as "below.name".
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


def modules_that_define(name: str, package: str) -> list[str]:
    """The modules below `package` that define `name` by def, class or assignment at top level."""
    return [
        module
        for module in _defining().get(name, ())
        if module.startswith(package) and not module.startswith("tensorflow.python.keras")
    ]


_DEFINITION = re.compile(r"^(?:def|class)\s+(\w+)", re.MULTILINE)


@functools.cache
def _defining() -> dict[str, list[str]]:
    root = place("tensorflow.python")
    found: dict[str, list[str]] = {}
    if root is None or root.folder is None:
        return found
    for file in sorted(root.folder.rglob("*.py")):
        parts = file.relative_to(root.folder).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        module = ".".join(("tensorflow", "python", *parts))
        for name in set(_DEFINITION.findall(file.read_text(encoding="utf-8", errors="replace"))):
            found.setdefault(name, []).append(module)
    return found
