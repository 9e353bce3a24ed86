"""Every construct has 1.15.5's nodes, seeds and gradients, or is listed with the reason."""

import json

import pytest

from tests.graphs import parity
from tests.graphs.constructs import FAMILIES
from tests.support import loaded
from tfv1.contrib.upstream import store


@pytest.fixture(scope="module")
def obtained() -> dict[str, parity.Built]:
    """All constructs, built by one process that does nothing else."""
    run = loaded.python("-m", parity.__name__, "--json")
    assert run.returncode == 0, run.stderr
    found: dict[str, parity.Built] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_nodes_are_those_of_1_15(family: str, obtained: dict[str, parity.Built]) -> None:
    """Nodes, in their order, equal the recording, but for the differences that are listed."""
    if family.startswith("contrib") and not store.is_installed():
        pytest.skip("tf.contrib is not installed; run: tfv1 contrib install")
    expected = set(parity.expected_differences()[family])
    found = set(parity.differences(parity.recorded(family), obtained[family]))
    assert not found - expected, "these differ now: scripts/parity 'FAMILY/CONSTRUCT' shows how"
    assert not expected - found, "these are equal now: scripts/parity --update takes them out"
