"""`tfv1 migrate --verify` runs both versions and compares what they log."""

from projects import make, tfv1

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
    """Random weights without a seed: the original differs from itself, and that is said."""
    make(tmp_path, OLD_PROJECT)
    done = tfv1("migrate", tmp_path, "--verify", "train.py logs")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "the original differs from itself" in done.stdout


def test_a_program_that_fails_is_told_with_its_error(tmp_path):
    """Which of the two it was, and the end of what it said."""
    make(tmp_path, {"a.py": "import tensorflow as tf\nraise ValueError('no data')\n"})
    done = tfv1("migrate", tmp_path, "--verify", "a.py")
    assert done.returncode == 1
    assert "the original program failed" in done.stderr
    assert "no data" in done.stderr
