"""The digit classifier: MNIST's idx files, their damages, batches, a run on idx files."""

import gzip
import os
import pathlib
import struct

import numpy as np
import pytest

import digits
from tests.examples import event_compare
from tests.support import event_logs
from tests.support.loaded import python

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "models_examples" / "mnist"


def idx(array):
    array = np.asarray(array, np.uint8)
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


@pytest.fixture
def idx_files(tmp_path):
    """Returns a folder with idx files of 60 + 20 digits of 5 x 5 pixels, two of them zipped."""
    rng = np.random.RandomState(2)
    for count, (images, labels) in zip((60, 20), digits.IDX_FILES.values(), strict=True):
        (tmp_path / images).write_bytes(idx(rng.randint(0, 256, [count, 5, 5])))
        (tmp_path / (labels + ".gz")).write_bytes(gzip.compress(idx(rng.randint(0, 10, count))))
    return tmp_path


def test_idx_files_are_read_zipped_or_not(idx_files):
    """load() gives pixels from 0 to 1 in float32 rows, and the labels, of both splits."""
    images, labels = digits.load(str(idx_files))["test"]
    assert images.dtype == np.float32 and images.shape == (20, 25) and images.max() <= 1
    raw = (idx_files / "t10k-images-idx3-ubyte").read_bytes()[16:]
    np.testing.assert_array_equal(np.round(images * 255).ravel(), np.frombuffer(raw, np.uint8))
    assert labels.dtype == np.int64 and labels.shape == (20,)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not an idx file"),
        (b"\x00\x00\x08", "is not an idx file"),
        (b"\x00\x00\x08\x03\x00\x00", "is not an idx file"),
        (b"\x00\x00\x0d\x01\x00\x00\x00\x01\x00\x00\x00\x00", "is not an idx file"),
        (idx(np.zeros([2, 5, 5]))[:-1], "has 49 bytes of data; its header says 2 x 5 x 5"),
        (idx(np.zeros([2, 5, 5])) + b"\x00", "has 51 bytes of data; its header says 2 x 5 x 5"),
    ],
)
def test_a_file_that_is_no_whole_idx_file_is_told(tmp_path, content, words):
    """Another type code, a cut header or a cut body is a ValueError that names the file."""
    path = tmp_path / "digits-idx3-ubyte"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"digits-idx3-ubyte {words}"):
        digits.read_idx(str(path))


def test_scikit_learns_digits_are_the_default():
    """Without a folder there are 1,297 digits to train on and 500 to test, the same each time."""
    data = digits.load()
    assert [len(labels) for _, labels in data.values()] == [1297, 500]
    assert all(images.shape[1] == 64 and images.max() == 1 for images, _ in data.values())
    np.testing.assert_array_equal(data["test"][1], digits.load()["test"][1])


def test_batches_go_through_all_digits_anew_each_time():
    """Each round has every digit at most once, whole batches only, in a new order."""
    images = np.arange(7)[:, np.newaxis]
    stream = digits.batches(images, np.arange(7), 3, np.random.RandomState(0))
    rounds = [np.concatenate([next(stream)[1] for _ in range(2)]) for _ in range(4)]
    assert all(len(set(labels)) == 6 for labels in rounds)
    assert len({tuple(labels) for labels in rounds}) == 4


def run(*flags):
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="2")
    script = str(EXAMPLE / "mnist_with_summaries.py")
    return python("-m", "tfv1", "run", script, *flags, env=environment)


def test_it_trains_on_idx_files_and_traces(idx_files, tmp_path):
    """--data_dir takes idx files; summaries, traces and tests come at the steps of the flags."""
    logs = tmp_path / "logs"
    done = run(
        f"--data_dir={idx_files}",
        f"--summaries_dir={logs}",
        *("--max_steps=6", "--batch_size=9", "--hidden=4"),
        *("--summary_every=2", "--test_every=5", "--trace_every=3"),
    )
    assert done.returncode == 0, done.stderr
    steps = {}
    for run_name, (path,) in event_compare.event_files(logs).items():
        events = event_logs.read(path)
        steps[run_name] = [(event.WhichOneof("what"), event.step) for event in events]
    graph = [("file_version", 0), ("graph_def", 0), ("meta_graph_def", 0)]
    traced = [[("tagged_run_metadata", step), ("summary", step)] for step in (2, 5)]
    summaries = [("summary", 0), *traced[0], ("summary", 4), *traced[1]]
    assert steps["train"] == graph + summaries
    assert steps["test"] == [("file_version", 0), ("summary", 0), ("summary", 5)]


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--data_dir=/nowhere"], "There is no train-images-idx3-ubyte"),
        (["--batch_size=2000"], "--batch_size is 2000, but there are 1297 digits"),
    ],
)
def test_bad_flags_are_told_in_one_line(tmp_path, flags, words):
    """A folder without idx files, or too large a batch, ends with one sentence and status 1."""
    done = run(f"--summaries_dir={tmp_path}", *flags)
    assert done.returncode == 1
    assert words in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
