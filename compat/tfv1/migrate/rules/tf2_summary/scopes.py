"""Whose each name of a module is, what imports bound it to, and what stands around a node."""

import ast
from collections.abc import Iterator

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = (*_FUNCTIONS, ast.ClassDef, *_COMPREHENSIONS)


class Scopes:
    """Names by the module, function or class that binds them, and the parent of every node."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.parents: dict[ast.AST, ast.AST] = {}
        self._bound: dict[ast.AST, set[str]] = {}
        self._owned: dict[tuple[ast.AST, str], list[ast.Name]] = {}
        self._owner: dict[ast.Name, ast.AST] = {}
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
        self._visit(tree, [tree])
        self._imports = dict(self._imported())

    def occurrences(self, name: ast.Name) -> list[ast.Name]:
        """All places in the module where the name means the same variable."""
        return self._owned[self._owner[name], name.id]

    def named(self, owner: ast.AST, name: str) -> list[ast.Name]:
        """All places where `name` means what `owner` binds by it."""
        return self._owned.get((owner, name), [])

    def around(self, node: ast.AST) -> ast.AST:
        """The module, function, class or comprehension that `node` is in."""
        return self.inside(node, *_SCOPES) or self.tree

    def owner(self, name: ast.Name) -> ast.AST:
        """The module, function, class or comprehension that binds the name."""
        return self._owner[name]

    def names(self) -> set[str]:
        """All names of variables, functions, classes and imports in the module."""
        bound = {name for node in ast.walk(self.tree) for name in _binds(node)}
        return bound | {name for _, name in self._owned}

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

    def dotted(self, node: ast.AST) -> str:
        """What an expression such as ``tf.summary.scalar`` names, "" if it is nothing imported.

        tensorflow.compat.v1 and tfv1 are taken for tensorflow.
        """
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or self._owner.get(node) is not self.tree:
            return ""
        target = self._imports.get(node.id, "")
        return ".".join([target, *reversed(parts)]) if target else ""

    def imported_as(self, module: str) -> tuple[str, ast.stmt] | None:
        """The name that an import at the top level gives `module`, and that import."""
        for statement in self.tree.body:
            if isinstance(statement, ast.Import):
                for alias in statement.names:
                    bound = alias.asname or alias.name
                    if legacy(alias.name) == module == self._imports.get(bound):
                        return bound, statement
        return None

    def _imported(self) -> Iterator[tuple[str, str]]:
        """Names of the module that one import binds, and nothing else."""
        bound: dict[str, list[str]] = {}
        for node in _in_scope(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    name = alias.asname or alias.name.partition(".")[0]
                    bound.setdefault(name, []).append(alias.name if alias.asname else name)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                for alias in node.names:
                    target = f"{node.module}.{alias.name}"
                    bound.setdefault(alias.asname or alias.name, []).append(target)
        for name, targets in bound.items():
            stored = any(
                not isinstance(one.ctx, ast.Load) for one in self._owned.get((self.tree, name), ())
            )
            if len(set(targets)) == 1 and not stored:
                yield name, legacy(targets[0])

    def _visit(self, node: ast.AST, chain: list[ast.AST]) -> None:
        if isinstance(node, ast.Name):
            self._note(node, chain)
        elif isinstance(node, _SCOPES):
            inner = [*chain, node]
            outside = set(_evaluated_outside(node))
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.arguments):
                    for part in ast.iter_child_nodes(child):
                        self._visit(part, inner if isinstance(part, ast.arg) else chain)
                else:
                    self._visit(child, chain if child in outside else inner)
        else:
            for child in ast.iter_child_nodes(node):
                self._visit(child, chain)

    def _note(self, name: ast.Name, chain: list[ast.AST]) -> None:
        owner = chain[0]
        for number, scope in enumerate(reversed(chain)):
            if isinstance(scope, ast.ClassDef) and number:
                continue  # functions do not see the names of the class around them
            if name.id in self._names_of(scope):
                owner = scope
                break
        self._owner[name] = owner
        self._owned.setdefault((owner, name.id), []).append(name)

    def _names_of(self, scope: ast.AST) -> set[str]:
        if scope not in self._bound:
            bound: set[str] = set()
            elsewhere: set[str] = set()
            for node in _in_scope(scope):
                if isinstance(node, ast.Global | ast.Nonlocal):
                    elsewhere.update(node.names)
                else:
                    bound.update(_binds(node))
            self._bound[scope] = bound - elsewhere
        return self._bound[scope]


def legacy(module: str) -> str:
    """The name of TensorFlow 1 for a module of tensorflow.compat.v1 or tfv1."""
    for now in ("tensorflow.compat.v1", "tfv1"):
        if module == now or module.startswith(f"{now}."):
            return "tensorflow" + module[len(now) :]
    return module


def _evaluated_outside(scope: ast.AST) -> list[ast.AST]:
    if isinstance(scope, ast.ClassDef):
        return [*scope.decorator_list, *scope.bases, *scope.keywords]
    if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
        return [*scope.decorator_list, *filter(None, [scope.returns])]
    return []


def _in_scope(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope, without what is inside the scopes in it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _SCOPES):
            waiting += ast.iter_child_nodes(node)


def _binds(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name):
        return [] if isinstance(node.ctx, ast.Load) else [node.id]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.alias):
        return [node.asname or node.name.partition(".")[0]]
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        return [node.name]
    if isinstance(node, ast.MatchMapping) and node.rest:
        return [node.rest]
    return []
