"""With --to compat-v1, a file that needs nothing of tfv1 imports tensorflow.compat.v1.

It needs tfv1 if it uses a name from legacy Keras, tf.contrib or this project, if it defines a flag
that absl has, or if it imports TensorFlow other than in one statement at the top. Such a file is
left to the rule `imports`.
"""

import ast
import re

from tfv1.migrate.rules.imports import tensorflow_imports, tensorflow_uses
from tfv1.migrate.rules.module import Module
from tfv1.names.static import verdict
from tfv1.names.static.verdicts import TENSORFLOW, in_compat_v1, legacy_spelling
from tfv1.source.model import Model

NAME = "compat-v1"

_ABSL_FLAGS = frozenset(
    {"alsologtostderr", "log_dir", "logger_levels", "logtostderr", "only_check_args", "pdb"}
    | {"pdb_post_mortem", "profile_file", "run_with_pdb", "run_with_profiling"}
    | {"showprefixforinfo", "stderrthreshold", "use_cprofile_for_profiling", "v", "verbosity"}
)
# TensorFlow 2 has these under their own names.
_INTERNALS = ("tensorflow.python.", "tensorflow.core.")


def apply(module: Module) -> str:
    """The text with its import of TensorFlow changed, or as it is."""
    model = module.model()
    if not any(True for _ in tensorflow_imports(model)):
        return module.text
    missing = _missing(model)
    if missing is not None:
        line, name = missing
        module.note(line, f"tfv1 is needed: compat.v1 has no {legacy_spelling(name)} like 1.15's")
        return module.text
    flag = _taken_flag(model)
    if flag is not None:
        line, name = flag
        module.note(
            line, f"tfv1 is needed: absl already defines a flag {name}, and allows no second one"
        )
        return module.text
    nodes = [node for node in tensorflow_imports(model) if not _is_internal(node)]
    if len(nodes) != 1 or nodes[0] not in model.tree.body or not isinstance(nodes[0], ast.Import):
        module.note(
            nodes[0].lineno if nodes else 1,
            "tfv1 is needed: TensorFlow is not imported by one statement at the top",
        )
        return module.text
    return _changed(module, nodes[0])


def _is_internal(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(_INTERNALS)


def _missing(model: Model) -> tuple[int, str] | None:
    """The first name that tensorflow.compat.v1 lacks, or has in another form than 1.15."""
    for line, target in tensorflow_uses(model):
        name = target.name
        if name.startswith(_INTERNALS):
            found = verdict(name)
            same = found.home.partition(":")[0] + "." == name.rpartition(".")[0] + "."
            if found.runs and found.origin == TENSORFLOW and (same or found.home == name):
                continue
        elif in_compat_v1(name):
            continue
        return line, name
    return None


def _taken_flag(model: Model) -> tuple[int, str] | None:
    """A flag that TensorFlow 2's absl has already defined when the file does."""
    for node in model.nodes:
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = ast.unparse(node.func).rpartition(".")[2]
            if function.startswith("DEFINE_") and node.args[0].value in _ABSL_FLAGS:
                return node.lineno, str(node.args[0].value)
    return None


def _changed(module: Module, node: ast.Import) -> str:
    edits = module.edits()
    alias = next(one for one in node.names if re.match(r"tensorflow\b", one.name))
    if alias.name != "tensorflow":
        module.note(node.lineno, "tfv1 is needed: a module below tensorflow is imported")
        return module.text
    bound = alias.asname or "tensorflow"
    start = edits.start(alias)
    if alias.asname:
        edits.replace(start, start + len("tensorflow"), "tensorflow.compat.v1")
    else:
        edits.put(alias, "tensorflow.compat.v1 as tensorflow")
    end = edits.end(node)
    line_end = (module.text + "\n").index("\n", end)
    if module.text[end:line_end].lstrip().startswith(";"):
        edits.after(end, f"; {bound}.disable_v2_behavior()")
    else:
        edits.after(line_end, f"\n{bound}.disable_v2_behavior()")
    return edits.apply()
