"""The examples, run here, write the event files that they wrote on the real TensorFlow 1.15.5."""

import os
import subprocess
import sys

import example_runs
import pytest


@pytest.mark.parametrize("name", example_runs.EXAMPLES)
def test_an_example_writes_its_golden_events(name, tmp_path):
    """`tfv1 run --seed N` on an example gives the event streams recorded on TensorFlow 1.15.5."""
    golden = example_runs.GOLDEN / name / "events"
    assert golden.is_dir(), f"no golden; scripts/record_goldens {name} records it"
    differences = example_runs.differences(name, golden, example_runs.run_here(name, tmp_path))
    assert not differences, "\n".join(differences[:50])


def test_every_golden_belongs_to_an_example():
    """There is no golden of an example that the table no longer names."""
    recorded = {note.parent.name for note in example_runs.GOLDEN.glob("*/recording.json")}
    assert recorded == set(example_runs.EXAMPLES)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--python", "/nowhere/python"], "must be an interpreter with TensorFlow 1.15.5"),
        (["--python", sys.executable], "goldens come from 1.15.5"),
        (["--python", sys.executable, "no_such_example"], "there is no example no_such_example"),
    ],
)
def test_what_cannot_be_recorded_is_told(arguments, words):
    """Without a TensorFlow 1.15, or for an unknown example, one sentence says so; nothing runs."""
    script = example_runs.ROOT / "scripts" / "record_goldens"
    done = subprocess.run([sys.executable, str(script), *arguments], capture_output=True, text=True)
    assert done.returncode in (1, 2)
    assert words in done.stderr.splitlines()[-1]


@pytest.mark.oracle
@pytest.mark.skipif("TFV1_ORACLE" not in os.environ, reason="TFV1_ORACLE names no TensorFlow 1.15")
def test_the_goldens_are_what_1_15_writes():
    """Recorded anew on TensorFlow 1.15.5, the examples and streams equal the committed ones."""
    done = subprocess.run(
        [sys.executable, str(example_runs.ROOT / "scripts" / "record_goldens"), "--check"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
