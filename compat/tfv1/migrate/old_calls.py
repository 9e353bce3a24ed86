"""Calls whose arguments are those of before TensorFlow 1.0, which names and numbers give away.

Some functions only changed the order of their arguments. Where a call does not show which order it
has, another removed name in the file decides: then the file was written for an earlier release.
"""

import ast
import re
from collections.abc import Iterator
from functools import cached_property

from tfv1.names import rows
from tfv1.names.static.verdicts import is_of_tensorflow2, verdict
from tfv1.names.tables.removed_1_0 import ARGUMENTS, OLDER
from tfv1.source.guards import WRONG_ARGUMENTS
from tfv1.source.model import Model

# The modules by whose names code of that time called the same functions.
_PUBLIC = {
    "tensorflow.python.ops.array_ops": "tensorflow",
    **{f"tensorflow.python.ops.{name}": "tensorflow.nn" for name in ("nn", "nn_ops", "ctc_ops")},
    "tensorflow.contrib.rnn": "tensorflow.nn.rnn_cell",
    "tensorflow.models.rnn.rnn_cell": "tensorflow.nn.rnn_cell",
    "tensorflow.python.ops.rnn_cell": "tensorflow.nn.rnn_cell",
}
# The positions of two arguments, the labels in second place, that have changed places.
_SWAPPED = {
    "tensorflow.nn.ctc_loss": (0, 1),
    "tensorflow.nn.log_poisson_loss": (0, 1),
    "tensorflow.nn.nce_loss": (2, 3),
    "tensorflow.nn.sampled_softmax_loss": (2, 3),
    "tensorflow.nn.weighted_cross_entropy_with_logits": (0, 1),
}
# In 1.15 these take keyword arguments only; TensorFlow 2 has the labels in first place.
_ENTROPIES = frozenset(
    f"tensorflow.nn.{kind}_cross_entropy_with_logits"
    for kind in ("sigmoid", "softmax", "sparse_softmax")
)
_TENSORFLOW_2 = ("tensorflow.GradientTape", "tensorflow.function", "tensorflow.keras")
RESIZE = "tensorflow.image.resize_images"
_LABELS = re.compile(r"label|target", re.IGNORECASE)
_AXIS = re.compile(r"(?:^|[._])(?:axis|dim)$", re.IGNORECASE)


class OldCalls:
    """The calls of one module."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def name(self, node: ast.AST) -> str:
        """The dotted name, as it was public, of a function whose arguments have changed; or ""."""
        module, _, last = self._model.dotted(node).rpartition(".")
        name = f"{_PUBLIC.get(module, module)}.{last}"
        if module in _PUBLIC and name in OLDER:
            return ""  # the module still has it, as it was
        return name if name in ARGUMENTS or name == RESIZE else ""

    def __iter__(self) -> Iterator[tuple[ast.Call, str]]:
        """Each call with old arguments that the code is not prepared for, and its name."""
        for call in self._model.calls:
            name = self.name(call.func)
            if not name or not self._is_old(name, call):
                continue
            if not self._model.is_guarded(call, WRONG_ARGUMENTS):
                yield call, name

    @cached_property
    def file_is_old(self) -> bool:
        """Whether the file needs a name that 1.0 dropped, and has no call with new arguments."""
        uses = self._model.references.uses
        return any(rows.older(use.target.name) and not use.guarded for use in uses) and not any(
            _is_new(self.name(call.func), call) for call in self._model.calls
        )

    @cached_property
    def file_is_new(self) -> bool:
        """Whether the file uses names that code for TensorFlow 2 uses."""
        names = {use.target.name for use in self._model.references.uses}
        return any(
            name.startswith(_TENSORFLOW_2) or (is_of_tensorflow2(name) and not verdict(name).runs)
            for name in names
            if name.startswith("tensorflow.")
        )

    def _is_old(self, name: str, call: ast.Call) -> bool:
        if name in OLDER:
            return True
        if name in _SWAPPED:
            return self._is_swapped(name, call)
        if name in _ENTROPIES:
            return self._is_old_entropy(call)
        keywords = {keyword.arg for keyword in call.keywords}
        first, second, third = (*call.args, None, None, None)[:3]
        match name.removeprefix("tensorflow."):
            case "concat":
                told = _is_axis(first) or (_is_list(second) and not _is_list(first))
                return "concat_dim" in keywords or told or self._decides(name, call, 2)
            case "split":
                told = bool(keywords & {"split_dim", "num_split"}) or _is_axis(first)
                return told or self._decides(name, call, 3)
            case "reverse":
                dims = next((k.value for k in call.keywords if k.arg == "dims"), second)
                return isinstance(dims, ast.List | ast.Tuple) and all(
                    isinstance(one, ast.Constant) and isinstance(one.value, bool)
                    for one in dims.elts
                )
            case "SparseTensor":
                return "shape" in keywords
            case cell if cell.startswith("nn.rnn_cell."):
                return "input_size" in keywords
            case "image.resize_images":
                sizes = "height" in _text(second) and "width" in _text(third)
                return "new_height" in keywords or _is_number(second) or sizes
        return first is not None  # sparse_split, which takes keyword arguments only, today

    def _decides(self, name: str, call: ast.Call, arguments: int) -> bool:
        """Whether the file decides on a call with so many arguments."""
        return len(call.args) >= arguments and self.file_is_old and not _is_new(name, call)

    def _is_swapped(self, name: str, call: ast.Call) -> bool:
        former, latter = _SWAPPED[name]
        if len(call.args) <= latter:
            keywords = {keyword.arg for keyword in call.keywords}
            return len(call.args) > former and bool(keywords & {"labels", "targets"})
        told = _labels_come_last(call.args[former], call.args[latter])
        return self.file_is_old if told is None else told

    def _is_old_entropy(self, call: ast.Call) -> bool:
        keywords = {keyword.arg for keyword in call.keywords}
        if "targets" in keywords or len(call.args) < 2:
            return "targets" in keywords or bool(call.args and "logits" not in keywords)
        told = _labels_come_last(*call.args[:2])
        return self.file_is_old or not self.file_is_new if told is None else told


def _labels_come_last(first: ast.expr, second: ast.expr) -> bool | None:
    """Which of two arguments is called something with labels; None if both are, or none."""
    found = [bool(_LABELS.search(_text(one))) for one in (first, second)]
    return None if found[0] == found[1] else found[1]


def _is_new(name: str, call: ast.Call) -> bool:
    """Whether a call certainly has today's order of arguments."""
    if name == "tensorflow.concat":
        return len(call.args) > 1 and (_is_list(call.args[0]) or _is_axis(call.args[1]))
    return name == "tensorflow.split" and len(call.args) > 2 and _is_axis(call.args[2])


def _is_axis(node: ast.expr | None) -> bool:
    named = isinstance(node, ast.Name | ast.Attribute) and _AXIS.search(_text(node))
    return bool(named) or _is_number(node)


def _is_number(node: ast.expr | None) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("int", "len")
    return isinstance(node, ast.Constant) and type(node.value) is int


def _is_list(node: ast.expr | None) -> bool:
    return isinstance(node, ast.List | ast.Tuple | ast.ListComp)


def _text(node: ast.expr | None) -> str:
    return ast.unparse(node) if node else ""
