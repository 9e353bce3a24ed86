"""`tfv1 check` knows the programs that `tfv1 run` runs as TensorFlow 2."""

import pytest

from tests.migrate.projects import make
from tfv1.migrate.check import check
from tfv1.runtime.mode import decision

TF = "import tensorflow as tf\n"
MODULE = TF + "def step():\n    return tf.optimizers.SGD(0.1)\n"

# What it is -> the files of a project that begins with main.py, and whether it runs.
PROGRAMS = {
    "optimizers": ({"main.py": TF + "tf.optimizers.Adam(0.1)\ntf.metrics.Mean()"}, True),
    "losses with Keras": (
        {"main.py": TF + "tf.keras.Model()\ntf.losses.MeanSquaredError()"},
        True,
    ),
    "metrics with a step": (
        {"main.py": TF + "tf.metrics.Mean()\ntf.summary.scalar('a', 1, step=2)"},
        True,
    ),
    "a metric alone": ({"main.py": TF + "tf.metrics.Mean()"}, False),
    "a session": ({"main.py": TF + "tf.random.set_seed(1)\ntf.Session()"}, False),
    "a session, ready for 2": (
        {"main.py": TF + "tf.metrics.Mean()\ntry: tf.optimizers\nexcept AttributeError: pass"},
        False,
    ),
    "Keras with a dropped name": (
        {"main.py": TF + "tf.keras.Model()\ntf.metrics.Mean()\ntf.to_float(1)"},
        False,
    ),
    "a module of TensorFlow 2": ({"main.py": TF + "import part", "part.py": MODULE}, True),
    "a module for a session": (
        {"main.py": TF + "import part\ntf.Session()\npart.step()", "part.py": MODULE},
        False,
    ),
    "a session in a module": (
        {"main.py": MODULE + "import part", "part.py": TF + "tf.Session()"},
        False,
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_names_of_tensorflow_2(name, tmp_path):
    """They are fine where all that they belong to runs in eager mode, and lost elsewhere."""
    files, runs = PROGRAMS[name]
    make(tmp_path, files)
    assert (decision.decide(str(tmp_path / "main.py")).mode == decision.EAGER) == runs
    result = check([tmp_path], processes=1)
    assert all(not file.stopping for file in result.files) == runs
