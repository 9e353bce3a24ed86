"""The dotted names that one file uses, through its imports and aliases, by syntax tree.

A name is followed to what an import bound it to, in its own scope or an outer one, however it was
called on the way: ``import tensorflow as tf; nn = tf.nn; nn.relu`` is `tensorflow.nn.relu`.
"""

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_BUILTINS = frozenset(dir(builtins))
_IMPORTERS = frozenset({"__import__", "importlib.import_module"})
_MOST = 8  # things that one name may stand for
_MOST_PARTS = 50  # of a dotted name
# By name, or by a function of the user's, as `later_than("1.4")`.
_VERSION_TEST = re.compile(r"version|VERSION|hasattr|PY2|PY3|\('\d+\.\d+(\.\d+)?'\)")
_MISSING = frozenset({"ImportError", "ModuleNotFoundError", "AttributeError", "Exception"})


class Target(NamedTuple):
    """What an import names. `level` counts the dots of a relative import."""

    name: str
    level: int = 0

    def below(self, *parts: str) -> "Target":
        """The name `parts` further down."""
        return Target.of(".".join(filter(None, (self.name, *parts))), self.level)

    @classmethod
    def of(cls, name: str, level: int = 0) -> "Target":
        """What an import statement names; of a name without end, as much as anything can have."""
        parts = name.split(".", _MOST_PARTS)
        return cls(".".join(parts[:_MOST_PARTS]), min(level, _MOST_PARTS))


class Use(NamedTuple):
    """A use of a name at `line`.

    `guarded` tells that the code is ready for the name to be missing: it stands in a try that
    catches that, or below a test of the version. `imports` tells an import statement.
    """

    target: Target
    line: int
    guarded: bool = False
    imports: bool = False


@dataclass
class References:
    """What a file uses, and what others can have from it.

    `exports` are the names at module level that imports lead to; `stars` the modules whose names it
    has all; `free` are uses of names that only a star import can have bound; `own` the names that
    it defines itself.
    """

    uses: list[Use] = field(default_factory=list)
    exports: dict[str, list[Target]] = field(default_factory=dict)
    stars: list[Target] = field(default_factory=list)
    free: list[Use] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    unknown: list[tuple[int, str]] = field(default_factory=list)  # what cannot be followed


class _Scope:
    """The bindings of a module, function or class: name -> targets, or expressions to resolve."""

    def __init__(self, outer: "_Scope | None", is_class: bool = False) -> None:
        self.outer = outer
        self.is_class = is_class
        self.bound: dict[str, list[Target | ast.expr | None]] = {}

    def bind(self, name: str, what: "Target | ast.expr | None") -> None:
        self.bound.setdefault(name, []).append(what)


def references(tree: ast.Module) -> References:
    """What the module uses."""
    collector = _Collector()
    collector.module(tree)
    return collector.found


class _Collector:
    def __init__(self) -> None:
        self.found = References()
        # By the id of an expression. Each is resolved once: names that are bound many times, to
        # expressions of each other, would take exponential time.
        self._resolved: dict[int, list[Target]] = {}
        self._named: dict[tuple[int, int], list[Target]] = {}
        self._guards = 0
        self._assigned: set[Target] = set()  # names the file itself puts into a library's module

    def module(self, tree: ast.Module) -> None:
        scope = _Scope(None)
        _bind_all(tree.body, scope, self.found.stars)
        self._body(tree.body, scope)
        self.found.uses = [use for use in self.found.uses if not self._is_assigned(use.target)]
        for name, held in scope.bound.items():
            targets = [t for what in held for t in self._targets_of(what, scope)]
            if targets:
                self.found.exports[name] = list(dict.fromkeys(targets))
            else:
                self.found.own.add(name)

    def _body(self, body: list[ast.stmt], scope: _Scope) -> None:
        for node in body:
            self._visit(node, scope)

    def _visit(self, node: ast.AST, scope: _Scope) -> None:
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._import(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            self._function(node, scope)
        elif isinstance(node, ast.ClassDef):
            self._class(node, scope)
        elif isinstance(node, ast.Attribute | ast.Name):
            self._name(node, scope)
        elif isinstance(node, ast.Try):
            self._try(node, scope)
        elif isinstance(node, ast.If | ast.IfExp) and _tests_version(node.test):
            self._guarded(ast.iter_child_nodes(node), scope)
        else:
            if isinstance(node, ast.Call):
                self._call(node, scope)
            for child in ast.iter_child_nodes(node):
                self._visit(child, scope)

    def _guarded(self, nodes: Iterator[ast.AST], scope: _Scope) -> None:
        self._guards += 1
        for node in nodes:
            self._visit(node, scope)
        self._guards -= 1

    def _try(self, node: ast.Try, scope: _Scope) -> None:
        catches = any(_catches_missing(handler.type) for handler in node.handlers)
        if not catches:
            for child in ast.iter_child_nodes(node):
                self._visit(child, scope)
            return
        self._guarded(iter([*node.body, *node.handlers]), scope)
        self._body([*node.orelse, *node.finalbody], scope)

    def _function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: _Scope
    ) -> None:
        arguments = node.args
        outside: list[ast.AST | None] = [*arguments.defaults, *arguments.kw_defaults]
        everyone = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        everyone += [one for one in (arguments.vararg, arguments.kwarg) if one]
        outside += [argument.annotation for argument in everyone]
        if not isinstance(node, ast.Lambda):
            outside += [*node.decorator_list, node.returns]
        for child in outside:
            if child is not None:
                self._visit(child, scope)
        inner = _Scope(scope)
        for argument in everyone:
            inner.bind(argument.arg, None)
        if isinstance(node, ast.Lambda):
            self._visit(node.body, inner)
            return
        _bind_all(node.body, inner, self.found.stars)
        self._body(node.body, inner)

    def _class(self, node: ast.ClassDef, scope: _Scope) -> None:
        for child in (*node.decorator_list, *node.bases, *(k.value for k in node.keywords)):
            self._visit(child, scope)
        inner = _Scope(scope, is_class=True)
        _bind_all(node.body, inner, self.found.stars)
        self._body(node.body, inner)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                self._use(Target.of(alias.name), node, imports=True)
            return
        origin = Target.of(node.module or "", node.level)
        for alias in node.names:
            target = origin if alias.name == "*" else origin.below(alias.name)
            self._use(target, node, imports=True)

    def _name(self, node: ast.expr, scope: _Scope) -> None:
        root, parts = _chain(node)
        if not isinstance(root, ast.Name):
            targets = self._targets_of(root, scope)
            for target in targets:
                self._use(target.below(*parts), node)
            if isinstance(root, ast.Attribute | ast.Name) or not targets:
                self._visit(root, scope)
            else:
                for child in ast.iter_child_nodes(root):
                    self._visit(child, scope)
            return
        if isinstance(root.ctx, ast.Store):
            return
        holder = _lookup(root.id, scope)
        if holder is None:
            if root.id not in _BUILTINS:
                self.found.free.append(
                    Use(Target(root.id).below(*parts), node.lineno, self._guards > 0)
                )
            return
        stored = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        for target in self._targets(root.id, holder):
            if stored:
                self._assigned.add(target.below(*parts))
            else:
                self._use(target.below(*parts), node)

    def _is_assigned(self, target: Target) -> bool:
        name = target.name
        while name:
            if Target(name, target.level) in self._assigned:
                return True
            name = name.rpartition(".")[0]
        return False

    def _use(self, target: Target, node: ast.stmt | ast.expr, imports: bool = False) -> None:
        self.found.uses.append(Use(target, node.lineno, self._guards > 0, imports))

    def _targets(self, name: str, holder: _Scope) -> list[Target]:
        bound = holder.bound[name]
        key = (id(bound), len(bound))  # a `global` further down may bind it once more
        if key not in self._named:
            self._named[key] = []  # what a name says about itself
            found = [t for what in bound for t in self._targets_of(what, holder)]
            self._named[key] = list(dict.fromkeys(found))[:_MOST]
        return self._named[key]

    def _targets_of(self, what: "Target | ast.AST | None", scope: _Scope) -> list[Target]:
        """What an expression stands for, if that is something imported."""
        if isinstance(what, Target):
            return [what]
        if what is None:
            return []
        if id(what) not in self._resolved:
            self._resolved[id(what)] = []  # what an expression says about itself
            found = dict.fromkeys(self._resolve(what, scope))
            self._resolved[id(what)] = list(found)[:_MOST]
        return self._resolved[id(what)]

    def _resolve(self, what: ast.AST, scope: _Scope) -> list[Target]:
        if isinstance(what, ast.Attribute | ast.Name):
            root, parts = _chain(what)
            if isinstance(root, ast.Name):
                holder = _lookup(root.id, scope)
                found = self._targets(root.id, holder) if holder else []
            else:
                found = self._targets_of(root, scope)
            return [target.below(*parts) for target in found]
        if isinstance(what, ast.Call):
            return self._called(what, scope)
        if isinstance(what, ast.IfExp):
            return [*self._targets_of(what.body, scope), *self._targets_of(what.orelse, scope)]
        if isinstance(what, ast.BoolOp):
            return [target for value in what.values for target in self._targets_of(value, scope)]
        return []

    def _called(self, call: ast.Call, scope: _Scope) -> list[Target]:
        """getattr(x, "name"), __import__("name") and importlib.import_module("name")."""
        function = self._function_name(call, scope)
        if function == "getattr" and len(call.args) >= 2:
            name = _constant(call.args[1])
            if name is not None and name.isidentifier():
                return [t.below(name) for t in self._targets_of(call.args[0], scope)]
        elif function in _IMPORTERS and call.args:
            name = _constant(call.args[0])
            if name and not name.startswith("."):
                return [Target.of(name if function != "__import__" else name.partition(".")[0])]
        return []

    def _function_name(self, call: ast.Call, scope: _Scope) -> str:
        if isinstance(call.func, ast.Name) and _lookup(call.func.id, scope) is None:
            return call.func.id
        if isinstance(call.func, ast.Attribute | ast.Name):
            return next((t.name for t in self._targets_of(call.func, scope) if not t.level), "")
        return ""

    def _call(self, call: ast.Call, scope: _Scope) -> None:
        function = self._function_name(call, scope)
        if function == "getattr" and len(call.args) >= 2:
            self._getattr(call, scope)
        elif function in _IMPORTERS and call.args:
            name = _constant(call.args[0])
            if name is None:
                self.found.unknown.append((call.lineno, f"{function} of a computed name"))
            elif name and not name.startswith("."):
                self._use(Target.of(name), call, imports=True)
        elif function in ("exec", "eval") and call.args and _constant(call.args[0]) is None:
            self.found.unknown.append((call.lineno, f"{function} of a computed text"))
        elif function in ("exec", "eval") and call.args:
            self.found.unknown.append((call.lineno, f"{function} of a text"))

    def _getattr(self, call: ast.Call, scope: _Scope) -> None:
        holders = self._targets_of(call.args[0], scope)
        name = _constant(call.args[1])
        if name is None and holders:
            self.found.unknown.append((call.lineno, f"getattr({holders[0].name}, ...)"))
            return
        self._guards += len(call.args) > 2  # with a default, it may be missing
        for target in self._targets_of(call, scope):
            self._use(target, call)
        self._guards -= len(call.args) > 2


def _chain(node: ast.AST) -> tuple[ast.AST, list[str]]:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return node, parts[::-1]


def _lookup(name: str, scope: _Scope) -> _Scope | None:
    current: _Scope | None = scope
    while current is not None:
        if name in current.bound and (current is scope or not current.is_class):
            return current
        current = current.outer
    return None


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _catches_missing(kind: ast.expr | None) -> bool:
    if kind is None:
        return True
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(_chain(one)[1][-1:] == [] and getattr(one, "id", "") in _MISSING for one in kinds)


def _tests_version(test: ast.expr) -> bool:
    return _VERSION_TEST.search(ast.unparse(test)) is not None


def _bind_all(body: list[ast.stmt], scope: _Scope, stars: list[Target]) -> None:
    """Notes what the statements bind in `scope`; nested functions and classes have their own."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            scope.bind(node.name, None)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.name if alias.asname else alias.name.partition(".")[0]
                scope.bind(alias.asname or name, Target.of(name))
        elif isinstance(node, ast.ImportFrom):
            origin = Target.of(node.module or "", node.level)
            for alias in node.names:
                if alias.name == "*":
                    stars.append(origin)
                else:
                    scope.bind(alias.asname or alias.name, origin.below(alias.name))
        elif isinstance(node, ast.Global):
            for name in node.names:
                _bind_global(name, scope)
        else:
            _bind_expressions(node, scope, stars)


def _bind_global(name: str, scope: _Scope) -> None:
    outermost = scope
    while outermost.outer is not None:
        outermost = outermost.outer
    scope.bound[name] = outermost.bound.setdefault(name, [])


def _bind_expressions(node: ast.stmt, scope: _Scope, stars: list[Target]) -> None:
    if isinstance(node, ast.Assign):
        for holder in node.targets:
            _bind_assigned(holder, node.value, scope)
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        _bind_assigned(node.target, node.value, scope)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            _bind_all([child], scope, stars)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            if isinstance(child, ast.ExceptHandler) and child.name:
                scope.bind(child.name, None)
            _bind_stored(child, scope)
            _bind_all(child.body, scope, stars)
        elif not isinstance(node, ast.Assign):
            _bind_stored(child, scope)
        else:
            _bind_walrus(child, scope)


def _bind_assigned(holder: ast.expr, value: ast.expr, scope: _Scope) -> None:
    if isinstance(holder, ast.Name):
        scope.bind(holder.id, value)
    elif isinstance(holder, ast.Tuple | ast.List):
        values = value.elts if isinstance(value, ast.Tuple | ast.List) else []
        same = len(values) == len(holder.elts)
        for number, inner in enumerate(holder.elts):
            _bind_assigned(inner, values[number] if same else ast.Constant(None), scope)
    elif isinstance(holder, ast.Starred):
        _bind_assigned(holder.value, ast.Constant(None), scope)


def _bind_stored(node: ast.AST, scope: _Scope) -> None:
    for inner in _expressions(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            scope.bind(inner.id, None)
        elif isinstance(inner, ast.MatchAs | ast.MatchStar) and inner.name:
            scope.bind(inner.name, None)


def _bind_walrus(node: ast.AST, scope: _Scope) -> None:
    for inner in _expressions(node):
        if isinstance(inner, ast.NamedExpr | ast.comprehension):
            _bind_stored(inner.target, scope)


def _expressions(node: ast.AST) -> Iterator[ast.AST]:
    """The node and what is in it, without statements and the inside of lambdas."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt | ast.Lambda):
            yield from _expressions(child)
