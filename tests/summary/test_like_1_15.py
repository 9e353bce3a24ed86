"""FileWriter and its relatives do what they did in TensorFlow 1.15.5, event for event."""

import functools
import json
import sys

import pytest

from tests.summary import record_writer, writer_probes

GOLDEN = json.loads(record_writer.GOLDEN.read_text())


@functools.cache
def here(eager):
    return record_writer.outcomes(sys.executable, EAGER="1" if eager else "0")


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


@pytest.mark.oracle
def test_the_record_is_1_15s():
    """What is recorded is what the real 1.15.5 does."""
    import os

    interpreter = os.environ.get("TFV1_ORACLE")
    if not interpreter:
        pytest.skip("TFV1_ORACLE names no interpreter with TensorFlow 1.15.5")
    assert record_writer.outcomes(interpreter) == GOLDEN
