"""tf.estimator beside TensorFlow 1.15.5's recorded results."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "golden.json").read_text())


@pytest.fixture(scope="module")
def obtained(tmp_path_factory):
    """The outcomes here: the recorder itself, run by `tfv1 run`."""
    file = tmp_path_factory.mktemp("estimator") / "obtained.json"
    command = [sys.executable, "-m", "tfv1", "run", str(HERE / "cases.py"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return json.loads(file.read_text())


@pytest.mark.parametrize(
    ("estimator", "what"), [(name, what) for name in GOLDEN for what in GOLDEN[name]]
)
def test_an_estimator_does_what_1_15_did(estimator, what, obtained):
    """Metrics, predictions, variables saved, events written and exported files are 1.15's."""
    expected, here = GOLDEN[estimator][what], obtained[estimator][what]
    if what in ("evaluated", "warm", "predicted"):
        assert here == pytest.approx(expected, rel=1e-4, abs=1e-5)
    else:
        assert here == expected
