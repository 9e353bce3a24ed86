"""A log directory or event file that is removed comes back, with what was accepted since."""

import itertools
import os
import shutil
import subprocess
import time

import pytest
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata

from tests.support import children, event_logs
from tests.support.event_logs import scalar
from tests.support.storage import FakeFileSystem
from tfv1.events import EventWriter
from tfv1.events.write import direct


def _remove_directory(writer, logdir):
    shutil.rmtree(logdir)


def _remove_file(writer, logdir):
    os.unlink(writer.path)


def _replace_directory(writer, logdir):
    os.rename(logdir, logdir + ".old")
    os.mkdir(logdir)


def _replace_file(writer, logdir):
    shutil.copy(writer.path, logdir + ".copy")
    os.unlink(writer.path)
    os.rename(logdir + ".copy", writer.path)


@pytest.fixture(params=[_remove_directory, _remove_file, _replace_directory, _replace_file])
def remove(request):
    return request.param


@pytest.fixture
def clock(monkeypatch):
    """The time the log looks at; the test moves it."""
    now = [time.monotonic() + 1000]  # later than the timer's, which would wake the log at once
    monkeypatch.setattr(direct, "_now", lambda: now[0])
    return now


def after_the_removal(logdir, old):
    """The steps of all files but `old`, which begins anew wherever it is a copy of the removed."""
    return [
        step for path in event_logs.files(logdir) if path != old for step in event_logs.steps(path)
    ]


@pytest.mark.parametrize("look", ["flush", "close", "a second"])
def test_nothing_accepted_after_the_removal_is_lost(logdir, remove, look, clock, caplog):
    """What is added after the removal is in a new file after a flush, a close, or within a second.

    One warning tells of it.
    """
    writer = EventWriter(logdir)
    for step in range(3):
        writer.add_summary(scalar("loss"), step)
    writer.flush()
    old = writer.path
    remove(writer, logdir)
    for step in range(3, 8):
        writer.add_summary(scalar("loss"), step)
    if look == "a second":
        clock[0] += 1
        writer.add_summary(scalar("loss"), 8)
    else:
        getattr(writer, look)()
    found = after_the_removal(logdir, None if remove is not _replace_file else old)
    assert found[-6 if look == "a second" else -5 :] == list(
        range(3, 9 if look == "a second" else 8)
    )
    assert len(found) == len(set(found))
    (told,) = caplog.messages
    assert old in told
    assert "removed" in told
    writer.close()


def test_noticed_at_exit(logdir):
    """A process that ends without another call puts what it had accepted into a new file."""
    children.run(
        """
import shutil
writer = EventWriter(sys.argv[1])
writer.add_summary(scalar("loss"), 0)
writer.flush()
shutil.rmtree(sys.argv[1])
for step in range(1, 5):
    writer.add_summary(scalar("loss"), step)
""",
        logdir,
    )
    assert event_logs.steps(logdir) == [1, 2, 3, 4]


def test_removed_by_another_process(logdir):
    """Removed by another process again and again: all that was accepted after the last is there."""
    child = children.start(
        """
writer = EventWriter(sys.argv[1])
for step in range(1200):
    if step % 300 == 299:
        say(step)
        sys.stdin.readline()
    writer.add_summary(scalar("loss"), step)
writer.close()
""",
        logdir,
        stdin=subprocess.PIPE,
    )
    for removal in range(4):
        assert int(child.stdout.readline()) == 300 * removal + 299
        if removal < 3:
            shutil.rmtree(logdir, ignore_errors=True)  # perhaps not back yet
        child.stdin.write("go on\n")
        child.stdin.flush()
    assert child.wait(60) == 0
    found = event_logs.steps(logdir)
    assert found == list(range(found[0], 1200))
    assert found[0] <= 899


def test_a_new_file_has_the_metadata(logdir, caplog):
    """The file that replaces a removed one carries each tag's metadata, once."""
    described = Summary(
        value=[Summary.Value(tag="t", simple_value=1, metadata=SummaryMetadata(display_name="T"))]
    )
    writer = EventWriter(logdir)
    writer.add_summary(described, 0)
    writer.flush()
    shutil.rmtree(logdir)
    for step in range(1, 4):
        writer.add_summary(described, step)
    writer.flush()
    writer.add_summary(described, 4)
    writer.close()
    names = [
        (event.step, event.summary.value[0].metadata.display_name)
        for event in event_logs.read(logdir)[1:]
    ]
    assert names == [(1, "T"), (2, ""), (3, ""), (4, "")]


def test_the_directory_cannot_come_back(logdir, caplog):
    """Where another file took the directory's place, events wait until it can be made again."""
    writer = EventWriter(logdir, max_queue=3)
    writer.add_summary(scalar("loss"), 0)
    writer.flush()
    shutil.rmtree(logdir)
    with open(logdir, "w"):
        pass
    writer.add_summary(scalar("loss"), 1)
    with pytest.raises(OSError, match="File exists"):
        writer.flush()
    os.unlink(logdir)
    writer.add_summary(scalar("loss"), 2)
    writer.close()
    assert event_logs.steps(logdir) == [1, 2]


def test_a_flush_waits_for_what_is_written_again(tmp_path):
    """A flush returns only when the events a removed remote file had are stored again."""
    fake = FakeFileSystem()
    writer = EventWriter("x", file_system=fake, max_queue=0, flush_secs=1000)
    for step in range(4):
        writer.add_summary(scalar("loss"), step)
    writer.flush()
    (first,) = fake.files.values()
    for step in range(4, 8):
        writer.add_summary(scalar("loss"), step)
    first.gone = True
    writer.flush()
    (second,) = set(fake.files.values()) - {first}
    del fake.files[first.path]
    assert event_logs.steps(fake.save(tmp_path))[-4:] == [4, 5, 6, 7]
    assert second.path == writer.path
    writer.close()


def test_a_closed_file_may_be_removed(logdir, caplog):
    """After close a removal is nobody's business; reopen begins a file in a new directory."""
    writer = EventWriter(logdir)
    writer.add_summary(scalar("loss"), 0)
    writer.close()
    shutil.rmtree(logdir)
    writer.close()
    writer.reopen()
    writer.add_summary(scalar("loss"), 1)
    writer.close()
    assert event_logs.steps(logdir) == [1]
    assert not caplog.records


def test_little_is_held_for_a_removal(logdir, monkeypatch):
    """A check comes after a hundred times as long as the last one took, however much is written."""
    times = itertools.count(time.monotonic() + 1000, 1e-6)  # what is done between two takes no time
    monkeypatch.setattr(direct, "_now", lambda: next(times))
    writer = EventWriter(logdir)
    for step in range(1000):
        writer.add_summary(scalar("loss"), step)
        assert len(writer._log._unverified) <= 105
    writer.close()
