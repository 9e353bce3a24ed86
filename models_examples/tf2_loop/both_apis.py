"""Old and new code in one program: a session with a FileWriter beside a loop of TensorFlow 2.

tfv1 run both_apis.py --logdir=/tmp/tf2_loop/both_apis
tensorboard --logdir=/tmp/tf2_loop

The old part is softmax regression as it was written for TensorFlow 1; tf.summary.FileWriter and
tf.summary.merge_all exist under `tfv1 run` only. The new part trains a network on the same digits.
"""

import argparse
import os

import tensorflow as tf

import digits

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--logdir", default="/tmp/tf2_loop/both_apis")
parser.add_argument("--epochs", type=int, default=5)


class Regression:
    """Softmax regression in a graph and a session of its own; logs to `logdir`."""

    def __init__(self, logdir):
        self._graph = tf.Graph()
        with self._graph.as_default():
            self._images = tf.compat.v1.placeholder(tf.float32, [None, digits.SIDE**2], "images")
            self._labels = tf.compat.v1.placeholder(tf.int64, [None], "labels")
            kernel = tf.compat.v1.get_variable("kernel", [digits.SIDE**2, 10])
            bias = tf.compat.v1.get_variable("bias", [10])
            logits = tf.matmul(self._images, kernel) + bias
            loss = tf.compat.v1.losses.sparse_softmax_cross_entropy(self._labels, logits)
            right = tf.equal(tf.argmax(logits, 1), self._labels)
            self._train = tf.compat.v1.train.GradientDescentOptimizer(0.5).minimize(loss)
            tf.summary.scalar("loss", loss)
            tf.summary.scalar("accuracy", tf.reduce_mean(tf.cast(right, tf.float32)))
            tf.summary.histogram("weights", kernel)
            self._summaries = tf.summary.merge_all()
            self._session = tf.compat.v1.Session()
            self._session.run(tf.compat.v1.global_variables_initializer())
        self._writer = tf.summary.FileWriter(logdir, self._graph)

    def train(self, images, labels):
        self._session.run(self._train, {self._images: images, self._labels: labels})

    def write(self, images, labels, step):
        """Writes loss, accuracy and the histogram of the weights."""
        feed = {self._images: images, self._labels: labels}
        self._writer.add_summary(self._session.run(self._summaries, feed), step)

    def close(self):
        self._writer.close()
        self._session.close()


def main():
    args = parser.parse_args()
    train_data, (images, labels) = digits.load()
    model = digits.network()
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(tf.keras.optimizers.Adam(0.005), loss, metrics=["accuracy"])
    regression = Regression(os.path.join(args.logdir, "regression"))
    writer = tf.summary.create_file_writer(os.path.join(args.logdir, "network"))
    for epoch in range(args.epochs):
        for batch_images, batch_labels in digits.batches(*train_data):
            model.train_on_batch(batch_images, batch_labels)
            regression.train(batch_images.numpy(), batch_labels.numpy())
        regression.write(images, labels, epoch)
        scores = model.evaluate(images, labels, batch_size=500, verbose=0)
        with writer.as_default(step=epoch):
            tf.summary.scalar("loss", scores[0])
            tf.summary.scalar("accuracy", scores[1])
            tf.summary.histogram("weights", model.get_layer("hidden").kernel)
        print("epoch %d: the network has %.1f %% right" % (epoch, 100 * scores[1]))
    regression.close()
    writer.close()


if __name__ == "__main__":
    main()
