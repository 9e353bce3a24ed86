"""What a file does not show about its own writers: who else uses them, and what is logged."""

import ast
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tfv1.source import files, parsing, text
from tfv1.source.model import Model
from tfv1.source.scopes import legacy

# Packages that certainly make no summary ops.
_HARMLESS = sys.stdlib_module_names | {
    *("absl", "attr", "bs4", "cloudpickle", "cv2", "dateutil", "easydict", "future", "gym", "h5py"),
    *("imageio", "jieba", "joblib", "librosa", "matplotlib", "mpl_toolkits", "networkx", "nltk"),
    *("numba", "numpy", "pandas", "past", "PIL", "plotly", "progressbar", "psutil", "pydot"),
    *("requests", "scipy", "seaborn", "simplejson", "six", "skimage", "sklearn", "soundfile"),
    *("spacy", "tabulate", "termcolor", "tqdm", "ujson", "yaml"),
    *("cPickle", "ConfigParser", "Queue", "StringIO", "urllib2"),  # Python 2's
}
# The names in tf.summary that make no op, or one that logs scalars.
_SCALAR_ONLY = frozenset({"FileWriter", "Summary", "merge", "merge_all", "scalar"})
# The parts of tf.contrib that make no summary ops; its layers are looked at one by one.
_QUIET_CONTRIB = frozenset(
    {"checkpoint", "crf", "cudnn_rnn", "data", "framework", "grid_rnn", "image", "legacy_seq2seq"}
    | {"lookup", "metrics", "nn", "rnn", "seq2seq"}
)
_OLDER_KINDS = frozenset({"histogram_summary", "image_summary", "audio_summary"})
# These bring summary ops that no source shows.
_LOADERS = frozenset(
    {"import_graph_def", "train.import_meta_graph", "saved_model", "load_op_library"}
)


_IMPORT = re.compile(r"(?m)^.*\bimport\b.*$")


@dataclass
class Elsewhere:
    """What the files of a project say together.

    `touched` holds, for each file, the names that may belong to another file: imported names, and
    attributes that the file does not set itself. `only_scalars` are the files that can only be part
    of programs whose summary ops all log scalars.
    """

    touched: dict[Path, set[str]] = field(default_factory=dict)
    only_scalars: set[Path] = field(default_factory=set)

    def who_touches(self, name: str, path: Path) -> Path | None:
        """Another file than `path` that may use what `path` calls `name`."""
        for other, names in self.touched.items():
            if other != path and (name in names or f"{path.stem}.*" in names):
                return other
        return None


def of_files(paths: Iterable[Path]) -> Elsewhere:
    """Reads the files; one that cannot be read or parsed may log anything."""
    trees: dict[Path, ast.Module | str] = {}
    for path in paths:
        code = ""
        try:
            source = files.read(path)
            code = source.text
            trees[path] = parsing.parse(source).model.tree
        except (text.CannotRead, SyntaxError, RecursionError, OSError):
            trees[path] = code  # the reason is reported when the file itself is rewritten
    return of_trees(trees)


def of_trees(trees: Mapping[Path, ast.Module | str]) -> Elsewhere:
    """The same for files that are parsed already; the text of those that cannot be parsed."""
    by_name: dict[str, list[Path]] = {}
    for path in trees:
        name = path.parent.name if path.stem == "__init__" else path.stem
        by_name.setdefault(name, []).append(path)
    result = Elsewhere()
    more: set[Path] = set()
    for path, tree in trees.items():
        if isinstance(tree, str):
            more.add(path)
            continue
        result.touched[path] = _touched(tree)
        if not _only_scalars(tree, set(by_name)):
            more.add(path)
    for program in _connected(trees, by_name):
        if not program & more:
            result.only_scalars |= program
    return result


def _connected(
    trees: Mapping[Path, ast.Module | str], by_name: dict[str, list[Path]]
) -> list[set[Path]]:
    """The files, grouped by imports into those that may run in one process."""
    groups = {path: {path} for path in trees}
    for path, tree in trees.items():
        for name in {part for parts in _imported(tree) for part in parts}:
            for other in by_name.get(name, ()):
                if groups[other] is not groups[path]:
                    groups[path] |= groups[other]
                    groups.update(dict.fromkeys(groups[other], groups[path]))
    return list({id(group): group for group in groups.values()}.values())


def _imported(tree: ast.Module | str) -> list[list[str]]:
    """The dotted names that are imported, in parts, except those below TensorFlow."""
    if isinstance(tree, str):
        return [re.findall(r"\w+", line) for line in _IMPORT.findall(tree)]
    dotted: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            dotted += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            dotted += [f"{node.module or ''}.{alias.name}" for alias in node.names]
    split = [name.split(".") for name in dotted]
    return [parts for parts in split if parts[0] not in ("tensorflow", "tfv1")]


def _touched(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    filled: dict[ast.Attribute, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            filled.update(dict.fromkeys(_own_attributes(node)))
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                module = (node.module or "").rpartition(".")[2]
                names.add(f"{module}.*" if alias.name == "*" else alias.name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node not in filled:
            names.add(node.attr)
    return names


def _own_attributes(node: ast.ClassDef) -> list[ast.Attribute]:
    """The attributes ``self.x`` in a class that sets them itself."""
    found = [
        attribute
        for attribute in ast.walk(node)
        if isinstance(attribute, ast.Attribute)
        and isinstance(attribute.value, ast.Name)
        and attribute.value.id == "self"
    ]
    stored = {one.attr for one in found if isinstance(one.ctx, ast.Store)}
    return [one for one in found if one.attr in stored]


def _only_scalars(tree: ast.Module, modules: set[str]) -> bool:
    """Whether the file makes no other summary op, and imports nothing unknown that might."""
    for parts in _imported(tree):
        if parts[0] not in _HARMLESS and not modules & set(parts):
            return False
    found = Model(tree).references
    stars = [use.name for use in found.stars if not use.level]
    names = [legacy(use.target.name) for use in found.uses if not use.target.level]
    if any("tensorflow" in what for _, what in found.unknown):
        return False
    if any(name.partition(".")[0] in ("tensorflow", "tfv1") for name in stars):
        return False
    return not any(_may_log_more(name) for name in names if name.startswith("tensorflow."))


def _may_log_more(name: str) -> bool:
    rest = name.partition(".")[2]
    parts = rest.split(".")
    if parts[0] == "contrib" and len(parts) > 1:
        if parts[1] == "layers":
            return "optimize" in rest or "summar" in rest
        return parts[1] not in _QUIET_CONTRIB
    if parts[0] in ("estimator", "keras") or parts[0] in _OLDER_KINDS:
        return True
    if parts[0] == "summary" and len(parts) > 1:
        return parts[1] not in _SCALAR_ONLY
    if parts[0] == "python":
        return any(word in rest for word in ("summary", "logging_ops", "keras", "estimator"))
    return any(rest == one or rest.startswith(f"{one}.") for one in _LOADERS)
