"""Values that Python computes, logged without a summary op in the graph."""

import sys

import numpy as np
import tensorflow as tf


class Logger(object):
    def __init__(self, folder):
        self.writer = tf.summary.FileWriter(folder)

    def scalar(self, tag, value, step):
        summary = tf.Summary(value=[tf.Summary.Value(tag=tag, simple_value=value)])
        self.writer.add_summary(summary, step)
        self.writer.flush()

    def histogram(self, tag, values, step):
        counts, edges = np.histogram(values, bins=3)
        hist = tf.HistogramProto(min=values.min(), max=values.max(), num=values.size)
        hist.bucket_limit.extend(edges[1:])
        hist.bucket.extend(counts)
        summary = tf.Summary(value=[tf.Summary.Value(tag=tag, histo=hist)])
        self.writer.add_summary(summary, step)

    def summary(self, summary, step):
        """Takes a Summary or its bytes, as add_summary does."""
        self.writer.add_summary(summary, step)


def log_epoch(epoch, step, writer=None):
    if writer:
        summary = tf.Summary()
        summary.value.add(tag="epoch", simple_value=epoch)
        writer.add_summary(summary, step)


def evaluate(sess, x):
    return sess.run(tf.reduce_sum(x))


def main(folder):
    logger = Logger(folder + "/logger")
    x = tf.Variable(np.arange(6.0))
    with tf.Session() as sess, tf.name_scope("main"):
        sess.run(x.initializer)
        with tf.summary.FileWriter(folder + "/main") as writer:
            for epoch in range(3):
                for i in range(2):
                    step = epoch * 2.0 + i
                    summary = tf.Summary()
                    summary.value.add(tag="sum of x", simple_value=evaluate(sess, x * step))
                    writer.add_summary(summary, step)
                    log_epoch(epoch, step, writer)
                    logger.scalar("loss/total", np.float64(step) / 3, np.int32(i + epoch * 2))
                logger.histogram("x", sess.run(x), epoch)
                mean = tf.summary.scalar("mean", tf.reduce_mean(x))
                logger.summary(sess.run(mean), epoch)
                logger.summary(summary, epoch)


main(sys.argv[1])
