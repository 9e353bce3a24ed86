"""Forked processes: each has its own file, and waiting events belong to the parent alone."""

import os

import pytest

from tests.support import children, event_logs
from tests.support.cli import python
from tests.support.environment import of_a_child

FORK = """
import warnings
warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12: a fork beside the timer's thread
writer = EventWriter(sys.argv[1])
for step in range(3):
    writer.add_summary(scalar("parent"), step)
first = writer.path

def in_child(function):
    pid = os.fork()
    if pid == 0:
        function()
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0

"""


def tags(path):
    return {value.tag for event in event_logs.read(path) for value in event.summary.value}


def test_a_child_writes_a_file_of_its_own(logdir):
    """Parent and child keep using one writer, each in its own file; neither loses an event."""
    source = """
def child():
    for step in range(5):
        writer.add_summary(scalar("child"), step)
    assert writer.path != first

in_child(child)
for step in range(3, 6):
    writer.add_summary(scalar("parent"), step)
assert writer.path == first
"""
    _, errors = children.run(FORK + source, logdir)
    assert errors == ""
    found = {frozenset(tags(path)): event_logs.steps(path) for path in event_logs.files(logdir)}
    assert found == {
        frozenset({"parent"}): [0, 1, 2, 3, 4, 5],
        frozenset({"child"}): [0, 1, 2, 3, 4],
    }


CHILD_ENDS = {
    "sys.exit": "if os.fork() == 0: sys.exit(0)",
    "os._exit": "if os.fork() == 0: os._exit(0)",
    "flushed and closed": "if os.fork() == 0: writer.flush(); writer.close(); sys.exit(0)",
    "dropped": "if os.fork() == 0: del writer; sys.exit(0)",
}


@pytest.mark.parametrize("end", CHILD_ENDS)
def test_a_child_that_only_ends_writes_nothing(logdir, end):
    """A child that uses the writer for nothing leaves the parent's file alone and makes none."""
    children.run(FORK + CHILD_ENDS[end] + "\nos.wait()\nwriter.add_summary(scalar('a'), 3)", logdir)
    (path,) = event_logs.files(logdir)
    assert event_logs.steps(path) == [0, 1, 2, 3]


WAITING = """
from pathlib import Path
from tests.support.storage import FakeFileSystem

def save(part):
    fake.save(Path(sys.argv[1]) / part)

os.makedirs(sys.argv[1])
fake = FakeFileSystem()
writer = EventWriter("x", file_system=fake, max_queue=0, flush_secs=1000)
writer.add_summary(scalar("parent"), 0)
writer.flush()
writer.add_summary(scalar("parent"), 1)  # waits
"""


@pytest.mark.parametrize("use", [True, False], ids=["writes", "only exits"])
def test_what_waits_at_a_fork_is_the_parents(logdir, use):
    """Events that wait at the fork are written by the parent once, and never by the child."""
    source = f"""
pid = os.fork()
if pid == 0:
    fake.files.clear()
    if {use}:
        writer.add_summary(scalar("child"), 7)
    from tfv1.events.write import process
    process.drain_all()
    save("child")
    os._exit(0)
assert os.waitpid(pid, 0)[1] == 0
writer.close()
save("parent")
"""
    children.run(WAITING + source, logdir)
    assert event_logs.steps(os.path.join(logdir, "parent")) == [0, 1]
    assert event_logs.steps(os.path.join(logdir, "child")) == ([7] if use else [])


CHILD_OF_MULTIPROCESSING = """
import multiprocessing

def child():
    from tfv1.events import EventWriter
    from tests.support.storage import FakeFileSystem
    from multiprocessing import util
    fake = FakeFileSystem()
    util.Finalize(None, lambda: fake.save(Path(sys.argv[1])), exitpriority=-200)
    writer = EventWriter("x", file_system=fake, max_queue=0, flush_secs=1000)
    for step in range(9):
        writer.add_summary(scalar("child"), step)
        if step == 0:
            writer.flush()
    assert len(fake.appends) == 2

process = multiprocessing.get_context("fork").Process(target=child)
process.start()
process.join()
assert process.exitcode == 0, process.exitcode
"""


def test_a_multiprocessing_child_drains_at_its_end(logdir):
    """A child of multiprocessing, which leaves through os._exit, stores what waits before."""
    children.run(
        "from pathlib import Path\n" + CHILD_OF_MULTIPROCESSING,
        logdir,
    )
    assert event_logs.steps(logdir) == list(range(9))


LATE_IMPORT = """
import multiprocessing, os, sys
from pathlib import Path

def scalar(tag):
    from tensorboard.compat.proto.summary_pb2 import Summary
    return Summary(value=[Summary.Value(tag=tag, simple_value=1)]).SerializeToString()
"""


def test_a_multiprocessing_child_that_imports_the_package_itself(logdir):
    """The same if the parent has not imported the package."""

    done = python("-c", LATE_IMPORT + CHILD_OF_MULTIPROCESSING, logdir, env=of_a_child())
    assert done.returncode == 0, done.stderr
    assert event_logs.steps(logdir) == list(range(9))


def test_forks_while_threads_write(logdir):
    """Forked in the middle of other threads' writes, a child uses the same writer at once.

    Each of 40 children inherits a lock that some thread may hold.
    """
    source = """
def write(n):
    step = 0
    while not over:
        writer.add_summary(scalar(f"thread{n}"), step)
        accepted[n] = step
        step += 1

over = False
accepted = [-1] * 3
threads = [threading.Thread(target=write, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
for n in range(40):
    pid = os.fork()
    if pid == 0:
        signal.alarm(100)
        writer.add_summary(scalar("child"), n)
        writer.flush()
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
over = True
for thread in threads:
    thread.join()
say(repr(accepted))
"""
    output, _ = children.run(FORK + source, logdir)
    accepted = eval(output)
    found = {}
    for path in event_logs.files(logdir):
        for event in event_logs.read(path)[1:]:
            found.setdefault(event.summary.value[0].tag, []).append((event.step, path))
    assert sorted(step for step, _ in found["child"]) == list(range(40))
    assert len({path for _, path in found["child"]}) == 40
    for n in range(3):
        assert [step for step, _ in found[f"thread{n}"]] == list(range(accepted[n] + 1))


def test_forked_after_close(logdir):
    """A closed writer is closed in the child, too; reopened there, it has its own file."""
    source = """
writer.close()

def child():
    assert not writer.add_summary(scalar("child"), 1)
    writer.reopen()
    assert writer.add_summary(scalar("child"), 2)

in_child(child)
assert not writer.add_summary(scalar("parent"), 9)
"""
    children.run(FORK + source, logdir)
    assert [event_logs.steps(path) for path in event_logs.files(logdir)] == [[0, 1, 2], [2]]


def test_a_childs_file_has_the_metadata(logdir):
    """The child's file can be read alone: it has the metadata that the parent's file has."""
    source = """
from tensorboard.compat.proto.summary_pb2 import SummaryMetadata
value = Summary.Value(tag="text", metadata=SummaryMetadata(display_name="Text"))
writer.add_summary(Summary(value=[value]), 10)

def child():
    writer.add_summary(Summary(value=[value]), 11)

in_child(child)
writer.add_summary(Summary(value=[value]), 12)
"""
    children.run(FORK + source, logdir)
    names = [
        [value.metadata.display_name for value in event.summary.value if value.tag == "text"]
        for path in event_logs.files(logdir)
        for event in event_logs.read(path)
        if event.step >= 10
    ]
    assert names == [["Text"], [""], ["Text"]]


def test_a_child_keeps_deadlines_of_its_own(logdir):
    """flush_secs holds in a child, too, whose parent's timer thread did not come along."""
    source = """
pid = os.fork()
if pid == 0:
    signal.alarm(100)
    fake.files.clear()
    own = EventWriter("y", file_system=fake, max_queue=0, flush_secs=0.1)
    own.add_summary(scalar("child"), 0)
    own.flush()
    own.add_summary(scalar("child"), 1)
    (file,) = fake.files.values()
    while file.data.count(b"child") < 2:
        time.sleep(0.01)
    save("child")
    os._exit(0)
assert os.waitpid(pid, 0)[1] == 0
"""
    children.run(WAITING + source, logdir)
    assert event_logs.steps(os.path.join(logdir, "child")) == [0, 1]
