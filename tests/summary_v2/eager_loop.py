"""Both APIs in one program that executes eagerly: loops, tf.function, traces, raw summaries.

Arguments: the log directory; "eager" for TF1 code that enables eager execution, "tf2" for TF2 code.
"""

import json
import os
import sys

import numpy as np

import tfv1 as tf
from tests.summary_v2 import bad_calls, calls_and_writers

logdir, mode = sys.argv[1:]
if mode == "eager":
    tf.enable_eager_execution()
else:
    tf.enable_v2_behavior()
told = {}

# Before there is a global step, which would be a step for them.
told["calls"] = calls_and_writers.answers(os.path.join(logdir, "calls"))
told["errors"] = bad_calls.errors(os.path.join(logdir, "bad"), bad_calls.EAGERLY)


def both_in_one_second(name):
    """A FileWriter and a TF2 writer whose files are of the same second, in one directory."""
    for attempt in range(100):
        directory = os.path.join(logdir, f"{name}{attempt}")
        old = tf.summary.FileWriter(directory)
        new = tf.summary.create_file_writer(directory)
        with new.as_default():
            for k in range(30):
                tf.summary.scalar("new/loss", k / 10, step=k)
                old.add_summary(tf.summary.scalar("old/loss", tensor=k / 10).numpy(), k)
        new.close()
        old.close()
        if len({file.split(".")[3] for file in os.listdir(directory)}) == 1:
            return f"{name}{attempt}"
    raise RuntimeError("opening two writers takes more than a second")


told["one second"] = both_in_one_second("together")

step = tf.Variable(0, dtype=tf.int64)


@tf.function
def train(x):
    tf.summary.scalar("inside/neutral", tf.reduce_sum(x))
    tf.summary.histogram("inside/x", x, step=step, buckets=2)
    return tf.summary.scalar("inside/old", tensor=x[0])


writer = tf.summary.create_file_writer(os.path.join(logdir, "function"))
old = tf.summary.FileWriter(os.path.join(logdir, "function", "old"))
with writer.as_default():
    tf.summary.experimental.set_step(step)
    with tf.summary.record_if(lambda: tf.equal(step % 2, 0)):
        for k in range(4):
            old.add_summary(train(tf.constant([k, 1.0])).numpy(), k)
            step.assign_add(1)
    told["step"] = int(tf.summary.experimental.get_step())
    tf.summary.experimental.set_step(None)
old.close()

# What only TF2 has.
writer = tf.summary.create_file_writer(os.path.join(logdir, "others"))


@tf.function
def traced(x):
    return tf.multiply(x, x, name="product")


with writer.as_default(step=5):
    tf.summary.trace_on(graph=True)
    traced(tf.constant(2.0))
    tf.summary.trace_export("trace")
    tf.summary.trace_on(graph=True)
    tf.summary.trace_off()
    tf.summary.write("own", [1, 2], metadata=tf.SummaryMetadata(display_name="mine"))
    raw = tf.Summary(value=[tf.Summary.Value(tag="raw", simple_value=0.25)])
    tf.summary.experimental.write_raw_pb(raw.SerializeToString())
    with tf.summary.experimental.summary_scope("outer", values=[1.0]) as (tag, scope):
        told["scope"] = [tag, scope]
    graph = tf.Graph()
    with graph.as_default():
        tf.placeholder(tf.float32, name="its_placeholder")
    told["graph"] = bool(tf.summary.graph(graph))
    told["recording"] = bool(tf.summary.should_record_summaries())
    tf.summary.flush()
with tf.summary.create_noop_writer().as_default():
    told["noop"] = bool(tf.summary.scalar("nowhere", 1.0, step=1))
told["a writer of TF2's"] = isinstance(writer, tf.summary.SummaryWriter)
writer.close()

# The global step is a step, too, for calls that name none.
tf.train.get_or_create_global_step().assign(11)
with tf.summary.create_file_writer(os.path.join(logdir, "global_step")).as_default():
    tf.summary.scalar("x", 1.0)
tf.train.get_global_step().assign(0)

# TF1's images, which 1.15 made in graphs only.
old = tf.summary.FileWriter(os.path.join(logdir, "image"))
picture = np.array([[[[0], [128]], [[255], [1]]]], np.uint8)
old.add_summary(tf.summary.image("picture", tensor=tf.constant(picture), max_outputs=1).numpy(), 2)
old.close()

# A session loop of TF1's inside the eager program.
with tf.Graph().as_default(), tf.Session() as session:
    merged = [tf.summary.scalar("x", tf.constant(1.0)), tf.summary.merge_all()]
    old = tf.summary.FileWriter(os.path.join(logdir, "session"), session.graph)
    old.add_summary(session.run(merged[1]), 3)
    old.close()

if mode == "eager":  # elsewhere tf.contrib.summary is not for TF2 code
    directory = os.path.join(logdir, "contrib")
    with tf.contrib.summary.create_file_writer(directory).as_default():
        told["beside contrib"] = tf.summary.scalar("x", np.float32(1.0)).dtype.name

with tf.summary.create_file_writer(os.path.join(logdir, "bad")).as_default():
    tf.summary.trace_on()
    told["export without step"] = bad_calls.raised(lambda: tf.summary.trace_export("x"))
    tf.summary.trace_off()

print(json.dumps(told))
