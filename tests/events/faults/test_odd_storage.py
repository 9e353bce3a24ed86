"""Storages that answer strangely, and clocks and files that somebody else has changed."""

import errno
import os
import signal
import time

import pytest

from tests.support import children, event_logs
from tests.support.event_logs import scalar
from tests.support.storage import FaultyFileSystem
from tfv1.events import EventWriter, StorageError


def test_a_write_that_takes_nothing(tmp_path, monkeypatch):
    """An os.write that returns 0 is reported as an error, rather than retried forever."""
    writer = EventWriter(str(tmp_path), max_queue=2)
    writer.add_summary(scalar("loss"), 0)
    calls = []

    def take_nothing(descriptor, data):
        calls.append(descriptor)
        assert len(calls) < 1000, "tries for ever"
        return 0

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", take_nothing)
        writer.add_summary(scalar("loss"), 1)
        with pytest.raises(StorageError):
            writer.flush()
    writer.close()
    event_logs.check_steps(event_logs.steps(tmp_path), [0, 1])


@pytest.mark.parametrize("refused", [True, False], ids=["and a write fails", "alone"])
@pytest.mark.parametrize("kept", ["nothing", "one record"])
def test_truncated_by_another_program(tmp_path, monkeypatch, refused, kept, caplog):
    """A file cut by others (logrotate's copytruncate) gets no hole; what follows can be read."""
    writer = EventWriter(str(tmp_path), max_queue=2)
    for step in range(5):
        writer.add_summary(scalar("loss"), step)
    writer.flush()
    cut = writer.path
    size = 0
    if kept == "one record":
        with open(cut, "rb") as file:
            size = int.from_bytes(file.read(8), "little") + 16
    os.truncate(cut, size)
    if refused:
        real_write = os.write

        def refuse(descriptor, data):
            real_write(descriptor, data[:10])
            raise OSError(errno.ENOSPC, "full")

        with monkeypatch.context() as patch:
            patch.setattr(os, "write", refuse)
            writer.add_summary(scalar("loss"), 5)
    else:
        writer.add_summary(scalar("loss"), 5)
    writer.flush()
    writer.add_summary(scalar("loss"), 6)
    writer.close()
    found = event_logs.steps(tmp_path, may_be_torn=refused, headless={cut})
    event_logs.check_steps(found, [5, 6])


def test_cut_inside_a_record(tmp_path):
    """A file cut in the middle of a record is left at the next flush: later events are whole."""
    writer = EventWriter(str(tmp_path))
    for step in range(5):
        writer.add_summary(scalar("loss"), step)
    writer.flush()
    cut = writer.path
    os.truncate(cut, os.path.getsize(cut) - 5)
    writer.flush()
    writer.add_summary(scalar("loss"), 5)
    writer.close()
    found = event_logs.steps(tmp_path, may_be_torn=True)
    event_logs.check_steps(found, [0, 1, 2, 3, 5])


@pytest.mark.parametrize("back", [1, 3600, 10**9])
def test_a_clock_set_back(tmp_path, monkeypatch, back):
    """A file that is begun after the clock was set back sorts behind the earlier ones."""
    now = [1700000000.5]
    monkeypatch.setattr(time, "time", lambda: now[0])
    writer = EventWriter(str(tmp_path), filename_suffix=".x")
    for step in range(6):
        writer.add_summary(scalar("loss"), step)
        writer.close()
        writer.reopen()
        if step == 2:
            now[0] -= back
    writer.close()
    assert len(event_logs.files(tmp_path)) == 6
    event_logs.check_steps(event_logs.steps(tmp_path), range(6))


def test_a_second_writer_after_a_clock_set_back(tmp_path, monkeypatch):
    """The same between two writers of a directory, as of a training that is started again."""
    now = [1700000000.5]
    monkeypatch.setattr(time, "time", lambda: now[0])
    for step in range(3):
        writer = EventWriter(str(tmp_path))
        writer.add_summary(scalar("loss"), step)
        writer.close()
        now[0] -= 100
    event_logs.check_steps(event_logs.steps(tmp_path), range(3))


REMOVED_AND_IDLE = """
import shutil
writer = EventWriter(sys.argv[1], flush_secs=1)
writer.add_summary(scalar("loss"), 0)
writer.flush()
shutil.rmtree(sys.argv[1])
writer.add_summary(scalar("loss"), 1)
say("idle")
sys.stdin.read()
"""


def test_removed_and_then_idle(logdir):
    """After a removal one event comes, and no other: flush_secs later it is in a new file.

    SIGKILL then takes nothing.
    """
    child = children.start(REMOVED_AND_IDLE, logdir, stdin=-1)
    assert child.stdout.readline() == "idle\n"
    children.wait_until(lambda: event_logs.files(logdir) and event_logs.steps(logdir) == [1])
    child.kill()
    child.communicate(timeout=60)
    assert event_logs.steps(logdir) == [1]


TWO_PROCESSES = """
from tests.support.storage import AskFirstFileSystem
time.time = lambda: 1700000000.5
writer = EventWriter(sys.argv[1], flush_secs=1000, file_system=AskFirstFileSystem())
number = int(sys.argv[2])
sys.stdin.readline()
for step in range(3):
    writer.add_summary(scalar(f"process {number}"), 10 * number + step)
writer.close()
"""


def test_two_processes_in_one_second(tmp_path):
    """Where creating is asking and then making, two processes of a second share no file."""
    logdir = str(tmp_path / "logs")
    processes = [children.start(TWO_PROCESSES, logdir, n, stdin=-1) for n in range(2)]
    for child in processes:
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in processes:
        _, errors = child.communicate(timeout=60)
        assert child.returncode == 0, errors
    assert sorted(event_logs.steps(logdir)) == [0, 1, 2, 10, 11, 12]
    assert len(event_logs.files(logdir)) == 2


def test_the_first_error_is_told(tmp_path):
    """Where a write fails, and so does cleaning up after it, StorageError has the write's cause."""
    storage = FaultyFileSystem(direct=False)
    storage.fail(errno.EIO)
    storage.on_discard = lambda file: (_ for _ in ()).throw(FileNotFoundError(errno.ENOENT, "gone"))
    writer = EventWriter(str(tmp_path), file_system=storage, flush_secs=1000)
    writer.add_summary(scalar("loss"), 0)
    with pytest.raises(StorageError, match="the test's fault") as raised:
        writer.flush()
    assert "gone" not in str(raised.value)
    assert raised.value.errno == errno.EIO
    storage.heal()
    writer.close()
    found = [step for path in event_logs.files(tmp_path) for step in event_logs.steps(path)]
    assert found == [0]


NO_ANSWER = """
from tests.support.storage import FaultyFileSystem
from tfv1.events.write import process
process._EXIT_SECS = 3600.0  # the default, which is not what is waited for
storage = FaultyFileSystem(direct=sys.argv[2] == "local")
writer = EventWriter(sys.argv[1], max_queue=0, flush_secs=1000, file_system=storage)
writer.add_summary(scalar("loss"), 0)
writer.flush()
writer.add_summary(scalar("loss"), 1)
storage.on_write = lambda file, data: threading.Event().wait()
for step in range(2, 5):
    writer.add_summary(scalar("loss"), step)
"""


def test_an_exit_does_not_wait_for_ever(tmp_path):
    """A storage that never answers delays the exit by TFV1_EXIT_SECS; then the loss is reported."""
    logdir = str(tmp_path / "logs")
    _, errors = children.run(NO_ANSWER, logdir, "remote", env={**os.environ, "TFV1_EXIT_SECS": "1"})
    assert event_logs.steps(logdir) == [0]
    assert "4 events" in errors
    assert logdir in errors
    assert "Traceback" not in errors


SLOW_DISK = """
real_write = os.write

def write(fd, data):
    if fd > 2:
        time.sleep(0.03)
    return real_write(fd, data)

os.write = write
writer = EventWriter(sys.argv[1], max_queue=1000)
for step in range(40):
    writer.add_summary(scalar("loss"), step)
    say(step)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_killed_on_a_slow_disk(logdir):
    """A local disk of 30 ms a write has each event before the call returns: SIGKILL takes none."""
    output, _ = children.run(SLOW_DISK, logdir, expect=-signal.SIGKILL)
    assert event_logs.steps(logdir) == [int(step) for step in output.split()]
