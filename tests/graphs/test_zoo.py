"""Models as people wrote them have 1.15's graphs and seeds, and train as they did on 1.15.5."""

from typing import Any

import pytest

from tests.graphs import here
from tests.support import oracle
from tfv1.contrib.upstream import store

RECORDED: dict[str, Any] = oracle.recorded("graphs/zoo")

# Graphs and seeds are equal in these, too; their curves cannot be.
OTHER_CURVES = {
    "center_loss": "the last digits of exp, log and sqrt, magnified by steps that overshoot",
    "ddpg": "1.15 itself trains otherwise from run to run: the averages of weights race with Adam",
    "resnet_v2": "the last digits of sums, magnified in fifty steps by batch normalization",
    "soft_actor_critic": "a step reads variables that it also updates, in an order that varies",
    "spectral_cgan": "a step reads variables that it also updates, in an order that varies",
    "vector_quantized": "a step reads variables that it also updates, in an order that varies",
}
# Seeds and curves are equal in these, too; their graphs have other nodes.
OTHER_GRAPHS = {
    "seq2seq_beam_search": "GatherTree is a call of a function, since its kernel exists no more"
}


@pytest.fixture(scope="module")
def obtained() -> dict[str, Any]:
    """All models that can run here, built and trained by one process, on one thread."""
    names = [name for name in RECORDED if store.is_installed() or not RECORDED[name]["contrib"]]
    found: dict[str, Any] = here.run("zoo", *names)
    return found


@pytest.mark.parametrize("name", RECORDED)
def test_models_are_those_of_1_15(name: str, obtained: dict[str, Any]) -> None:
    """Seeds and all nodes of the graph are equal, and each loss is 1.15's to 1e-4."""
    if name not in obtained:
        pytest.skip("tf.contrib is not installed; run: tfv1 contrib install")
    expected, found = RECORDED[name], obtained[name]
    assert "error" not in found
    assert found["seeds"] == expected["seeds"]
    if name not in OTHER_GRAPHS:
        assert found["graph"] == expected["graph"], "python -m tests.graphs.zoo --nodes shows how"
    if name not in OTHER_CURVES:
        assert found["losses"] == pytest.approx(expected["losses"], rel=1e-4, abs=1e-9)
