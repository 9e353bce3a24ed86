"""What a worker writes about itself, into a directory of its own."""

import sys

import tensorflow as tf


class WorkerLogHook(tf.train.SessionRunHook):
    """Logs a worker's own loss at every step it takes.

    Args:
      logdir: the worker's directory.
      loss: a scalar tensor that a training step computes.
    """

    def __init__(self, logdir, loss):
        self._logdir = logdir
        self._loss = loss

    def begin(self):
        self._writer = tf.summary.FileWriterCache.get(self._logdir)
        self._step = tf.train.get_global_step()

    def after_create_session(self, session, coord):
        # Tells TensorBoard that a restarted worker's steps replace those from here on.
        start = tf.SessionLog(status=tf.SessionLog.START)
        self._writer.add_session_log(start, session.run(self._step))

    def before_run(self, run_context):
        return tf.train.SessionRunArgs([self._loss, self._step])

    def after_run(self, run_context, run_values):
        loss, step = run_values.results
        value = tf.Summary.Value(tag="worker/loss", simple_value=loss)
        self._writer.add_summary(tf.Summary(value=[value]), step)
        # Accepted by the writer: from here on it must not be lost.
        print("step %d" % step)
        sys.stdout.flush()

    def end(self, session):
        self._writer.flush()
