"""Reads the MNIST files and returns them in batches, like TensorFlow 1.15's `input_data`.

For the same seed, batches are the same as 1.15's: creating a DataSet seeds NumPy's global
generator, which shuffles at the start of each epoch. Nothing is ever downloaded, and TensorFlow is
not imported unless the script has already done so.
"""

from __future__ import annotations

import gzip
import math
import os
import struct
import sys
import zlib
from collections import namedtuple
from typing import IO, Any

import numpy

__all__ = [
    "DEFAULT_SOURCE_URL",
    "DataSet",
    "Datasets",
    "dense_to_one_hot",
    "extract_images",
    "extract_labels",
    "load_mnist",
    "read_data_sets",
]

DEFAULT_SOURCE_URL = "https://storage.googleapis.com/cvdf-datasets/mnist/"

TRAIN_IMAGES = "train-images-idx3-ubyte.gz"
TRAIN_LABELS = "train-labels-idx1-ubyte.gz"
TEST_IMAGES = "t10k-images-idx3-ubyte.gz"
TEST_LABELS = "t10k-labels-idx1-ubyte.gz"

Datasets = namedtuple("Datasets", ["train", "validation", "test"])
_Datasets = Datasets  # its name in the first releases

# TensorFlow takes seeds modulo this.
_LARGEST_SEED = 2**31 - 1


def read_data_sets(
    train_dir: str,
    fake_data: bool = False,
    one_hot: bool = False,
    dtype: object = "float32",
    reshape: bool = True,
    validation_size: int = 5000,
    seed: int | None = None,
    source_url: str = DEFAULT_SOURCE_URL,
) -> Datasets:
    """Reads the four idx.gz files of MNIST (or of a data set in the same format).

    Args:
      train_dir: directory with train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz,
        t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz; may be remote (gs:// and the like).
      fake_data: read nothing; the data sets only support `next_batch(n, fake_data=True)`.
      one_hot: labels as float64 `[n, 10]` instead of uint8 `[n]`.
      dtype: tf.float32 scales images to 0..1, tf.uint8 leaves them at 0..255.
      reshape: images as `[n, rows * columns]` instead of `[n, rows, columns, 1]`.
      validation_size: this many of the first training examples become the validation set.
      seed: seed for shuffling; see `DataSet`.
      source_url: where to get the files; only mentioned in the error.

    Returns a tuple of DataSets: train, validation, test.

    Raises:
      FileNotFoundError: a file is missing (1.15 downloaded it).
      ValueError: a file is not an idx file of images or labels, or `validation_size` is out of
        range.
      TypeError: the dtype is neither uint8 nor float32.
    """
    if fake_data:
        return Datasets(
            *(
                DataSet([], [], fake_data=True, one_hot=one_hot, dtype=dtype, seed=seed)
                for _ in Datasets._fields
            )
        )
    _require_files(train_dir, source_url or DEFAULT_SOURCE_URL)
    with _open(train_dir, TRAIN_IMAGES) as file:
        train_images = extract_images(file)
    with _open(train_dir, TRAIN_LABELS) as file:
        train_labels = extract_labels(file, one_hot=one_hot)
    with _open(train_dir, TEST_IMAGES) as file:
        test_images = extract_images(file)
    with _open(train_dir, TEST_LABELS) as file:
        test_labels = extract_labels(file, one_hot=one_hot)

    if not 0 <= validation_size <= len(train_images):
        raise ValueError(
            f"Validation size should be between 0 and {len(train_images)}. "
            f"Received: {validation_size}."
        )
    held_out, rest = slice(validation_size), slice(validation_size, None)

    def data_set(images: numpy.ndarray, labels: numpy.ndarray) -> DataSet:
        return DataSet(images, labels, dtype=dtype, reshape=reshape, seed=seed)

    return Datasets(
        train=data_set(train_images[rest], train_labels[rest]),
        validation=data_set(train_images[held_out], train_labels[held_out]),
        test=data_set(test_images, test_labels),
    )


def load_mnist(train_dir: str = "MNIST-data") -> Datasets:
    """`read_data_sets(train_dir)`."""
    return read_data_sets(train_dir)


class DataSet:
    """Images and labels, returned in batches.

    Args:
      images: uint8 `[n, rows, columns, 1]`.
      labels: `[n]` or `[n, classes]`.
      fake_data: the data set has 10,000 examples that do not exist; see `next_batch`.
      one_hot: whether the labels of fake batches are one-hot.
      dtype: float32 scales the images from 0..255 to 0..1, uint8 leaves them unchanged.
      reshape: flatten the images to `[n, rows * columns]`.
      seed: seeds NumPy's global generator. None seeds it with TensorFlow's graph-level seed, or
        randomly if that is not set either.

    Raises:
      TypeError: the dtype is neither uint8 nor float32.
      AssertionError: images and labels differ in number, or there is more than one channel.
    """

    def __init__(
        self,
        images: Any,
        labels: Any,
        fake_data: bool = False,
        one_hot: bool = False,
        dtype: object = "float32",
        reshape: bool = True,
        seed: int | None = None,
    ) -> None:
        numpy.random.seed(_numpy_seed(seed))
        dtype_name = _dtype_name(dtype)
        if dtype_name not in ("uint8", "float32"):
            raise TypeError(f"Invalid image dtype tf.{dtype_name}, expected uint8 or float32")
        if fake_data:
            self._num_examples = 10000
            self.one_hot = one_hot
        else:
            assert images.shape[0] == labels.shape[0], (
                f"images.shape: {images.shape} labels.shape: {labels.shape}"
            )
            self._num_examples = images.shape[0]
            if reshape:
                count, rows, columns, channels = images.shape
                assert channels == 1, f"expected images of one channel, not {channels}"
                images = images.reshape(count, rows * columns)
            if dtype_name == "float32":
                images = numpy.multiply(images.astype(numpy.float32), 1.0 / 255.0)
        self._images = images
        self._labels = labels
        self._epochs_completed = 0
        self._index_in_epoch = 0

    @property
    def images(self) -> Any:
        """All images, in the order of the current epoch."""
        return self._images

    @property
    def labels(self) -> Any:
        """All labels, in the order of the current epoch."""
        return self._labels

    @property
    def num_examples(self) -> int:
        return self._num_examples

    @property
    def epochs_completed(self) -> int:
        return self._epochs_completed

    def next_batch(
        self, batch_size: int, fake_data: bool = False, shuffle: bool = True
    ) -> tuple[Any, Any]:
        """The next `batch_size` examples: (images, labels).

        A batch that extends past the end of an epoch is filled from the next one. With `shuffle`
        the examples are reordered before every epoch, including the first. `fake_data` returns
        lists of white images and labels 0, whatever the data set contains.
        """
        if fake_data:
            label: Any = [1] + [0] * 9 if self.one_hot else 0
            return [[1] * 784 for _ in range(batch_size)], [label for _ in range(batch_size)]
        start = self._index_in_epoch
        end = start + batch_size
        if shuffle and start == 0 and self._epochs_completed == 0:
            self._shuffle()
        if end <= self._num_examples:
            self._index_in_epoch = end
            return self._images[start:end], self._labels[start:end]

        self._epochs_completed += 1
        images, labels = self._images[start:], self._labels[start:]
        if shuffle:
            self._shuffle()
        end -= self._num_examples
        self._index_in_epoch = end
        return (
            numpy.concatenate((images, self._images[:end]), axis=0),
            numpy.concatenate((labels, self._labels[:end]), axis=0),
        )

    def _shuffle(self) -> None:
        order = numpy.arange(self._num_examples)
        numpy.random.shuffle(order)
        self._images = self._images[order]
        self._labels = self._labels[order]


def extract_images(f: IO[bytes]) -> numpy.ndarray:
    """Images from an open idx3.gz file: uint8 `[n, rows, columns, 1]`; ValueError if it is not."""
    (count, rows, columns), pixels = _read_idx(f, 2051, "image", 3)
    return pixels.reshape(count, rows, columns, 1)


def extract_labels(f: IO[bytes], one_hot: bool = False, num_classes: int = 10) -> numpy.ndarray:
    """Labels from an open idx1.gz file: uint8 `[n]`, or float64 `[n, num_classes]` one-hot."""
    _, labels = _read_idx(f, 2049, "label", 1)
    return dense_to_one_hot(labels, num_classes) if one_hot else labels


def dense_to_one_hot(labels_dense: numpy.ndarray, num_classes: int) -> numpy.ndarray:
    """Class indices `[n]` as float64 `[n, num_classes]`."""
    one_hot = numpy.zeros((labels_dense.shape[0], num_classes))
    one_hot[numpy.arange(labels_dense.shape[0]), labels_dense.ravel()] = 1
    return one_hot


def _read_idx(
    f: IO[bytes], magic: int, kind: str, rank: int
) -> tuple[tuple[int, ...], numpy.ndarray]:
    """The shape and the flat uint8 contents of an open idx.gz file."""
    print("Extracting", f.name)
    try:
        with gzip.GzipFile(fileobj=f) as stream:
            found = int.from_bytes(stream.read(4), "big")
            if found != magic:
                raise ValueError(f"Invalid magic number {found} in MNIST {kind} file: {f.name}")
            shape = struct.unpack(f">{rank}I", stream.read(4 * rank))
            content = numpy.frombuffer(stream.read(math.prod(shape)), dtype=numpy.uint8)
    except (EOFError, zlib.error, struct.error) as error:
        raise ValueError(f"MNIST {kind} file is damaged or cut off ({error}): {f.name}") from error
    except gzip.BadGzipFile as error:
        raise OSError(f"MNIST {kind} file is not a gzip file: {f.name}") from error
    if content.size != math.prod(shape):
        raise ValueError(
            f"MNIST {kind} file is cut off: {f.name} promises {math.prod(shape)} bytes "
            f"of {kind}s and holds {content.size}"
        )
    return shape, content


def _numpy_seed(seed: int | None) -> int | None:
    """The seed 1.15 gave NumPy: the op seed if there is one, else the graph's."""
    if "tensorflow" in sys.modules:
        import tensorflow.compat.v1 as tf

        graph_seed, op_seed = tf.get_seed(seed)
        return graph_seed if seed is None else op_seed
    return None if seed is None else seed % _LARGEST_SEED


def _dtype_name(dtype: Any) -> str:
    """The name of a tf.DType, a NumPy dtype or a string, without importing TensorFlow."""
    base = getattr(dtype, "base_dtype", None)
    if base is not None:
        return base.name
    try:
        if dtype is not None:  # which NumPy would take as float64
            return numpy.dtype(dtype).name
    except TypeError:
        pass  # reported below
    raise TypeError(f"Cannot convert value {dtype!r} to a TensorFlow DType.")


def _require_files(train_dir: str, source_url: str) -> None:
    wanted = (TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)
    missing = [name for name in wanted if not _exists(os.path.join(train_dir, name))]
    if missing:
        directory = train_dir if _is_remote(train_dir) else os.path.abspath(train_dir)
        raise FileNotFoundError(
            f"{', '.join(missing)} not found in {directory}: input_data.read_data_sets() reads "
            f"{', '.join(wanted)} there and downloads nothing; get them from {source_url}"
        )


def _is_remote(path: str) -> bool:
    return "://" in str(path)


def _exists(path: str) -> bool:
    if _is_remote(path):
        import tensorflow as tf

        return tf.io.gfile.exists(path)
    return os.path.exists(path)


def _open(train_dir: str, name: str) -> Any:
    path = os.path.join(train_dir, name)
    if _is_remote(path):
        import tensorflow as tf

        return tf.io.gfile.GFile(path, "rb")
    return open(path, "rb")
