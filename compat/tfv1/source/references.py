"""The dotted names that one file uses, through its imports and aliases, by syntax tree.

A name is followed to the import that bound it, in its own scope or an outer one, through aliases:
``import tensorflow as tf; nn = tf.nn; nn.relu`` is `tensorflow.nn.relu`.
"""

import ast
import builtins
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tfv1.source.guards import guarded, version_names
from tfv1.source.nodes import chain, children, text_of
from tfv1.source.resolving import IMPORTERS, Resolver
from tfv1.source.scopes import COMPREHENSIONS, Scope, Target, arguments_of

_BUILTINS = frozenset(dir(builtins))


class Use(NamedTuple):
    """A use of a name at `line`.

    `guarded` means that the code is prepared for the name to be missing: a try catches that, or a
    test of the version comes first. `imports` means an import statement, `called` that it
    runs only when the function around it is called. `instead` holds what the name means where it is
    bound to something else, as in a switch by version.
    """

    target: Target
    line: int
    guarded: bool = False
    imports: bool = False
    called: bool = False
    instead: tuple[Target, ...] = ()


@dataclass
class References:
    """What a file uses, and what other files can import from it.

    `exports` are its module-level names that lead to imports; `stars` are its star imports; `free`
    are uses of names that only a star import can have bound; `own` are the names that it defines
    itself.
    """

    uses: list[Use] = field(default_factory=list)
    exports: dict[str, list[Target]] = field(default_factory=dict)
    stars: list[Target] = field(default_factory=list)
    free: list[Use] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    unknown: list[tuple[int, str]] = field(default_factory=list)  # what cannot be followed


class Collector:
    """Walks through a module once.

    `found` is what it uses, `scopes` the scope that each of its names stands in, `all_scopes` the
    module's scope and those in it, `versions` the variables that depend on a version.
    """

    def __init__(self, tree: ast.Module) -> None:
        self.found = References()
        self.all_scopes: list[Scope] = []
        self.scopes: dict[ast.Name, Scope] = {}
        self.versions = version_names(tree)
        self._resolver = Resolver()
        self._guards = 0
        self._functions = 0
        self._assigned: set[Target] = set()  # names that the file itself sets in a library's module
        self._module(tree)

    def _module(self, tree: ast.Module) -> None:
        scope = self._scope(tree, None)
        self._body(tree.body, scope)
        found = self.found
        found.uses = [use for use in found.uses if not self._is_assigned(use.target)]
        for name, bound in scope.bound.items():
            targets = [t for what in bound for t in self._resolver.targets_of(what, scope)]
            if targets:
                found.exports[name] = list(dict.fromkeys(targets))
            else:
                found.own.add(name)

    def _scope(self, node: ast.AST, outer: Scope | None) -> Scope:
        scope = Scope(node, outer)
        self.all_scopes.append(scope)
        self.found.stars += scope.stars
        return scope

    def _body(self, nodes: Iterable[ast.AST], scope: Scope) -> None:
        for node in nodes:
            self._visit(node, scope)

    def _visit(self, node: ast.AST, scope: Scope) -> None:
        kind = type(node)
        if kind is ast.Name or kind is ast.Attribute:
            self._name(node, scope)  # type: ignore[arg-type]
        elif kind in _VISITORS:
            _VISITORS[kind](self, node, scope)
        else:
            for child in children(node):
                self._visit(child, scope)

    def _guarded(self, node: ast.AST, scope: Scope) -> None:
        """A statement or expression with parts that are prepared for a missing name."""
        ready = {id(one) for one in guarded(node, self.versions)}
        for child in children(node):
            is_ready = id(child) in ready
            self._guards += is_ready
            self._visit(child, scope)
            self._guards -= is_ready

    def _function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: Scope
    ) -> None:
        arguments = node.args
        outside: list[ast.AST | None] = [*arguments.defaults, *arguments.kw_defaults]
        outside += [argument.annotation for argument in arguments_of(arguments)]
        if not isinstance(node, ast.Lambda):
            outside += [*node.decorator_list, node.returns]
        self._body(filter(None, outside), scope)
        self._functions += 1
        inner = self._scope(node, scope)
        self._body([node.body] if isinstance(node, ast.Lambda) else node.body, inner)
        self._functions -= 1

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        self._body((*node.decorator_list, *node.bases, *node.keywords), scope)
        self._body(node.body, self._scope(node, scope))

    def _comprehension(self, node: ast.ListComp, scope: Scope) -> None:
        first = node.generators[0].iter
        self._visit(first, scope)
        inner = self._scope(node, scope)
        for child in children(node):
            if isinstance(child, ast.comprehension):
                self._body((one for one in children(child) if one is not first), inner)
            else:
                self._visit(child, inner)

    def _import(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            self._use(Target.of(alias.name), node, imports=True)

    def _import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        origin = Target.of(node.module or "", node.level)
        for alias in node.names:
            target = origin if alias.name == "*" else origin.below(alias.name)
            self._use(target, node, imports=True)

    def _name(self, node: ast.Name | ast.Attribute, scope: Scope) -> None:
        root, parts = chain(node)
        if not isinstance(root, ast.Name):
            targets = self._resolver.targets_of(root, scope)
            for target in targets:
                self._use(target.below(*parts), node)
            self._body(children(root) if targets else [root], scope)
            return
        self.scopes[root] = scope
        if isinstance(root.ctx, ast.Store):
            return
        holder = scope.holder(root.id)
        if holder is None:
            if root.id not in _BUILTINS:
                target = Target(root.id).below(*parts)
                called = self._functions > 0
                use = Use(target, node.lineno, self._guards > 0, called=called)
                self.found.free.append(use)
            return
        stored = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        targets = [t.below(*parts) for t in self._resolver.targets(root.id, holder)]
        bound = holder.bound[root.id] if targets else []
        # Where it may be something else, the places that bind it show what is needed.
        may_differ = len(bound) > 1 and any(
            isinstance(one, ast.expr) and not self._resolver.targets_of(one, holder)
            for one in bound
        )
        self._guards += may_differ
        for target in targets:
            if stored:
                self._assigned.add(target)
            else:
                self._use(target, node, instead=tuple(t for t in targets if t != target))
        self._guards -= may_differ

    def _is_assigned(self, target: Target) -> bool:
        name = target.name if self._assigned else ""
        while name:
            if Target(name, target.level) in self._assigned:
                return True
            name = name.rpartition(".")[0]
        return False

    def _use(
        self,
        target: Target,
        node: ast.stmt | ast.expr,
        imports: bool = False,
        instead: tuple[Target, ...] = (),
    ) -> None:
        use = Use(target, node.lineno, self._guards > 0, imports, self._functions > 0, instead)
        self.found.uses.append(use)

    def _call(self, call: ast.Call, scope: Scope) -> None:
        function = self._resolver.function_name(call, scope)
        if function == "getattr" and len(call.args) >= 2:
            self._getattr(call, scope)
        elif function in IMPORTERS and call.args:
            name = text_of(call.args[0])
            if name is None:
                self.found.unknown.append((call.lineno, f"{function} of a computed name"))
            elif name and not name.startswith("."):
                self._use(Target.of(name), call, imports=True)
        elif function in ("exec", "eval") and call.args:
            what = "a computed text" if text_of(call.args[0]) is None else "a text"
            self.found.unknown.append((call.lineno, f"{function} of {what}"))
        self._body(children(call), scope)

    def _getattr(self, call: ast.Call, scope: Scope) -> None:
        holders = self._resolver.targets_of(call.args[0], scope)
        name = text_of(call.args[1])
        if name is None and holders:
            self.found.unknown.append((call.lineno, f"getattr({holders[0].name}, ...)"))
            return
        self._guards += len(call.args) > 2  # with a default, it may be missing
        for target in self._resolver.targets_of(call, scope):
            self._use(target, call)
        self._guards -= len(call.args) > 2


_VISITORS: dict[type[ast.AST], Callable[..., None]] = {
    ast.AsyncFunctionDef: Collector._function,
    ast.Call: Collector._call,
    ast.ClassDef: Collector._class,
    ast.FunctionDef: Collector._function,
    ast.If: Collector._guarded,
    ast.IfExp: Collector._guarded,
    ast.Import: Collector._import,
    ast.ImportFrom: Collector._import_from,
    ast.Lambda: Collector._function,
    ast.Try: Collector._guarded,
    **dict.fromkeys(COMPREHENSIONS, Collector._comprehension),
}
