"""Handwritten digits: the 8 x 8 ones that scikit-learn carries, or MNIST's idx files."""

import gzip
import os
import struct

import numpy as np

IDX_FILES = {
    "train": ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
    "test": ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"),
}


def read_idx(path):
    """Returns the array in an idx file of unsigned bytes; a path that ends in .gz is unzipped.

    Raises:
      IOError: the file is not there.
      ValueError: it is not a whole idx file of unsigned bytes.
    """
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as idx_file:
        content = idx_file.read()
    # Two zero bytes, the type code (8 is unsigned byte), the number of axes, then their lengths.
    axes = content[3] if len(content) > 4 and content[:3] == b"\x00\x00\x08" else 0
    start = 4 + 4 * axes
    if not axes or len(content) < start:
        raise ValueError("%s is not an idx file of unsigned bytes." % path)
    shape = struct.unpack(">%dI" % axes, content[4:start])
    size = len(content) - start
    if size != np.prod(shape, dtype=np.int64):
        raise ValueError(
            "%s has %d bytes of data; its header says %s."
            % (path, size, " x ".join(map(str, shape)))
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def _find(data_dir, name):
    for candidate in (name, name + ".gz"):
        path = os.path.join(data_dir, candidate)
        if os.path.exists(path):
            return path
    raise IOError("There is no %s or %s.gz in %s." % (name, name, data_dir))


def load(data_dir=None):
    """Returns {"train": (images, labels), "test": (images, labels)}.

    Images are float32 [n, side * side] from 0 to 1, labels int64 [n] from 0 to 9.

    Args:
      data_dir: folder of MNIST's four idx files, zipped or not; None takes scikit-learn's 1,797
        digits, mixed by a fixed permutation, 1,297 of them to train on.
    """
    if data_dir:
        return {split: _load_idx(data_dir, *names) for split, names in IDX_FILES.items()}
    from sklearn.datasets import load_digits

    bundled = load_digits()
    order = np.random.RandomState(0).permutation(len(bundled.target))
    images = (bundled.data[order] / 16.0).astype(np.float32)
    labels = bundled.target[order].astype(np.int64)
    return {"train": (images[500:], labels[500:]), "test": (images[:500], labels[:500])}


def _load_idx(data_dir, images_name, labels_name):
    images = read_idx(_find(data_dir, images_name))
    labels = read_idx(_find(data_dir, labels_name))
    if len(images) != len(labels):
        raise ValueError("%d images but %d labels in %s." % (len(images), len(labels), data_dir))
    pixels = images.reshape(len(images), -1) / np.float32(255)
    return pixels.astype(np.float32), labels.astype(np.int64)


def batches(images, labels, batch_size, rng):
    """Yields (images, labels) for ever: whole batches, a new order each time through the data.

    Args:
      batch_size: at most the number of images.
      rng: the np.random.RandomState that orders them.
    """
    while True:
        order = rng.permutation(len(labels))
        for start in range(0, len(labels) - batch_size + 1, batch_size):
            chosen = order[start : start + batch_size]
            yield images[chosen], labels[chosen]
