"""`tfv1 run` with TensorFlow-2 code, as real processes."""

import signal
import subprocess
import sys

import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util.tensor_util import make_ndarray

NAMES = """
import multiprocessing, pickle, sys
import keras
import numpy as np
import tensorflow as tf
import tensorflow.compat.v1 as tf1
from tensorflow.keras import layers
from tensorflow.python.framework import ops
from helper import tf as its_tf

def job(x):
    return [x, __name__, tf.executing_eagerly(), tf.keras.__version__[:2], hasattr(tf, "Session")]

class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(2)
    def call(self, x):
        return self.dense(x)

@tf.function
def positive_sum(x):
    total = tf.constant(0.0)
    for value in x:
        if value > 0:
            total += value
    return total

if __name__ == "__main__":
    # TensorFlow 2 first.
    assert sys.argv == ["main.py", "--flag", "1"], sys.argv
    assert tf.__version__.startswith("2.") and tf.executing_eagerly()
    assert tf is its_tf and tf.keras.layers.Dense is layers.Dense is keras.layers.Dense
    assert tf.keras.__version__ == keras.__version__ >= "3"
    assert tf.nn.dropout(tf.ones([2]), rate=0.0).numpy().tolist() == [1.0, 1.0]
    assert tf.Variable(1.0).assign_add(2.0).numpy() == 3.0
    assert positive_sum(tf.constant([1.0, -5.0, 3.0])).numpy() == 4.0
    assert Net()(tf.ones([1, 3])).shape == (1, 2)
    assert isinstance(tf.optimizers.Adam(), tf.keras.optimizers.Adam) and tf.metrics.Mean()
    assert tf.compat.v1.Session is tf1.Session is tf.Session
    assert ops.Tensor is tf.Tensor
    # TensorFlow 1 for the rest, in the same modules.
    assert tf.train.Checkpoint and tf.train.Saver is tf1.train.Saver
    assert tf.random.set_seed and tf.random.set_random_seed and tf.to_float(1).dtype == tf.float32
    assert tf.contrib.training.HParams(a=1).a == 1 and tf.losses.softmax_cross_entropy
    assert tf.compat.v1.summary.FileWriter is tf.summary.FileWriter
    assert tf.summary.FileWriter.__module__.startswith("tfv1.")
    assert np.int is int  # the old names of libraries
    assert pickle.loads(pickle.dumps(tf.train)) is tf.train
    with tf.Graph().as_default():
        x = tf.placeholder(tf.float32, [None, 3])
        y = tf.layers.dense(x, 2, kernel_initializer=tf.ones_initializer(), name="old")
        cell = tf.nn.rnn_cell.BasicLSTMCell(2)
        cell(x, cell.zero_state(1, tf.float32))
        loss = tf.losses.mean_squared_error(tf.zeros_like(y), y)
        train = tf.train.AdamOptimizer(0.1).minimize(loss)
        assert tf.trainable_variables()[0].name == "old/kernel:0"
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            assert sess.run(y, {x: [[1.0, 2.0, 3.0]]}).tolist() == [[6.0, 6.0]]
            sess.run(train, {x: [[1.0, 2.0, 3.0]]})
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.map(job, [1]), flush=True)
    try:
        tf.nonesuch
    except AttributeError as error:
        print(error)
    tf.placeholder(tf.float32)
"""

LOOPS = """
import random
import numpy as np
import tensorflow as tf
from tensorflow.python.eager import context

assert context.global_seed() == 5

def draw():
    layer = tf.keras.layers.Dense(1)
    layer.build([1, 2])
    with tf.Graph().as_default(), tf.compat.v1.Session() as sess:
        old = sess.run(tf.random.uniform([]))
    return [random.random(), np.random.rand(), float(tf.random.uniform([])), float(old),
            layer.kernel.numpy().tolist()]

writer = tf.summary.create_file_writer("logs/new")
old_writer = tf.summary.FileWriter("logs/old")
first = draw()
random.seed(5); np.random.seed(5); tf.random.set_seed(5)
again = draw()
print(first[:3] == again[:3], first[4] == again[4], first[3])
for epoch in range(3):
    with writer.as_default():
        tf.summary.scalar("loss", 1.0 / (epoch + 1), step=epoch)
    value = tf.Summary.Value(tag="loss", simple_value=2.0 / (epoch + 1))
    old_writer.add_summary(tf.Summary(value=[value]), epoch)
writer.close()
old_writer.close()
"""

UNENDING = """
import tensorflow as tf
new = tf.summary.create_file_writer("logs")
old = tf.summary.FileWriter("old_logs")
step = 0
try:
    while True:
        with new.as_default():
            tf.summary.scalar("value", float(step), step=step)
        if step == 10:
            print("ten", flush=True)
        step += 1
finally:
    new.close()
    old.add_summary(tf.Summary(), step)
    print(step, flush=True)
"""


def scalars(logdir):
    """Tag -> [(step, value)] as TensorBoard reads them, of either API."""
    log = EventAccumulator(str(logdir), {"scalars": 0, "tensors": 0}).Reload()
    points = {tag: [(e.step, e.value) for e in log.Scalars(tag)] for tag in log.Tags()["scalars"]}
    for tag in log.Tags()["tensors"]:
        points[tag] = [(e.step, float(make_ndarray(e.tensor_proto))) for e in log.Tensors(tag)]
    return points


def test_tensorflow_2_first_and_tensorflow_1_for_the_rest(tfv1_run, tmp_path):
    """Keras 3, eager mode and TF2's names win; 1.15's names work in a tf.Graph; spawn follows."""
    (tmp_path / "main.py").write_text(NAMES)
    (tmp_path / "helper.py").write_text("import tensorflow as tf\n")
    done = tfv1_run("--mode", "eager", "main.py", "--flag", "1", cwd=tmp_path)
    *lines, last = done.stderr.splitlines()
    assert done.stdout.splitlines() == [
        "[[1, '__mp_main__', True, '3.', True]]",
        "module 'tensorflow' has no attribute 'nonesuch'",
    ], done.stderr
    assert lines[-1] == "RuntimeError: tf.placeholder() is not compatible with eager execution."
    assert last.startswith("tfv1: if this was written for TensorFlow 1, ")
    assert last.endswith("tfv1 run --mode graph")
    assert done.returncode == 1


def test_both_loops_under_a_seed_with_a_report(tfv1_run, tmp_path):
    """Found out to be TF2; --seed seeds everything; --report lists what either API wrote."""
    (tmp_path / "main.py").write_text(LOOPS)
    done = tfv1_run("--seed", "5", "--report", "main.py", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    seeded, keras_seeded, old = done.stdout.split()
    assert (seeded, keras_seeded) == ("True", "True")
    assert 0 < float(old) < 1
    assert scalars(tmp_path / "logs/new") == {
        "loss": [(0, 1.0), (1, 0.5), (2, pytest.approx(1 / 3))]
    }
    assert scalars(tmp_path / "logs/old") == {
        "loss": [(0, 2.0), (1, 1.0), (2, pytest.approx(2 / 3))]
    }
    report = done.stderr.partition("tfv1 report: event files written")[2]
    for folder in ("new", "old"):
        assert str(tmp_path / "logs" / folder) in report
    rows = [line.split()[:4] for line in report.splitlines() if line.split()[:1] == ["loss"]]
    assert sorted(rows) == [["loss", "3", "0..2", "0.33333"], ["loss", "3", "0..2", "0.66667"]]


def test_sigterm_lets_a_loop_of_tensorflow_2_finish(tmp_path):
    """The finally-block runs and both writers' events are there; the status shows the signal."""
    (tmp_path / "main.py").write_text(UNENDING)
    process = subprocess.Popen(
        [sys.executable, "-m", "tfv1", "run", "main.py"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ten\n"
    process.send_signal(signal.SIGTERM)
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 128 + signal.SIGTERM, errors
    steps = [step for step, _ in scalars(tmp_path / "logs")["value"]]
    assert steps == list(range(len(steps)))
    assert len(steps) >= int(output.split()[-1])


def test_graph_mode_offers_the_other(tfv1_run, tmp_path):
    """A TF2 script that shows nothing of it runs in graph mode, and its error names --mode."""
    (tmp_path / "main.py").write_text("import tensorflow as tf\nfor x in tf.range(3): print(x)\n")
    done = tfv1_run("main.py", cwd=tmp_path)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("tfv1: if this was written for TensorFlow 2, ")
    assert last.endswith("tfv1 run --mode eager")


BOTH = "import tensorflow as tf\ndef old(): tf.Session()\ndef new(): tf.random.set_seed(1)\n"


def test_an_unclear_choice_is_told_in_one_line(tfv1_run, tmp_path):
    """Both pieces of evidence and --mode are named on standard error; with --mode nothing is."""
    (tmp_path / "main.py").write_text(BOTH + "print('ran')")
    done = tfv1_run("main.py", cwd=tmp_path)
    # TensorFlow's own lines about the machine are no matter of ours.
    (line,) = [line for line in done.stderr.splitlines() if "tfv1" in line]
    assert line.startswith("tfv1 run: ")
    for part in ("tf.Session (main.py, line 2)", "tf.random.set_seed (main.py, line 3)", "--mode"):
        assert part in line
    for mode in ("graph", "eager"):
        done = tfv1_run("--mode", mode, "main.py", cwd=tmp_path)
        assert done.stdout == "ran\n"
        assert "tfv1" not in done.stderr


def test_a_mode_that_does_not_exist(tfv1_run, tmp_path):
    """Misuse ends with status 2 and names the two modes."""
    done = tfv1_run("--mode", "fast", "main.py", cwd=tmp_path)
    assert done.returncode == 2
    assert "'graph', 'eager'" in done.stderr
