"""tf.contrib.summary, .deprecated and .eager do what TensorFlow 1.15.5 was recorded doing.

Every probe is one small program; its results, its errors and every event it wrote are compared.
"""

import functools
import sys

import pytest
from tensorboard.backend.event_processing.event_file_loader import EventFileLoader

from tests.support import oracle
from tests.support.loaded import python

PROGRAMS = [name for name in oracle.programs("contrib") if name != "contrib/hparams"]
CASES = [(program, name) for program in PROGRAMS for name in oracle.recorded(program)]


@functools.cache
def here(program):
    """The outcomes on this interpreter."""
    return oracle.run([sys.executable], program)


@pytest.mark.parametrize(("program", "name"), CASES)
def test_probe_does_what_1_15_did(program, name):
    """Returned values, error types, files, tags, steps, values and graph names are 1.15.5's."""
    assert here(program)[name] == oracle.recorded(program)[name]


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_probe_is_left_unrecorded(program):
    """A probe that was added without being recorded fails here, and so does one that raises."""
    recorded = oracle.recorded(program)
    assert sorted(here(program)) == sorted(recorded)
    assert not [name for name, found in recorded.items() if "raised" in found]


OURS = """
import glob, sys
# The first use of TensorFlow is contrib's: it sets graph mode up.
from tfv1.contrib import summary
import tfv1 as tf
logdir = sys.argv[1]

# import_event without a default writer says what is missing.
try:
    summary.import_event(b"")
except RuntimeError as error:
    assert "with writer.as_default()" in str(error), error
else:
    raise AssertionError("import_event needs a writer")

# A writer that does nothing can be flushed; an interface cannot be mistaken for a resource.
noop = summary.create_file_writer(None)
assert summary.flush(noop).type == "NoOp"

# TensorFlow 2's own writers and contrib's share the thread's default writer.
with summary.create_file_writer(logdir + "/shared").as_default() as writer:
    from tensorflow.python.ops import summary_ops_v2
    assert summary_ops_v2.has_default_writer() and writer is summary_ops_v2._summary_state.writer
assert not summary_ops_v2.has_default_writer()

# The metadata of a summary and the version event carry nothing that 1.15's reader would not know.
with summary.create_file_writer(logdir + "/plain").as_default(), summary.always_record_summaries():
    summary.scalar("a", 1.0, step=1)
    with tf.Session() as session:
        summary.initialize(session=session)
        session.run(summary.all_summary_ops())
        session.run(summary.flush())
(path,) = glob.glob(logdir + "/plain/*")
version, event = tf.train.summary_iterator(path)
assert version.file_version == "brain.Event:2" and not event.summary.value[0].HasField("metadata")
"""

EAGER = """
import glob, sys
import tfv1 as tf
from tfv1.contrib import summary
tf.enable_eager_execution()
writer = summary.create_file_writer(sys.argv[1])
try:
    with writer.as_default(), summary.always_record_summaries():
        summary.scalar("last", 3.0, step=1)
        raise KeyError("the loop failed")
except KeyError:
    pass
events = list(tf.train.summary_iterator(glob.glob(sys.argv[1] + "/*")[0]))
assert [value.simple_value for event in events for value in event.summary.value] == [3.0], events
"""


def run(program, *arguments):
    done = python("-c", program, *arguments)
    assert done.returncode == 0, done.stderr[-3000:]


def test_our_own_ways_in_graph_mode(tmp_path):
    """Missing writers are named, no-op writers flush, the default writer is TensorFlow's own."""
    run(OURS, tmp_path)


def test_a_failing_block_still_flushes(tmp_path):
    """What was written before an exception inside as_default() is in the file at once."""
    run(EAGER, tmp_path)


AT_EXIT = """
import sys
import tfv1 as tf
tf.enable_eager_execution()
summary = tf.contrib.summary
closed = summary.create_file_writer(sys.argv[1] + "/closed")
closed.close()
writer = summary.create_file_writer(sys.argv[1] + "/open")
writer.set_as_default()
with summary.always_record_summaries():
    for step in range(3):
        summary.scalar("loss", 1.0, step=step)
raise SystemExit(int(sys.argv[2]))
"""


@pytest.mark.parametrize("status", [0, 3])
def test_the_end_of_the_process_flushes(status, tmp_path):
    """After set_as_default() nothing that was written is lost at exit, as on 1.15."""
    done = python("-c", AT_EXIT, tmp_path, status)
    assert done.returncode == status, done.stderr[-3000:]
    assert "atexit" not in done.stderr
    (path,) = (tmp_path / "open").iterdir()
    assert [event.step for event in EventFileLoader(str(path)).Load()] == [0, 0, 1, 2]
