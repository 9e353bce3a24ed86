"""Names of event files: TensorFlow 1.15's, and never somebody else's."""

import os
import re
import socket
import time

import pytest

from tests.support import children, event_logs
from tests.support.event_logs import scalar
from tfv1.events import EventWriter
from tfv1.events.write import names


@pytest.fixture
def one_second(monkeypatch):
    """The clock stands still."""
    monkeypatch.setattr(time, "time", lambda: 1700000000.9)


def test_the_first_writer_of_a_second_has_1_15s_name(logdir, one_second):
    """The name is seconds, host and suffix; the version event has the same second."""
    writer = EventWriter(logdir, filename_suffix=".eval")
    writer.add_summary(scalar("loss"), 1)
    writer.close()
    (path,) = event_logs.files(logdir)
    name = f"events.out.tfevents.1700000000.{socket.gethostname()}.eval"
    assert os.path.basename(path) == name
    assert event_logs.read(path)[0].wall_time == 1700000000.0


def test_seconds_have_ten_digits():
    """A clock near the epoch gives a name that sorts before later ones, as in 1.15."""
    first = next(iter(names.candidates(7)))
    assert first.startswith("events.out.tfevents.0000000007.")


def test_further_names_carry_process_and_number():
    """The second and third names of a second have the process and a number before the suffix."""
    found = [name for name, _ in zip(names.candidates(1700000000, ".x"), range(3), strict=False)]
    base = f"events.out.tfevents.1700000000.{socket.gethostname()}"
    assert found == [f"{base}.x", f"{base}.{os.getpid()}.001.x", f"{base}.{os.getpid()}.002.x"]


def test_unique_names_end_in_random_digits():
    """Where no file can be created exclusively, 32 random bits keep names apart.

    Here, too, a name sorts after that of the previous file.
    """
    start = f"events.out.tfevents.1700000000.{socket.gethostname()}.{os.getpid()}"
    found = [names.unique(1700000000, ".x", after) for after in ("", "", f"{start}.002.")]
    assert [re.sub(r"\b[0-9a-f]{8}\.x$", "RANDOM.x", name) for name in found] == [
        f"{start}.{n}.RANDOM.x" for n in ("001", "001", "003")
    ]
    assert found[0] != found[1]


def test_the_names_of_a_second_sort_in_order():
    """A writer that begins twelve files in a second has them read in that order."""
    found = [name for name, _ in zip(names.candidates(1700000000), range(12), strict=False)]
    assert sorted(found) == found


def test_two_writers_of_one_second_have_two_files(logdir, one_second):
    """The later writer truncates nothing of the earlier one's."""
    first, second = EventWriter(logdir), EventWriter(logdir)
    for step in range(3):
        first.add_summary(scalar("first"), step)
        second.add_summary(scalar("second"), 10 + step)
    first.close()
    second.close()
    assert sorted(event_logs.steps(path) for path in event_logs.files(logdir)) == [
        [0, 1, 2],
        [10, 11, 12],
    ]


def test_reopened_in_one_second(logdir, one_second):
    """Each reopen within a second starts a new file, with its version event."""
    writer = EventWriter(logdir)
    for step in range(5):
        writer.add_summary(scalar("loss"), step)
        writer.close()
        writer.reopen()
    writer.close()
    assert len(event_logs.files(logdir)) == 5
    assert event_logs.steps(logdir) == [0, 1, 2, 3, 4]


def test_a_foreign_file_of_the_name_stays_as_it_is(logdir, one_second):
    """A file that stands at the name already is neither written to nor truncated."""
    os.makedirs(logdir)
    path = os.path.join(logdir, next(iter(names.candidates(1700000000))))
    with open(path, "wb"):
        pass
    writer = EventWriter(logdir)
    writer.add_summary(scalar("loss"), 1)
    assert writer.path != path
    writer.close()
    assert os.path.getsize(path) == 0


def test_no_file_for_a_writer_without_events(logdir):
    """The directory is made at once, the file when the first event comes."""
    writer = EventWriter(os.path.join(logdir, "deep", "er"))
    assert os.path.isdir(os.path.join(logdir, "deep", "er"))
    writer.flush()
    writer.close()
    assert event_logs.files(logdir) == []
    assert writer.path is None


WRITE_IN_ONE_SECOND = """
time.time = lambda: 1700000000.0
writer = EventWriter(sys.argv[1])
say("ready")
sys.stdin.readline()
for step in range(20):
    writer.add_summary(scalar(sys.argv[2]), step)
"""


def test_eight_processes_in_one_second(logdir):
    """Eight processes that start in one second in one directory write eight whole files."""
    import subprocess

    processes = [
        children.start(WRITE_IN_ONE_SECOND, logdir, f"p{n}", stdin=subprocess.PIPE)
        for n in range(8)
    ]
    for child in processes:
        assert child.stdout.readline() == "ready\n"
    for child in processes:
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in processes:
        child.communicate(timeout=60)
        assert child.returncode == 0
    tags = []
    for path in event_logs.files(logdir):
        assert event_logs.steps(path) == list(range(20))
        tags += {value.tag for event in event_logs.read(path) for value in event.summary.value}
    assert sorted(tags) == [f"p{n}" for n in range(8)]


def test_a_second_live_writer_is_told_once(logdir, caplog):
    """One warning a directory names both files and FileWriterCache."""
    one, two, three = EventWriter(logdir), EventWriter(logdir), EventWriter(logdir + "/.")
    one.add_summary(scalar("a"), 1)
    assert not caplog.records
    two.add_summary(scalar("b"), 1)
    three.add_summary(scalar("c"), 1)
    (told,) = caplog.messages
    assert re.search(r"FileWriterCache\.get\(logdir\)", told)
    assert os.path.basename(one.path) in told
    assert os.path.basename(two.path) in told


def test_one_writer_after_another_is_not_told(logdir, caplog):
    """A closed writer, or one without events, is not a second live writer."""
    for step in range(2):
        writer = EventWriter(logdir)
        writer.add_summary(scalar("a"), step)
        writer.close()
    idle = EventWriter(logdir)
    writer.reopen()
    writer.add_summary(scalar("a"), 3)
    idle.close()
    assert not caplog.records
