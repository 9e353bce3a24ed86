"""Seeded by tf.set_random_seed alone, the examples build and train what they did on 1.15.5."""

from typing import Any

import pytest

from tests.examples.example_runs import EXAMPLES
from tests.graphs import here
from tests.support import oracle
from tfv1.contrib.upstream import store

RECORDED: dict[str, Any] = oracle.recorded("graphs/examples")

# Seeds and scalars are equal in these, too.
OTHER_GRAPHS = dict.fromkeys(
    ("rebar", "rebar_reinforce"),
    "NumPy's logarithm, a constant in the graph, has other last digits than NumPy 1.18's",
)


@pytest.mark.parametrize("name", RECORDED)
def test_examples_are_those_of_1_15(name: str) -> None:
    """Seeds and all nodes of each graph are equal, and each scalar is 1.15's to 1e-4."""
    if EXAMPLES.get(name, {}).get("needs_contrib") and not store.is_installed():
        pytest.skip("tf.contrib is not installed; run: tfv1 contrib install")
    expected, found = RECORDED[name], here.run("examples", name)
    assert found["seeds"] == expected["seeds"]
    if name not in OTHER_GRAPHS:
        nodes = f"python -m tests.graphs.examples --here --nodes {name} shows how"
        assert found["graphs"] == expected["graphs"], nodes
    assert found["scalars"].keys() == expected["scalars"].keys()
    for tag, curve in expected["scalars"].items():
        assert found["scalars"][tag] == pytest.approx(curve, rel=1e-4, abs=1e-6), tag
