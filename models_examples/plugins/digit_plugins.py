"""A session loop that writes summaries of TensorBoard's own plugins, and of one that is not.

    python digit_plugins.py --logdir=/tmp/plugins
    tensorboard --logdir=/tmp/plugins

A linear classifier of handwritten digits logs precision-recall curves, its weights as a mesh, a
layout for the custom scalars page, text, an image, and a confusion matrix for a plugin that
somebody may write.
"""

import json
import sys

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from tensorboard import summary as plugin_summaries
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard.plugins.mesh import summary as mesh_summary

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string("logdir", "/tmp/plugins", "Directory for the event file.")
flags.DEFINE_integer("max_steps", 100, "Training steps.", lower_bound=1)
flags.DEFINE_integer("test_every", 20, "Training steps between tests.", lower_bound=1)
flags.DEFINE_integer("batch_size", 50, "Digits in a batch.", lower_bound=1)
flags.DEFINE_integer("thresholds", 51, "Points of a precision-recall curve.", lower_bound=2)
flags.DEFINE_integer("digit", 8, "The digit with a curve and a mesh.", lower_bound=0, upper_bound=9)
flags.DEFINE_integer("seed", 1, "Seed of the order of the digits.")

SIDE = 8  # pixels
TEST_DIGITS = 500


class Classifier(object):
    """The graph: a linear classifier, its training op, and the summaries of each test."""

    def __init__(self):
        self.images = tf.placeholder(tf.float32, [None, SIDE * SIDE], name="images")
        self.labels = tf.placeholder(tf.int64, [None], name="labels")
        weights = tf.get_variable("weights", [SIDE * SIDE, 10], initializer=tf.zeros_initializer())
        biases = tf.get_variable("biases", [10], initializer=tf.zeros_initializer())
        logits = tf.matmul(self.images, weights) + biases
        loss = tf.losses.sparse_softmax_cross_entropy(self.labels, logits)
        self.train_op = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

        probabilities = tf.nn.softmax(logits)
        given = tf.argmax(logits, axis=1)
        self.confusion = tf.confusion_matrix(self.labels, given, num_classes=10)
        accuracy = tf.reduce_mean(tf.cast(tf.equal(given, self.labels), tf.float32))
        # Every op of TensorBoard's joins the collection of summaries, as those of tf.summary do.
        with tf.name_scope("test"):
            plugin_summaries.v1.scalar("loss", loss, display_name="loss, test digits")
            plugin_summaries.v1.scalar("accuracy", accuracy, description="Share of *right* ones.")
            plugin_summaries.v1.text("confusion", confusion_table(self.confusion))
        self.curve("digit_%d" % FLAGS.digit, probabilities[:, FLAGS.digit])
        relief(weights[:, FLAGS.digit])
        confusion_summary(self.confusion)
        self.summaries = tf.summary.merge_all()

    def curve(self, name, probability):
        """Adds two precision-recall curves of FLAGS.digit against the others.

        One is of the digits in one run; `<name>/total` is of all the runs since the local
        variables were initialised, where the digits of a test come in several batches.
        """
        labels = tf.equal(self.labels, FLAGS.digit)
        plugin_summaries.v1.pr_curve(
            name, labels=labels, predictions=probability, num_thresholds=FLAGS.thresholds
        )
        _, self.update_total = plugin_summaries.v1.pr_curve_streaming_op(
            name + "/total",
            labels=labels,
            predictions=probability,
            num_thresholds=FLAGS.thresholds,
        )
        self.start_total = tf.local_variables_initializer()


def relief(weights):
    """Adds a mesh: `weights`, [SIDE * SIDE], as the heights of a surface, brighter where higher."""
    row, column = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    height = tf.reshape(weights, [SIDE, SIDE])
    vertices = tf.stack([column, SIDE - 1 - row, height], axis=2)
    # Each square between four pixels is two triangles.
    corner = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)[:-1, :-1].ravel()
    halves = [[corner, corner + SIDE, corner + 1], [corner + 1, corner + SIDE, corner + SIDE + 1]]
    faces = np.concatenate([np.stack(half, axis=1) for half in halves]).astype(np.int32)
    low, high = tf.reduce_min(weights), tf.reduce_max(weights)
    shade = tf.cast(255 * (weights - low) / tf.maximum(high - low, 1e-6), tf.uint8)
    mesh_summary.op(
        "weights",
        # A mesh summary takes a batch of meshes; here it is one.
        vertices=tf.reshape(vertices, [1, SIDE * SIDE, 3]),
        faces=tf.constant(faces[np.newaxis]),
        colors=tf.reshape(tf.stack([shade] * 3, axis=1), [1, SIDE * SIDE, 3]),
        description="Weights of the digit %d." % FLAGS.digit,
    )


def confusion_table(confusion):
    """Returns a string tensor: the matrix as a table in Markdown, which the TEXT page shows."""
    head = "| is / given | %s |\n|%s\n" % (" | ".join("0123456789"), "---|" * 11)
    rows = [
        tf.strings.join(
            ["| **%d** | " % digit, tf.strings.reduce_join(tf.as_string(row), separator=" | ")]
        )
        for digit, row in enumerate(tf.unstack(confusion))
    ]
    return tf.strings.join([head, tf.strings.reduce_join(tf.stack(rows), separator=" |\n"), " |"])


def confusion_summary(confusion):
    """Adds the matrix for a plugin called `confusion`; TensorBoard hands it tensor and content."""
    content = json.dumps({"classes": list(range(10))}, sort_keys=True).encode()
    plugin_data = tf.SummaryMetadata.PluginData(plugin_name="confusion", content=content)
    tf.summary.tensor_summary(
        "confusion",
        confusion,
        summary_metadata=tf.SummaryMetadata(plugin_data=plugin_data),
        display_name="confusion matrix",
    )


def layout():
    """Returns what the CUSTOM SCALARS page is to show: two charts in one category."""
    charts = [
        layout_pb2.Chart(title=title, multiline=layout_pb2.MultilineChartContent(tag=[pattern]))
        for title, pattern in [("accuracy", r"test/accuracy.*"), ("loss", r"test/loss.*")]
    ]
    return layout_pb2.Layout(category=[layout_pb2.Category(title="quality", chart=charts)])


def main(_):
    digits = load_digits()
    order = np.random.RandomState(0).permutation(len(digits.target))
    images, labels = digits.data[order] / 16.0, digits.target[order]
    if FLAGS.batch_size > len(labels) - TEST_DIGITS:
        sys.exit(
            "digit_plugins: --batch_size is %d, but there are %d digits to train on."
            % (FLAGS.batch_size, len(labels) - TEST_DIGITS)
        )
    classifier = Classifier()
    test_feed = {classifier.images: images[:TEST_DIGITS], classifier.labels: labels[:TEST_DIGITS]}
    rng = np.random.RandomState(FLAGS.seed)
    with tf.Session() as sess, tf.summary.FileWriter(FLAGS.logdir, sess.graph) as writer:
        sess.run(tf.global_variables_initializer())
        writer.add_summary(plugin_summaries.v1.custom_scalar_pb(layout()))
        sprite = np.concatenate(images[:5].reshape(-1, SIDE, SIDE), axis=1)
        pixels = np.round(255 * sprite).astype(np.uint8)[np.newaxis, :, :, np.newaxis]
        writer.add_summary(plugin_summaries.v1.image_pb("digits", pixels))
        for step in range(FLAGS.max_steps + 1):
            if step % FLAGS.test_every == 0:
                sess.run(classifier.start_total)
                sess.run(classifier.update_total, test_feed)
                writer.add_summary(sess.run(classifier.summaries, test_feed), step)
            batch = TEST_DIGITS + rng.choice(len(labels) - TEST_DIGITS, FLAGS.batch_size)
            sess.run(
                classifier.train_op,
                {classifier.images: images[batch], classifier.labels: labels[batch]},
            )
        confusion = sess.run(classifier.confusion, test_feed)
    print("%.1f%% of the test digits are right." % (100.0 * np.trace(confusion) / TEST_DIGITS))


if __name__ == "__main__":
    tf.app.run()
