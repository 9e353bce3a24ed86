"""Write tests/golden/writers: a small run for each writer, with every kind of value.

    python make_files.py tf1 tests/golden/writers/tf115          (under the real TensorFlow 1.15.5)
    python make_files.py tf1 tests/golden/writers/tf2_compat     (under TensorFlow 2)
    python make_files.py tf2 tests/golden/writers/tf2
    python make_files.py tensorboardx tests/golden/writers/tensorboardx
    python make_files.py tensorboard tests/golden/writers/tensorboard
    python make_files.py pytorch tests/golden/writers/pytorch                    (with PyTorch 2.13)

The files are committed, since a test run has only one of these interpreters.
"""

import os
import sys

import numpy as np

STEPS = 12
IMAGE = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)


def loss(step):
    return float("nan") if step == 7 else 1.0 / (step + 1)


def tf1(directory):
    import tensorflow as tf

    tf = tf.compat.v1
    tf.disable_v2_behavior()
    number = tf.placeholder(tf.float32, [], name="number")
    vector = tf.placeholder(tf.float32, [None], name="vector")
    tf.summary.scalar("loss", number)
    tf.summary.scalar("train/accuracy", number * 2)
    tf.summary.histogram("weights", vector)
    tf.summary.image("picture", IMAGE[None])
    tf.summary.audio("sound", np.zeros([1, 8, 1], np.float32), 8000.0)
    tf.summary.text("note", tf.constant("a **note**"))
    tf.summary.tensor_summary("vector", vector)
    merged = tf.summary.merge_all()
    with tf.Session() as session:
        for first, last in ((0, 8), (5, STEPS)):  # the second is a restart, in a file of its own
            writer = tf.summary.FileWriter(directory, session.graph, filename_suffix=f".{first}")
            start = tf.SessionLog(status=tf.SessionLog.START)
            writer.add_session_log(start, first)
            for step in range(first, last):
                feed = {number: loss(step), vector: [step, 1.0, -1.0]}
                options = tf.RunOptions(trace_level=tf.RunOptions.SOFTWARE_TRACE)
                metadata = tf.RunMetadata()
                summary = session.run(merged, feed, options=options, run_metadata=metadata)
                writer.add_summary(summary, step)
                by_hand = tf.Summary()
                by_hand.value.add(tag="by_hand", simple_value=-step)
                writer.add_summary(by_hand, step)
                if step == 6:
                    writer.add_run_metadata(metadata, "step_6", step)
            writer.close()


def tf2(directory):
    import tensorflow as tf

    writer = tf.summary.create_file_writer(directory)
    with writer.as_default():
        for step in range(STEPS):
            tf.summary.scalar("loss", loss(step), step)
            tf.summary.scalar("train/accuracy", step * 2.0, step)
            tf.summary.histogram("weights", [step, 1.0, -1.0], step)
            tf.summary.image("picture", IMAGE[None], step)
            tf.summary.audio("sound", np.zeros([1, 8, 1], np.float32), 8000, step)
            tf.summary.text("note", "a **note**", step)
    writer.close()


def tensorboardx(directory):
    from tensorboardX import SummaryWriter

    with SummaryWriter(directory) as writer:
        for step in range(STEPS):
            writer.add_scalar("loss", loss(step), step)
            writer.add_scalar("train/accuracy", step * 2.0, step, summary_description="share")
            writer.add_scalar("new_style", step * 3.0, step, display_name="New style")
            writer.add_histogram("weights", np.array([step, 1.0, -1.0]), step, bins=8)
            writer.add_image("picture", IMAGE, step, dataformats="HWC")
            writer.add_text("note", "a **note**", step)


def pytorch(directory):
    import torch
    from torch.utils.tensorboard import SummaryWriter

    with SummaryWriter(directory) as writer:
        for step in range(STEPS):
            writer.add_scalar("loss", loss(step), step)
            writer.add_scalar("new_style", step * 3.0, step, new_style=True)
            writer.add_histogram("weights", np.array([step, 1.0, -1.0]), step, bins=[-1, 0, 1, 99])
            writer.add_image("picture", IMAGE, step, dataformats="HWC")
            writer.add_audio("sound", torch.zeros(1, 8), step, sample_rate=8000)
            writer.add_text("note", "a **note**", step)
            writer.add_tensor("vector", torch.tensor([step, 1.0, -1.0]), step)
            writer.add_pr_curve("curve", np.array([0, 1]), np.array([0.2, 0.7]), step, 4)
        writer.add_graph(torch.nn.Linear(3, 2), torch.zeros(1, 3))


def tensorboard(directory):
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.summary import Writer
    from tensorboard.summary.writer.event_file_writer import EventFileWriter

    writer = Writer(directory)
    for step in range(STEPS):
        writer.add_scalar("loss", loss(step), step)
        writer.add_scalar("train/accuracy", step * 2.0, step)
    writer.close()
    old = EventFileWriter(directory, filename_suffix=".old")
    for step in range(STEPS, 2 * STEPS):
        summary = Summary(value=[Summary.Value(tag="by_hand", simple_value=step)])
        old.add_event(Event(wall_time=1.5e9 + step, step=step, summary=summary))
    old.close()


def name_neutrally(directory):
    """Take the host and the process out of the files' names, which sort as before."""
    for name in os.listdir(directory):
        seconds, *rest = name.replace("events.out.tfevents.", "").split(".")
        suffix = rest[-1] if rest[-1] in ("0", "5", "old", "v2") else "log"
        os.rename(
            os.path.join(directory, name),
            os.path.join(directory, f"events.out.tfevents.{seconds}.host.{suffix}"),
        )


if __name__ == "__main__":
    function, target = sys.argv[1:]
    globals()[function](target)
    name_neutrally(target)
