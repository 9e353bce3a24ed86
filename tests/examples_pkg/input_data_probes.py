"""Uses of input_data that run on the real 1.15.5 and on tfv1.

usage: input_data_probes.py OUT.json

The data set is made here, small and seeded. Python 3.7 syntax.
"""

import gzip
import hashlib
import json
import os
import shutil
import struct
import sys
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import numpy as np

if sys.version_info[:2] != (3, 7):  # the real 1.15 has no newer Python
    from tfv1.examples.tutorials.mnist import input_data

else:
    import tensorflow

    tensorflow.logging.set_verbosity(tensorflow.logging.ERROR)
    from tensorflow.examples.tutorials.mnist import input_data

TRAIN, TEST, ROWS, COLUMNS = 50, 20, 4, 3


def write_idx(path, magic, array):
    with gzip.open(path, "wb") as stream:
        stream.write(
            struct.pack(">I", magic)
            + struct.pack(f">{array.ndim}I", *array.shape)
            + array.tobytes()
        )


def make_data(directory):
    generator = np.random.RandomState(7)
    for prefix, count in (("train", TRAIN), ("t10k", TEST)):
        images = generator.randint(0, 256, size=(count, ROWS, COLUMNS)).astype(np.uint8)
        labels = generator.randint(0, 10, size=count).astype(np.uint8)
        write_idx(os.path.join(directory, prefix + "-images-idx3-ubyte.gz"), 2051, images)
        write_idx(os.path.join(directory, prefix + "-labels-idx1-ubyte.gz"), 2049, labels)


def digest(array):
    if isinstance(array, list):
        return array
    array = np.ascontiguousarray(array)
    return [list(array.shape), array.dtype.name, hashlib.sha256(array.tobytes()).hexdigest()[:16]]


def describe(data):
    return {
        field: {
            "images": digest(getattr(data, field).images),
            "labels": digest(getattr(data, field).labels),
            "num_examples": getattr(data, field).num_examples,
            "epochs": getattr(data, field).epochs_completed,
        }
        for field in data._fields
    }


def batches(data_set, sizes, **options):
    out = []
    for size in sizes:
        images, labels = data_set.next_batch(size, **options)
        out.append([digest(images), np.asarray(labels).tolist(), data_set.epochs_completed])
    return out


def attempt(function):
    try:
        function()
    except Exception as error:  # noqa: BLE001 - the error is the result
        return [type(error).__name__, str(error)]
    return None


def small(count, seed, **options):
    images = np.arange(count * 4, dtype=np.uint8).reshape(count, 2, 2, 1)
    return input_data_module().DataSet(images, np.arange(count), seed=seed, **options)


def input_data_module():
    """The module that defines DataSet: 1.15's input_data shows read_data_sets only."""
    return (
        sys.modules[input_data.read_data_sets.__module__]
        if hasattr(input_data, "DataSet")
        else _learn_mnist()
    )


def _learn_mnist():
    from tensorflow.contrib.learn.python.learn.datasets import mnist

    return mnist


def run(directory):
    read = input_data.read_data_sets
    results = {}
    for name, options in {
        "plain": {},
        "one_hot": {"one_hot": True},
        "uint8": {"dtype": np.uint8},
        "uint8 by name": {"dtype": "uint8"},
        "not reshaped": {"reshape": False},
        "not reshaped, uint8, one_hot": {"reshape": False, "dtype": np.uint8, "one_hot": True},
        "validation 0": {"validation_size": 0},
        "validation all": {"validation_size": TRAIN},
        "source_url empty": {"source_url": ""},
    }.items():
        options = dict({"validation_size": 10, "seed": 1}, **options)
        results["read: " + name] = describe(read(directory, **options))
    for seed in (0, 1, 42, 2**31 - 1, 2**31 + 5, -3):
        results[f"seed {seed}"] = batches(
            read(directory, validation_size=10, seed=seed).train, [16] * 8
        )
    results["np.random after seed 5"] = [
        read(directory, validation_size=10, seed=5) and None,
        float(np.random.rand()),
    ]

    data = read(directory, validation_size=10, seed=3)
    results["all three share one generator"] = [
        batches(data.train, [7, 40, 13]),
        batches(data.validation, [4, 4, 4, 4]),
        batches(data.test, [20, 20, 5]),
    ]
    results["exact epochs"] = batches(small(6, 1), [3, 3, 3, 3, 6, 6, 1])
    results["larger than the data set"] = batches(small(6, 1), [10, 10, 4, 13])
    results["no shuffle"] = batches(small(6, 1), [4, 4, 4, 4], shuffle=False)
    results["batch of 0"] = batches(small(6, 1), [0, 0, 4])
    mixed, out = small(6, 2), []
    for shuffle in (False, True, True, False, False, True):
        out.append(
            [batches(mixed, [4], shuffle=shuffle), digest(mixed.images), mixed.labels.tolist()]
        )
    results["shuffle now and then"] = out
    results["uint8 4d batches"] = batches(small(6, 2, dtype=np.uint8, reshape=False), [4, 4])

    fake = read(None, fake_data=True, one_hot=True)
    plain = read(None, True)
    results["fake"] = [
        fake.train.num_examples,
        fake._fields,
        type(fake).__name__,
        fake.test.next_batch(2, fake_data=True),
        plain.validation.next_batch(1, True)[1],
        plain.train.images,
        plain.train.epochs_completed,
        attempt(lambda: plain.train.next_batch(2))[0],
    ]
    real = small(6, 1)
    results["fake batch of real data"] = attempt(lambda: real.next_batch(2, fake_data=True))
    results["errors"] = [
        attempt(lambda: read(directory, validation_size=-1)),
        attempt(lambda: read(directory, validation_size=TRAIN + 1)),
        attempt(lambda: read(directory)),
        attempt(lambda: read(directory, validation_size=0, dtype=np.float64)),
        attempt(lambda: read(directory, validation_size=0, dtype=np.int32)),
        attempt(lambda: read(directory, validation_size=0, dtype=None)),
        attempt(lambda: read(directory, validation_size=0, dtype="nonsense")),
        attempt(lambda: small(6, 1, dtype=np.float16)),
        attempt(lambda: input_data_module().DataSet(np.zeros([3, 2, 2, 1]), np.zeros([4]))),
        attempt(lambda: input_data_module().DataSet(np.zeros([3, 2, 2, 2]), np.zeros([3])))[0],
        attempt(lambda: setattr(small(6, 1), "images", 1))[0],
    ]
    for source, target in (
        ("train-labels-idx1", "train-images-idx3"),
        ("train-images-idx3", "train-labels-idx1"),
    ):
        broken = tempfile.mkdtemp()
        make_data(broken)
        shutil.copy(
            os.path.join(broken, source + "-ubyte.gz"), os.path.join(broken, target + "-ubyte.gz")
        )
        error = attempt(lambda broken=broken: read(broken))
        results["errors"].append([error[0], error[1].replace(broken, "<dir>")])
        shutil.rmtree(broken)

    # Below, the graph's seed counts: TensorFlow is imported from here on.
    if sys.version_info[:2] != (3, 7):
        import tfv1 as tf
    else:
        import tensorflow as tf
    for graph_seed, seed in ((11, None), (11, 4), (0, 0), (0, None), (None, 4)):
        with tf.Graph().as_default():
            tf.set_random_seed(graph_seed)
            key = f"graph seed {graph_seed}, seed {seed}"
            results[key] = batches(read(directory, validation_size=10, seed=seed).train, [16] * 4)
    results["tf dtypes"] = [
        digest(read(directory, validation_size=0, dtype=dtype).train.images)
        for dtype in (tf.uint8, tf.float32)
    ] + [attempt(lambda: read(directory, validation_size=0, dtype=tf.float64))]
    return results


if __name__ == "__main__":
    folder = tempfile.mkdtemp()
    make_data(folder)
    outcome = run(folder)
    shutil.rmtree(folder)
    with open(sys.argv[1], "w") as out_file:
        json.dump(outcome, out_file, sort_keys=True)
