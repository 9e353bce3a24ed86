"""A digit classifier that logs what happens inside it: variables, activations, images, timings.

python mnist_with_summaries.py --summaries_dir=/tmp/mnist
tensorboard --logdir=/tmp/mnist
"""

import os
import sys

import numpy as np
import tensorflow as tf

import digits

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string(
    "summaries_dir", "/tmp/mnist_with_summaries", "Directory of the two runs' events."
)
flags.DEFINE_string(
    "data_dir", None, "Folder with MNIST's idx files; without it scikit-learn's digits are used."
)
flags.DEFINE_integer("max_steps", 1000, "Number of training steps.", lower_bound=1)
flags.DEFINE_integer("batch_size", 100, "Digits in a training step.", lower_bound=1)
flags.DEFINE_integer("hidden", 128, "Units of the hidden layer.", lower_bound=1)
flags.DEFINE_float("learning_rate", 0.002, "Learning rate of Adam.")
flags.DEFINE_float("keep_prob", 0.9, "Share of hidden units that dropout keeps in training.")
flags.DEFINE_integer("summary_every", 1, "Training steps between summaries.", lower_bound=1)
flags.DEFINE_integer("test_every", 10, "Training steps between tests.", lower_bound=1)
flags.DEFINE_integer("trace_every", 100, "Training steps between traces.", lower_bound=1)
flags.DEFINE_integer("seed", 1, "Seed of the order of the digits.")


def variable_summaries(variable):
    """Adds four scalars and a histogram of a variable, under the name scope one is in."""
    with tf.name_scope("summaries"):
        mean = tf.reduce_mean(variable)
        spread = tf.sqrt(tf.reduce_mean(tf.squared_difference(variable, mean)))
        tf.summary.scalar("mean", mean)
        tf.summary.scalar("stddev", spread)
        tf.summary.scalar("min", tf.reduce_min(variable))
        tf.summary.scalar("max", tf.reduce_max(variable))
        tf.summary.histogram("histogram", variable)


def dense(name, inputs, units, activation=None):
    """Returns activation(inputs x weights + biases), [n, units]; logs each part under `name`."""
    with tf.name_scope(name):
        fan_in = inputs.shape[-1].value
        with tf.name_scope("weights"):
            start = tf.truncated_normal([fan_in, units], stddev=fan_in**-0.5)
            weights = tf.Variable(start, name="value")
            variable_summaries(weights)
        with tf.name_scope("biases"):
            biases = tf.Variable(tf.zeros([units]), name="value")
            variable_summaries(biases)
        outputs = tf.nn.bias_add(tf.matmul(inputs, weights), biases, name="pre_activation")
        tf.summary.histogram("pre_activations", outputs)
        if activation is not None:
            outputs = activation(outputs, name="activation")
            tf.summary.histogram("activations", outputs)
        return outputs


class Classifier(object):
    """The graph: placeholders, training ops, accuracy and summaries."""

    def __init__(self, pixels):
        side = int(round(pixels**0.5))
        with tf.name_scope("input"):
            self.images = tf.placeholder(tf.float32, [None, pixels], name="images")
            self.labels = tf.placeholder(tf.int64, [None], name="labels")
            pictures = tf.reshape(self.images, [-1, side, side, 1])
            tf.summary.image("digits", pictures, max_outputs=3)

        hidden = dense("hidden", self.images, FLAGS.hidden, tf.nn.relu)
        with tf.name_scope("dropout"):
            self.keep_prob = tf.placeholder(tf.float32, [], name="keep_prob")
            tf.summary.scalar("keep_prob", self.keep_prob)
            hidden = tf.nn.dropout(hidden, keep_prob=self.keep_prob)
        logits = dense("logits", hidden, 10)

        with tf.name_scope("quality"):
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=self.labels, logits=logits
            )
            loss = tf.reduce_mean(losses)
            right = tf.equal(tf.argmax(logits, axis=1), self.labels)
            self.accuracy = tf.reduce_mean(tf.cast(right, tf.float32))
            tf.summary.scalar("cross_entropy", loss)
            tf.summary.scalar("accuracy", self.accuracy)
        self.summaries = tf.summary.merge_all()
        with tf.name_scope("train"):
            optimizer = tf.train.AdamOptimizer(FLAGS.learning_rate)
            gradients = optimizer.compute_gradients(loss)
            self.train_op = optimizer.apply_gradients(gradients)
            # In one run with the summaries the update waits for them, else a summary may show a
            # variable of before the step or of after it.
            with tf.control_dependencies([self.summaries]):
                self.train_after_summaries = optimizer.apply_gradients(gradients)

    def feed(self, images, labels, keep_prob):
        return {self.images: images, self.labels: labels, self.keep_prob: keep_prob}


def train(sess, classifier, data):
    """Trains for --max_steps; returns the accuracy on the test digits after the last step."""
    train_writer = tf.summary.FileWriter(os.path.join(FLAGS.summaries_dir, "train"), sess.graph)
    test_writer = tf.summary.FileWriter(os.path.join(FLAGS.summaries_dir, "test"))
    test_feed = classifier.feed(*data["test"], keep_prob=1.0)
    batches = digits.batches(
        *data["train"], batch_size=FLAGS.batch_size, rng=np.random.RandomState(FLAGS.seed)
    )
    sess.run(tf.global_variables_initializer())
    for step in range(FLAGS.max_steps):
        if step % FLAGS.test_every == 0:
            summary, accuracy = sess.run([classifier.summaries, classifier.accuracy], test_feed)
            test_writer.add_summary(summary, step)
            print("step %4d: %.1f%% of the test digits are right" % (step, 100 * accuracy))
        train_feed = classifier.feed(*next(batches), keep_prob=FLAGS.keep_prob)
        if (step + 1) % FLAGS.trace_every == 0:
            options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
            trace = tf.RunMetadata()
            summary, _ = sess.run(
                [classifier.summaries, classifier.train_after_summaries],
                train_feed,
                options=options,
                run_metadata=trace,
            )
            train_writer.add_run_metadata(trace, "step%03d" % step, step)
            train_writer.add_summary(summary, step)
        elif step % FLAGS.summary_every == 0:
            summary, _ = sess.run(
                [classifier.summaries, classifier.train_after_summaries], train_feed
            )
            train_writer.add_summary(summary, step)
        else:
            sess.run(classifier.train_op, train_feed)
    train_writer.close()
    test_writer.close()
    return sess.run(classifier.accuracy, test_feed)


def main(_):
    try:
        data = digits.load(FLAGS.data_dir)
    except (IOError, ValueError) as error:
        sys.exit("mnist_with_summaries: %s" % error)
    images, _ = data["train"]
    if FLAGS.batch_size > len(images):
        sys.exit(
            "mnist_with_summaries: --batch_size is %d, but there are %d digits to train on."
            % (FLAGS.batch_size, len(images))
        )
    classifier = Classifier(images.shape[1])
    with tf.Session() as sess:
        accuracy = train(sess, classifier, data)
    print("After %d steps %.1f%% of the test digits are right." % (FLAGS.max_steps, 100 * accuracy))
    print("Summaries are in %s" % FLAGS.summaries_dir)


if __name__ == "__main__":
    tf.app.run()
