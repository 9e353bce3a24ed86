"""Learns an embedding of handwritten digits, and has TensorBoard's projector show it.

    python embed_digits.py --logdir=/tmp/digits
    tensorboard --logdir=/tmp/digits

The log directory gets all that the PROJECTOR page reads: a checkpoint with the variable, the labels
(metadata.tsv), a picture of each point (sprite.png) and projector_config.pbtxt, which names them.
"""

import math
import os
import sys

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from tensorflow.contrib.tensorboard.plugins import projector

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string("logdir", "/tmp/digits", "Directory for events, checkpoints and labels.")
flags.DEFINE_integer("points", 500, "Digits to show; the others are trained on.", lower_bound=1)
flags.DEFINE_integer("dimensions", 16, "Dimensions of the embedding.", lower_bound=2)
flags.DEFINE_integer("max_steps", 500, "Training steps.", lower_bound=1)
flags.DEFINE_integer("save_every", 100, "Training steps between checkpoints.", lower_bound=1)
flags.DEFINE_integer("batch_size", 50, "Digits in a batch.", lower_bound=1)
flags.DEFINE_integer("seed", 1, "Seed of the weights and of the order of the digits.")

SIDE = 8  # pixels
METADATA, SPRITE, CHECKPOINT = "metadata.tsv", "sprite.png", "model.ckpt"


class Network(object):
    """The graph: images to embedding to classes, and the variable that keeps the points."""

    def __init__(self, shown):
        self.images = tf.placeholder(tf.float32, [None, SIDE * SIDE], name="images")
        self.labels = tf.placeholder(tf.int64, [None], name="labels")
        hidden = tf.layers.dense(self.images, 64, activation=tf.nn.relu)
        embedding = tf.layers.dense(hidden, FLAGS.dimensions, activation=tf.nn.tanh)
        logits = tf.layers.dense(embedding, 10)
        self.classes = tf.argmax(logits, axis=1)
        loss = tf.losses.sparse_softmax_cross_entropy(self.labels, logits)
        self.step = tf.train.get_or_create_global_step()
        self.train_op = tf.train.AdamOptimizer().minimize(loss, self.step)
        tf.summary.scalar("loss", loss)
        self.summaries = tf.summary.merge_all()
        # The projector reads variables of checkpoints, so that the points have to be in one.
        self.points = tf.get_variable(
            "points", [shown, FLAGS.dimensions], trainable=False, initializer=tf.zeros_initializer()
        )
        self.keep_points = tf.assign(self.points, embedding)


def train(network, shown, digits, writer):
    """Trains for --max_steps, saves the points of `shown`; returns the classes given to them."""
    (images, labels), (shown_images, _) = digits, shown
    rng = np.random.RandomState(FLAGS.seed)
    saver = tf.train.Saver(max_to_keep=2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(1, FLAGS.max_steps + 1):
            batch = rng.choice(len(labels), FLAGS.batch_size)
            feed = {network.images: images[batch], network.labels: labels[batch]}
            summary, _ = sess.run([network.summaries, network.train_op], feed)
            writer.add_summary(summary, step)
            if step % FLAGS.save_every == 0 or step == FLAGS.max_steps:
                sess.run(network.keep_points, {network.images: shown_images})
                saver.save(sess, os.path.join(FLAGS.logdir, CHECKPOINT), network.step)
        return sess.run(network.classes, {network.images: shown_images})


def write_metadata(labels, classes):
    """Writes a row for each point; a file of several columns begins with their names."""
    with tf.gfile.GFile(os.path.join(FLAGS.logdir, METADATA), "w") as rows:
        rows.write("digit\tclassified as\n")
        for label, given in zip(labels, classes):
            rows.write("%d\t%d\n" % (label, given))


def write_sprite(images):
    """Writes the pictures of all points as one: a square of them, row by row, dark on white."""
    width = int(math.ceil(math.sqrt(len(images))))
    cells = np.zeros([width * width, SIDE, SIDE], np.float32)
    cells[: len(images)] = images.reshape(-1, SIDE, SIDE)
    rows = cells.reshape(width, width, SIDE, SIDE).transpose(0, 2, 1, 3)
    pixels = 255 - np.round(255 * rows).astype(np.uint8).reshape(width * SIDE, width * SIDE, 1)
    with tf.Graph().as_default(), tf.Session() as sess:
        encoded = sess.run(tf.image.encode_png(pixels))
    with tf.gfile.GFile(os.path.join(FLAGS.logdir, SPRITE), "wb") as sprite:
        sprite.write(encoded)


def configure_projector(writer, points):
    """Tells the projector which variable to show, and where its labels and pictures are."""
    config = projector.ProjectorConfig()
    embedding = config.embeddings.add()
    embedding.tensor_name = points.name
    # Relative to the log directory, which can then be moved or copied.
    embedding.metadata_path = METADATA
    embedding.sprite.image_path = SPRITE
    embedding.sprite.single_image_dim.extend([SIDE, SIDE])
    projector.visualize_embeddings(writer, config)


def main(_):
    digits = load_digits()
    if FLAGS.points >= len(digits.target):
        sys.exit(
            "embed_digits: --points is %d, but there are %d digits, some of them to train on."
            % (FLAGS.points, len(digits.target))
        )
    order = np.random.RandomState(0).permutation(len(digits.target))
    images = (digits.data[order] / 16.0).astype(np.float32)
    labels = digits.target[order].astype(np.int64)
    shown = (images[: FLAGS.points], labels[: FLAGS.points])
    rest = (images[FLAGS.points :], labels[FLAGS.points :])
    tf.set_random_seed(FLAGS.seed)
    network = Network(FLAGS.points)
    with tf.summary.FileWriter(FLAGS.logdir, tf.get_default_graph()) as writer:
        configure_projector(writer, network.points)
        write_sprite(shown[0])
        classes = train(network, shown, rest, writer)
    write_metadata(shown[1], classes)
    right = 100 * np.mean(classes == shown[1])
    print("%.1f%% of the %d digits shown are classified right." % (right, FLAGS.points))
    print("Now: tensorboard --logdir=%s, page PROJECTOR" % FLAGS.logdir)


if __name__ == "__main__":
    tf.app.run()
