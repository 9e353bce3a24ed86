"""tf.layers, cells, tf.keras and optimizers beside TensorFlow 1.15.5's recorded results."""

import numpy as np
import pytest

from tests.support import oracle
from tests.support.cli import TFV1

PROGRAM = "namespace/layers"
GOLDEN = oracle.recorded(PROGRAM)


@pytest.fixture(scope="module")
def obtained():
    """The outcomes here: the recorder itself, run by `tfv1 run`."""
    return oracle.run([*TFV1, "run"], PROGRAM)


@pytest.mark.parametrize("name", GOLDEN)
def test_a_layer_gives_what_1_15_gave(name, obtained):
    """Variable names, order, shapes and dtypes, collections and numbers are 1.15's."""
    expected, here = GOLDEN[name], obtained[name]
    assert here["variables"] == expected["variables"]
    assert here["update_ops"] == expected["update_ops"]
    assert here["losses"] == expected["losses"]
    assert len(here["fetched"]) == len(expected["fetched"])
    for one, other in zip(here["fetched"], expected["fetched"], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


def test_every_case_has_a_golden(obtained):
    """No case is left out of the recording."""
    assert list(obtained) == list(GOLDEN)
