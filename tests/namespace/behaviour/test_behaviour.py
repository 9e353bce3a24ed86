"""Probes of TensorFlow-1 habits beside TensorFlow 1.15.5's recorded answers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.environment import of_a_child

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "golden.json").read_text())


@pytest.fixture(scope="module")
def obtained(tmp_path_factory):
    """The answers here: the recorder itself, run by `tfv1 run`."""
    file = tmp_path_factory.mktemp("behaviour") / "obtained.json"
    command = [sys.executable, "-m", "tfv1", "run", str(HERE / "probes.py"), str(file)]
    done = subprocess.run(command, env=of_a_child(), capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(file.read_text())


def close_to(value):
    """`value` with a tolerance of some last bits for every float in it."""
    if isinstance(value, list):
        return [close_to(item) for item in value]
    if isinstance(value, float):
        return pytest.approx(value, rel=1e-5, abs=1e-5, nan_ok=True)
    return value


@pytest.mark.parametrize("name", GOLDEN)
def test_a_probe_answers_as_in_1_15(name, obtained):
    """Values, names, collections, files and errors are those of TensorFlow 1.15.5."""
    assert obtained[name] == close_to(GOLDEN[name])


def test_every_probe_has_a_golden(obtained):
    """No probe is left out of the recording."""
    assert list(obtained) == list(GOLDEN)
