"""Figures of matplotlib as images: the confusion matrix of each epoch, and digits gone wrong.

python figures.py --logdir=/tmp/tf2_loop/figures
tensorboard --logdir=/tmp/tf2_loop
"""

import argparse
import io

import matplotlib

matplotlib.use("Agg")  # draws without a screen

import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

import digits

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--logdir", default="/tmp/tf2_loop/figures")
parser.add_argument("--epochs", type=int, default=5)


def as_image(figure):
    """Returns a figure as uint8 [1, height, width, 4], and closes it."""
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=80)
    plt.close(figure)
    return tf.image.decode_png(png.getvalue(), channels=4)[tf.newaxis]


def draw_confusion(matrix):
    """Returns a figure of a confusion matrix, [true, predicted], with its numbers."""
    figure, axes = plt.subplots(figsize=(5, 5), layout="tight")
    axes.imshow(np.log1p(matrix), cmap="Blues")
    axes.set(xlabel="predicted", ylabel="true", xticks=range(10), yticks=range(10))
    for (row, column), count in np.ndenumerate(matrix):
        color = "white" if count > matrix.max() / 4 else "black"
        axes.text(column, row, str(count), ha="center", va="center", color=color)
    return figure


def main():
    args = parser.parse_args()
    train_data, (images, labels) = digits.load()
    model = digits.network()
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(tf.keras.optimizers.Adam(0.005), loss)
    writer = tf.summary.create_file_writer(args.logdir)
    for epoch in range(args.epochs):
        model.fit(*train_data, batch_size=64, verbose=0)
        guesses = np.argmax(model.predict(images, batch_size=500, verbose=0), axis=1)
        matrix = tf.math.confusion_matrix(labels, guesses, 10).numpy()
        wrong = images[guesses != labels].reshape(-1, digits.SIDE, digits.SIDE, 1)
        with writer.as_default(step=epoch):
            tf.summary.image("confusion", as_image(draw_confusion(matrix)))
            tf.summary.image("wrong", wrong, max_outputs=4, description="Taken for another digit.")
            tf.summary.scalar("errors", len(wrong))
        print("epoch %d: %d of %d wrong" % (epoch, len(wrong), len(labels)))
    writer.close()


if __name__ == "__main__":
    main()
