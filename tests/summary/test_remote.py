"""Log directories behind tf.io.gfile."""

import numpy as np
import pytest

import tfv1 as tf
from tests.support import children, event_logs
from tests.support.cli import python
from tfv1.events import StorageError
from tfv1.events.format.protos import Event


@pytest.fixture
def ram(request, tmp_path):
    """A directory of TensorFlow's file system in memory, and what copies it to the disk."""
    logdir = f"ram://{request.node.name}/run"

    def copy():
        for name in tf.gfile.ListDirectory(logdir):
            with tf.gfile.GFile(f"{logdir}/{name}", "rb") as file:
                (tmp_path / name).write_bytes(file.read())
        return str(tmp_path)

    yield logdir, copy
    event_logs.check_with_tensorboard(tmp_path)


def scalar(step):
    return tf.Summary(value=[tf.Summary.Value(tag="loss", simple_value=step)])


def test_written_and_read(ram):
    """Events of every kind, in order, whole, after flush and after close."""
    logdir, copy = ram
    with tf.Graph().as_default() as graph:
        tf.constant(1.0, name="x")
        writer = tf.summary.FileWriter(logdir, graph, max_queue=4, flush_secs=1000)
        for step in range(20):
            writer.add_summary(scalar(step), step)
        writer.flush()
        assert event_logs.steps(copy()) == list(range(20))
        writer.add_summary(scalar(20), 20)
        writer.close()
    found = event_logs.read(copy())
    assert [event.WhichOneof("what") for event in found[:4]] == [
        "file_version",
        "graph_def",
        "meta_graph_def",
        "summary",
    ]
    assert event_logs.steps(copy()) == list(range(21))
    assert writer.get_logdir() == logdir


def test_the_first_event_is_seen_at_once(ram):
    """The first event of a file is stored without a flush, as 1.15 does."""
    logdir, copy = ram
    writer = tf.summary.FileWriter(logdir, flush_secs=1000)
    writer.add_summary(scalar(1), 1)
    children.wait_until(lambda: event_logs.steps(copy()) == [1])
    writer.close()


def test_what_waits_is_stored_by_flush_secs(ram):
    """After flush_secs an event is stored, though no other follows and nobody flushes."""
    logdir, copy = ram
    writer = tf.summary.FileWriter(logdir, max_queue=100, flush_secs=0.5)
    writer.add_summary(scalar(0), 0)
    writer.flush()
    writer.add_summary(scalar(1), 1)
    children.wait_until(lambda: event_logs.steps(copy()) == [0, 1])
    writer.close()


def test_reopened(ram):
    """Each reopen begins a new file, also within one second."""
    logdir, copy = ram
    writer = tf.summary.FileWriter(logdir)
    for step in range(3):
        writer.add_summary(scalar(step), step)
        writer.close()
        writer.reopen()
    copy()
    assert sorted(map(event_logs.steps, event_logs.files(copy()))) == [[0], [1], [2]]


def test_the_file_is_removed(ram, caplog):
    """A removed file comes back with what was accepted since."""
    logdir, copy = ram
    writer = tf.summary.FileWriter(logdir, flush_secs=1000)
    writer.add_summary(scalar(0), 0)
    writer.flush()
    (name,) = tf.gfile.ListDirectory(logdir)
    tf.gfile.Remove(f"{logdir}/{name}")
    for step in range(1, 4):
        writer.add_summary(scalar(step), step)
    writer.close()
    assert event_logs.steps(copy())[-3:] == [1, 2, 3]
    assert sum("removed" in message for message in caplog.messages) == 1


def test_a_storage_that_fails_for_a_while(ram, monkeypatch):
    """Failed flushes lose nothing: the unconfirmed events go to a new file."""
    from tensorflow.python.framework import errors
    from tensorflow.python.lib.io import file_io

    logdir, copy = ram
    writer = tf.summary.FileWriter(logdir, max_queue=5, flush_secs=1000)
    writer.add_summary(scalar(0), 0)
    writer.flush()
    left = [3]
    flush = file_io.FileIO.flush

    def fail(file):
        if left[0]:
            left[0] -= 1
            raise errors.UnavailableError(None, None, "the bucket is away")
        flush(file)

    monkeypatch.setattr(file_io.FileIO, "flush", fail)
    writer.add_summary(scalar(1), 1)
    for _ in range(2):
        with pytest.raises(StorageError, match="the bucket is away"):
            writer.flush()
    for step in range(2, 5):
        writer.add_summary(scalar(step), step)
    children.wait_until(lambda: not left[0])
    writer.close()
    confirmed = []
    for path in event_logs.files(copy()):
        steps = event_logs.steps(path)
        confirmed += [step for step in steps if step not in confirmed]
    assert confirmed == [0, 1, 2, 3, 4]


def test_exit_without_close_drains(tmp_path):
    """What waits for a remote storage is stored when the interpreter exits."""
    source = """
import atexit, sys
def copy():
    for name in tf.gfile.ListDirectory("ram://x"):
        tf.gfile.Copy("ram://x/" + name, sys.argv[1] + "/" + name)
import tfv1 as tf
from tfv1.events.write import process
atexit.unregister(process.drain_all)
atexit.register(copy)  # after the drain
atexit.register(process.drain_all)
writer = tf.summary.FileWriter("ram://x", max_queue=100, flush_secs=1000)
for step in range(9):
    writer.add_summary(tf.Summary(), step)
"""
    done = python("-c", source, tmp_path)
    assert done.returncode == 0, done.stderr
    assert event_logs.steps(tmp_path) == list(range(9))


def test_a_url_of_no_file_system():
    """A scheme that TensorFlow does not know is rejected at construction, by name."""
    with pytest.raises(StorageError, match=r"nowhere://.*nowhere"):
        tf.summary.FileWriter("nowhere://x/y")


def test_file_urls_are_local(logdir):
    """file:// is the local file system: an event is in the file before add_summary returns."""
    writer = tf.summary.FileWriter(f"file://{logdir}")
    writer.add_summary(scalar(3), 3)
    assert event_logs.steps(logdir) == [3]
    assert writer.get_logdir() == f"file://{logdir}"
    writer.close()


def test_both_families_of_messages(logdir):
    """TensorFlow's protos and TensorBoard's are accepted alike, and NumPy steps with them."""
    from tensorboard.compat.proto import event_pb2, summary_pb2

    writer = tf.summary.FileWriter(logdir)
    for step, (summary, event) in enumerate(
        [(tf.Summary, tf.Event), (summary_pb2.Summary, event_pb2.Event)]
    ):
        writer.add_summary(summary(), np.int64(step))
        writer.add_event(event(step=10 + step, wall_time=1.0))
    log = event_pb2.SessionLog
    writer.add_session_log(log(status=log.START), 20)
    writer.close()
    assert [event.step for event in event_logs.read(logdir)[1:]] == [0, 10, 1, 11, 20]
    assert isinstance(event_logs.read(logdir)[0], Event)
