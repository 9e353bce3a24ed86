"""The handwritten digits that scikit-learn carries, and a small network for them."""

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits

SIDE = 8  # pixels


def load():
    """Returns (train images, train labels), (validation images, validation labels).

    Images are float32 [n, 64] from 0 to 1, labels int64 [n] from 0 to 9. Of the 1,797 digits,
    mixed by a fixed permutation, 500 are for validation.
    """
    bundled = load_digits()
    order = np.random.RandomState(0).permutation(len(bundled.target))
    images = (bundled.data[order] / 16).astype(np.float32)
    labels = bundled.target[order].astype(np.int64)
    return (images[500:], labels[500:]), (images[:500], labels[:500])


def batches(images, labels, batch_size=64):
    """Returns a tf.data.Dataset of (images, labels), in a new order each time it is read."""
    dataset = tf.data.Dataset.from_tensor_slices((images, labels))
    return dataset.shuffle(len(labels), seed=1).batch(batch_size)


def network(units=64, rate=0.0):
    """Returns a Keras model, [n, 64] to logits [n, 10].

    Args:
      units: of the hidden layer.
      rate: the share of them that dropout leaves out in training.
    """
    layers = [
        tf.keras.Input([SIDE * SIDE], name="pixels"),
        tf.keras.layers.Dense(units, activation="relu", name="hidden"),
        tf.keras.layers.Dropout(rate, name="dropout"),
        tf.keras.layers.Dense(10, name="logits"),
    ]
    return tf.keras.Sequential(layers, name="classifier")
