"""Small legacy projects, rewritten by migrate --to tf2-summary, log what they logged before."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
from tensorboard.util.tensor_util import make_ndarray

from tests.migrate.projects import tfv1
from tests.support.cli import python

PROJECTS = Path(__file__).parents[1] / "projects"
# Runs a script as `python SCRIPT ...` does; it must not have loaded this project.
PLAIN = (
    "import runpy, sys; del sys.argv[0]; runpy.run_path(sys.argv[0], run_name='__main__'); "
    "assert 'tfv1' not in sys.modules"
)


def points(logs):
    """(run, tag) -> [(step, value)], as TensorBoard reads them; of graphs only their steps."""
    found = {}
    for file in sorted(logs.rglob("*tfevents*")):
        run = str(file.parent.relative_to(logs))
        for event in EventFileLoader(str(file)).Load():
            if event.graph_def:
                found.setdefault((run, "graph"), []).append(event.step)
            for value in event.summary.value:
                if value.tag == "__run_graph__":
                    continue  # the graph once more, its attributes in any order
                tensor = make_ndarray(value.tensor).tolist()
                found.setdefault((run, value.tag), []).append((event.step, tensor))
    return found


def run_in(folder, *command):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TF_CPP_MIN_LOG_LEVEL": "2"}
    done = python(*command, cwd=folder, env=env)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("project", "expected"),
    [
        (
            "log_scalars",
            {("train", "metrics/loss"): 16, ("test", "metrics/loss_1"): 4, ("test", "rate"): 4},
        ),
        ("log_by_hand", {("main", "sum of x"): 6, ("logger", "loss/total"): 6, ("logger", "x"): 3}),
    ],
)
def test_a_rewritten_project_logs_the_same_without_tfv1(tmp_path, project, expected):
    """TensorBoard reads equal runs, tags, steps and values; so does `tfv1 diff`."""
    before, after = tmp_path / "before", tmp_path / "after"
    shutil.copytree(PROJECTS / project, before)
    done = tfv1("migrate", before, "--to", "tf2-summary", "--output", after)
    assert done.returncode == 0
    assert "was left" not in done.stderr
    run_in(before, "-m", "tfv1", "run", "train.py", "logs")
    run_in(after, "-c", PLAIN, "train.py", "logs")
    old, new = points(before / "logs"), points(after / "logs")
    assert old == new
    assert {key: len(old[key]) for key in expected} == expected
    command = ("diff", before / "logs", after / "logs", "--exact")
    assert tfv1(*command, "--across-writers").returncode == 0
    assert "metadata only in B" in tfv1(*command).stdout


def test_verify_proves_a_project_of_two_modules(tmp_path):
    """Every kind of summary, a class, an explicit graph, a thread: equal, exit status 0."""
    shutil.copytree(PROJECTS / "log_everything", tmp_path / "p")
    command = ("migrate", tmp_path / "p", "--to", "tf2-summary", "--verify")
    done = tfv1(*command, "train.py --logdir={logdir}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "equal: 6 tags" in done.stdout  # the graphs apart
    assert "2 would change (compat-v1 2, tf2-summary 1)" in done.stderr
