"""What each module, function, class and comprehension binds: to imports, or to expressions."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from tfv1.names import rows
from tfv1.source.nodes import children

_MOST_PARTS = 50  # of a dotted name
# isinstance is faster with tuples than with unions.
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SCOPES = (*FUNCTIONS, ast.ClassDef, *COMPREHENSIONS)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SEQUENCES = (ast.Tuple, ast.List)
_CAPTURES = (ast.MatchAs, ast.MatchStar)


class Target(NamedTuple):
    """What an import names. `level` counts the dots of a relative import."""

    name: str
    level: int = 0

    def below(self, *parts: str) -> "Target":
        """The name `parts` below this one."""
        return Target.of(".".join(filter(None, (self.name, *parts))), self.level)

    @classmethod
    def of(cls, name: str, level: int = 0) -> "Target":
        """What an import statement names; an absurdly long name is cut off."""
        parts = rows.from_files(name).split(".", _MOST_PARTS)
        return cls(".".join(parts[:_MOST_PARTS]), min(level, _MOST_PARTS))


# What a name is bound to; None is an unknown value.
Bound = Target | ast.expr | None


class Scope:
    """The names that `node` binds, each with everything it is bound to.

    `stars` are the modules that it star-imports.
    """

    def __init__(self, node: ast.AST, outer: "Scope | None" = None) -> None:
        self.node = node
        self.outer = outer
        self.bound: dict[str, list[Bound]] = {}
        self.stars: list[Target] = []
        self._elsewhere: dict[str, Scope] = {}  # by a global or nonlocal statement
        if isinstance(node, ast.Module | ast.ClassDef):
            self._bind_all(node.body)
        elif isinstance(node, FUNCTIONS):
            self._bind_arguments(node.args)
            if isinstance(node, ast.Lambda):
                self._bind_stored(node.body)
            else:
                self._bind_all(node.body)
        elif isinstance(node, COMPREHENSIONS):
            for generator in node.generators:
                self._bind_stored(generator.target)

    def holder(self, name: str) -> "Scope | None":
        """The scope whose variable `name` means here."""
        scope: Scope | None = self
        while scope is not None:
            if scope is self or not isinstance(scope.node, ast.ClassDef):
                if name in scope._elsewhere:
                    return scope._elsewhere[name]
                if name in scope.bound:
                    return scope
            scope = scope.outer
        return None

    def imported(self, name: str) -> Target | None:
        """What a name of this scope is, if imports of one and the same thing alone bind it."""
        bound = {
            Target(legacy(one.name), one.level) if isinstance(one, Target) else None
            for one in self.bound.get(name, ())
        }
        return bound.pop() if len(bound) == 1 else None

    def _bind(self, name: str, what: Bound) -> None:
        self._elsewhere.get(name, self).bound.setdefault(name, []).append(what)

    def _bind_arguments(self, arguments: ast.arguments) -> None:
        for argument in arguments_of(arguments):
            self._bind(argument.arg, None)

    def _bind_all(self, body: list[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, _DEFINITIONS):
                self._bind(node.name, None)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    name = alias.name if alias.asname else alias.name.partition(".")[0]
                    self._bind(alias.asname or name, Target.of(name))
            elif isinstance(node, ast.ImportFrom):
                self._bind_imported(node)
            elif isinstance(node, (ast.Global, ast.Nonlocal)):
                for name in node.names:
                    self._declare(name, isinstance(node, ast.Global))
            else:
                self._bind_expressions(node)

    def _bind_imported(self, node: ast.ImportFrom) -> None:
        origin = Target.of(node.module or "", node.level)
        for alias in node.names:
            if alias.name == "*":
                self.stars.append(origin)
            else:
                self._bind(alias.asname or alias.name, origin.below(alias.name))

    def _declare(self, name: str, is_global: bool) -> None:
        scope = self.outer
        while scope is not None and scope.outer is not None:
            if not is_global and name in scope.bound and not isinstance(scope.node, ast.ClassDef):
                break
            scope = scope.outer
        if scope is not None:
            self._elsewhere[name] = scope
            scope.bound.setdefault(name, [])

    def _bind_expressions(self, node: ast.stmt) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._bind_assigned(target, node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self._bind_assigned(node.target, node.value)
        for child in children(node):
            if isinstance(child, ast.stmt):
                self._bind_all([child])
            elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
                if isinstance(child, ast.ExceptHandler) and child.name:
                    self._bind(child.name, None)
                self._bind_stored(child)
                self._bind_all(child.body)
            elif not isinstance(node, ast.Assign):
                self._bind_stored(child)
            else:
                for inner in _expressions(child):
                    if isinstance(inner, ast.NamedExpr):
                        self._bind(inner.target.id, inner.value)

    def _bind_assigned(self, target: ast.expr, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self._bind(target.id, value)
        elif isinstance(target, _SEQUENCES):
            values = value.elts if isinstance(value, _SEQUENCES) else []
            same = len(values) == len(target.elts)
            for number, inner in enumerate(target.elts):
                self._bind_assigned(inner, values[number] if same else None)
        elif isinstance(target, ast.Starred):
            self._bind_assigned(target.value, None)

    def _bind_stored(self, node: ast.AST) -> None:
        for inner in _expressions(node):
            if isinstance(inner, ast.Name):
                if isinstance(inner.ctx, ast.Store):
                    self._bind(inner.id, None)
            elif isinstance(inner, ast.NamedExpr):
                self._bind(inner.target.id, inner.value)
            elif isinstance(inner, _CAPTURES) and inner.name:
                self._bind(inner.name, None)
            elif isinstance(inner, ast.MatchMapping) and inner.rest:
                self._bind(inner.rest, None)


def arguments_of(arguments: ast.arguments) -> list[ast.arg]:
    """All parameters of a function."""
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return found + [one for one in (arguments.vararg, arguments.kwarg) if one]


def legacy(name: str) -> str:
    """The name of TensorFlow 1 for one of tensorflow.compat.v1 or tfv1."""
    for now in ("tensorflow.compat.v1", "tfv1"):
        if name == now or name.startswith(f"{now}."):
            return "tensorflow" + name[len(now) :]
    return name


def _expressions(node: ast.AST) -> list[ast.AST]:
    """The node and what is in it, without what has a scope of its own, and without statements."""
    found: list[ast.AST] = []
    _collect(node, found)
    return found


def _collect(node: ast.AST, found: list[ast.AST]) -> None:
    kind = type(node)
    if kind in COMPREHENSIONS:
        found += _walruses(node)
    elif kind is ast.NamedExpr:
        found.append(node)
        _collect(node.value, found)  # type: ignore[attr-defined]
    elif kind is not ast.Lambda:
        found.append(node)
        for child in children(node):
            if not isinstance(child, ast.stmt):
                _collect(child, found)


def _walruses(comprehension: ast.AST) -> Iterator[ast.NamedExpr]:
    """The only thing in a comprehension that binds names around it."""
    for child in children(comprehension):
        if isinstance(child, ast.NamedExpr):
            yield child
        if not isinstance(child, ast.Lambda):
            yield from _walruses(child)
