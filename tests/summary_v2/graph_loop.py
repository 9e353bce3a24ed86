"""A session loop with both APIs: old FileWriter code and create_file_writer code in one graph.

Arguments: the log directory.
"""

import json
import os
import sys

import numpy as np

import tfv1 as tf
from tests.summary_v2 import bad_calls, calls_and_writers

logdir = sys.argv[1]
told = {}


def both_in_one_second(name):
    """A FileWriter and a TF2 writer whose files are of the same second, in one directory."""
    for attempt in range(100):
        directory = os.path.join(logdir, f"{name}{attempt}")
        with tf.Graph().as_default(), tf.Session() as session:
            new = tf.summary.create_file_writer(directory)
            x, step = tf.placeholder(tf.float32, []), tf.placeholder(tf.int64, [])
            summary = tf.summary.scalar("old/loss", x)
            with new.as_default():
                tf.summary.scalar("new/loss", x, step=step)
            close, opened = new.close(), new.init()
            session.run(summary, {x: 0.0})  # what takes time the first time, takes it here
            old = tf.summary.FileWriter(directory)
            session.run(opened)
            for k in range(30):
                feed = {x: k / 10, step: k}
                old.add_summary(session.run(summary, feed), k)
                session.run(tf.summary.all_v2_summary_ops(), feed)
            session.run(close)
            old.close()
        if len({file.split(".")[3] for file in os.listdir(directory)}) == 1:
            return f"{name}{attempt}"
    raise RuntimeError("opening two writers takes more than a second")


told["one second"] = both_in_one_second("together")

# All five functions of TF2 in a session, beside those of TF1 and merge_all.
with tf.Graph().as_default(), tf.Session() as session:
    global_step = tf.train.get_or_create_global_step()
    step_up = tf.assign_add(global_step, 1)
    x = tf.placeholder(tf.float32, [4])
    image = tf.reshape(x, [1, 2, 2, 1])
    sound = tf.reshape(x, [1, 4, 1])
    writer = tf.summary.create_file_writer(os.path.join(logdir, "five"))
    with writer.as_default(), tf.summary.record_if(tf.equal(global_step % 2, 0)):
        tf.summary.scalar("mean", tf.reduce_mean(x), step=global_step, description="the mean")
        tf.summary.histogram("x", x, step=global_step, buckets=2)
        tf.summary.image("x/image", image, step=global_step)
        tf.summary.audio("x/sound", sound, 8000, step=global_step)
        tf.summary.text("x/words", tf.strings.as_string(x), step=global_step)
        recording = tf.summary.should_record_summaries()
        mine = tf.summary.scalar("old", tensor=x[0])
    with writer.as_default(step=global_step):
        told["with a default step"] = tf.summary.scalar("default", x[0]).dtype.name
    merged = tf.summary.merge_all()
    told["collected for merge_all"] = [s.name for s in tf.get_collection("summaries")]
    told["collected for TF2"] = len(tf.summary.all_v2_summary_ops())
    flush = writer.flush()
    with writer.as_default():
        tf.summary.initialize(session=session)  # the name that 1.15 has for running init()
    session.run(tf.global_variables_initializer())
    old = tf.summary.FileWriter(os.path.join(logdir, "five", "old"))
    for k in range(4):
        feed = {x: np.arange(4) / 4 + k}
        old.add_summary(session.run(merged, feed), k)
        session.run(tf.summary.all_v2_summary_ops(), feed)
        told.setdefault("recording", []).append(bool(session.run(recording)))
        session.run(step_up)
    session.run(flush)
    old.close()

# What tf.contrib.summary makes the default writer is none of TF2's.
with tf.Graph().as_default(), tf.Session() as session:
    writer = tf.contrib.summary.create_file_writer(os.path.join(logdir, "contrib"))
    with writer.as_default(), tf.contrib.summary.always_record_summaries():
        told["beside contrib"] = tf.summary.scalar("x", 1.0).dtype.name
        tf.contrib.summary.scalar("theirs", 2.0, step=1)
        tf.contrib.summary.initialize(session=session)
        session.run(tf.contrib.summary.all_summary_ops())
        session.run(tf.contrib.summary.flush())

with tf.Graph().as_default():
    told["calls"] = calls_and_writers.answers(os.path.join(logdir, "calls"))

    more = bad_calls.IN_GRAPHS
    told["errors"] = bad_calls.errors(os.path.join(logdir, "bad"), more)
    with tf.summary.create_file_writer(os.path.join(logdir, "bad")).as_default():
        tf.summary.trace_on()

print(json.dumps(told))
