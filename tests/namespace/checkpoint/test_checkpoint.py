"""Checkpoints of TensorFlow 1.15.5 are restored by name."""

from pathlib import Path

import numpy as np

from tests.support import loaded, oracle

HERE = Path(__file__).parent
GOLDEN = oracle.GOLDEN / "namespace" / "checkpoint"


def numbers(text):
    return [float(word.strip("[],")) for word in text.split()]


def test_a_checkpoint_of_1_15_is_restored():
    """Keras LSTM and GRU, tf.layers, cells, Adam's slots: the model answers and trains alike."""
    done = loaded.python("-m", "tfv1", "run", HERE / "model.py", "restore", GOLDEN / "model")
    assert done.returncode == 0, done.stderr
    expected = numbers((GOLDEN / "answers.txt").read_text())
    np.testing.assert_allclose(numbers(done.stdout), expected, rtol=1e-5, atol=1e-6)
