"""Small legacy projects, run by the real command as they are."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

PROJECTS = Path(__file__).parents[1] / "projects"


def run(command, project, tmp_path, *arguments):
    """Runs `tfv1 run arguments` in a copy of the project; returns its standard output's lines."""
    folder = tmp_path / project
    shutil.copytree(PROJECTS / project, folder)
    done = subprocess.run(
        [*command, "run", *map(str, arguments)],
        cwd=folder,
        text=True,
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def scalars(logdir):
    """Tag -> [(step, value)] as TensorBoard reads them."""
    log = EventAccumulator(str(logdir)).Reload()
    return {tag: [(e.step, e.value) for e in log.Scalars(tag)] for tag in log.Tags()["scalars"]}


def test_a_package_with_relative_imports(tfv1, tmp_path):
    """`tfv1 run -m package.module --flags` trains and writes its event file."""
    log = tmp_path / "log"
    lines = run(
        tfv1, "speech", tmp_path, "-m", "speech.train", "--log_dir", log, "--steps=4", "rest"
    )
    assert lines == ["['rest'] __main__ speech.train"]
    values = scalars(log)["loss"]
    assert [step for step, _ in values] == [0, 1, 2, 3]
    assert values[0][1] == 36.0
    assert values[3][1] < values[0][1]


def test_modules_of_the_users_with_our_names(tfv1, tmp_path):
    """compat.py, utils.py, summary.py and tfv1.py beside the script are the script's own."""
    lines = run(tfv1, "own_names", tmp_path, "train.py")
    assert lines == ["own/seven 7.0 3 a module of the user's, on 1.15.5"]


def test_spawned_processes_run_sessions(tfv1, tmp_path):
    """A spawned process sees TensorFlow 1.15 too, and unpickles classes of the main module."""
    lines = run(tfv1, "workers", tmp_path, "train.py")
    assert lines == ["[(2, '1.15.5', '__mp_main__'), (4, '1.15.5', '__mp_main__')]"]


def test_every_way_to_import_tensorflow(tfv1, tmp_path):
    """All imports give one TensorFlow 1.15; libraries keep theirs; lost names give reasons."""
    lines = run(tfv1, "four_ways", tmp_path, "train.py")
    told = dict(line.split(" ", 1) for line in lines)
    assert told["lite"].startswith("ImportError tf.lite.experimental.nn was")
    assert told["slim"].startswith("ModuleNotFoundError tf.contrib.slim is part of the genuine")
    assert told["gan"].startswith("ModuleNotFoundError tf.contrib.gan became the package")
    assert told["merge"].startswith("ImportError tf.keras.layers.Merge was removed")
    assert told["legacy"].startswith("ModuleNotFoundError tf.keras.legacy was removed")
    assert told["older"].startswith("ImportError tensorflow.python.ops.seq2seq was removed in")
    assert told["nothing"] == "ImportError cannot import name 'nothing' from 'tensorflow'"
    assert told["keras"].startswith("ModuleNotFoundError tf.keras.legacy was removed")
    assert told["attribute"].startswith("AttributeError tf.lite.experimental.get_potentially_")


def test_a_python_2_project(tfv1, tmp_path):
    """`--python2` runs print statements, iteritems, cPickle and integer division."""
    lines = run(tfv1, "old_python", tmp_path, "--python2", "train.py")
    assert [line.split() for line in lines] == [
        ["x", "0", "x", "1", "x", "1"],
        ["total", "2", "[2]", "3"],
    ]


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGINT, -signal.SIGINT)],
    ids=["SIGTERM", "SIGINT"],
)
def test_a_signal_lets_the_script_finish(number, status, tfv1, tmp_path):
    """finally-blocks run and the writer is closed; the exit status shows the signal."""
    log = tmp_path / "log"
    process = subprocess.Popen(
        [*tfv1, "run", str(PROJECTS / "stopped" / "train.py"), str(log)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ten\n"
        process.send_signal(number)
        output, errors = process.communicate(timeout=300)
    finally:
        process.kill()
    assert process.returncode == status
    last = int(output.split()[-1])
    assert scalars(log)["value"][-1] == (last, -1.0)
    assert "tfv1" not in errors.replace(sys.executable, "").replace(str(PROJECTS), "")
