"""%load_ext tfv1 in a real kernel: cells, %run and modules beside it see TensorFlow 1.15."""

from pathlib import Path

import pytest

from tests.notebook import kernels
from tests.support import event_logs

LEGACY = """
import numpy as np
import tensorflow as tf
import model

flags = tf.app.flags
flags.DEFINE_integer("steps", 3, "", short_name="n")
flags.DEFINE_string("logdir", "default", "")

def main(_):
    x = tf.placeholder(tf.float32, [], name="x")
    tf.get_variable("weight", [])
    tf.summary.scalar("loss", model.loss(x))
    merged = tf.summary.merge_all()
    with tf.Session() as session, tf.summary.FileWriter(flags.FLAGS.logdir) as writer:
        for step in range(flags.FLAGS.steps):
            writer.add_summary(session.run(merged, {x: step}), step)
    print(__name__, tf.__version__, np.int is int, flags.FLAGS.steps, flags.FLAGS.logdir)

if __name__ == "__main__":
    tf.app.run()
"""
MODEL = """
import tensorflow as tf

def loss(x):
    return tf.reduce_sum(tf.square(x), reduction_indices=[])
"""
GRAPH = "import tensorflow as tf; print(len(tf.get_default_graph().get_operations()))"

# What is typed, and what is printed then.
CELLS = [
    ("import tensorflow", ""),  # a library, or the user, has loaded it before
    ("%load_ext tfv1", ""),
    ("import tensorflow as tf; print(tf.__version__, tf.placeholder.__name__)",
     "1.15.5 placeholder\n"),
    ("import sys; print(sys.modules['tensorflow'].__version__[:2])", "2.\n"),
    ("tf.flags.DEFINE_float('rate', 0.5, ''); print(tf.flags.FLAGS.rate)", "0.5\n"),
    ("a = tf.constant(1, name='a')", ""),
    ("with a.graph.as_default():\n  get_ipython().run_line_magic('run', 'empty.py')\n" + GRAPH,
     "1\n"),
    ("%run legacy.py --steps=4 --logdir=first", "__main__ 1.15.5 True 4 first\n"),
    ("%run legacy.py --logdir=second", "__main__ 1.15.5 True 3 second\n"),
    ("%run legacy.py --n=1\n" + GRAPH.replace("len", "1 < len"),
     "__main__ 1.15.5 True 1 default\nTrue\n"),
    ("%run empty.py\n" + GRAPH, "0\n"),
    ("tf.constant(1)", ""),
    ("%run -i empty.py\n" + GRAPH, "1\n"),
    ("tf.nonesuch", "AttributeError: module 'tensorflow' has no attribute 'nonesuch'"),
    ("%reset -f", ""),
    (GRAPH, "1\n"),
    ("%unload_ext tfv1", ""),
    ("import tensorflow; print(tensorflow.__version__[:2])", "2.\n"),
    ("%run version.py", "2.\n"),
    ("%load_ext tfv1", ""),
    ("%run version.py\n%run version.py", "1.\n1.\n"),
    ("%reload_ext tfv1", ""),
    ("%run version.py", "1.\n"),
    ("print(input.__name__, callable(display))", "raw_input True\n"),  # the kernel's, not Python's
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "legacy.py").write_text(LEGACY)
    (folder / "model.py").write_text(MODEL)
    (folder / "empty.py").touch()
    (folder / "version.py").write_text("import tensorflow; print(tensorflow.__version__[:2])")
    return folder


@pytest.fixture(scope="module")
def outputs(folder, tmp_path_factory):
    sources = [source for source, _ in CELLS]
    return kernels.run_cells(sources, folder, tmp_path_factory.mktemp("jupyter") / "settings")


@pytest.mark.parametrize("index", range(len(CELLS)), ids=[source for source, _ in CELLS])
def test_a_cell(outputs, index):
    """Each cell prints what it would with 1.15; a script starts afresh, with its own flags."""
    assert outputs[index] == CELLS[index][1]


@pytest.mark.parametrize(("logdir", "steps"), [("first", 4), ("second", 3), ("default", 1)])
def test_a_script_writes_what_it_writes_by_itself(outputs, folder, logdir, steps):
    """However often it was run, its tags are its own: TensorBoard's reader reads them."""
    (path,) = Path(folder, logdir).iterdir()
    points = [
        (event.step, value.tag, value.simple_value)
        for event in event_logs.read(path)
        for value in event.summary.value
    ]
    assert points == [(step, "loss", step**2) for step in range(steps)]
