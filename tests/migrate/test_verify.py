"""`tfv1 migrate --verify` runs both versions and compares what they log."""

import pytest

from tests.migrate.projects import make, tfv1
from tests.support import cli
from tfv1 import cachefolder
from tfv1.contrib.upstream import store

# As they are outside these tests, which have an empty cache.
CACHE, HAS_CONTRIB = cachefolder.folder(), store.is_installed()

OLD_PROJECT = {
    "train.py": """\
import sys
import numpy as np
import tensorflow as tf
from model import loss_of

logdir = sys.argv[1]
x = tf.placeholder(tf.float32, [None, 2])
loss = loss_of(x)
tf.summary.scalar("loss", loss)
merged = tf.summary.merge_all()
step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    writer = tf.summary.FileWriter(logdir, sess.graph)
    for i in xrange(len([1, 2, 3, 4, 5, 6]) / 2):
        summary, _ = sess.run([merged, step], {x: np.ones([4, 2]) * np.float(i)})
        writer.add_summary(summary, i)
    writer.close()
""",
    "model.py": """\
import tensorflow as tf

def loss_of(x):
    w = tf.get_variable("w", [2, 1])
    return tf.reduce_mean(tf.square(tf.matmul(x, w) - 1.))
""",
}


def test_a_migrated_project_logs_the_same(tmp_path):
    """Python 2, NumPy's lost names, random weights: no difference under a seed, exit 0."""
    make(tmp_path, OLD_PROJECT)
    done = tfv1("migrate", tmp_path, "--verify", "python train.py logs", "--seed", 3)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "equal: " in done.stdout
    assert not (tmp_path / "logs").exists()


def test_programs_that_log_otherwise_differ(tmp_path):
    """The comparison can fail: a program that asks which of the two it is."""
    source = OLD_PROJECT["train.py"].replace(
        "np.float(i)", "(np.float(i) + ('tfv1' in open(__file__).read().split('logdir')[0]))"
    )
    make(tmp_path, {**OLD_PROJECT, "train.py": source})
    done = tfv1("migrate", tmp_path, "--verify", "train.py {logdir}", "--seed", 3)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "loss" in done.stdout
    assert "the difference is the migration's" in done.stdout


def test_a_program_that_does_not_repeat_itself_proves_nothing(tmp_path):
    """Random weights without a seed: the original differs from itself, and this is reported."""
    make(tmp_path, OLD_PROJECT)
    done = tfv1("migrate", tmp_path, "--verify", "train.py logs")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "the original differs from itself" in done.stdout


def test_a_program_that_fails_is_told_with_its_error(tmp_path):
    """Which of the two failed, and the end of its output; no hint that the copy lacks files."""
    make(tmp_path, {"a.py": "import tensorflow as tf\ntf.no_op()\nraise ValueError('no data')\n"})
    done = tfv1("migrate", tmp_path, "--verify", str(tmp_path / "a.py"))
    assert done.returncode == 1
    assert "the original program failed with status 1:\nTraceback" in done.stderr
    assert "no data" in done.stderr
    assert "It ran in a copy" not in done.stderr


WITH_DATA = """\
import tensorflow as tf
from beside import scale
with open({data!r}) as file:
    value = float(file.read()) * scale
with tf.summary.FileWriter("logs") as writer:
    writer.add_summary(tf.Summary(value=[tf.Summary.Value(tag="a", simple_value=value)]), 1)
"""


def test_a_script_alone_has_its_data_beside_it(tmp_path):
    """The contents of the given file's folder are there for both runs."""
    files = {"a.py": WITH_DATA.format(data="data.txt"), "beside.py": "scale = 2", "data.txt": "3"}
    make(tmp_path, files)
    done = tfv1("migrate", tmp_path / "a.py", "--verify", "a.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "equal: " in done.stdout


BEFORE_1_0 = """\
import sys
import tensorflow as tf
sys.path.insert(0, "..")
from lib.model import double
summary = tf.scalar_summary("a", double(tf.concat(0, [[float(open("data/a.txt").read())]])[0]))
with tf.Session() as sess:
    writer = tf.train.SummaryWriter("logs", sess.graph)
    writer.add_summary(sess.run(summary), 1)
    print "done"
"""


def test_code_older_than_tensorflow_1_0_runs_with_the_names_of_1_15(tmp_path):
    """Both versions; started in the script's own folder; its data behind a relative link."""
    model = "import tensorflow as tf\ndef double(x): return tf.mul(x, 2.)\n"
    make(tmp_path, {"data/a.txt": "3"})
    project = tmp_path / "p"
    make(project, {"lib/__init__.py": "", "lib/model.py": model, "scripts/train.py": BEFORE_1_0})
    (project / "scripts" / "data").symlink_to("../../data")
    done = cli.tfv1("migrate", "..", "--verify", "train.py", cwd=project / "scripts")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "equal: 1 tag" in done.stdout
    assert "both ran with 1.15's names" in done.stdout


@pytest.mark.parametrize(
    "command", ["p/a.py", "CUDA_VISIBLE_DEVICES= python a.py", "python -u a.py", "b.py"]
)
def test_a_command_without_a_script_of_the_folder_is_refused(tmp_path, command):
    """At once, with what is expected instead."""
    make(tmp_path / "p", {"a.py": "import tensorflow as tf"})
    done = tfv1("migrate", tmp_path / "p", "--verify", command)
    assert done.returncode == 1
    assert f"in {tmp_path / 'p'}: give a script there and its arguments" in done.stderr


def test_what_the_copy_lacks_is_told(tmp_path):
    """A relative path out of the folder; a module beside the one file that was rewritten."""
    make(tmp_path, {"data.txt": "3"})
    make(tmp_path / "p", {"a.py": WITH_DATA.format(data="../data.txt"), "beside.py": "scale = 2"})
    done = tfv1("migrate", tmp_path / "p" / "a.py", "--verify", "a.py")
    assert done.returncode == 1
    assert f"It ran in a copy of {tmp_path / 'p'}: a relative path" in done.stderr
    needs_tf1 = "import tensorflow as tf\nscale = tf.AUTO_REUSE and 2"
    files = {"a.py": WITH_DATA.format(data="x.txt"), "beside.py": needs_tf1, "x.txt": "3"}
    make(tmp_path / "p", files)
    done = tfv1("migrate", tmp_path / "p" / "a.py", "--verify", "a.py")
    assert done.returncode == 1
    assert "Only a.py was rewritten: give the folder" in done.stderr


def test_a_folder_that_is_too_large_is_not_copied(tmp_path):
    """One sentence with the number and what to do."""
    make(tmp_path, {"a.py": "import tensorflow as tf", "data.bin": b"x" * 3000})
    limited = ("migrate", tmp_path / "a.py", "--verify", "a.py", "--limit", "verify-bytes=2000")
    done = tfv1(*limited)
    assert done.returncode == 1
    assert "holds more than 2,000 bytes" in done.stderr


@pytest.mark.skipif(not HAS_CONTRIB, reason="needs the genuine contrib: tfv1 contrib install")
def test_a_project_on_the_genuine_contrib_logs_the_same(tmp_path):
    """Its layers' summaries too; the writer is TensorFlow 2's, the import of contrib tfv1's."""
    source = """\
import sys
import numpy as np
import tensorflow as tf
from tensorflow.contrib import layers
from tensorflow.contrib.framework import arg_scope

x = tf.placeholder(tf.float32, [None, 2])
with arg_scope([layers.fully_connected], weights_regularizer=layers.l2_regularizer(0.1)):
    y = layers.fully_connected(x, 3, scope="first")
loss = tf.reduce_mean(tf.square(y)) + tf.add_n(tf.losses.get_regularization_losses())
layers.summarize_tensors(tf.trainable_variables())
train = layers.optimize_loss(
    loss, tf.train.get_or_create_global_step(), 0.1, "SGD", summaries=["loss"]
)
merged = tf.summary.merge_all()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    writer = tf.summary.FileWriter(sys.argv[1])
    for i in range(4):
        sess.run(train, {x: np.ones([4, 2])})
        writer.add_summary(sess.run(merged, {x: np.ones([4, 2])}), i)
"""
    make(tmp_path, {"train.py": source})
    command = ("migrate", tmp_path, "--to", "tf2-summary", "--seed", 3, "--verify", "train.py logs")
    done = tfv1(*command, cache=CACHE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "equal: 3 tags, 12 points" in done.stdout
    assert "(tf2-summary 1, imports 1)" in done.stderr
