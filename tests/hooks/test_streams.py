"""Hooks, trainers and estimators write the streams that were recorded on TensorFlow 1.15.5."""

import pytest

from tests.hooks import hook_runs
from tests.support import oracle
from tfv1.contrib.upstream import store

SLIM = "hooks/slim"
NOT_IN_COMPAT = (SLIM, "hooks/estimator")  # compat.v1 has no tf.contrib, and no tf.estimator
RUNS = [
    (program, way)
    for program in hook_runs.PROGRAMS
    for way in hook_runs.WAYS
    if way != "tfv1 run" and not (program in NOT_IN_COMPAT and way.startswith("compat"))
]
PROBES = [(program, probe) for program in hook_runs.PROGRAMS for probe in oracle.recorded(program)]


@pytest.fixture(autouse=True)
def contrib(request):
    """Skips the probes of tf.contrib.slim, with the remedy, where tf.contrib is not installed."""
    if request.node.callspec.params["program"] == SLIM and not store.is_installed():
        pytest.skip("tf.contrib is not installed; run: tfv1 contrib install")


@pytest.mark.parametrize(("program", "probe"), PROBES)
def test_a_probe_writes_what_it_wrote_on_1_15(program, probe):
    """Under `tfv1 run`: the same files, events, order, steps, tags, values, results and errors."""
    assert hook_runs.here(program)[probe] == oracle.recorded(program)[probe]


@pytest.mark.parametrize(("program", "way"), RUNS)
def test_the_other_ways_to_the_engine_write_the_same(program, way):
    """`import tfv1 as tf`, and compat.v1 after tfv1.install(), write the recorded streams."""
    assert hook_runs.here(program, way) == oracle.recorded(program)
