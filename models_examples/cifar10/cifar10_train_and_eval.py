"""Trains a network on small pictures in two towers, then evaluates its checkpoint.

    python cifar10_train_and_eval.py --logdir=/tmp/cifar10
    tensorboard --logdir=/tmp/cifar10

Without --data_dir the pictures are stripes, made on the spot; with it, train.bin and test.bin there
are read, in CIFAR-10's binary format (its data_batch_1.bin and test_batch.bin will do).
"""

import os
import sys

import numpy as np
import tensorflow as tf

import network
import pictures

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string("logdir", "/tmp/cifar10", "Directory for train/ and eval/.")
flags.DEFINE_string("data_dir", None, "Directory of train.bin and test.bin; made when missing.")
flags.DEFINE_integer("pictures", 400, "How many pictures are made, where they are.", lower_bound=1)
flags.DEFINE_integer("towers", 2, "Copies of the network that train together.", lower_bound=1)
flags.DEFINE_integer("batch_size", 32, "Pictures in a tower's batch.", lower_bound=1)
flags.DEFINE_integer("max_steps", 200, "Global step at which training ends.", lower_bound=1)
flags.DEFINE_float("learning_rate", 0.1, "Step size of gradient descent, before decay.")
flags.DEFINE_integer("log_every", 10, "Steps between summaries, and lines.", lower_bound=1)
flags.DEFINE_bool("shuffle", True, "Whether the pictures are shuffled.")


class LossLine(tf.train.SessionRunHook):
    """Prints the loss every so many steps."""

    def __init__(self, loss):
        self._loss = loss
        self._runs = 0

    def before_run(self, run_context):
        return tf.train.SessionRunArgs(self._loss)

    def after_run(self, run_context, run_values):
        loss = run_values.results
        if np.isnan(loss):
            raise ValueError("the loss is no number any more: try a smaller --learning_rate.")
        if self._runs % FLAGS.log_every == 0:
            print("step %d: loss %.3f" % (self._runs, loss))
        self._runs += 1


def train(data, logdir):
    """Trains to --max_steps, or goes on from the checkpoint in `logdir`."""
    with tf.Graph().as_default():
        with tf.device("/cpu:0"):
            images, labels = pictures.batches(
                os.path.join(data, "train.bin"),
                FLAGS.batch_size * FLAGS.towers,
                shuffle_seed=1 if FLAGS.shuffle else None,
            )
            parts = zip(tf.split(images, FLAGS.towers), tf.split(labels, FLAGS.towers))
            op, loss = network.train_op(lambda: next(parts), FLAGS.towers, FLAGS.learning_rate)
        with tf.train.MonitoredTrainingSession(
            checkpoint_dir=logdir,
            hooks=[tf.train.StopAtStepHook(last_step=FLAGS.max_steps), LossLine(loss)],
            config=tf.ConfigProto(allow_soft_placement=True),
            save_summaries_steps=FLAGS.log_every,
            log_step_count_steps=FLAGS.log_every,
        ) as session:
            while not session.should_stop():
                session.run(op)


def evaluate(data, train_dir, logdir):
    """Counts the pictures of test.bin that the last checkpoint knows; returns their share."""
    with tf.Graph().as_default() as graph:
        images, labels = pictures.batches(
            os.path.join(data, "test.bin"), FLAGS.batch_size, epochs=1
        )
        known = tf.nn.in_top_k(network.logits_of(images), labels, 1)
        saver = tf.train.Saver(network.averaged_variables())
        merged = tf.summary.merge([tf.summary.image("pictures", images, max_outputs=2)])
        writer = tf.summary.FileWriter(logdir, graph)
        checkpoint = tf.train.latest_checkpoint(train_dir)
        with tf.Session() as session:
            session.run(tf.local_variables_initializer())  # the queue's count of epochs
            saver.restore(session, checkpoint)
            step = int(checkpoint.rpartition("-")[2])
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coordinator)
            answers, serialized = [], None
            try:
                while not coordinator.should_stop():
                    if serialized is None:
                        answer, serialized = session.run([known, merged])
                    else:
                        answer = session.run(known)
                    answers.extend(answer)
            except tf.errors.OutOfRangeError:
                pass  # that was the last whole batch
            finally:
                coordinator.request_stop()
                coordinator.join(threads, stop_grace_period_secs=10)
            share = float(np.mean(answers)) if answers else 0.0
            summary = tf.Summary()
            if serialized is not None:
                summary.ParseFromString(serialized)
            summary.value.add(tag="precision @ 1", simple_value=share)
            writer.add_summary(summary, step)
            writer.close()
    return share


def main(_):
    data = FLAGS.data_dir
    if data is None:
        data = os.path.join(FLAGS.logdir, "data")
        pictures.make(data, FLAGS.pictures, seed=1)
    for name in ("train.bin", "test.bin"):
        if not tf.gfile.Exists(os.path.join(data, name)):
            sys.exit("There is no %s in --data_dir=%s." % (name, data))
    train_dir = os.path.join(FLAGS.logdir, "train")
    train(data, train_dir)
    share = evaluate(data, train_dir, os.path.join(FLAGS.logdir, "eval"))
    print("precision @ 1: %.3f" % share)


if __name__ == "__main__":
    tf.app.run()
