"""tf.estimator beside TensorFlow 1.15.5's recorded results."""

import pytest

from tests.support import oracle
from tests.support.cli import TFV1

PROGRAM = "namespace/estimator"
GOLDEN = oracle.recorded(PROGRAM)


@pytest.fixture(scope="module")
def obtained():
    """The outcomes here: the recorder itself, run by `tfv1 run`."""
    return oracle.run([*TFV1, "run"], PROGRAM)


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
