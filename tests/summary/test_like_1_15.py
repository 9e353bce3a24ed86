"""FileWriter and its relatives do what they did in TensorFlow 1.15.5, event for event."""

import functools
import sys

import pytest

from tests.summary import writer_probes
from tests.support import oracle

GOLDEN = oracle.recorded("summary/writer")


@functools.cache
def here(eager):
    return oracle.run([sys.executable], "summary/writer", EAGER="1" if eager else "0")


@pytest.mark.parametrize("probe", sorted(GOLDEN))
def test_graph_mode(probe):
    """Returned values, errors, warnings, files and events equal those recorded on 1.15.5."""
    assert here(eager=False)[probe] == GOLDEN[probe]


@pytest.mark.parametrize("probe", sorted(writer_probes.WITH_EAGER))
def test_eager_mode(probe):
    """Under eager execution, where 1.15 refuses, the writer does what it does in graph mode."""
    assert here(eager=True)[probe] == GOLDEN[probe]


def test_every_probe_is_recorded():
    """No probe goes without its record, nor a record without its probe."""
    assert set(here(eager=False)) == set(GOLDEN)
