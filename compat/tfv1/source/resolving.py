"""What imported thing an expression stands for, through aliases and calls."""

import ast

from tfv1.source.nodes import chain, text_of
from tfv1.source.scopes import Bound, Scope, Target

IMPORTERS = frozenset({"__import__", "importlib.import_module"})
_MOST = 8  # most things that one name may stand for


class Resolver:
    """Resolves the names of one module.

    Each expression is resolved only once: names bound many times, to expressions of each other,
    would take exponential time.
    """

    def __init__(self) -> None:
        self._resolved: dict[int, list[Target]] = {}  # by the id of an expression
        self._named: dict[tuple[int, int], list[Target]] = {}

    def targets(self, name: str, holder: Scope) -> list[Target]:
        """What `name` may be, a variable of the scope `holder`."""
        bound = holder.bound[name]
        key = (id(bound), len(bound))  # a `global` further down may bind it again
        if key not in self._named:
            self._named[key] = []  # in case it refers to itself
            found = [t for what in bound for t in self.targets_of(what, holder)]
            self._named[key] = list(dict.fromkeys(found))[:_MOST]
        return self._named[key]

    def targets_of(self, what: "Bound | ast.AST", scope: Scope) -> list[Target]:
        """What an expression in `scope` may be."""
        if isinstance(what, Target):
            return [what]
        if what is None:
            return []
        if id(what) not in self._resolved:
            self._resolved[id(what)] = []  # in case it refers to itself
            found = dict.fromkeys(self._resolve(what, scope))
            self._resolved[id(what)] = list(found)[:_MOST]
        return self._resolved[id(what)]

    def function_name(self, call: ast.Call, scope: Scope) -> str:
        """The function that is called: a builtin, or something imported."""
        if isinstance(call.func, ast.Name) and scope.holder(call.func.id) is None:
            return call.func.id
        if isinstance(call.func, ast.Attribute | ast.Name):
            return next((t.name for t in self.targets_of(call.func, scope) if not t.level), "")
        return ""

    def _resolve(self, what: ast.AST, scope: Scope) -> list[Target]:
        if isinstance(what, ast.Attribute | ast.Name):
            root, parts = chain(what)
            if isinstance(root, ast.Name):
                holder = scope.holder(root.id)
                found = self.targets(root.id, holder) if holder else []
            else:
                found = self.targets_of(root, scope)
            return [target.below(*parts) for target in found]
        if isinstance(what, ast.Call):
            return self._called(what, scope)
        if isinstance(what, ast.IfExp):
            return [*self.targets_of(what.body, scope), *self.targets_of(what.orelse, scope)]
        if isinstance(what, ast.BoolOp):
            return [target for value in what.values for target in self.targets_of(value, scope)]
        return []

    def _called(self, call: ast.Call, scope: Scope) -> list[Target]:
        """getattr(x, "name"), __import__("name") and importlib.import_module("name")."""
        function = self.function_name(call, scope)
        if function == "getattr" and len(call.args) >= 2:
            name = text_of(call.args[1])
            if name is not None and name.isidentifier():
                return [t.below(name) for t in self.targets_of(call.args[0], scope)]
        elif function in IMPORTERS and call.args:
            name = text_of(call.args[0])
            if name and not name.startswith("."):
                return [Target.of(name if function != "__import__" else name.partition(".")[0])]
        return []
