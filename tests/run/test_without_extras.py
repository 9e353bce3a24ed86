"""Everything that the extras bring is missing: what does without them runs."""

import subprocess
import sys

import pytest

from tests.support.environment import of_a_child

# What tfv1[...] and its tests bring along, and a plain installation has not.
EXTRAS = (
    "tensorflow_estimator scipy sklearn PIL matplotlib pyarrow shtab yaml IPython psutil pandas "
    "hypothesis pytest mkdocs coverage selenium nbformat"
)
BLOCKER = """
from importlib.machinery import PathFinder
real = PathFinder.find_spec
def find_spec(cls, name, path=None, target=None):
    return None if name.partition(".")[0] in {extras!r} else real(name, path, target)
PathFinder.find_spec = classmethod(find_spec)
"""
SCRIPT = """
import tensorflow as tf
tf.set_random_seed(1)
x = tf.placeholder(tf.float32, [None, 2])
loss = tf.reduce_mean(tf.square(tf.layers.dense(x, 3)))
train = tf.train.AdamOptimizer().minimize(loss)
tf.summary.scalar("loss", loss)
tf.summary.histogram("x", x)
tf.summary.image("image", tf.zeros([1, 4, 4, 3]))
merged = tf.summary.merge_all()
step = tf.train.get_or_create_global_step()
with tf.train.MonitoredTrainingSession(checkpoint_dir="logs/checkpoints") as session:
    with tf.summary.FileWriter("logs/own") as writer:
        summary, _ = session.run([merged, train], {x: [[1.0, 2.0]]})
        writer.add_summary(summary, 1)
"""


@pytest.fixture
def plain(tmp_path):
    """Runs tfv1 in an environment without the extras; tells its exit status and output."""
    blocker = tmp_path / "blocker" / "sitecustomize.py"
    blocker.parent.mkdir()
    blocker.write_text(BLOCKER.format(extras=set(EXTRAS.split())))
    here = of_a_child()
    path = f"{blocker.parent}:{here.get('PYTHONPATH', '')}"

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "tfv1", *arguments],
            cwd=tmp_path,
            env={**here, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_script_and_its_logs(plain, tmp_path):
    """A script with layers, all kinds of summaries and hooks runs, and the tools read its logs."""
    (tmp_path / "train.py").write_text(SCRIPT)
    for command in (
        ["run", "train.py"],
        ["show", "logs"],
        ["show", "logs", "--plot", "curves.svg"],
        ["export", "logs", "--csv"],
        ["export", "logs", "--images", "images"],
        ["diff", "logs", "logs", "--html", "page.html"],
        ["doctor", "logs", "--source", "train.py"],
        ["check", "train.py"],
        ["migrate", "train.py"],
    ):
        done = plain(*command)
        assert done.returncode == 0, (command, done.stderr)


@pytest.mark.parametrize(
    ("command", "extra"),
    [
        (["completion", "bash"], "shtab"),
        (["show", "logs", "--plot", "curves.png"], "tfv1[plot]"),
        (["export", "logs", "--parquet", "-o", "out"], "tfv1[parquet]"),
    ],
)
def test_what_needs_an_extra_names_it(plain, tmp_path, command, extra):
    """What cannot be done without an extra is one sentence with the command that installs it."""
    (tmp_path / "train.py").write_text(SCRIPT)
    assert plain("run", "train.py").returncode == 0
    done = plain(*command)
    assert done.returncode in (1, 2)
    assert "pip install" in done.stderr and extra in done.stderr
    assert len(done.stderr.splitlines()) == 1
