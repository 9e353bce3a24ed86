"""Small models that are seeded by tf.set_random_seed alone train as they did on 1.15.5."""

from typing import Any

import pytest

from tests.graphs import here
from tests.support import oracle

RECORDED: dict[str, Any] = oracle.recorded("graphs/models")

# Op seeds are equal in these, too; their curves cannot be.
OTHER_CURVES = {
    # 1.15 itself trained otherwise from run to run: see tfv1.graphs.ordering.
    "stacked_lstm": "in one step the iterations of a loop draw in an order that time decides",
}


@pytest.fixture(scope="module")
def trained() -> dict[str, Any]:
    """All models, trained by one process, on one thread."""
    found: dict[str, Any] = here.run("models")
    return found


@pytest.mark.parametrize("name", RECORDED)
def test_op_seeds_are_those_of_1_15(name: str, trained: dict[str, Any]) -> None:
    """Every random op has 1.15's name and 1.15's seeds."""
    assert trained[name]["seeds"] == RECORDED[name]["seeds"], trained[name].get("error")


@pytest.mark.parametrize("name", [name for name in RECORDED if name not in OTHER_CURVES])
def test_losses_are_those_of_1_15(name: str, trained: dict[str, Any]) -> None:
    """The loss of each of 50 steps is 1.15's, to 1e-4."""
    assert trained[name]["losses"] == pytest.approx(RECORDED[name]["losses"], rel=1e-4, abs=1e-9)
