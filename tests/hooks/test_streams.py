"""Hooks, trainers and estimators write the streams that were recorded on TensorFlow 1.15.5."""

import os

import probe_runs
import pytest

# compat.v1 has no tf.estimator any more.
RUNS = [
    (script, way)
    for script in probe_runs.SCRIPTS
    for way in probe_runs.WAYS
    if not (script.startswith("estimator") and way.startswith("compat"))
]
PROBES = [(script, probe) for script in probe_runs.SCRIPTS for probe in probe_runs.on_1_15(script)]


@pytest.mark.parametrize(("script", "probe"), PROBES)
def test_a_probe_writes_what_it_wrote_on_1_15(script, probe):
    """Under `tfv1 run`: the same files, events, order, steps, tags, values, results and errors."""
    assert probe_runs.here(script)[probe] == probe_runs.on_1_15(script)[probe]


@pytest.mark.parametrize(("script", "way"), [run for run in RUNS if run[1] != "tfv1 run"])
def test_the_other_ways_to_the_engine_write_the_same(script, way):
    """`import tfv1 as tf`, and compat.v1 after tfv1.install(), write the recorded streams."""
    assert probe_runs.here(script, way) == probe_runs.on_1_15(script)


@pytest.mark.oracle
@pytest.mark.skipif("TFV1_ORACLE" not in os.environ, reason="TFV1_ORACLE names no TensorFlow 1.15")
@pytest.mark.parametrize("script", probe_runs.SCRIPTS)
def test_the_recorded_streams_are_what_1_15_writes(script):
    """Run anew on TensorFlow 1.15.5, the probes give the committed recordings."""
    outcomes = probe_runs.run_on(os.environ["TFV1_ORACLE"], script)
    assert outcomes == probe_runs.on_1_15(script)
