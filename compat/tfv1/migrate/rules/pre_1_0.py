"""Names and arguments that TensorFlow dropped with release 1.0 become those of 1.15.

`tf.mul(x, y)` becomes `tf.multiply(x, y)`, and `tf.concat(0, x)` `tf.concat(axis=0, values=x)`.
Arguments stay in place and get names instead, so that the order of evaluation does not change.
"""

import ast

from tfv1.migrate.rules.module import Module
from tfv1.names.tables.removed_1_0 import OLDER
from tfv1.source.nodes import chain

NAME = "pre-1.0"

# Where the parameters have changed: each as old:new, in the old order. One without a new name has
# no equivalent. Those before the bar are in the same position today.
_PARAMETERS = {
    "tensorflow.audio_summary": "tag:name tensor sample_rate max_outputs collections | name:",
    "tensorflow.batch_matmul": "x:a y:b | adj_x:adjoint_a adj_y:adjoint_b name",
    "tensorflow.concat": "| concat_dim:axis values name",
    "tensorflow.histogram_summary": "tag:name values collections | name:",
    "tensorflow.image_summary": "tag:name tensor max_images:max_outputs collections | name:",
    "tensorflow.listdiff": "x y out_idx:index_dtype name |",
    "tensorflow.nn.sigmoid_cross_entropy_with_logits": "| logits targets:labels name",
    "tensorflow.nn.softmax_cross_entropy_with_logits": "| logits labels dim name",
    "tensorflow.nn.sparse_softmax_cross_entropy_with_logits": "| logits labels name",
    "tensorflow.reverse": "tensor dims:axis name |",
    "tensorflow.scalar_summary": "tags:name values:tensor collections | name:",
    "tensorflow.select": "condition t:x e:y name |",
    "tensorflow.split": "| split_dim:axis num_split:num_or_size_splits value name",
}


def apply(module: Module) -> str:
    """The text with the names changed."""
    rule = _Rule(module)
    for node in module.model().nodes:
        if isinstance(node, ast.ImportFrom):
            rule.import_from(node)
        elif isinstance(node, ast.Attribute):
            rule.name(node)
        elif isinstance(node, ast.Call):
            rule.call(node)
    return rule.finish()


class _Rule:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._model = module.model()
        self._edits = module.edits()
        imported = self._model.imported_as("tensorflow")
        self._tensorflow = imported[0] if imported else ""

    def finish(self) -> str:
        return self._edits.apply()

    def name(self, node: ast.Attribute) -> None:
        """A dotted name in the text."""
        new = _successor(self._model.dotted(node))
        if not new or self._model.is_guarded(node):
            return
        root, _ = chain(node)
        assert isinstance(root, ast.Name)
        text = _below(new, self._model.dotted(root), root.id)
        text = text or _below(new, "tensorflow", self._tensorflow)
        if text:
            self._edits.put(node, text)
        else:
            self._module.note(node.lineno, f"{ast.unparse(node)} was left: write {_shown(new)}")

    def import_from(self, node: ast.ImportFrom) -> None:
        """An imported name; the file goes on calling it as before."""
        for alias in node.names:
            new = "" if node.level else _successor(f"{node.module}.{alias.name}")
            if not new or self._model.is_guarded(node):
                continue
            module, _, last = new.rpartition(".")
            bound = alias.asname or alias.name
            text = last if last == bound else f"{last} as {bound}"
            if module == node.module:
                self._edits.put(alias, text)
            elif len(node.names) == 1:
                self._edits.put(node, f"from {module} import {text}")
            else:
                note = f"{alias.name} was left: import {last} from {module} on a line of its own"
                self._module.note(node.lineno, note)

    def call(self, call: ast.Call) -> None:
        """The arguments of a call."""
        old = self._model.dotted(call.func)
        if old not in _PARAMETERS or not _is_old(old, call) or self._model.is_guarded(call):
            return
        if any(isinstance(one, ast.Starred) for one in call.args) or not all(
            keyword.arg for keyword in call.keywords
        ):
            shown = ast.unparse(call.func)
            self._module.note(call.lineno, f"{shown} was left: its arguments have other names now")
            return
        same, _, rest = _PARAMETERS[old].partition("|")
        rows = [one.partition(":") for one in f"{same} {rest}".split()]
        names = {name: new if colon else name for name, colon, new in rows}
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
            start = self._edits.byte_offset(keyword.lineno, keyword.col_offset)
            if not new:
                self._drop(call, keyword)
            elif new != keyword.arg:
                self._edits.replace(start, start + len(keyword.arg or ""), new)
        if old == "tensorflow.reverse":
            self._axes(call)

    def _drop(self, call: ast.Call, argument: ast.expr | ast.keyword) -> None:
        """Removes an argument without an equivalent: the op's name, which 1.15 has from the tag."""
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


def _successor(old: str) -> str:
    """The dotted name in the place of `old`, "" if there is none."""
    new = OLDER.get(old, "")
    return f"tensorflow{new[len('tf') :]}" if new and " " not in new else ""


def _shown(name: str) -> str:
    return f"tf{name[len('tensorflow') :]}"


def _below(name: str, above: str, written: str) -> str:
    """`name` as written where `above` is called `written`; "" if it is not below `above`."""
    is_below = bool(written) and name.startswith(f"{above}.")
    return f"{written}{name[len(above) :]}" if is_below else ""


def _is_old(name: str, call: ast.Call) -> bool:
    """Whether a call is certainly from before 1.0, as every call of a removed name is."""
    if name in OLDER:
        return True
    keywords = {keyword.arg for keyword in call.keywords}
    first, second = (*call.args, None, None)[:2]
    if name == "tensorflow.concat":
        of_numbers = _is_number(first) or (_is_list(second) and not _is_list(first))
        return "concat_dim" in keywords or of_numbers
    if name == "tensorflow.split":
        return bool(keywords & {"split_dim", "num_split"}) or _is_number(first)
    if name == "tensorflow.reverse":
        dims = next((k.value for k in call.keywords if k.arg == "dims"), second)
        return isinstance(dims, ast.List | ast.Tuple) and all(
            isinstance(one, ast.Constant) and isinstance(one.value, bool) for one in dims.elts
        )
    return (
        first is not None or "targets" in keywords
    )  # cross entropies take keyword arguments only, today


def _is_number(node: ast.expr | None) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) is int


def _is_list(node: ast.expr | None) -> bool:
    return isinstance(node, ast.List | ast.Tuple | ast.ListComp)


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
