"""Names and arguments that TensorFlow dropped with release 1.0 become those of 1.15.

`tf.mul(x, y)` becomes `tf.multiply(x, y)`, and `tf.concat(0, x)` `tf.concat(axis=0, values=x)`.
Arguments stay in place and get names instead, so that the order of evaluation does not change.
"""

import ast

from tfv1.migrate.old_calls import RESIZE, OldCalls
from tfv1.migrate.rules.module import Module
from tfv1.names import rows
from tfv1.names.tables.removed_1_0 import ARGUMENTS, OLDER
from tfv1.source.nodes import chain

NAME = "pre-1.0"


def apply(module: Module) -> str:
    """The text with the names changed."""
    rule = _Rule(module)
    rule.calls()
    for node in module.model().nodes:
        if isinstance(node, ast.Import):
            rule.import_(node)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            rule.import_from(node, node.module)
        elif isinstance(node, ast.Attribute):
            rule.name(node)
    return rule.finish()


class _Rule:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._model = module.model()
        self._edits = module.edits()
        self._old = OldCalls(self._model)
        self._settled: set[ast.AST] = set()  # names that stay, or are part of one that changes
        imported = self._model.imported_as("tensorflow")
        self._tensorflow = imported[0] if imported else ""

    def finish(self) -> str:
        return self._edits.apply()

    def name(self, node: ast.Attribute) -> None:
        """A dotted name in the text; the rule `imports` notes those that are left."""
        old = self._model.dotted(node)
        if old not in OLDER:
            self._order(node)
            return
        new = _successor(old)
        if not new or node in self._settled or self._model.is_guarded(node):
            return
        self._settled.update(ast.walk(node.value))
        root, parts = chain(node)
        assert isinstance(root, ast.Name)
        above = self._model.dotted(root)
        text = _below(new, _successor(above) or above, root.id)
        text = text or _below(new, "tensorflow", self._tensorflow)
        written = ".".join([root.id, *parts[:-1], ""])
        if text.startswith(written):  # only the last part has changed
            end = self._edits.end(node)
            self._edits.replace(end - len(node.attr), end, text.removeprefix(written))
        elif text and not self._edits.has_comment(node):
            self._edits.put(node, text)

    def _order(self, node: ast.Attribute) -> None:
        """A function that is handed on, as in `partial(tf.concat, 1)`: who calls it, and how?"""
        name = self._old.name(node)
        parent = self._model.parents[node]
        is_called = isinstance(parent, ast.Call) and parent.func is node
        has_moved = ARGUMENTS.get(name, "").partition("|")[2]
        if has_moved and not is_called and self._old.file_is_old:
            shown = ast.unparse(node)
            note = f"{shown} was left: make sure that it is called with 1.15's order of arguments"
            self._module.note(node.lineno, note)

    def import_(self, node: ast.Import) -> None:
        """An imported module; the file goes on calling it as before."""
        for alias in node.names:
            new = _successor(alias.name)
            if new and alias.asname and not self._model.is_guarded(node):
                self._edits.put(alias, f"{new} as {alias.asname}")

    def import_from(self, node: ast.ImportFrom, module: str) -> None:
        """Imported names; the file goes on calling them as before."""
        if self._model.is_guarded(node):
            return
        found: dict[str, list[str]] = {}
        changed: list[tuple[ast.alias, str, str]] = []
        for alias in node.names:
            name = f"{module}.{alias.name}"
            new = _successor(name) or name
            home, _, last = new.rpartition(".")
            bound = alias.asname or alias.name
            text = last if last == bound else f"{last} as {bound}"
            found.setdefault(home, []).append(text)
            if new != name:
                changed.append((alias, home, text))
        if found.keys() <= {module}:
            for alias, _, text in changed:
                self._edits.put(alias, text)
        elif self._edits.has_comment(node):
            for alias, home, text in changed:
                note = f"{alias.name} was left: write `from {home} import {text}` on another line"
                self._module.note(node.lineno, note)
        else:
            statements = [f"from {home} import {', '.join(names)}" for home, names in found.items()]
            self._edits.put_statements(node, statements)

    def calls(self) -> None:
        """The arguments of old calls."""
        for call, name in self._old:
            shown = ast.unparse(call.func)
            if any(isinstance(one, ast.Starred) for one in call.args) or not all(
                keyword.arg for keyword in call.keywords
            ):
                note = f"the arguments of {shown} were left: they have other names now"
                self._module.note(call.lineno, note)
            elif name == RESIZE:
                self._size(call)
            elif name == "tensorflow.scalar_summary" and _has_several_tags(call):
                self._settled.add(call.func)
                note = f"{shown} was left: write a tf.summary.scalar for each of its tags"
                self._module.note(call.lineno, note)
            else:
                self._arguments(call, ARGUMENTS[name])
                if name == "tensorflow.reverse":
                    self._axes(call)

    def _arguments(self, call: ast.Call, parameters: str) -> None:
        same, _, rest = parameters.partition("|")
        pairs = [one.partition(":") for one in f"{same} {rest}".split()]
        names = {name: new if colon else name for name, colon, new in pairs}
        in_place = len(same.split())
        for argument, new in zip(call.args, names.values(), strict=False):
            if in_place > 0:
                in_place -= 1
            elif new:
                self._edits.before(self._edits.start(argument), f"{new}=")
            else:
                self._drop(call, argument)
        for keyword in call.keywords:
            new = names.get(keyword.arg or "", keyword.arg or "")
            if not new:
                self._drop(call, keyword)
            elif new != keyword.arg:
                self._edits.replace(*self._keyword(keyword), new)

    def _keyword(self, keyword: ast.keyword) -> tuple[int, int]:
        """Where the name of a keyword argument begins and ends."""
        start = self._edits.byte_offset(keyword.lineno, keyword.col_offset)
        return start, start + len(keyword.arg or "")

    def _drop(self, call: ast.Call, argument: ast.expr | ast.keyword) -> None:
        """Removes an argument that 1.15 lacks: a summary op's name, a cell's input size."""
        value = argument.value if isinstance(argument, ast.keyword) else argument
        everything = [*call.args, *(keyword.value for keyword in call.keywords)]
        before = [self._edits.end(one) for one in everything if one is not value]
        start = max((end for end in before if end <= self._edits.start(value)), default=0)
        if start:
            self._edits.swap(start, self._edits.end(value), "")
        else:
            self._module.note(call.lineno, "its argument name was left: 1.15 does not have it")

    def _axes(self, call: ast.Call) -> None:
        """Booleans, one for each dimension, become the numbers of those that are true."""
        for argument in (*call.args[1:2], *(k.value for k in call.keywords if k.arg == "dims")):
            assert isinstance(argument, ast.List | ast.Tuple)
            axes = [number for number, one in enumerate(argument.elts) if _is_true(one)]
            self._edits.put(argument, str(axes))

    def _size(self, call: ast.Call) -> None:
        """Height and width become a list."""
        keywords = {keyword.arg: keyword for keyword in call.keywords}
        height, width = keywords.get("new_height"), keywords.get("new_width")
        if len(call.args) > 2:
            self._edits.before(self._edits.start(call.args[1]), "[")
            self._edits.after(self._edits.end(call.args[2]), "]")
        elif height and width and call.keywords.index(width) == call.keywords.index(height) + 1:
            self._edits.replace(self._keyword(height)[0], self._edits.start(height.value), "size=[")
            self._edits.replace(self._keyword(width)[0], self._edits.start(width.value), "")
            self._edits.after(self._edits.end(width.value), "]")
        else:
            shown = ast.unparse(call.func)
            self._module.note(call.lineno, f"{shown} was left: write size=[height, width]")


def _successor(old: str) -> str:
    """The dotted name in the place of `old`, "" if there is none."""
    head = rows.older(old)
    new = OLDER.get(head, "")
    if not new or " " in new:
        return ""
    return ("tensorflow" + new.removeprefix("tensorflow").removeprefix("tf")) + old[len(head) :]


def _below(name: str, above: str, written: str) -> str:
    """`name` as written where `above` is called `written`; "" if it is not below `above`."""
    is_below = bool(written) and name.startswith(f"{above}.")
    return f"{written}{name[len(above) :]}" if is_below else ""


def _has_several_tags(call: ast.Call) -> bool:
    tags = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "tags")]
    return any(isinstance(tag, ast.List | ast.Tuple) for tag in tags)


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
