"""Binarised handwritten digits: scikit-learn's 8x8 ones, or MNIST from idx files."""

import collections
import gzip
import os
import struct
import zlib

import numpy as np

Splits = collections.namedtuple("Splits", ["train", "valid", "test"])

IMAGES_MAGIC = 0x803  # idx: unsigned bytes in three dimensions
TRAIN_FILE, TEST_FILE = "train-images-idx3-ubyte", "t10k-images-idx3-ubyte"


def load(mnist_dir=None):
    """Loads the digits, the same split at every call.

    Args:
      mnist_dir: directory with MNIST's image files in idx format, plain or gzipped; None takes
        scikit-learn's 1,797 digits of 8x8 pixels.

    Returns:
      Splits of float32 [N, pixels]: 1 for a pixel at least half as bright as can be, else 0. A
      seventh of scikit-learn's digits is for validation and one for testing; of MNIST's training
      images a sixth is for validation.

    Raises:
      ValueError: a file is missing or is no idx file of images; one sentence says which and why.
    """
    if mnist_dir is None:
        from sklearn.datasets import load_digits  # not needed with MNIST

        pixels = _binarise(load_digits().data, 16)
        pixels = pixels[np.random.RandomState(0).permutation(len(pixels))]
        held_out = len(pixels) // 7
        return Splits(pixels[2 * held_out :], pixels[held_out : 2 * held_out], pixels[:held_out])
    train, test = read_idx_images(mnist_dir, TRAIN_FILE), read_idx_images(mnist_dir, TEST_FILE)
    held_out = len(train) // 6
    return Splits(
        _binarise(train[held_out:], 255), _binarise(train[:held_out], 255), _binarise(test, 255)
    )


def batches(images, size, rng):
    """Yields batches [size, pixels] for ever, reshuffled by rng, a RandomState, at every epoch."""
    size = min(size, len(images))
    while True:
        order = rng.permutation(len(images))
        for start in range(0, len(images) - size + 1, size):
            yield images[order[start : start + size]]


def read_idx_images(directory, name):
    """Reads `name` or `name`.gz in `directory` as uint8 [N, pixels]; ValueError when it cannot."""
    path = os.path.join(directory, name)
    opener = open
    if not os.path.exists(path):
        path, opener = path + ".gz", gzip.open
    if not os.path.exists(path):
        raise ValueError(
            "expected MNIST's images in %s or %s.gz in %s, found neither." % (name, name, directory)
        )
    try:
        with opener(path, "rb") as source:
            content = source.read()
    except (
        OSError,
        EOFError,
        zlib.error,
    ) as error:  # two for damaged gzip files
        raise ValueError("cannot read %s: %s." % (path, error)) from error
    if len(content) < 16 or struct.unpack(">I", content[:4])[0] != IMAGES_MAGIC:
        raise ValueError("%s is not an idx file of images." % path)
    count, rows, columns = struct.unpack(">III", content[4:16])
    if not count * rows * columns or len(content) != 16 + count * rows * columns:
        raise ValueError(
            "%s should hold %d images of %d x %d bytes after its header, it holds %d bytes."
            % (path, count, rows, columns, len(content) - 16)
        )
    return np.frombuffer(content, np.uint8, offset=16).reshape(count, rows * columns)


def _binarise(images, brightest):
    return (2 * images.astype(np.float32) >= brightest).astype(np.float32)
