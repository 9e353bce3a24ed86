"""Programs that run on the real TensorFlow 1.15.5 and here, and what is recorded of them.

A program is a script that keeps to Python 3.7's syntax and writes what it has found, as JSON, to
the file that it is called with. scripts/record_goldens keeps what it finds on 1.15.5.
"""

import json
import math
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support import loaded
from tests.support.environment import ROOT, of_1_15, of_a_child

TESTS = Path(ROOT, "tests")
GOLDEN = TESTS / "golden"
# Runs a script under a seed; it needs no package around it.
SEEDING = Path(ROOT, "compat", "tfv1", "runtime", "seeding.py")

TOLERANCE = 2e-5

# The recordings, below GOLDEN and without .json, and the programs that they are of, below TESTS.
PROGRAMS = {
    **{
        f"{room}/{path.stem.removesuffix('_probes')}": f"{room}/{path.name}"
        for room in ("contrib", "contrib_host", "examples_pkg", "hooks", "summary")
        for path in sorted((TESTS / room).glob("*_probes.py"))
    },
    "namespace/behaviour": "namespace/behaviour/probes.py",
    "namespace/estimator": "namespace/estimator/cases.py",
    "namespace/layers": "namespace/layers/cases.py",
}


def interpreter() -> str:
    """The one that the environment variable TFV1_ORACLE names."""
    return os.environ["TFV1_ORACLE"]


def programs(room: str) -> list[str]:
    """The names of a room's recordings."""
    return [name for name in PROGRAMS if name.startswith(f"{room}/")]


def run(command: Sequence[str], name: str, *arguments: str, **environment: str) -> Any:
    """What the program of a recording finds when it is run by `command`."""
    make = of_a_child if command[0] == sys.executable else of_1_15
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.json")
        line = [*command, str(TESTS / PROGRAMS[name]), str(out), *arguments]
        done = loaded.run(line, make(**environment))
        if done.returncode:
            raise RuntimeError(f"{' '.join(line)} failed:\n{done.stderr[-4000:]}")
        return json.loads(out.read_text())


def run_on_1_15(name: str, python: str | None = None) -> Any:
    """What it finds on 1.15.5; the genuine contrib is run under a seed, as it is here."""
    python = python or interpreter()
    seeded = name.startswith("contrib_host/")
    return run([python, str(SEEDING), "7"] if seeded else [python], name)


def recorded(name: str) -> Any:
    """What it found when it was recorded."""
    return json.loads((GOLDEN / f"{name}.json").read_text())


def record(name: str, python: str) -> None:
    """Records it on an interpreter with 1.15.5."""
    write(name, run_on_1_15(name, python))


def write(name: str, found: dict[str, Any]) -> None:
    """Keeps what was found, a line an entry, so that a change shows which."""
    lines = [f"{json.dumps(key)}: {json.dumps(found[key], sort_keys=True)}" for key in found]
    path = GOLDEN / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def differences(expected: Any, obtained: Any, path: str = "") -> list[str]:
    """One line for each place where two outcomes differ; numbers may by TOLERANCE.

    In what order a sum is taken depends on the number of processors.
    """
    if isinstance(expected, dict) and isinstance(obtained, dict):
        lines = []
        for key in sorted({*expected, *obtained}):
            if key not in expected or key not in obtained:
                lines.append(f"{path}.{key}: {'extra' if key in obtained else 'missing'}")
            else:
                lines += differences(expected[key], obtained[key], f"{path}.{key}")
        return lines
    if isinstance(expected, list) and isinstance(obtained, list):
        if len(expected) != len(obtained):
            return [f"{path}: {len(obtained)} items, expected {len(expected)}"]
        lines = []
        for index, pair in enumerate(zip(expected, obtained, strict=True)):
            lines += differences(*pair, f"{path}[{index}]")
        return lines
    if type(expected) is float and type(obtained) is float and _close(expected, obtained):
        return []
    if expected == obtained and type(expected) is type(obtained):
        return []
    return [f"{path}: expected {str(expected)[:150]!r}, obtained {str(obtained)[:150]!r}"]


def _close(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
