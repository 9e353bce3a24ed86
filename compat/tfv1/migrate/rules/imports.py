"""Imports of TensorFlow, tf.contrib included, become imports of tfv1; nothing else changes.

`import tensorflow as tf` becomes `import tfv1 as tf`. Code that imports tensorflow.compat.v1
or v2 has been migrated already, and code for TensorFlow 2 needs no tfv1: both stay.
"""

import ast
import re
from collections.abc import Iterator

from tfv1.edits import Edits
from tfv1.migrate.rules.module import Module
from tfv1.names import rows
from tfv1.names.static import verdict
from tfv1.names.static.verdicts import LOST, in_compat_v1, is_of_tensorflow2
from tfv1.source.model import Model
from tfv1.source.scopes import Target

NAME = "imports"

_TENSORFLOW = re.compile(r"tensorflow(?:_core)?\b")
_FROM = re.compile(rf"from\s+({_TENSORFLOW.pattern})")
_STAYS = re.compile(r"tensorflow\.compat\.v[12]\b")
_IMPORTERS = ("__import__", "importlib.import_module", "import_module")


def apply(module: Module) -> str:
    """The text with its imports changed."""
    model = module.model()
    found = list(tensorflow_imports(model))
    if not found:
        return module.text
    newer = _names_of_tensorflow2(model)
    if newer:
        line, name = newer[0]
        module.note(line, f"{name} is of TensorFlow 2: the file's imports were left as they are")
        return module.text
    edits = module.edits()
    for node in found:
        _change(node, edits, module)
    _note_lost(model, module)
    return edits.apply()


def tensorflow_imports(model: Model) -> Iterator[ast.Import | ast.ImportFrom | ast.Constant]:
    """The statements that import TensorFlow, and the strings in calls that do."""
    for node in model.nodes:
        if isinstance(node, ast.Import):
            if any(_is_ours(alias.name) for alias in node.names):
                yield node
        elif isinstance(node, ast.ImportFrom):
            if not node.level and _is_ours(node.module or ""):
                yield node
        elif isinstance(node, ast.Call) and node.args:
            name = node.args[0]
            if (
                ast.unparse(node.func) in _IMPORTERS
                and isinstance(name, ast.Constant)
                and isinstance(name.value, str)
                and _is_ours(name.value)
            ):
                yield name


def _is_ours(name: str) -> bool:
    is_tensorflow = rows.from_files(name).partition(".")[0] == "tensorflow"
    return is_tensorflow and not _STAYS.match(name)


def _change(node: ast.Import | ast.ImportFrom | ast.Constant, edits: Edits, module: Module) -> None:
    if isinstance(node, ast.Constant):
        found = _TENSORFLOW.search(edits.text, edits.start(node), edits.end(node))
        if found:
            edits.replace(*found.span(), "tfv1")
    elif isinstance(node, ast.ImportFrom):
        _change_from(node, edits, module)
    else:
        for alias in node.names:
            if _is_ours(alias.name):
                _change_alias(alias, edits, module)


def _change_from(node: ast.ImportFrom, edits: Edits, module: Module) -> None:
    if node.module == "tensorflow" and any(alias.name == "*" for alias in node.names):
        module.note(
            node.lineno,
            "from tensorflow import * was left: import tfv1 as tf, and write tf. before its names",
        )
        return
    if node.module == "tensorflow.compat" and {a.name for a in node.names} <= {"v1", "v2"}:
        return
    found = _FROM.match(edits.text, edits.start(node))
    if found:
        edits.replace(*found.span(1), "tfv1")
    else:
        module.note(node.lineno, "this import was left: write `from tensorflow` on one line")


def _change_alias(alias: ast.alias, edits: Edits, module: Module) -> None:
    start = edits.start(alias)
    if not edits.text.startswith(alias.name, start):
        module.note(alias.lineno, "this import was left: write its name without spaces")
        return
    top, dot, below = alias.name.partition(".")
    if alias.asname:
        edits.replace(start, start + len(top), "tfv1")
    elif not below:
        edits.put(alias, f"tfv1 as {top}")
    else:
        # It binds the name of the package, and loads the module.
        edits.put(alias, f"tfv1{dot}{below}, tfv1 as {top}")


def _names_of_tensorflow2(model: Model) -> list[tuple[int, str]]:
    """The names that make it a file for TensorFlow 2.

    tf.summary has TensorFlow 2's names under tfv1, too, so these count only if nothing needs
    TensorFlow 1.
    """
    uses = [(line, target.name) for line, target in tensorflow_uses(model)]
    lost = [(line, name) for line, name in uses if not verdict(name).runs]
    newer = [(line, name) for line, name in lost if is_of_tensorflow2(name)]
    if newer or any(_needs_tensorflow1(name) for _, name in uses):
        return newer
    return [(line, name) for line, name in uses if not in_compat_v1(name) and _is_summary(name)]


def _is_summary(name: str) -> bool:
    return name.startswith("tensorflow.summary.")


def _needs_tensorflow1(name: str) -> bool:
    internal = name.startswith(("tensorflow.python", "tensorflow.core"))
    return name != "tensorflow" and not internal and not is_of_tensorflow2(name)


def _note_lost(model: Model, module: Module) -> None:
    for line, target in tensorflow_uses(model):
        found = verdict(target.name)
        if found.reason:
            kind = "left" if found.origin == LOST else "needed"
            module.note(line, f"{kind}: {found.reason}")


def tensorflow_uses(model: Model) -> Iterator[tuple[int, Target]]:
    """The names of TensorFlow that the module uses and needs, each with its line."""
    for use in model.references.uses:
        if not use.guarded and not use.target.level and _is_ours(use.target.name):
            yield use.line, use.target
