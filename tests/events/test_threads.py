"""Many threads, many writers, and writers that nobody closes."""

import gc
import itertools
import os
import resource
import threading

import pytest

from tests.support import event_logs
from tests.support.children import in_threads, wait_until
from tests.support.event_logs import scalar
from tests.support.storage import FakeFileSystem, Gate
from tfv1.events import EventWriter


def stored(logdir):
    """Tag and step of every summary in the files of a directory."""
    return [
        (value.tag, event.step)
        for event in event_logs.read(logdir)
        for value in event.summary.value
    ]


def test_64_threads(logdir):
    """64 threads add to one writer: every event is there once, each thread's in its order."""
    writer = EventWriter(logdir)

    def add(n):
        for step in range(50):
            writer.add_summary(scalar(f"t{n}"), step)

    in_threads(64, add)
    writer.close()
    found = stored(logdir)
    assert len(found) == 64 * 50
    for n in range(64):
        assert [step for tag, step in found if tag == f"t{n}"] == list(range(50))


def race(writer):
    """Eight threads that add, flush, close and reopen at once; what each add returned."""
    accepted = [[] for _ in range(8)]

    def use(n):
        for step in range(150):
            if writer.add_summary(scalar(f"t{n}"), step):
                accepted[n].append((f"t{n}", step))
            if step % 10 == n:
                writer.flush()
            if step % 25 == n:
                writer.close()
            if step % 5 == n % 5:
                writer.reopen()

    in_threads(8, use)
    writer.close()
    return list(itertools.chain(*accepted))


def test_add_flush_close_and_reopen_at_once(logdir):
    """Each event that was accepted is in exactly one file, each that was not is in none."""
    accepted = race(EventWriter(logdir))
    found = stored(logdir)
    assert sorted(found) == sorted(accepted)
    assert len(event_logs.files(logdir)) > 1
    for path in event_logs.files(logdir):
        in_file = stored(path)
        for n in range(8):
            own = [step for tag, step in in_file if tag == f"t{n}"]
            assert own == sorted(own)


def test_the_same_with_a_queue(tmp_path):
    """The same for a remote storage with a short queue."""
    fake = FakeFileSystem()
    accepted = race(EventWriter("x", file_system=fake, max_queue=3, flush_secs=0.01))
    assert sorted(stored(fake.save(tmp_path))) == sorted(accepted)
    assert all(file.closed for file in fake.files.values())


def test_closed_while_an_add_waits_for_room():
    """An add that waits for room when the writer is closed returns that it was not accepted.

    Or its event is stored: it is one of the two.
    """
    fake = FakeFileSystem()
    gate = fake.on_write = Gate()
    writer = EventWriter("x", file_system=fake, max_queue=2, flush_secs=1000)
    writer.add_summary(scalar("loss"), 0)
    writer.flush()
    gate.shut()
    writer.add_summary(scalar("loss"), 1)
    writer.add_summary(scalar("loss"), 2)
    gate.reached.wait(60)
    told = {}
    threads = [
        threading.Thread(
            target=lambda n=n: told.setdefault(n, writer.add_summary(scalar("loss"), n))
        )
        for n in (3, 4, 5)
    ]
    closing = threading.Thread(target=writer.close)
    for thread in [*threads, closing]:
        thread.start()
    gate.open()
    for thread in [*threads, closing]:
        thread.join(60)
        assert not thread.is_alive()
    data = b"".join(data for _, data in fake.appends)
    assert len(told) == 3
    for n, accepted in told.items():
        assert (b"\x10" + bytes([n]) in data) == accepted


def test_a_thousand_open_writers(logdir):
    """1,000 writers with events are 1,000 files, and one thread that ends when all is verified."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 1200:
        if hard != resource.RLIM_INFINITY and hard < 1200:
            pytest.skip("this system allows too few open files")
        resource.setrlimit(resource.RLIMIT_NOFILE, (1200, hard))
    threads = threading.active_count()
    try:
        writers = [EventWriter(os.path.join(logdir, str(n))) for n in range(1000)]
        for step in range(2):
            for writer in writers:
                writer.add_summary(scalar("loss"), step)
        assert threading.active_count() <= threads + 1
        for writer in writers:
            writer.flush()
            writer.close()
        wait_until(lambda: threading.active_count() <= threads)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert len(event_logs.files(logdir)) == 1000
    for n in range(0, 1000, 100):
        assert event_logs.steps(os.path.join(logdir, str(n))) == [0, 1]
    for n in range(1000):  # so many that TensorBoard need not look at all of them
        if n % 100:
            os.unlink(event_logs.files(os.path.join(logdir, str(n)))[0])


def test_a_thousand_waiting_writers_share_one_thread(tmp_path):
    """1,000 writers of a remote storage with an event that waits have one thread between them."""
    fake = FakeFileSystem()
    threads = set(threading.enumerate())
    writers = [EventWriter(f"x/{n}", file_system=fake, flush_secs=1000) for n in range(1000)]
    for writer in writers:
        writer.add_summary(scalar("loss"), 0)
        writer.flush()
        writer.add_summary(scalar("loss"), 1)
    wait_until(lambda: len(set(threading.enumerate()) - threads) <= 1)
    for writer in writers:
        writer.close()
    assert len(fake.files) == 1000


@pytest.fixture
def no_collector():
    """Without the cyclic collector: what goes must go by its reference count."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def open_files():
    return len(os.listdir("/dev/fd"))


def test_a_dropped_writer_closes_itself(logdir, no_collector):
    """Dropped writers leave no open file, and need no collector for it."""
    before = open_files()
    for n in range(20):
        writer = EventWriter(os.path.join(logdir, str(n)))
        writer.add_summary(scalar("loss"), 1)
        assert open_files() == before + 1
        del writer
        assert open_files() == before
    assert len(stored(logdir)) == 20


def test_a_dropped_writer_stores_what_waits(tmp_path, no_collector):
    """A writer that is dropped with events waiting stores them, soon, and closes its file."""
    fake = FakeFileSystem()
    gate = fake.on_write = Gate()
    writer = EventWriter("x", file_system=fake, flush_secs=1000, max_queue=0)
    writer.add_summary(scalar("loss"), 0)
    writer.flush()
    gate.shut()
    for step in range(1, 5):
        writer.add_summary(scalar("loss"), step)
    del writer
    gate.open()
    (file,) = fake.files.values()
    wait_until(lambda: file.closed)
    assert event_logs.steps(fake.save(tmp_path)) == [0, 1, 2, 3, 4]


def test_dropped_while_the_storage_fails(tmp_path):
    """Events of a dropped writer are tried again until the storage takes them."""
    fake = FakeFileSystem()
    left = [3]

    def fail(file, data):
        if left[0]:
            left[0] -= 1
            raise OSError(5, "not yet")

    writer = EventWriter("x", file_system=fake, flush_secs=1000)
    writer.add_summary(scalar("loss"), 0)
    writer.flush() if not left[0] else None
    fake.on_write = fail
    writer.add_summary(scalar("loss"), 1)
    del writer
    wait_until(lambda: any(file.closed and file.data for file in fake.files.values()))
    assert left == [0]
    fake.files = {path: file for path, file in fake.files.items() if file.data}
    assert event_logs.steps(fake.save(tmp_path)) == [0, 1]


def test_writers_of_one_directory_in_many_threads(logdir):
    """Writers that open in one directory from many threads at once have a file each."""

    def use(n):
        for step in range(10):
            writer = EventWriter(logdir)
            writer.add_summary(scalar(f"t{n}"), step)
            writer.close()

    in_threads(32, use)
    assert sorted(stored(logdir)) == sorted(
        (f"t{n}", step) for n in range(32) for step in range(10)
    )
    assert len(event_logs.files(logdir)) == 320
