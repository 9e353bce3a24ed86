"""Checkpoints of TensorFlow 1.15.5 are restored by name."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.support import oracle

HERE = Path(__file__).parent
GOLDEN = oracle.GOLDEN / "namespace" / "checkpoint"


def numbers(text):
    return [float(word.strip("[],")) for word in text.split()]


def test_a_checkpoint_of_1_15_is_restored():
    """Keras LSTM and GRU, tf.layers, cells, Adam's slots: the model answers and trains alike."""
    command = [sys.executable, "-m", "tfv1", "run", str(HERE / "model.py")]
    done = subprocess.run(
        [*command, "restore", str(GOLDEN / "model")],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    expected = numbers((GOLDEN / "answers.txt").read_text())
    np.testing.assert_allclose(numbers(done.stdout), expected, rtol=1e-5, atol=1e-6)
