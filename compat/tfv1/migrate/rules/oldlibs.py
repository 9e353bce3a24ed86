"""Names that NumPy, SciPy and the standard library have dropped become today's.

The table is the one that `tfv1 run` uses. A name without an equivalent today is replaced by this
project's own function in `tfv1.legacy`.
"""

import ast
from collections.abc import Callable

from tfv1.migrate.checks.libraries import GONE as _GONE
from tfv1.migrate.checks.libraries import HABITS
from tfv1.migrate.rules.module import Module
from tfv1.names.tables import libraries

NAME = "oldlibs"


def apply(module: Module) -> str:
    """The text with the names changed."""
    rule = _Rule(module)
    rule.statements()
    rule.attributes()
    rule.methods()
    return rule.finish()


class _Rule:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._model = module.model()
        self._edits = module.edits()
        # Scope and name -> the import that binds it there to a module that still exists.
        self._imports: dict[tuple[ast.AST, str], ast.stmt] = {}
        self._needed: dict[int, tuple[ast.stmt, dict[str, None]]] = {}
        self._calls = {node.func: node for node in self._model.calls}

    def finish(self) -> str:
        text = self._edits.text
        for node, lines in self._needed.values():
            start, end = self._edits.start(node), self._edits.end(node)
            indent = text[text.rfind("\n", 0, start) + 1 : start]
            line_end = (text + "\n").index("\n", end)
            if indent.strip() or text[end:line_end].lstrip().startswith(";"):
                self._edits.after(end, "".join(f"; {one}" for one in lines))
            else:
                self._edits.after(line_end, "".join(f"\n{indent}{line}" for line in lines))
        return self._edits.apply()

    def statements(self) -> None:
        """Import statements: those of lost names are changed, the others kept for `attributes`."""
        for node in self._model.nodes:
            if isinstance(node, ast.Import):
                self._import(node)
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                self._import_from(node, node.module)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            home = libraries.MODULES.get(alias.name)
            if home is not None and (alias.asname or "." not in alias.name):
                if (
                    "._" not in home
                ):  # distutils is private in setuptools, which also provides the old name
                    self._move_module(node, alias, home)
            else:
                self._bind(alias.asname or alias.name.partition(".")[0], node)

    def _bind(self, name: str, node: ast.stmt) -> None:
        self._imports.setdefault((self._model.around(node), name), node)

    def _move_module(self, node: ast.Import, alias: ast.alias, home: str) -> None:
        if not home.startswith("tfv1."):
            bound = alias.asname or alias.name
            self._edits.put(alias, home if home == bound else f"{home} as {bound}")
        elif len(node.names) == 1:
            self._edits.put(node, _statement(home, alias.asname or alias.name))
        else:
            self._module.note(node.lineno, f"put the import of {alias.name} on a line of its own")

    def _import_from(self, node: ast.ImportFrom, module: str) -> None:
        homes = [_home(module, alias.name) for alias in node.names]
        for alias, home in zip(node.names, homes, strict=True):
            if home is None and f"{module}.{alias.name}" in _MODULES:
                self._bind(alias.asname or alias.name, node)
        if any(alias.name == "*" for alias in node.names) and module in _GONE:
            self._module.note(node.lineno, f"{module} is gone: import what is needed by its name")
        if not any(homes):
            return
        statements: dict[str, list[str]] = {}
        single = []
        for alias, home in zip(node.names, homes, strict=True):
            origin, _, attribute = (home or f"{module}:{alias.name}").partition(":")
            if not attribute:
                single.append(_statement(origin, alias.asname or alias.name))
                continue
            bound = alias.asname or alias.name
            text = attribute if attribute == bound else f"{attribute} as {bound}"
            statements.setdefault(origin, []).append(text)
        lines = [f"from {origin} import {', '.join(names)}" for origin, names in statements.items()]
        self._edits.put_statements(node, [*lines, *single])

    def methods(self) -> None:
        """Methods that objects have lost; the source does not show the type of the object."""
        uses = self._model.references.uses
        imported = {use.target.name.partition(".")[0] for use in uses if use.imports}
        for node in self._model.nodes:
            method = node.attr if isinstance(node, ast.Attribute) else ""
            library, successor = _OLD_METHODS.get(method, ("", ""))
            if library in imported:
                assert isinstance(node, ast.Attribute)
                self._module.note(node.lineno, f".{method} was left: write {successor}")

    def attributes(self) -> None:
        """Names written with a dot: `np.float`, `scipy.misc.imread`."""
        inner: set[int] = set()
        for node in self._model.nodes:
            if not isinstance(node, ast.Attribute) or id(node) in inner:
                continue
            chain = [node]
            while isinstance(chain[-1].value, ast.Attribute):
                chain.append(chain[-1].value)
                inner.add(id(chain[-1]))
            root = chain[-1].value
            module = self._model.dotted(root)
            if module:
                assert isinstance(root, ast.Name)
                statement = self._imports.get((self._model.owner(root), root.id))
                if statement is not None:
                    self._attribute(chain[::-1], module, statement)

    def _attribute(self, chain: list[ast.Attribute], module: str, statement: ast.stmt) -> None:
        for node in chain:
            part = node.attr
            home = _home(module, part)
            call, is_old = self._calls.get(node), _OLD_CALLS.get(f"{module}.{part}")
            if call is not None and is_old is not None and is_old(call):
                home = libraries.home(module, part)
            if home is not None and isinstance(node.ctx, ast.Load):
                self._put(node, module, home, statement)
                return
            module = f"{module}.{part}"

    def _put(self, node: ast.Attribute, module: str, home: str, statement: ast.stmt) -> None:
        origin, _, attribute = home.partition(":")
        if self._edits.has_comment(node):
            self._module.note(node.lineno, f"{ast.unparse(node)} was left: it has a comment inside")
        elif origin == "builtins":
            if self._model.binds(attribute):
                self._module.note(node.lineno, f"{ast.unparse(node)} was left: {attribute} is used")
                return
            self._edits.put(node, attribute)
        elif origin == module and attribute:
            self._edits.replace(
                self._edits.end(node) - len(node.attr), self._edits.end(node), attribute
            )
        else:
            self._need(statement, f"import {origin}")
            self._edits.put(node, f"{origin}.{attribute}" if attribute else origin)

    def _need(self, statement: ast.stmt, line: str) -> None:
        self._needed.setdefault(id(statement), (statement, {}))[1][line] = None


def _has(call: ast.Call, keyword: str) -> bool:
    return any(one.arg == keyword for one in call.keywords)


def _without_loader(call: ast.Call) -> bool:
    return len(call.args) == 1 and not call.keywords


# Functions that still exist, but not for every old call: module.name -> whether a call is old.
_OLD_CALLS: dict[str, Callable[[ast.Call], bool]] = {
    "json.load": lambda call: _has(call, "encoding"),
    "json.loads": lambda call: _has(call, "encoding"),
    "random.shuffle": lambda call: len(call.args) == 2,
    "yaml.load": _without_loader,
    "yaml.load_all": _without_loader,
}

# Method -> the library that had it, and its successor.
_OLD_METHODS = {
    "getsize": ("PIL", "font.getbbox(text)[2:]"),
    "isAlive": ("threading", "is_alive"),
    "textsize": ("PIL", "draw.textbbox((0, 0), text)[2:]"),
    "tostring_rgb": ("matplotlib", "canvas.buffer_rgba(), and leave the fourth channel out"),
}

_MODULES = {*libraries.NAMES, *libraries.modules()}


def _home(module: str, name: str) -> str | None:
    """The home of a name that its library has lost; None if the library still has it."""
    if f"{module}.{name}" in HABITS:
        return None
    home = libraries.home(module, name)
    return None if home == f"{module}:{name}" else home


def _statement(module: str, bound: str) -> str:
    package, _, last = module.rpartition(".")
    if module == bound:
        return f"import {module}"
    if package and last == bound:
        return f"from {package} import {last}"
    return f"from {package} import {last} as {bound}" if package else f"import {module} as {bound}"
