"""The examples, run here, write the event files that they wrote on the real TensorFlow 1.15.5."""

import sys

import pytest

from tests.examples import example_runs
from tests.support.cli import python
from tfv1.contrib.upstream import store

# Examples whose golden is kept as text, too, for the project's own fixture.
AS_TEXT = ("vid2depth", "object_detection")


@pytest.mark.parametrize("name", example_runs.EXAMPLES)
def test_an_example_writes_its_golden_events(name, tmp_path, event_log_regression):
    """`tfv1 run --seed N` on an example gives the event streams recorded on TensorFlow 1.15.5."""
    if example_runs.EXAMPLES[name].get("needs_contrib") and not store.is_installed():
        pytest.skip("tf.contrib is not installed; run: tfv1 contrib install")
    golden = example_runs.GOLDEN / name / "events"
    assert golden.is_dir(), f"no golden; scripts/record_goldens examples/{name} records it"
    logdir = example_runs.run_here(name, tmp_path)
    differences = example_runs.differences(name, golden, logdir)
    assert not differences, "\n".join(differences[:50])
    if name in AS_TEXT:
        # What a user of the fixture writes; `tfv1 golden record` made these from the files above.
        event_log_regression.check(
            logdir,
            tolerances={"*": {"rtol": 1e-5, "atol": 1e-6}},
            name=name,
            unordered=True,
            ignore=["graph", "meta graph"],
        )


def test_every_golden_belongs_to_an_example():
    """No golden is left of an example that the table no longer names."""
    recorded = {note.parent.name for note in example_runs.GOLDEN.glob("*/recording.json")}
    assert recorded == set(example_runs.EXAMPLES)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--python", "/nowhere/python"], "must be an interpreter with TensorFlow 1.15.5"),
        (["--python", sys.executable], "goldens come from 1.15.5"),
        (["--python", sys.executable, "no_such_example"], "there is no recording no_such_example"),
    ],
)
def test_what_cannot_be_recorded_is_told(arguments, words):
    """Without a TensorFlow 1.15, or for an unknown example, one sentence says so; nothing runs."""
    script = example_runs.ROOT / "scripts" / "record_goldens"
    done = python(script, *arguments)
    assert done.returncode in (1, 2)
    assert words in done.stderr.splitlines()[-1]


@pytest.mark.oracle
def test_the_goldens_are_what_1_15_writes():
    """Recorded anew on TensorFlow 1.15.5, the examples and streams equal the committed ones."""
    command = str(example_runs.ROOT / "scripts" / "record_goldens")
    done = python(command, "--check", "examples", "seeding")
    assert done.returncode == 0, done.stdout + done.stderr
