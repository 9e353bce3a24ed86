"""Hooks, trainers and estimators write the streams that were recorded on TensorFlow 1.15.5."""

import os

import pytest

from tests.hooks import hook_runs
from tfv1.contrib.upstream import store

SLIM = "slim_probes.py"
NOT_IN_COMPAT = (SLIM, "estimator_probes.py")  # compat.v1 has no tf.contrib, and no tf.estimator
RUNS = [
    (script, way)
    for script in hook_runs.SCRIPTS
    for way in hook_runs.WAYS
    if way != "tfv1 run" and not (script in NOT_IN_COMPAT and way.startswith("compat"))
]
PROBES = [(script, probe) for script in hook_runs.SCRIPTS for probe in hook_runs.on_1_15(script)]


@pytest.fixture(autouse=True)
def contrib(request):
    """Skips the probes of tf.contrib.slim, with the remedy, where tf.contrib is not installed."""
    if request.node.callspec.params["script"] == SLIM and not store.is_installed():
        pytest.skip("tf.contrib is not installed; run: tfv1 contrib install")


@pytest.mark.parametrize(("script", "probe"), PROBES)
def test_a_probe_writes_what_it_wrote_on_1_15(script, probe):
    """Under `tfv1 run`: the same files, events, order, steps, tags, values, results and errors."""
    assert hook_runs.here(script)[probe] == hook_runs.on_1_15(script)[probe]


@pytest.mark.parametrize(("script", "way"), RUNS)
def test_the_other_ways_to_the_engine_write_the_same(script, way):
    """`import tfv1 as tf`, and compat.v1 after tfv1.install(), write the recorded streams."""
    assert hook_runs.here(script, way) == hook_runs.on_1_15(script)


@pytest.mark.oracle
@pytest.mark.skipif("TFV1_ORACLE" not in os.environ, reason="TFV1_ORACLE names no TensorFlow 1.15")
@pytest.mark.parametrize("script", hook_runs.SCRIPTS)
def test_the_recorded_streams_are_what_1_15_writes(script):
    """Run anew on TensorFlow 1.15.5, the probes give the committed recordings."""
    outcomes = hook_runs.run_on(os.environ["TFV1_ORACLE"], script)
    assert outcomes == hook_runs.on_1_15(script)
