"""Whatever rule rewrites a user's file, it writes public names only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tfv1
from tests.migrate.rules import test_oldlibs, test_pre_1_0, test_python2, test_tf2_summary
from tfv1.migrate.migrate import TARGETS, rewrite
from tfv1.names.tables import libraries
from tfv1.names.tables.removed_1_0 import OLDER

REPOSITORY = Path(__file__).parents[2]
OURS = tfv1._OUR_PARTS - {"events", "legacy", "testing"}


def sources() -> Iterator[str]:
    """Whole programs, what the rules' own tests rewrite, and every name of the rules' tables."""
    for folder in ("models_examples", "tests/projects", "tests/python2/project"):
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            yield path.read_text()
    yield from (before for before, _ in test_oldlibs.CHANGES)
    yield from (before for before, _ in test_python2.CHANGES)
    for before, _ in (*test_pre_1_0.CHANGES, *test_tf2_summary.CHANGES.values()):
        yield f"import tensorflow as tf\n{before}\n"
    yield from (f"import tensorflow\n{name}\n" for name in OLDER)
    for module, names in libraries.NAMES.items():
        imports = [f"from {module} import {name}\n" for name in names]
        yield "".join(imports) + f"import {module}\n" + "".join(f"{module}.{n}\n" for n in names)
    yield from (f"import {module}\nimport {module} as m\n" for module in libraries.MODULES)


def dotted_names(text: str) -> set[str]:
    """The dotted names in expressions and imports; none of Python 2, which `ast` cannot read."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            found.add(ast.unparse(node))
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def is_private(name: str) -> bool:
    """Whether a part begins with an underscore, or belongs to the inside of tfv1 or TensorFlow."""
    first, *rest = name.removeprefix("_thread").split(".")  # the one that Python documents
    inside = OURS if first == "tfv1" else {"python", "core"} if first == "tensorflow" else set()
    return any(part.startswith("_") for part in (first, *rest)) or bool(rest and rest[0] in inside)


@pytest.mark.parametrize("target", TARGETS)
def test_only_public_names_are_written(tmp_path, target):
    """Names that the user's text does not have already: no underscores, nothing internal."""
    path, changed = tmp_path / "a.py", 0
    for before in sources():
        path.write_text(before)
        result = rewrite(path, TARGETS[target])
        written = dotted_names(result.new.decode()) - dotted_names(before)
        wrong = {name for name in written if is_private(name) and not _is_users(name, before)}
        assert not wrong, "\n".join(result.diff)
        changed += result.changed
    assert changed > 200


def _is_users(name: str, text: str) -> bool:
    """Whether the module is one that the user names, as `tfv1.python.ops` for TensorFlow's."""
    *module, last = name.split(".")
    own = all(part in text for part in module if part != "tfv1")
    return own and (last in text or last[0] != "_")


@pytest.mark.parametrize(
    ("name", "private"),
    [
        ("tensorflow.compat.v2.__internal__.eager_context.eager_mode", True),
        ("tensorflow.python.eager.context", True),
        ("tfv1.names.libraries", True),
        ("_tf", True),
        ("tfv1.legacy.numpy.asscalar", False),
        ("tf.compat.v2.summary.scalar", False),
    ],
)
def test_private_names_are_recognised(name, private):
    """The test above can fail."""
    assert is_private(name) is private
