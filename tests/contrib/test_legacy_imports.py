"""A legacy script run by `tfv1 run` finds tf.contrib and tf.examples under 1.15's import paths."""

from tests.support.loaded import python

SCRIPT = """
import importlib
import os
import sys

import tensorflow as tf
import tensorflow.contrib as contrib
import tensorflow.contrib.eager as tfe
import tensorflow.contrib.summary as short
from tensorflow.contrib import summary as contrib_summary
from tensorflow.contrib.eager.python import metrics, tfe as deep_tfe
from tensorflow.contrib.summary import summary as deep_summary
from tensorflow.contrib.tensorboard.plugins import projector
from tensorflow.contrib.training import HParams
from tensorflow.contrib.training.python.training import hparam
from tensorflow.contrib.training.python.training.hparam import HParams as DeepHParams
from tensorflow.examples.tutorials.mnist import input_data

assert contrib is tf.contrib
assert HParams is DeepHParams is hparam.HParams is tf.contrib.training.HParams
assert contrib_summary.scalar is short.scalar is deep_summary.scalar is tf.contrib.summary.scalar
assert tfe.defun is deep_tfe.defun is tf.contrib.eager.defun and metrics.Mean is tfe.metrics.Mean
assert projector is tf.contrib.tensorboard.plugins.projector
assert importlib.import_module("tensorflow.contrib.deprecated") is tf.contrib.deprecated
assert callable(input_data.read_data_sets)

for statement in ("import tensorflow.contrib.slim as slim", "from tensorflow.contrib import slim"):
    try:
        exec(statement)
    except ImportError as error:
        assert "install it with `tfv1 contrib install`" in str(error), error
    else:
        raise AssertionError(statement)

# A FileWriter and a contrib writer in one directory, as trainers of that time had them.
logdir = sys.argv[1]
writer = tf.contrib.summary.create_file_writer(logdir)
with writer.as_default(), tf.contrib.summary.always_record_summaries():
    tf.contrib.summary.scalar("loss", tf.constant(2.0), step=3)
    with tf.Session() as session, tf.summary.FileWriter(logdir, session.graph) as file_writer:
        tf.contrib.summary.initialize(session=session)
        session.run(tf.contrib.summary.all_summary_ops())
        session.run(tf.contrib.summary.flush())
        projector.visualize_embeddings(file_writer, projector.ProjectorConfig())
files = [name for name in os.listdir(logdir) if "tfevents" in name]
tags = [
    value.tag
    for name in files
    for event in tf.train.summary_iterator(os.path.join(logdir, name))
    for value in event.summary.value
]
assert len(files) == 2 and tags == ["loss"], (files, tags)
assert os.path.exists(os.path.join(logdir, "projector_config.pbtxt"))
print("all there")
"""


def test_a_script_imports_contrib_as_on_1_15(tmp_path):
    """Every way to import our parts gives the same objects, and they work beside a FileWriter."""
    script = tmp_path / "train.py"
    script.write_text(SCRIPT)
    logdir = tmp_path / "logs"
    logdir.mkdir()
    done = python("-m", "tfv1", "run", script, logdir)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout == "all there\n"
