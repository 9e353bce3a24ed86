"""Image and histogram summaries of NumPy arrays, lists and numbers are those of TensorFlow 1.15."""

import zlib

import numpy as np
import pytest

import tfv1 as tf

# Checksums of the PNGs that TensorFlow 1.15.5 wrote.
IMAGES = {
    "uint8": (np.arange(12, dtype=np.uint8).reshape(1, 2, 2, 3), 2933037792),
    "int64": (np.arange(3).reshape(1, 1, 1, 3), 230575886),
    "float64": (np.linspace(-1, 2, 12).reshape(1, 2, 2, 3), 1392604937),
    "list": ([[[[1, 2, 3]]]], 358742682),
    "bool": (np.ones((1, 1, 1, 3), bool), 4054541978),
}


def value_of(op, *arguments):
    with tf.Graph().as_default(), tf.Session() as session:
        summary = op(*arguments)
        names = [node.name for node in summary.graph.as_graph_def().node]
        return tf.Summary.FromString(session.run(summary)).value[0], names


@pytest.mark.parametrize("kind", IMAGES)
def test_images_of_arrays(kind):
    """An array becomes float32, and so its largest value white, as in TensorFlow 1.15."""
    array, checksum = IMAGES[kind]
    value, names = value_of(tf.summary.image, "x", array)
    assert zlib.crc32(value.image.encoded_image_string) == checksum
    assert names == ["x/tag", "x/tensor", "x"]


def test_images_of_tensors():
    """A uint8 tensor is shown as it is."""

    def image():
        return tf.summary.image("x", tf.constant(IMAGES["uint8"][0]))

    value, _ = value_of(image)
    assert zlib.crc32(value.image.encoded_image_string) != IMAGES["uint8"][1]


@pytest.mark.parametrize("values", [3, [1, 2], np.arange(3, dtype=np.int64), True, 0.1])
def test_histograms_of_numbers(values):
    """Anything but a tensor is treated as float32, down to the rounding."""
    value, names = value_of(tf.summary.histogram, "x", values)
    assert value.histo.max == np.float32(np.max(values))
    assert names == ["x/tag", "x/values", "x"]


def test_lists_of_tensors():
    """A list that holds tensors is stacked by TensorFlow."""

    def histogram():
        return tf.summary.histogram("x", [tf.constant(1.0), tf.constant(5.0)])

    value, _ = value_of(histogram)
    assert value.histo.max == 5.0
