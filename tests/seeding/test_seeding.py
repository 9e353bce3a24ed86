"""One seed gives the random streams that it gives on the real TensorFlow 1.15.5."""

import json
import sys

import pytest

from tests.seeding import stream_runs
from tests.support.cli import python
from tfv1.runtime import seeding

HERE = [sys.executable, "-m", "tfv1", "run", "--seed"]


@pytest.fixture(scope="module")
def streams():
    return stream_runs.run(HERE)


def test_streams_equal_those_of_1_15(streams):
    """Random ops, initialisers, dropout, datasets, loops, functions and MNIST are 1.15.5's."""
    golden = json.loads(stream_runs.GOLDEN.read_text())
    assert stream_runs.differences(golden, streams) == []


def test_another_seed_gives_other_streams(streams):
    """A different N changes every stream, except what the script seeds by itself."""
    others = stream_runs.run(HERE, seed=8)
    same = [name for name in streams if streams[name] == others[name]]
    assert same == [
        "graph_seed",
        "graph_seed_of_zero",
        "both_seeds",
        "oneDNN is off",
        "MNIST: op seed",
        "MNIST: graph seed",
        "MNIST: both",
        "MNIST: a random op after it",
    ]


def test_a_second_install_starts_anew():
    """Installing twice repeats the streams, and leaves one layer of ours around get_seed."""
    program = """
import tensorflow.compat.v1 as tf
from tensorflow.python.framework import random_seed
from tfv1.runtime import seeding
tf.disable_v2_behavior()
real = random_seed.get_seed
drawn = []
for _ in range(2):
    seeding.install(3)
    drawn.append([tf.get_seed(None), random_seed.get_seed(None), tf.random.get_seed(5)])
assert drawn[0] == drawn[1] == [(3, 0), (3, 1), (87654321, 5)], drawn
assert random_seed.get_seed.unseeded is real
tf.set_random_seed(0)
seeding.install(0)
assert random_seed.get_seed(None) == (0, 2**31 - 1)
"""
    done = python("-c", program)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("seed", "error", "words"),
    [
        (-1, ValueError, "from 0 to 4294967295, not -1"),
        (2**32, ValueError, "from 0 to 4294967295, not 4294967296"),
        (1.0, TypeError, "must be an integer, not float"),
        ("7", TypeError, "must be an integer, not str"),
        (True, TypeError, "must be an integer, not bool"),
    ],
)
def test_what_is_no_seed_is_refused(seed, error, words):
    """A seed outside NumPy's range, or of another type, is rejected with what was expected."""
    with pytest.raises(error, match=words):
        seeding.install(seed)
