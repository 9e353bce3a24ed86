"""The CIFAR-10 example: its pictures, a job that is restarted, what it says of missing files."""

import pathlib

from tests.examples import event_compare
from tests.support import loaded

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "models_examples" / "cifar10"
FLAGS = ["--logdir=logs", "--batch_size=4", "--pictures=10", "--towers=3", "--log_every=2"]


def run(folder, *flags):
    script = EXAMPLE / "cifar10_train_and_eval.py"
    return loaded.python("-m", "tfv1", "run", script, *flags, cwd=folder)


def test_a_restarted_training_goes_on_in_another_event_file(tmp_path):
    """Three towers train to step 3, then on to step 6: a START at step 4, an evaluation of each."""
    for last in ("3", "6"):
        done = run(tmp_path, *FLAGS, f"--max_steps={last}")
        assert done.returncode == 0, done.stderr[-3000:]
        assert "precision @ 1: " in done.stdout
    files = event_compare.read(str(tmp_path / "logs"))
    starts = [
        event.step
        for _, events, _ in files["train"]
        for event in events
        if event.session_log.status == event.session_log.START
    ]
    assert sorted(starts) == [1, 4]
    tags = {
        (value.tag, event.step)
        for _, events, _ in files["eval"]
        for event in events
        for value in event.summary.value
    }
    assert {("precision @ 1", 3), ("precision @ 1", 6), ("pictures/image/0", 6)} <= tags

    # CIFAR-10's binary format: a label below 10, and 3 planes of 32x32.
    content = (tmp_path / "logs" / "data" / "train.bin").read_bytes()
    assert len(content) == 10 * 3073 and all(label < 10 for label in content[::3073])


def test_missing_pictures_are_told(tmp_path):
    """--data_dir without train.bin: one sentence with the name, and status 1."""
    done = run(tmp_path, *FLAGS, "--data_dir=nowhere")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "There is no train.bin in --data_dir=nowhere."
