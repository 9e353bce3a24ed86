"""Probes of TensorFlow-1 habits beside TensorFlow 1.15.5's recorded answers."""

import pytest

from tests.support import oracle
from tests.support.cli import TFV1

PROGRAM = "namespace/behaviour"
GOLDEN = oracle.recorded(PROGRAM)


@pytest.fixture(scope="module")
def obtained():
    """The answers here: the recorder itself, run by `tfv1 run`."""
    return oracle.run([*TFV1, "run"], PROGRAM)


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
