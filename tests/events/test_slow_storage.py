"""Slow and remote storage: who waits for it, for how long, and who does not."""

import heapq
import os
import threading
import time

import pytest

from tests.support import children, event_logs
from tests.support.children import wait_until
from tests.support.event_logs import scalar
from tests.support.storage import FakeFileSystem, Gate, fail_with
from tfv1.events import EventWriter, StorageError
from tfv1.events.format.protos import Event
from tfv1.events.write import deferred, queue, timer


def steps_of(fake):
    """The steps that the storage has, in the order of their arrival."""
    found = []
    for _, data in fake.appends:
        while data:
            size = int.from_bytes(data[:8], "little")
            event = Event.FromString(data[12 : 12 + size])
            if event.HasField("summary"):
                found.append(event.step)
            data = data[16 + size :]
    return found


@pytest.fixture
def fake():
    return FakeFileSystem()


@pytest.fixture
def gate(fake):
    """Holds up the writes of `fake` when it is shut."""
    fake.on_write = Gate()
    yield fake.on_write
    fake.on_write.open()


def opened(fake, **options):
    """A writer with its file and event 0 in the storage."""
    writer = EventWriter("x", file_system=fake, **options)
    writer.add_summary(scalar("loss"), 0)
    writer.flush()
    return writer


def test_the_caller_is_not_held_up_until_the_queue_is_full(fake, gate, tmp_path):
    """While the storage takes nothing, max_queue events are accepted at once, and the next waits.

    What the storage then gets is in the order of acceptance.
    """
    writer = opened(fake, max_queue=5, flush_secs=0)
    gate.shut()
    for step in range(1, 6):
        writer.add_summary(scalar("loss"), step)
    assert gate.reached.wait(60)
    assert steps_of(fake) == [0]
    sixth = threading.Thread(target=writer.add_summary, args=(scalar("loss"), 6), daemon=True)
    sixth.start()
    sixth.join(0.2)
    assert sixth.is_alive()
    assert len(writer._log._queue) == 5
    gate.open()
    sixth.join(60)
    assert not sixth.is_alive()
    writer.close()
    assert event_logs.steps(fake.save(tmp_path)) == [0, 1, 2, 3, 4, 5, 6]


def test_no_limit(fake, gate):
    """max_queue 0, or less, holds nobody up."""
    writer = opened(fake, max_queue=-1, flush_secs=0)
    gate.shut()
    for step in range(1, 2000):
        writer.add_summary(scalar("loss"), step)
    gate.open()
    writer.close()
    assert steps_of(fake) == list(range(2000))


def test_few_threads_while_a_write_takes_long(fake, gate, monkeypatch):
    """Deadlines that pass while a write is under way start no threads of their own."""
    monkeypatch.setattr(timer, "shared", timer.Timer())
    writer = opened(fake, max_queue=0, flush_secs=0)
    started = []
    start = timer.start_thread
    monkeypatch.setattr(timer, "start_thread", lambda work: (started.append(work), start(work)))
    gate.shut()
    writer.add_summary(scalar("loss"), 1)
    assert gate.reached.wait(60)
    for step in range(2, 60):
        writer.add_summary(scalar("loss"), step)
        passed = threading.Event()
        timer.shared.call_at(time.monotonic(), passed.set)  # after what is due already
        assert passed.wait(60)
    gate.open()
    writer.close()
    assert started.count(writer._log._work) < 10
    assert steps_of(fake) == list(range(60))


def test_flush_is_a_barrier(fake, gate):
    """flush returns when all that was added before is stored, and not earlier."""
    writer = opened(fake, max_queue=0, flush_secs=1000)
    gate.shut()
    for step in range(1, 4):
        writer.add_summary(scalar("loss"), step)
    seen = []
    flushing = threading.Thread(
        target=lambda: (writer.flush(), seen.extend(steps_of(fake))), daemon=True
    )
    flushing.start()
    assert gate.reached.wait(60)
    writer.add_summary(scalar("loss"), 4)  # accepted while the flush waits
    assert not seen
    gate.open()
    flushing.join(60)
    assert seen[:4] == [0, 1, 2, 3]
    writer.close()
    assert steps_of(fake) == [0, 1, 2, 3, 4]


def test_flushes_from_many_threads(fake):
    """Each thread's flush covers what that thread added before it."""
    writer = EventWriter("x", file_system=fake, max_queue=10, flush_secs=1000)

    def use(n):
        for step in range(30):
            writer.add_summary(scalar("loss"), 1000 * n + step)
            if step % 5 == 0:
                writer.flush()
                assert 1000 * n + step in steps_of(fake)

    children.in_threads(6, use)
    writer.close()
    assert sorted(steps_of(fake)) == sorted(1000 * n + step for n in range(6) for step in range(30))


def test_close_drains(fake, gate):
    """close returns when the queue is stored and the file closed."""
    writer = opened(fake, max_queue=0, flush_secs=1000)
    gate.shut()
    for step in range(1, 100):
        writer.add_summary(scalar("loss"), step)
    closing = threading.Thread(target=writer.close, daemon=True)
    closing.start()
    assert gate.reached.wait(60)
    (file,) = fake.files.values()
    assert not file.closed
    gate.open()
    closing.join(60)
    assert steps_of(fake) == list(range(100))
    assert file.closed


def test_close_stores_what_is_accepted_meanwhile(fake, gate):
    """What other threads add while close waits is stored, too, before close returns."""
    writer = opened(fake, max_queue=0, flush_secs=1000)
    gate.shut()
    writer.add_summary(scalar("loss"), 1)
    closing = threading.Thread(target=writer.close, daemon=True)
    closing.start()
    assert gate.reached.wait(60)
    assert writer.add_summary(scalar("loss"), 2)
    gate.open()
    closing.join(60)
    assert not closing.is_alive()
    assert steps_of(fake) == [0, 1, 2]
    (file,) = fake.files.values()
    assert file.closed
    assert not writer.add_summary(scalar("loss"), 3)


class Clock:
    """A time that stands still, and the shared timer's calls in the order of that time."""

    def __init__(self):
        self.now = 1000.0
        self.due = []

    def monotonic(self):
        return self.now

    def call_at(self, when, function):
        heapq.heappush(self.due, (when, len(self.due), function))

    def pass_until(self, when):
        """Lets the time pass, and calls what is due by then, each at its time."""
        while self.due and self.due[0][0] <= when:
            at, _, function = heapq.heappop(self.due)
            self.now = max(self.now, at)
            function()
        self.now = when


@pytest.fixture
def clock(monkeypatch):
    """The log's time and timer are this one's."""
    clock = Clock()
    monkeypatch.setattr(timer, "shared", clock)
    monkeypatch.setattr(deferred, "_now", clock.monotonic)
    monkeypatch.setattr(queue, "time", clock)
    return clock


def test_nothing_waits_longer_than_flush_secs(fake, clock):
    """By flush_secs after it was accepted an event is stored, though no other follows."""
    writer = EventWriter("x", file_system=fake, max_queue=0, flush_secs=60)
    writer.add_summary(scalar("loss"), 0)
    clock.pass_until(clock.now)  # the first event of a file does not wait
    wait_until(lambda: steps_of(fake) == [0])
    accepted = clock.now
    clock.now += 5
    writer.add_summary(scalar("loss"), 1)
    clock.now += 20
    writer.add_summary(scalar("loss"), 2)
    assert steps_of(fake) == [0]
    clock.pass_until(accepted + 5 + 60)
    wait_until(lambda: steps_of(fake)[:2] == [0, 1])
    clock.pass_until(accepted + 25 + 60)
    wait_until(lambda: steps_of(fake) == [0, 1, 2])
    writer.close()


def test_events_wait_for_company(fake, clock):
    """Before flush_secs, and with room in the queue, a remote storage is left in peace."""
    writer = EventWriter("x", file_system=fake, max_queue=100, flush_secs=60)
    writer.add_summary(scalar("loss"), 0)
    writer.flush()
    clock.pass_until(clock.now)
    for step in range(1, 40):
        writer.add_summary(scalar("loss"), step)
        clock.pass_until(clock.now + 1)
    assert steps_of(fake) == [0]
    writer.flush()
    assert len(fake.appends) == 3  # version, the first event, all others in one write
    writer.close()


def test_a_write_ends_with_the_event_that_exceeds_4_mib():
    """The oldest events go together until they exceed 4 MiB."""
    sizes = [1 << 20] * 9 + [5 << 20, 1]
    waiting = queue.Queue(queue.Entry((0.0, 1, b"", bytes(size), False)) for size in sizes)
    writes = []
    while batch := waiting.first():
        writes.append(len(batch))
        for entry in batch:
            entry.stored = True
        waiting.drop_stored()
    assert (writes, waiting.stored) == ([5, 5, 1], 11)


@pytest.mark.parametrize("flush_secs", [0, -1])
def test_no_patience(fake, flush_secs):
    """flush_secs 0, or less, stores every event without a flush."""
    writer = EventWriter("x", file_system=fake, max_queue=0, flush_secs=flush_secs)
    for step in range(20):
        writer.add_summary(scalar("loss"), step)
        wait_until(lambda step=step: steps_of(fake) == list(range(step + 1)))
    writer.close()


def test_a_queue_that_fills_is_stored_before_it_is_full(fake):
    """With half of max_queue waiting the storage gets it, without a flush and before flush_secs."""
    writer = opened(fake, max_queue=10, flush_secs=1000)
    for step in range(1, 6):
        writer.add_summary(scalar("loss"), step)
    wait_until(lambda: steps_of(fake) == [0, 1, 2, 3, 4, 5])
    writer.close()


def test_no_thread_can_be_started(fake, monkeypatch):
    """Where the system gives no more threads, callers do the work themselves."""
    writer = opened(fake, max_queue=4, flush_secs=1000)

    def refuse(work):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(timer, "shared", timer.Timer())
    monkeypatch.setattr(timer, "start_thread", refuse)
    for step in range(1, 20):
        writer.add_summary(scalar("loss"), step)
    writer.close()
    assert steps_of(fake) == list(range(20))


def test_a_flush_is_told_of_its_failure(fake, monkeypatch, no_retry):
    """Another worker, however early it comes, leaves the next attempt to the retry."""
    writer = opened(fake, max_queue=10, flush_secs=1000)
    log = writer._log
    writer.add_summary(scalar("loss"), 1)
    fake.on_write = fail_with(5)
    arm = log._arm
    come = [True]

    def come_at_once():
        arm()
        if log._incident and not log._busy and come:  # the first is about to leave
            come.clear()
            fake.on_write = lambda file, data: None
            threading.Thread(target=log._work).start()

    monkeypatch.setattr(log, "_arm", come_at_once)
    with pytest.raises(StorageError):
        writer.flush()
    wait_until(lambda: not come)
    writer.close()
    assert steps_of(fake) == [0, 1]


def test_a_failed_remote_file_is_left(fake, tmp_path, no_retry):
    """After a failure in the middle of a remote file what was not confirmed goes to a new file."""
    writer = opened(fake, max_queue=10, flush_secs=1000)
    (first,) = fake.files.values()

    def tear(file, data):
        if file is first:
            file.data += data[: len(data) // 2]
            file.damaged = True
            raise OSError(5, "connection lost")

    fake.on_write = tear
    writer.add_summary(scalar("loss"), 1)
    with pytest.raises(OSError, match="connection lost"):
        writer.flush()
    writer.flush()
    writer.add_summary(scalar("loss"), 2)
    writer.close()
    del fake.files[first.path]
    assert event_logs.steps(fake.save(tmp_path)) == [1, 2]
    assert os.path.basename(first.path) < os.path.basename(next(iter(fake.files)))
