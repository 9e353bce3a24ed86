"""What distinguishes TensorFlow 1 from 2 apart from names: how calls and loops are written."""

import ast
from collections.abc import Iterator

from tfv1.source import eras
from tfv1.source.model import Model


def find(model: Model, uses: list[tuple[str, int]]) -> Iterator[tuple[str, str, int]]:
    """Yields (era, what it is, line) for each idiom found.

    Args:
      model: the file.
      uses: the dotted names that the file uses, with their lines.
    """
    if not any(name.partition(".")[0] == "tensorflow" for name, _ in uses):
        return
    tensors_elsewhere = any(name.partition(".")[0] == "torch" for name, _ in uses)
    datasets = _Datasets(uses)
    for node in model.nodes:
        if isinstance(node, ast.Call):
            yield from _call(node, uses, tensors_elsewhere)
        elif isinstance(node, ast.Assign):
            datasets.assign(node)
        elif isinstance(node, ast.For) and datasets.is_one(node.iter):
            yield eras.TAPE, "a loop over a tf.data.Dataset", node.lineno


def _call(
    call: ast.Call, uses: list[tuple[str, int]], tensors_elsewhere: bool
) -> Iterator[tuple[str, str, int]]:
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if method in eras.METHODS:
        yield eras.METHODS[method], f".{method}()", call.lineno
    if method == "numpy" and not call.args and not call.keywords and not tensors_elsewhere:
        yield eras.TAPE, ".numpy()", call.lineno
    arguments = {keyword.arg or "**" for keyword in call.keywords}
    old = arguments & eras.ARGUMENTS
    if not old and "step" not in arguments:
        return
    for name, line in uses:
        if line != call.func.lineno:
            continue
        shown = f"tf{name[len('tensorflow') :]}"
        if name in eras.SUMMARIES and "step" in arguments:
            yield eras.WRITER, f"{shown}(step=...)", line
        elif name.startswith(eras.OPTIMIZERS) and old:
            yield eras.OLD_KERAS, f"{shown}({min(old)}=...)", line


class _Datasets:
    """The variables of a file that hold a tf.data.Dataset."""

    def __init__(self, uses: list[tuple[str, int]]) -> None:
        self._lines = {line for name, line in uses if name.startswith("tensorflow.data.")}
        self._names: set[str] = set()

    def assign(self, node: ast.Assign) -> None:
        if self.is_one(node.value):
            self._names.update(one.id for one in node.targets if isinstance(one, ast.Name))

    def is_one(self, value: ast.expr) -> bool:
        """Whether the expression is a dataset: a chain of calls that begins with tf.data or one."""
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            wraps = value.func.id == "enumerate" and bool(value.args)
            return wraps and self.is_one(value.args[0])
        root: ast.expr = value
        calls = 0
        while isinstance(root, ast.Attribute | ast.Call):
            calls += isinstance(root, ast.Call)
            root = root.func if isinstance(root, ast.Call) else root.value
        if not isinstance(root, ast.Name):
            return False
        return root.id in self._names or (calls > 0 and root.lineno in self._lines)
