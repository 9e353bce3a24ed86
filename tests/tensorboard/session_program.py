"""A TensorFlow-1 program whose logs are looked at in TensorBoard.

usage: session_program.py LOGDIR

Writes every kind of summary to LOGDIR/kinds, a training that is stopped and started again to
LOGDIR/restarted, says "ready", and writes a step to LOGDIR/live for each line that it reads.
"""

import sys

import tfv1 as tf
from tests.tensorboard import known_values


def write_kinds(logdir):
    """One loop with a summary of every kind, and the timings of its last step."""
    with tf.Graph().as_default() as graph, tf.Session(graph=graph) as session:
        numbers = tf.placeholder(tf.float32, [None])
        picture = tf.placeholder(tf.uint8, [None, None, 3])
        tone = tf.placeholder(tf.float32, [None, 1])
        note = tf.placeholder(tf.string, [])
        with tf.name_scope("metrics"):
            tf.summary.scalar("average", tf.reduce_mean(numbers))
        tf.summary.histogram("numbers", numbers)
        tf.summary.image("picture", picture[tf.newaxis])
        tf.summary.audio("tone", tone[tf.newaxis], sample_rate=known_values.RATE)
        tf.summary.text("note", note)
        merged = tf.summary.merge_all()
        writer = tf.summary.FileWriter(logdir, graph)
        for step in known_values.STEPS:
            feed = {
                numbers: known_values.numbers(step),
                picture: known_values.picture(step),
                tone: known_values.tone(step),
                note: known_values.note(step),
            }
            metadata = tf.RunMetadata()
            options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
            summary = session.run(merged, feed, options=options, run_metadata=metadata)
            writer.add_summary(summary, step)
        writer.add_run_metadata(metadata, f"step{step:03d}", step)
        writer.close()


def train(logdir, attempt, last):
    """Trains until step `last` from the latest checkpoint, and ends there by an exception."""
    tf.summary.FileWriterCache.clear()  # as in a new process
    with tf.Graph().as_default():
        step = tf.train.get_or_create_global_step()
        advance = tf.assign_add(step, 1)
        tf.summary.scalar("loss", known_values.loss(attempt, tf.to_float(advance)))
        hooks = [
            tf.train.CheckpointSaverHook(logdir, save_steps=known_values.CHECKPOINT),
            tf.train.SummarySaverHook(1, output_dir=logdir, summary_op=tf.summary.merge_all()),
        ]
        try:
            with tf.train.SingularMonitoredSession(hooks, checkpoint_dir=logdir) as session:
                while session.run(advance) < last:
                    pass
                raise KeyboardInterrupt  # no hook writes a last checkpoint
        except KeyboardInterrupt:
            pass


def write_on_demand(logdir):
    """A loop without end: its writer is not flushed and never closed."""
    with tf.Graph().as_default() as graph, tf.Session(graph=graph) as session:
        x = tf.placeholder(tf.float32, [], name="x")
        merged = tf.summary.merge([tf.summary.scalar("half", x / 2)])
        writer = tf.summary.FileWriter(logdir)
        print("ready", flush=True)
        for line in sys.stdin:
            step = int(line)
            writer.add_summary(session.run(merged, {x: step}), step)


if __name__ == "__main__":
    root = sys.argv[1]
    write_kinds(f"{root}/kinds")
    train(f"{root}/restarted", 1, known_values.STOP)
    train(f"{root}/restarted", 2, known_values.END)
    write_on_demand(f"{root}/live")
