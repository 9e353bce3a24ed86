"""A script whose first use of TensorFlow is reading MNIST: prints what it draws, as JSON.

usage: mnist_batches.py FOLDER    where it puts a small data set first; Python 3.7's syntax
"""

import gzip
import json
import os
import struct
import sys

import numpy as np
from tensorflow.examples.tutorials.mnist import input_data

FILES = {"train": 40, "t10k": 20}


def write_images(folder):
    for name, count in FILES.items():
        images = np.arange(count, dtype=np.uint8)[:, None].repeat(28 * 28, 1)
        with gzip.open(os.path.join(folder, name + "-images-idx3-ubyte.gz"), "wb") as file:
            file.write(struct.pack(">iiii", 2051, count, 28, 28) + images.tobytes())
        with gzip.open(os.path.join(folder, name + "-labels-idx1-ubyte.gz"), "wb") as file:
            file.write(struct.pack(">ii", 2049, count) + (images[:, 0] % 10).tobytes())


def batches(sets):
    """The numbers of the images of some batches: 0.0 is the first of the files."""
    found = [np.round(sets.train.next_batch(16)[0][:, 0] * 255) for _ in range(4)]
    found.append(np.round(sets.test.next_batch(7)[0][:, 0] * 255))
    return [batch.tolist() for batch in found]


def main(folder):
    write_images(folder)
    found = {"unseeded": batches(input_data.read_data_sets(folder, validation_size=4))}
    found["NumPy after it"] = [np.random.uniform(size=3).tolist()]
    found["op seed"] = batches(input_data.read_data_sets(folder, validation_size=4, seed=5))
    import tensorflow as tf

    tf.set_random_seed(3)
    found["graph seed"] = batches(input_data.read_data_sets(folder, validation_size=4))
    found["both"] = batches(input_data.read_data_sets(folder, validation_size=4, seed=5))
    with tf.Session() as session:
        found["a random op after it"] = [session.run(tf.random_uniform([3])).tolist()]
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
