"""What is public: names, kinds and arguments, held by public_surface.txt.

`python -m tests.test_public_surface` writes that file anew, for a change that is meant.
"""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import tfv1
from tests.support.environment import of_a_child

SNAPSHOT = Path(__file__).with_name("public_surface.txt")
PACKAGE = Path(tfv1.__file__).parent
# `tfv1` answers to every name of TensorFlow 1.15; these are its own.
OURS = ["install", "load_ipython_extension", "run_name", "uninstall", "unload_ipython_extension"]


def surface():
    """A line for each public name."""
    yield from _members("tfv1", tfv1, OURS)
    for name in ("tfv1.events", "tfv1.testing"):
        module = importlib.import_module(name)
        yield from _members(name, module, module.__all__)
    legacy = importlib.import_module("tfv1.legacy")
    for found in pkgutil.walk_packages(legacy.__path__, "tfv1.legacy."):
        module = importlib.import_module(found.name)
        own = [
            name
            for name, value in vars(module).items()
            if not name.startswith("_")
            and (getattr(value, "__module__", "") == found.name or type(value) is int)
        ]
        yield from _members(found.name, module, own)


def _members(prefix, owner, names):
    for name in sorted(names):
        value = getattr(owner, name)
        if inspect.isclass(value):
            kind = "exception" if issubclass(value, BaseException) else "class"
            arguments = _arguments(value) if "__init__" in vars(value) else ""
            yield f"{prefix}.{name}: {kind} {arguments}".rstrip()
            own = [one for one in vars(value) if not one.startswith("_")]
            yield from _members(f"{prefix}.{name}", value, own)
        elif callable(value):
            yield f"{prefix}.{name}: function {_arguments(value)}"
        else:
            yield f"{prefix}.{name}: {'property' if isinstance(value, property) else 'value'}"


def _arguments(function):
    """The arguments without their types, which mypy looks after."""
    try:
        # What is wrapped is a library's own, and its arguments are those of the version in use.
        signature = inspect.signature(function, follow_wrapped=False)
    except (TypeError, ValueError):
        return "(...)"  # of C
    plain = [one.replace(annotation=one.empty) for one in signature.parameters.values()]
    text = str(signature.replace(parameters=plain, return_annotation=signature.empty))
    return text if " at 0x" not in text else text.partition("<")[0] + "...)"


def test_the_public_surface_is_as_it_was():
    """A public name that goes, comes or changes its arguments does so on purpose."""
    expected = SNAPSHOT.read_text().splitlines()
    assert list(surface()) == expected, f"If that is meant: {__doc__.splitlines()[2]}"


def test_every_room_says_whether_it_is_public():
    """The first line of each package and module directly below tfv1 says so."""
    files = [*PACKAGE.glob("*.py"), *PACKAGE.glob("*/__init__.py")]
    for file in files:
        first = ast.get_docstring(ast.parse(file.read_text())).splitlines()[0]
        assert first.startswith(
            ("Public: ", "Public as `tf", "Public as `tensorflow", "Private: ")
        ), file
    public = {file.parent.name for file in files if _is_public(file)}
    assert public == {"tfv1", "events", "legacy", "testing"}


def _is_public(file):
    return file.name == "__init__.py" and file.read_text().startswith('"""Public: ')


USER = """
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tfv1.events import EventWriter, StorageError, read_events, read_scalars
from tfv1.testing import EventLogRegression


def write(logdir: Path, summaries: list[bytes]) -> str:
    writer = EventWriter(logdir, max_queue=5)
    try:
        for step, summary in enumerate(summaries):
            writer.add_summary(summary, np.int64(step))
    except StorageError as error:
        return str(error)
    writer.close()
    return writer.get_logdir()


def last(logdir: Path) -> tuple[float, int]:
    values: NDArray[np.float64] = read_scalars(logdir)["loss"].values
    return float(values[-1]), sum(1 for event in read_events(logdir))


def test_run(event_log_regression: EventLogRegression, tmp_path: Path) -> None:
    event_log_regression.check(tmp_path, tolerances={"loss": 1e-3}, name="run")
"""
# (a line that mypy must refuse, a part of what it says)
WRONG = [
    ("EventWriter(1)", 'incompatible type "int"'),
    ('EventWriter("logs").add_summary("text")', 'incompatible type "str"'),
    ('read_scalars("logs")["loss"].value', 'has no attribute "value"'),
    ("from tfv1.events import nothing", "nothing"),
]


def test_typed_for_users(tmp_path):
    """mypy --strict passes a user's code, and rejects what is wrong in it."""
    assert (PACKAGE / "py.typed").exists()
    (tmp_path / "user.py").write_text(USER)
    lines = ["from tfv1.events import EventWriter, read_scalars", *(line for line, _ in WRONG)]
    (tmp_path / "wrong.py").write_text("\n".join(lines) + "\n")
    # As an installed package is found: what is wrong in it is no business of the user's.
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports", "silent"]
    done = subprocess.run(
        [*command, "user.py", "wrong.py"],
        cwd=tmp_path, env=of_a_child(MYPYPATH=str(PACKAGE.parent)),
        capture_output=True, text=True,
    )  # fmt: skip
    told = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert not [line for line in told if not line.startswith("wrong.py:")], (
        done.stdout + done.stderr
    )
    for number, (line, part) in enumerate(WRONG, 2):
        assert [one for one in told if one.startswith(f"wrong.py:{number}:") and part in one], line


if __name__ == "__main__":
    SNAPSHOT.write_text("\n".join(surface()) + "\n")
