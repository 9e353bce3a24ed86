"""FileWriter beyond 1.15: what must be better, and what callers ask of it by name."""

import os
import threading
import warnings

import pytest

import tfv1 as tf
from tests.support import children, event_logs
from tests.support.cli import python
from tfv1.events import StorageError


@pytest.fixture
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def scalar(tag, name=None):
    summary = tf.Summary(value=[tf.Summary.Value(tag=tag, simple_value=1)])
    if name is not None:
        summary.value[0].metadata.display_name = name
    return summary


def names(path):
    return [
        value.metadata.display_name
        for event in event_logs.read(path)
        for value in event.summary.value
    ]


def test_a_tensor_that_was_not_run(logdir, graph):
    """A summary op or a step that was not run is named, with what to do."""
    op = tf.summary.scalar("loss", 1.0)
    step = tf.train.get_or_create_global_step()
    with tf.summary.FileWriter(logdir) as writer:
        with pytest.raises(TypeError, match=r"the tensor 'loss:0'\. Run it in the session first"):
            writer.add_summary(op, 1)
        with pytest.raises(TypeError, match=r"'global_step.*Run it in the session first"):
            writer.add_summary(b"", step)
        with pytest.raises(TypeError, match=r"Summary proto, got None. tf.summary.merge_all\(\)"):
            writer.add_summary(tf.summary.merge_all("nothing"), 1)
        writer.add_summary(b"", 2)
    assert event_logs.steps(logdir) == [2]


@pytest.mark.parametrize("logdir", [None, 3, ["run"]])
def test_a_logdir_that_is_no_path(logdir):
    """A logdir of another type is rejected, with its value."""
    with pytest.raises(TypeError, match="logdir must be the path of a directory, got"):
        tf.summary.FileWriter(logdir)


def test_a_logdir_that_cannot_be_made(tmp_path):
    """The error at construction names the path and the cause, and is an OSError."""
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=r"file/run.*Not a directory"):
        tf.summary.FileWriter(str(tmp_path / "file" / "run"))
    assert issubclass(StorageError, OSError)


def test_paths_of_every_type(tmp_path):
    """str, bytes and os.PathLike."""
    for n, kind in enumerate([str, os.fsencode, lambda path: path]):
        path = tmp_path / str(n)
        with tf.summary.FileWriter(kind(path)) as writer:
            writer.add_summary(b"", n)
        assert event_logs.steps(path) == [n]
        assert writer.get_logdir() == str(path)


@pytest.mark.parametrize("wrong", [None, b"", "x", tf.Summary(), 3])
def test_wrong_messages(logdir, wrong):
    """Every add_ method rejects anything but its message, and the file continues."""
    with tf.summary.FileWriter(logdir) as writer:
        for add in (
            writer.add_event,
            writer.add_session_log,
            writer.add_meta_graph,
            writer.add_graph,
            lambda value: writer.add_run_metadata(value, "tag"),
        ):
            with pytest.raises(TypeError):
                add(wrong)
        writer.add_run_metadata(tf.RunMetadata(), "tag", 1)  # the refused one did not take the tag
        writer.add_summary(b"", 2)
    assert [event.step for event in event_logs.read(logdir)[1:]] == [1, 2]


def test_the_metadata_of_a_reopened_file(logdir):
    """Each file carries a tag's metadata once; in 1.15 a reopened file has none."""
    writer = tf.summary.FileWriter(logdir)
    for _ in range(2):
        for step in range(2):
            writer.add_summary(scalar("a", "A"), step)
        writer.close()
        writer.reopen()
    assert [names(path) for path in event_logs.files(logdir)] == [["A", ""], ["A", ""]]


def test_metadata_is_not_lost(logdir):
    """A closed writer, a bad step or a first value without metadata cost no metadata."""
    writer = tf.summary.FileWriter(logdir)
    writer.close()
    with pytest.warns(UserWarning, match="closed FileWriter"):
        writer.add_summary(scalar("a", "A"), 1)
    writer.reopen()
    with pytest.raises(OverflowError):
        writer.add_summary(scalar("a", "A"), float("inf"))
    writer.add_summary(scalar("a"), 1)
    writer.add_summary(scalar("a", "A"), 2)
    writer.close()
    assert names(logdir) == ["", "A"]


def test_the_callers_proto(logdir):
    """add_summary leaves the caller's proto as it is."""
    summary = scalar("a", "A")
    with tf.summary.FileWriter(logdir) as writer:
        for step in range(2):
            writer.add_summary(summary, step)
    assert summary == scalar("a", "A")


def test_closed_writers_warn_at_the_callers_line(logdir, graph):
    """The warning about a closed writer points at the line that used it."""
    writer = tf.summary.FileWriter(logdir)
    writer.close()
    uses = [
        lambda: writer.add_summary(b"", 1),
        lambda: writer.add_event(tf.Event()),
        lambda: writer.add_graph(graph),
        lambda: writer.add_meta_graph(tf.MetaGraphDef()),
        lambda: writer.add_session_log(tf.SessionLog()),
        lambda: writer.add_run_metadata(tf.RunMetadata(), "tag"),
        lambda: writer.flush(),
    ]
    for use in uses:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            use()
        (told,) = caught
        assert told.category is UserWarning
        assert told.filename == __file__
    assert event_logs.files(logdir) == []


def test_the_cache_from_many_threads(logdir, graph):
    """All threads get the one writer of a directory, made once, with the default graph."""
    found = [[] for _ in range(16)]

    def use(n):
        with graph.as_default():
            for step in range(20):
                writer = tf.summary.FileWriterCache.get(logdir)
                writer.add_summary(scalar(f"t{n}"), step)
                found[n].append(writer)

    children.in_threads(16, use)
    tf.summary.FileWriterCache.clear()
    assert len({id(writer) for writers in found for writer in writers}) == 1
    kinds = [event.WhichOneof("what") for event in event_logs.read(logdir)]
    assert kinds == ["file_version", "graph_def", "meta_graph_def"] + ["summary"] * 320


def test_the_cache_is_cleared_while_it_is_used(logdir, graph):
    """clear() beside get() and add: every summary that did not warn is in exactly one file."""
    lost = []

    def use(n):
        for step in range(60):
            if n == 0:
                tf.summary.FileWriterCache.clear()
                continue
            if not tf.summary.FileWriterCache.get(logdir).event_writer.add_summary(
                b"", 60 * n + step
            ):
                lost.append(60 * n + step)

    children.in_threads(6, use)
    tf.summary.FileWriterCache.clear()
    assert sorted(event_logs.steps(logdir) + lost) == list(range(60, 360))


def test_the_cache_keeps_what_cannot_be_stored(tmp_path, graph, monkeypatch):
    """clear() on a failing disk raises, closes the other writers, and may be repeated."""
    bad, good = str(tmp_path / "bad"), str(tmp_path / "good")
    cache = tf.summary.FileWriterCache
    for logdir in (bad, good):
        cache.get(logdir).flush()
    write = os.write
    path = cache.get(bad).event_writer.path
    inode = os.stat(path).st_ino

    def fail(fd, data):
        if os.fstat(fd).st_ino == inode:
            raise OSError(28, "No space left on device")
        return write(fd, data)

    monkeypatch.setattr(os, "write", fail)
    writer = cache.get(bad)
    writer.add_summary(b"", 1)
    with pytest.raises(StorageError, match="No space left"):
        cache.clear()
    assert cache.get(bad) is writer
    assert event_logs.steps(good) == []
    monkeypatch.setattr(os, "write", write)
    cache.clear()
    assert event_logs.steps(bad) == [1]
    cache.clear()


CACHE_AND_FORK = """
import os, sys, threading
import tfv1 as tf
cache = tf.summary.FileWriterCache
with tf.Graph().as_default():
    writer = cache.get(sys.argv[1])
    writer.add_summary(b"", 1)
    holding, done = threading.Event(), threading.Event()
    def hold():
        with cache._lock:
            holding.set()
            done.wait()
    threading.Thread(target=hold, daemon=True).start()
    holding.wait()
    pid = os.fork()
    if pid == 0:
        import signal
        signal.alarm(60)
        assert cache.get(sys.argv[1]) is writer
        writer.add_summary(b"", 2)
        cache.clear()
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    done.set()
    cache.get(sys.argv[1]).add_summary(b"", 3)
"""


def test_the_cache_in_a_forked_child(logdir):
    """A child uses the inherited cache, though another thread held its lock at the fork."""
    done = python("-c", CACHE_AND_FORK, logdir)
    assert done.returncode == 0, done.stderr
    assert sorted(event_logs.steps(path) for path in event_logs.files(logdir)) == [[1, 3], [2]]


EAGER = """
import sys
import tfv1 as tf
tf.enable_eager_execution()
writer = tf.summary.FileWriterCache.get(sys.argv[1])
step = tf.Variable(7, dtype=tf.int64)
writer.add_summary(tf.Summary(), step)
writer.add_summary(tf.constant(tf.Summary().SerializeToString()), step + 1)
graph = tf.Graph()
with graph.as_default():
    tf.constant(1.0, name="x")
writer.add_graph(graph)
tf.summary.FileWriterCache.clear()
other = tf.summary.FileWriter(sys.argv[1] + "/other", graph)
other.close()
"""


def test_eager_execution(logdir):
    """Under eager execution the cache, eager tensors as summary or step, and graphs all work."""
    done = python("-c", EAGER, logdir)
    assert done.returncode == 0, done.stderr
    assert event_logs.steps(logdir) == [7, 8]
    (other,) = event_logs.files(logdir + "/other")
    kinds = [event.WhichOneof("what") for event in event_logs.read(other)]
    assert kinds == ["file_version", "graph_def", "meta_graph_def"]


def test_no_tensorflow_for_tensorboards_protos(tmp_path):
    """A FileWriter that gets bytes and TensorBoard's protos loads no TensorFlow."""
    source = """
import sys
from tfv1.summary import FileWriter
with FileWriter(sys.argv[1]) as writer:
    writer.add_summary(b"", 1)
assert "tensorflow" not in sys.modules
"""
    done = python("-c", source, tmp_path)
    assert done.returncode == 0, done.stderr
    assert event_logs.steps(tmp_path) == [1]


def test_no_thread_for_a_writer(logdir, graph):
    """A local writer with a graph, summaries and flushes starts no thread."""
    before = threading.active_count()
    writer = tf.summary.FileWriter(logdir, graph, max_queue=1, flush_secs=0)
    for step in range(100):
        writer.add_summary(scalar("a"), step)
        writer.flush()
    assert threading.active_count() <= before
    writer.close()
    assert event_logs.steps(logdir) == list(range(100))


def test_the_cache_uses_the_class_that_a_test_puts_in_place_of_the_writer(tmp_path, monkeypatch):
    """What replaces FileWriter in TensorFlow's module makes the cache's writers."""
    from tensorflow.python.summary.writer import writer_cache

    class Fake(tf.summary.FileWriter):
        """Stands for the fake writers of tests."""

    monkeypatch.setattr(writer_cache, "FileWriter", Fake)
    assert type(tf.summary.FileWriterCache.get(str(tmp_path / "fake"))) is Fake
    monkeypatch.undo()
    assert type(tf.summary.FileWriterCache.get(str(tmp_path / "real"))) is tf.summary.FileWriter
    tf.summary.FileWriterCache.clear()
