"""Threads that add to one writer at the same moment."""

import os
import threading

import pytest

from tests.support import event_logs
from tests.support.children import wait_until
from tests.support.event_logs import scalar
from tfv1.events import EventWriter
from tfv1.events.write import storage


class HeldWrite:
    """os.write, whose next call waits for `let_go`; `sizes` are those of all calls."""

    def __init__(self, monkeypatch):
        self.begun = threading.Event()
        self.let_go = threading.Event()
        self.sizes = []
        self.refuse = 0  # how many of the calls after the held one fail
        self._write = os.write
        monkeypatch.setattr(storage.os, "write", self)

    def __call__(self, fd, data):
        first = not self.sizes
        self.sizes.append(len(data))
        if first:
            self.begun.set()
            assert self.let_go.wait(60)
        elif self.refuse:
            self.refuse -= 1
            raise OSError(28, "No space left on device")
        return self._write(fd, data)


@pytest.fixture
def race(logdir, monkeypatch):
    """Starts eight adds while another's write is held up, then releases it; what each returned."""

    def run(refuse=0):
        writer = EventWriter(logdir)
        writer.add_summary(scalar("loss"), 0)
        held = HeldWrite(monkeypatch)
        held.refuse = refuse
        told = {}

        def add(step):
            told[step] = writer.add_summary(scalar("loss"), step)

        threads = [threading.Thread(target=add, args=(1,))]
        threads[0].start()
        assert held.begun.wait(60)
        for step in range(2, 10):
            threads.append(threading.Thread(target=add, args=(step,)))
            threads[-1].start()
        wait_until(lambda: len(writer._log._queue) == 8)
        assert event_logs.steps(logdir) == [0]
        held.let_go.set()
        for thread in threads:
            thread.join(60)
        assert told == dict.fromkeys(range(1, 10), True)
        return writer, held

    return run


def test_who_writes_takes_the_others_along(race, logdir):
    """What eight threads bring while a ninth is writing is stored by one more write."""
    _, held = race()
    assert len(held.sizes) == 2
    assert held.sizes[1] == 8 * held.sizes[0]
    assert sorted(event_logs.steps(logdir)) == list(range(10))


def test_a_disk_that_has_no_room_for_all_at_once(race, logdir):
    """Where the common write fails, each event is written, or waits, by itself: none is lost."""
    writer, _ = race(refuse=3)
    writer.close()
    assert sorted(event_logs.steps(logdir)) == list(range(10))


def test_what_was_taken_along_is_there_after_a_removal(race, logdir):
    """Events stored by another thread's write count as lately written when the file is removed."""
    writer, _ = race()
    os.unlink(writer.path)
    writer.close()
    assert sorted(event_logs.steps(logdir))[-8:] == list(range(2, 10))
