"""What the probes share: the list of them, and fetches as plain values."""

import collections
import os
import tempfile

import numpy as np
import tensorflow as tf

PROBES = collections.OrderedDict()
FOLDER = tempfile.mkdtemp()


def probe(function):
    PROBES[function.__name__] = function
    return function


def run(*fetches, **options):
    with tf.Session() as sess:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        sess.run(tf.tables_initializer())
        return [plain(value) for value in sess.run(list(fetches), options.get("feed"))]


def plain(value):
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return plain(value.tolist()) if isinstance(value, (np.ndarray, np.generic)) else value


def path(name):
    return os.path.join(FOLDER, name)
