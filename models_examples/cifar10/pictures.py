"""Pictures in CIFAR-10's binary format: how they are made, and how queues bring them in."""

import os

import numpy as np
import tensorflow as tf

SIZE = 32  # height and width
CLASSES = 10
RECORD_BYTES = 1 + 3 * SIZE * SIZE  # a label, then the red, green and blue planes


def make(directory, count, seed):
    """Writes <count> pictures, each a stripe pattern of its class, to train.bin and test.bin."""
    tf.gfile.MakeDirs(directory)
    random = np.random.RandomState(seed)
    for name in ("train.bin", "test.bin"):
        labels = random.randint(CLASSES, size=count)
        with tf.gfile.Open(os.path.join(directory, name), "wb") as stream:
            for label in labels:
                stream.write(bytes(bytearray([label])) + _picture(label, random).tobytes())


def _picture(label, random):
    """Returns uint8 [3, SIZE, SIZE]: stripes whose direction and colour tell the class."""
    rows, columns = np.mgrid[:SIZE, :SIZE]
    angle = np.pi * label / CLASSES
    wave = np.sin(0.6 * (rows * np.cos(angle) + columns * np.sin(angle)) + random.uniform(0, 6))
    picture = 128 + 60 * wave + 30 * random.randn(3, SIZE, SIZE)
    picture[label % 3] += 40
    return np.clip(picture, 0, 255).astype(np.uint8)


def batches(path, batch_size, epochs=None, shuffle_seed=None):
    """Returns pictures [batch_size, SIZE, SIZE, 3] in -1 to 1, and labels [batch_size].

    Args:
      path: a file in CIFAR-10's binary format.
      batch_size: pictures in a batch.
      epochs: how often the file is read; None is endless. At its end the queues close.
      shuffle_seed: shuffles the pictures; None leaves them in order.
    """
    names = tf.train.string_input_producer([path], num_epochs=epochs, shuffle=False)
    _, record = tf.FixedLengthRecordReader(RECORD_BYTES).read(names)
    values = tf.decode_raw(record, tf.uint8)
    label = tf.reshape(tf.cast(values[:1], tf.int32), [])
    planes = tf.reshape(values[1:], [3, SIZE, SIZE])
    picture = tf.cast(tf.transpose(planes, [1, 2, 0]), tf.float32) / 127.5 - 1.0
    if shuffle_seed is None:
        return tf.train.batch([picture, label], batch_size, capacity=8 * batch_size)
    return tf.train.shuffle_batch(
        [picture, label],
        batch_size,
        capacity=16 * batch_size,
        min_after_dequeue=8 * batch_size,
        seed=shuffle_seed,
    )
