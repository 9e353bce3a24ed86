"""The picture of the README: a seeded script has 1.15's losses, and its event files."""

import json
import subprocess
import sys

import numpy as np
import pytest

from tests.docs.pages import TOP
from tests.support import oracle
from tests.support.environment import of_1_15, of_a_child

SCRIPT = str(TOP / "docs/numbers/train.py")
HERE = [sys.executable, "-m", "tfv1"]


def test_the_losses_are_those_of_1_15():
    """tfv1 run gives the losses recorded on 1.15.5; those of compat.v1 are others."""
    recorded = json.loads((TOP / "docs/numbers/losses.json").read_text())
    done = subprocess.run(
        [*HERE, "run", SCRIPT], env=of_a_child(), capture_output=True, text=True, check=True
    )
    losses = json.loads(done.stdout)
    assert np.allclose(losses, recorded["TensorFlow 1.15.5"], rtol=1e-5, atol=0)
    assert not np.allclose(losses, recorded["tensorflow.compat.v1"], rtol=0.1)


@pytest.mark.oracle
def test_diff_says_equal(tmp_path):
    """tfv1 diff of a run on 1.15.5 and one here says equal: losses, graph and meta graph."""
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    subprocess.run([oracle.interpreter(), SCRIPT, old], env=of_1_15(), check=True)
    subprocess.run([*HERE, "run", SCRIPT, new], env=of_a_child(), check=True)
    compare = [*HERE, "diff", old, new, "--rtol", "1e-5"]
    done = subprocess.run(compare, env=of_a_child(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "equal: 1 tag, graph, meta graph, 60 points compared" in done.stdout
