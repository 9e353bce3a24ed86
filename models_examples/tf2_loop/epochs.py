"""A training loop of one's own: the scalars of each epoch in two runs, and a report in Markdown.

python epochs.py --logdir=/tmp/tf2_loop/epochs
tensorboard --logdir=/tmp/tf2_loop
"""

import argparse
import os

import tensorflow as tf

import digits

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--logdir", default="/tmp/tf2_loop/epochs")
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--learning_rate", type=float, default=0.003)


class Scores:
    """Mean loss and accuracy over what `add` was given."""

    def __init__(self):
        self.loss = tf.keras.metrics.Mean()
        self.accuracy = tf.keras.metrics.SparseCategoricalAccuracy()

    def add(self, losses, labels, logits):
        self.loss.update_state(losses)
        self.accuracy.update_state(labels, logits)

    def write(self, writer, epoch):
        """Writes both at the step `epoch`, begins anew, and returns them."""
        loss, accuracy = float(self.loss.result()), float(self.accuracy.result())
        with writer.as_default(step=epoch):
            tf.summary.scalar("loss", loss)
            tf.summary.scalar("accuracy", accuracy)
        self.loss.reset_state()
        self.accuracy.reset_state()
        return loss, accuracy


def settings(args, model):
    """Returns a Markdown table of what the run was started with."""
    rows = [
        ("epochs", args.epochs),
        ("learning rate", args.learning_rate),
        ("weights", model.count_params()),
    ]
    return "\n".join(
        ["| setting | value |", "|---|---|"]
        + ["| %s | %s |" % (name, value) for name, value in rows]
    )


def main():
    args = parser.parse_args()
    train_data, validation_data = digits.load()
    train_batches = digits.batches(*train_data)
    validation_batches = digits.batches(*validation_data)
    model = digits.network()
    optimizer = tf.keras.optimizers.Adam(args.learning_rate)
    train_scores, validation_scores = Scores(), Scores()

    @tf.function
    def train_step(images, labels):
        with tf.GradientTape() as tape:
            logits = model(images, training=True)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
            loss = tf.reduce_mean(losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        train_scores.add(losses, labels, logits)

    @tf.function
    def validation_step(images, labels):
        logits = model(images, training=False)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
        validation_scores.add(losses, labels, logits)

    train_writer = tf.summary.create_file_writer(os.path.join(args.logdir, "train"))
    validation_writer = tf.summary.create_file_writer(os.path.join(args.logdir, "validation"))
    with train_writer.as_default():
        tf.summary.text("settings", settings(args, model), step=0)
    for epoch in range(args.epochs):
        for images, labels in train_batches:
            train_step(images, labels)
        for images, labels in validation_batches:
            validation_step(images, labels)
        train_loss, _ = train_scores.write(train_writer, epoch)
        loss, accuracy = validation_scores.write(validation_writer, epoch)
        report = "**Epoch %d**: loss %.3f in training, %.3f in validation; *%.1f %%* right" % (
            epoch,
            train_loss,
            loss,
            100 * accuracy,
        )
        with validation_writer.as_default():
            tf.summary.text("report", report, step=epoch)
        print(report.replace("*", ""))
    train_writer.close()
    validation_writer.close()


if __name__ == "__main__":
    main()
