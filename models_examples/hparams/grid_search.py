"""Trains a digit classifier for every point of a grid of hyperparameters, and logs each as a run.

    python grid_search.py --logdir=/tmp/grid
    tensorboard --logdir=/tmp/grid

TensorBoard's HPARAMS page shows the runs as a table, in parallel coordinates and as a matrix of
scatter plots.
"""

import itertools
import os
import sys

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from tensorboard.plugins.hparams import api as hp
from tensorboard.plugins.hparams import api_pb2
from tensorboard.plugins.hparams import summary as hparams_summary

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string("logdir", "/tmp/grid", "Directory for a run of each combination.")
flags.DEFINE_list("learning_rates", "0.01,0.1,1", "Learning rates to try.")
flags.DEFINE_list("hidden", "8,32", "Numbers of hidden units to try.")
flags.DEFINE_list("activations", "relu,tanh", "Activations to try, functions of tf.nn.")
flags.DEFINE_integer("max_steps", 200, "Training steps of a run.", lower_bound=1)
flags.DEFINE_integer("batch_size", 50, "Digits in a batch.", lower_bound=1)
flags.DEFINE_integer("summary_every", 10, "Training steps between summaries.", lower_bound=1)
flags.DEFINE_integer("seed", 1, "Seed of the weights and of the order of the digits.")

TEST_DIGITS = 500

# A metric's group is the directory below the trial's, in which its scalars are.
METRICS = [
    hp.Metric("accuracy", group="test", display_name="test accuracy"),
    hp.Metric("loss", group="test", display_name="test loss"),
    hp.Metric("loss", group="train", display_name="training loss"),
]


class Diverged(Exception):
    """The loss is no finite number any more."""


def load():
    """Returns (train, test), each a pair: images float32 [n, 64] from 0 to 1, labels int64 [n]."""
    digits = load_digits()
    order = np.random.RandomState(0).permutation(len(digits.target))
    images = (digits.data[order] / 16.0).astype(np.float32)
    labels = digits.target[order].astype(np.int64)
    train, test = slice(TEST_DIGITS, None), slice(None, TEST_DIGITS)
    return (images[train], labels[train]), (images[test], labels[test])


def read_grid():
    """Returns {hparam: values} of the flags, in the order in which they are to be tried.

    Raises:
      ValueError: a value is no positive number, or names no activation.
    """
    rates = [float(text) for text in FLAGS.learning_rates]
    units = [int(text) for text in FLAGS.hidden]
    if not rates or not units or not FLAGS.activations:
        raise ValueError("--learning_rates, --hidden and --activations need a value each.")
    if min(rates) <= 0 or min(units) <= 0:
        raise ValueError("learning rates and numbers of hidden units must be positive.")
    for name in FLAGS.activations:
        if not callable(getattr(tf.nn, name, None)):
            raise ValueError("there is no activation tf.nn.%s." % name)
    return {
        hp.HParam("learning_rate", hp.RealInterval(min(rates), max(rates))): rates,
        hp.HParam("hidden", hp.Discrete(units), display_name="hidden units"): units,
        hp.HParam("activation", hp.Discrete(FLAGS.activations)): FLAGS.activations,
    }


class Classifier(object):
    """The graph of one trial: a network with one hidden layer, its training op and summaries."""

    def __init__(self, learning_rate, hidden, activation):
        self.images = tf.placeholder(tf.float32, [None, 64], name="images")
        self.labels = tf.placeholder(tf.int64, [None], name="labels")
        units = tf.layers.dense(self.images, hidden, activation=getattr(tf.nn, activation))
        logits = tf.layers.dense(units, 10)
        self.loss = tf.losses.sparse_softmax_cross_entropy(self.labels, logits)
        right = tf.equal(tf.argmax(logits, axis=1), self.labels)
        self.accuracy = tf.reduce_mean(tf.cast(right, tf.float32))
        tf.summary.scalar("loss", self.loss)
        tf.summary.scalar("accuracy", self.accuracy)
        self.summaries = tf.summary.merge_all()
        self.train_op = tf.train.GradientDescentOptimizer(learning_rate).minimize(self.loss)


def train(classifier, digits, test_digits, logdir):
    """Trains for --max_steps; logs to logdir/train and logdir/test; returns the test accuracy.

    Raises:
      Diverged: the loss is infinite or NaN.
    """
    images, labels = digits
    rng = np.random.RandomState(FLAGS.seed)
    test_feed = {classifier.images: test_digits[0], classifier.labels: test_digits[1]}

    def log(run):
        return tf.summary.FileWriter(os.path.join(logdir, run))

    with tf.Session() as sess, log("train") as train_writer, log("test") as test_writer:
        sess.run(tf.global_variables_initializer())
        for step in range(1, FLAGS.max_steps + 1):
            batch = rng.choice(len(labels), FLAGS.batch_size)
            feed = {classifier.images: images[batch], classifier.labels: labels[batch]}
            loss, summary, _ = sess.run(
                [classifier.loss, classifier.summaries, classifier.train_op], feed
            )
            if not np.isfinite(loss):
                raise Diverged("the loss is %s at step %d" % (loss, step))
            if step % FLAGS.summary_every == 0 or step == FLAGS.max_steps:
                train_writer.add_summary(summary, step)
                test_writer.add_summary(sess.run(classifier.summaries, test_feed), step)
        return sess.run(classifier.accuracy, test_feed)


def run_trial(hparams, digits, test_digits, logdir):
    """Trains with `hparams`, {name: value}, in a run of its own; returns the test accuracy or None.

    None stands for a failure. What ends the trial, an interrupt too, the log says whether it ended
    well: that is the STATUS column of TensorBoard's table.
    """
    status = api_pb2.STATUS_FAILURE
    # The plugin's protos go in serialised: 1.15's FileWriter refuses TensorBoard's classes.
    with tf.Graph().as_default(), tf.summary.FileWriter(logdir) as writer:
        writer.add_summary(hp.hparams_pb(hparams).SerializeToString())
        try:
            tf.set_random_seed(FLAGS.seed)
            classifier = Classifier(**hparams)
            accuracy = train(classifier, digits, test_digits, logdir)
            status = api_pb2.STATUS_SUCCESS
        except Diverged as error:
            print("%s: %s" % (os.path.basename(logdir), error))
            accuracy = None
        finally:
            writer.add_summary(hparams_summary.session_end_pb(status).SerializeToString())
    return accuracy


def main(_):
    try:
        grid = read_grid()
    except ValueError as error:
        sys.exit("grid_search: %s" % error)
    digits, test_digits = load()
    with tf.summary.FileWriter(FLAGS.logdir) as writer:
        config = hp.hparams_config_pb(hparams=list(grid), metrics=METRICS)
        writer.add_summary(config.SerializeToString())
    names = [hparam.name for hparam in grid]
    accuracies = {}
    for values in itertools.product(*grid.values()):
        hparams = dict(zip(names, values))
        run = ",".join("%s=%s" % pair for pair in hparams.items())
        accuracy = run_trial(hparams, digits, test_digits, os.path.join(FLAGS.logdir, run))
        if accuracy is not None:
            print("%s: %.1f%% of the test digits are right" % (run, 100 * accuracy))
            accuracies[run] = accuracy
    if not accuracies:
        sys.exit("grid_search: no trial ended well.")
    print("best: %s" % max(accuracies, key=accuracies.get))


if __name__ == "__main__":
    tf.app.run()
