"""tf.examples.tutorials.mnist.input_data against results recorded on TensorFlow 1.15.5."""

import gzip
import sys

import numpy as np
import pytest

from tests.examples_pkg import input_data_probes
from tests.support import oracle
from tests.support.cli import python
from tfv1.examples.tutorials.mnist import input_data

PROGRAM = "examples_pkg/input_data"
RECORD = oracle.recorded(PROGRAM)


@pytest.fixture(scope="module")
def outcomes():
    return oracle.run([sys.executable], PROGRAM)


@pytest.mark.parametrize("name", sorted(RECORD))
def test_probe_does_what_1_15_did(name, outcomes):
    """Arrays, batches of each seed and epoch, and errors are those of 1.15.5."""
    assert outcomes[name] == RECORD[name]


def test_every_probe_is_recorded(outcomes):
    """A probe that was added without being recorded fails here."""
    assert sorted(outcomes) == sorted(RECORD)


@pytest.fixture
def mnist(tmp_path):
    input_data_probes.make_data(tmp_path)
    return tmp_path


def test_reading_needs_no_tensorflow(mnist):
    """A script that uses input_data alone loads no TensorFlow, and prints the four files."""
    program = f"""
import sys
from tfv1.examples.tutorials.mnist import input_data
data = input_data.read_data_sets({str(mnist)!r}, validation_size=10, one_hot=True)
data.train.next_batch(5)
assert "tensorflow" not in sys.modules
"""
    done = python("-c", program)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"Extracting {mnist}/{name}"
        for name in (
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz",
        )
    ]


def test_missing_files_are_named_not_downloaded(mnist):
    """The error names the directory, the four files, the missing one, and where to get it."""
    (mnist / input_data.TEST_LABELS).unlink()
    with pytest.raises(FileNotFoundError) as error:
        input_data.read_data_sets(str(mnist), source_url="https://example.org/mnist/")
    message = str(error.value)
    assert message.startswith(f"t10k-labels-idx1-ubyte.gz not found in {mnist}: ")
    assert "reads train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images" in message
    assert "downloads nothing; get them from https://example.org/mnist/" in message


def test_a_directory_that_does_not_exist_is_not_made(tmp_path):
    """Nothing is created on the way to the error."""
    with pytest.raises(FileNotFoundError, match=r"not found in .*/nowhere: "):
        input_data.read_data_sets(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"plain text", OSError, "is not a gzip file"),
        (gzip.compress(b"\0\0\x08\x03\0\0"), ValueError, "damaged or cut off"),
        (gzip.compress(b""), ValueError, "Invalid magic number 0"),
        (
            gzip.compress(b"\0\0\x08\x03" + b"\0\0\0\2" * 3 + b"1234"),
            ValueError,
            "promises 8 bytes of images and holds 4",
        ),
        (None, ValueError, "damaged or cut off"),
    ],
    ids=["no gzip", "too short", "empty", "too few", "cut off"],  # bytes of gzip's have the time in
)
def test_a_damaged_file_is_named(content, error, words, mnist):
    """A file that is not gzip, or is cut short, raises one sentence with its path."""
    path = mnist / input_data.TRAIN_IMAGES
    path.write_bytes(path.read_bytes()[:-30] if content is None else content)
    with pytest.raises(error, match=words) as raised:
        input_data.read_data_sets(str(mnist))
    assert str(path) in str(raised.value)


def test_unseeded_data_sets_shuffle_anew(mnist):
    """Without any seed NumPy is seeded afresh, as in 1.15: an earlier np.random.seed is undone."""
    orders = []
    for _ in range(2):
        np.random.seed(1)
        data = input_data.read_data_sets(str(mnist), validation_size=0, dtype=np.uint8)
        orders.append(data.train.next_batch(50)[0].tobytes())
    assert orders[0] != orders[1]


def test_the_tuple_and_the_module_carry_1_15s_names():
    """Datasets has train, validation and test; load_mnist and the extractors are there."""
    assert input_data.Datasets._fields == ("train", "validation", "test")
    assert callable(input_data.load_mnist) and callable(input_data.extract_labels)
    one_hot = input_data.dense_to_one_hot(np.array([1, 0]), 3)
    assert one_hot.dtype == np.float64 and one_hot.tolist() == [[0, 1, 0], [1, 0, 0]]
