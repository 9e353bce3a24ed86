"""Prints what TensorFlow's histogram kernel gives for many inputs, and then what ours does."""

import json

import numpy as np
import tensorflow as tf

from tfv1.patches import apply
from tfv1.summary import bucketing, histogram_kernel

NUMBERS = np.random.RandomState(0)
LIMITS = bucketing._buckets().limits[1:-1].astype(np.float32)
SMALL = [1e-40, -1e-40, 0.0, -1e-45]  # the threads of TensorFlow take them for zero


def any_bits(count):
    values = NUMBERS.randint(0, 2**32, count, dtype=np.uint64).astype(np.uint32).view(np.float32)
    return values[np.isfinite(values)]


INPUTS = [
    *([], [0.0], [-0.0], [0.0, -0.0], [-0.0, 0.0], 7.0, SMALL, SMALL[::-1], [3e38, -3e38]),
    *(LIMITS, np.nextafter(LIMITS, np.float32(-np.inf)), np.nextafter(LIMITS, np.float32(np.inf))),
    *map(any_bits, (1, 2, 100, 32_768, 32_769, 100_000)),
    *(NUMBERS.randn(*shape) for shape in ((3, 4, 5), (70_000,))),
    np.maximum(NUMBERS.randn(50_000), 0),
    [1, np.nan, np.inf],
    [1, -np.inf, np.nan],
    [0.0] * 40_000 + [np.nan],
]


def outcome(session, op, values, tag):
    try:
        return session.run(op, {"values:0": np.asarray(values, np.float32), "tag:0": tag}).hex()
    except tf.errors.InvalidArgumentError as error:
        return error.message.partition("Node: ")[2]  # without where the op was made


def outcomes():
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        op = tf.raw_ops.HistogramSummary(
            tag=tf.compat.v1.placeholder(tf.string, name="tag"),
            values=tf.compat.v1.placeholder(tf.float32, name="values"),
            name="weights",
        )
        pairs = [(values, b"layer/weights") for values in INPUTS]
        others = [([1], b""), ([1], "größe" * 100), ([1], [b"one", b"two"])]
        found = [outcome(session, op, *pair) for pair in [*pairs, *others]]
        doubles = tf.raw_ops.HistogramSummary(tag="doubles", values=np.array([1.5, 1e300]))
        return [*found, session.run(doubles).hex()]


def registering():
    """The kinds of values whose histograms register the kernel."""
    undo, asked = [], []
    register, histogram_kernel.register = histogram_kernel.register, lambda: asked.append(kind)
    apply(histogram_kernel.PATCHES, undo)
    with tf.Graph().as_default():
        for kind, shape in {"few": [9, 111], "unknown": [None, 2], "many": [10, 100]}.items():
            values = tf.compat.v1.placeholder(tf.float32, shape)
            tf.compat.v1.summary.histogram(kind, values)
    histogram_kernel.register = register
    undo.pop()()
    return asked


with np.errstate(all="raise"):
    asked = registering()
    before = outcomes()
    is_registered = histogram_kernel.register()
    calls = []
    histogram_kernel.summary = lambda *pair: calls.append(pair) or bucketing.summary(*pair)
    after = outcomes()
found = {"asked": asked, "registered": is_registered, "calls": len(calls)}
print(json.dumps({**found, "pairs": [before, after]}))
