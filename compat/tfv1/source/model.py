"""A parsed module, and what checks and rules ask of it: scopes, imports, parents, calls."""

import ast
from collections.abc import Set
from functools import cached_property

from tfv1.python2.lists import ListUse, list_uses
from tfv1.source.guards import MISSING_NAME, guarded
from tfv1.source.nodes import chain, children, walk
from tfv1.source.references import Collector, References
from tfv1.source.scopes import SCOPES, Scope, Target, legacy


class Model:
    """One parsed module; each answer is computed when it is first asked for."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self._imported: dict[tuple[Scope, str], Target | None] = {}

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All nodes, each before what is in it."""
        return walk(self.tree)

    @cached_property
    def references(self) -> References:
        """The dotted names that it uses and exports."""
        return self._collector.found

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The parent of each node."""
        return {child: node for node in self.nodes for child in children(node)}

    @cached_property
    def calls(self) -> list[ast.Call]:
        """All calls, in the order of the source."""
        found = [node for node in self.nodes if isinstance(node, ast.Call)]
        return sorted(found, key=lambda call: (call.lineno, call.col_offset))

    @cached_property
    def list_uses(self) -> list[ListUse]:
        """Where it needs a list that only Python 2 returned."""
        return list_uses(self.nodes)

    @cached_property
    def names(self) -> set[str]:
        """All names of variables, functions, classes and imports."""
        bound = {name for scope in self._collector.all_scopes for name in scope.bound}
        return bound | {name.id for name in self._scopes}

    def binds(self, name: str) -> bool:
        """Whether anything in the module binds the name."""
        return any(name in scope.bound for scope in self._collector.all_scopes)

    @cached_property
    def _collector(self) -> Collector:
        return Collector(self.tree)

    @property
    def _scopes(self) -> dict[ast.Name, Scope]:
        return self._collector.scopes

    @cached_property
    def _occurrences(self) -> dict[tuple[ast.AST, str], list[ast.Name]]:
        found: dict[tuple[ast.AST, str], list[ast.Name]] = {}
        for name in self._scopes:
            found.setdefault((self.owner(name), name.id), []).append(name)
        return found

    def owner(self, name: ast.Name) -> ast.AST:
        """The module, function, class or comprehension that binds the name."""
        holder = self._holder(name)
        return holder.node if holder else self.tree

    def occurrences(self, name: ast.Name) -> list[ast.Name]:
        """All places where the name means the same variable."""
        return self.named(self.owner(name), name.id)

    def named(self, owner: ast.AST, name: str) -> list[ast.Name]:
        """All places where `name` means what `owner` binds by it."""
        return self._occurrences.get((owner, name), [])

    def dotted(self, node: ast.AST) -> str:
        """What an expression such as ``tf.summary.scalar`` names; "" if it is not imported.

        Only imports of one and the same thing may bind its first name; tensorflow.compat.v1 and
        tfv1 count as tensorflow.
        """
        root, parts = chain(node)
        holder = self._holder(root) if isinstance(root, ast.Name) else None
        if holder is None:
            return ""
        assert isinstance(root, ast.Name)
        key = (holder, root.id)
        if key not in self._imported:
            self._imported[key] = holder.imported(root.id)
        target = self._imported[key]
        if target is None or target.level:
            return ""
        return ".".join([target.name, *parts])

    def imported_as(self, module: str) -> tuple[str, ast.stmt] | None:
        """The name under which the top level imports `module`, and that import."""
        for statement in self.tree.body:
            if isinstance(statement, ast.Import):
                for alias in statement.names:
                    bound = alias.asname or alias.name
                    held = self._collector.all_scopes[0].imported(bound)
                    if held is not None and legacy(alias.name) == module == held.name:
                        return bound, statement
        return None

    def around(self, node: ast.AST) -> ast.AST:
        """The module, function, class or comprehension that `node` is in."""
        return self.inside(node, *SCOPES) or self.tree

    def inside(self, node: ast.AST, *kinds: type[ast.AST]) -> ast.AST | None:
        """The nearest node of `kinds` around `node`."""
        current = self.parents.get(node)
        while current is not None and not isinstance(current, kinds):
            current = self.parents.get(current)
        return current

    def statement(self, node: ast.AST) -> ast.stmt:
        """The innermost statement that `node` is, or is in."""
        found = node if isinstance(node, ast.stmt) else self.inside(node, ast.stmt)
        assert isinstance(found, ast.stmt)
        return found

    def is_guarded(self, node: ast.AST, errors: Set[str] = MISSING_NAME) -> bool:
        """Whether the code around it expects one of `errors`, or asks for the version."""
        while node in self.parents:
            inner, node = node, self.parents[node]
            if any(one is inner for one in guarded(node, self._collector.versions, errors)):
                return True
        return False

    def _holder(self, name: ast.Name) -> Scope | None:
        scope = self._scopes.get(name)
        return scope.holder(name.id) if scope else None
