"""A full disk: only whole records, an error, and nothing lost once there is room."""

import errno
import logging
import os
import signal
import subprocess

import pytest

from tests.support import children, event_logs
from tests.support.event_logs import scalar
from tests.support.storage import FakeFileSystem, fail_with
from tfv1.events import EventWriter, StorageError

# What fills the disk and makes room again: `fill()` and `make_room()`.
LIMIT = """
import os, resource
logdir = sys.argv[1]
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
def fill():
    size = os.path.getsize(writer.path) if writer.path else 10
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, most))
def make_room():
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
"""
TMPFS = """
logdir = os.path.join(sys.argv[1], "mounted")
def fill():
    with open(logdir + "/filler", "wb", buffering=0) as filler:
        try:
            while True: filler.write(b"x" * 4096)
        except OSError: pass
def make_room():
    os.unlink(logdir + "/filler")
"""
FULL = """
import errno, logging
class Log(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []
    def emit(self, record):
        self.lines.append(record.getMessage())
log = Log()
logging.getLogger("tfv1").addHandler(log)

def raised(function, *arguments):
    try:
        function(*arguments)
    except StorageError as error:
        return error

writer = EventWriter(logdir, max_queue=5)
step = 0
def add():
    global step
    writer.add_summary(scalar("x" * 50), step)
    step += 1
for _ in range(3):
    add()
fill()
while raised(add) is None:
    assert step < 500
refused = step
error = raised(add)
assert refused > 3 and writer.path in str(error) and "5 events wait" in str(error), error
assert error.errno in (errno.ENOSPC, errno.EFBIG), error
assert raised(writer.flush) and raised(writer.close) and raised(writer.close)
assert len(log.lines) == 1, log.lines
assert writer.path in log.lines[0] and os.strerror(error.errno) in log.lines[0]
say(os.path.getsize(writer.path))
"""
AND_ROOM_AGAIN = """
make_room()
writer.flush()
assert len(log.lines) == 2, log.lines
for _ in range(10):
    add()
writer.close()
say(step)
"""


@pytest.fixture(params=["RLIMIT_FSIZE", pytest.param("tmpfs", marks=pytest.mark.root)])
def full(request, logdir):
    """What a child needs to fill its disk, and the directory it is given."""
    if request.param == "RLIMIT_FSIZE":
        yield LIMIT
        return
    mounted = os.path.join(logdir, "mounted")
    os.makedirs(mounted)
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", mounted]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("root may not mount a file system here")
    yield TMPFS
    event_logs.check_with_tensorboard(mounted)
    subprocess.run(["umount", mounted], check=True)


def test_full_and_then_room(logdir, full):
    """add raises once max_queue wait, flush and close raise; with room all is there, in order.

    One line is logged when the incident begins and one when it ends.
    """
    output, errors = children.run(full + FULL + AND_ROOM_AGAIN, logdir)
    count = int(output.split()[-1])
    assert event_logs.steps(logdir) == list(range(count))
    assert errors == ""


def test_room_is_noticed_without_another_call(logdir, full):
    """What waits is stored as soon as there is room, by itself."""
    waiting = """
make_room()
deadline = time.monotonic() + 60
while len(log.lines) < 2 and time.monotonic() < deadline:
    time.sleep(0.01)
say(step)
os._exit(0)
"""
    output, _ = children.run(full + FULL + waiting, logdir)
    assert event_logs.steps(logdir) == list(range(int(output.split()[-1])))


def test_whole_records_while_the_disk_is_full(logdir, full):
    """Killed on a full disk, the process leaves whole records, without those reported as held."""
    output, _ = children.run(
        full + FULL + "say(step)\nos.kill(os.getpid(), signal.SIGKILL)",
        logdir,
        expect=-signal.SIGKILL,
    )
    size, count = map(int, output.split())
    assert event_logs.steps(logdir) == list(range(count - 5))
    (path,) = event_logs.files(logdir)
    assert os.path.getsize(path) == size


def test_the_loss_at_exit_is_told(logdir, full):
    """A process that ends on a full disk says on stderr which file lacks how many events."""
    source = FULL.replace(
        "addHandler(log)", "addHandler(log); logging.lastResort = logging.StreamHandler()"
    )
    _, errors = children.run(full + source + "logging.getLogger('tfv1').removeHandler(log)", logdir)
    assert "5 events wait in memory. The process ends, and what waits is lost." in errors
    assert "Traceback" not in errors


def test_the_first_event_does_not_fit(logdir, full):
    """A disk that is full from the start: no torn file is left, and all comes with the room."""
    source = """
writer = EventWriter(logdir, max_queue=5)
fill()
if "resource" in sys.modules:
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, most))
for step in range(5):
    writer.add_summary(scalar("x"), step)
assert not [name for name in os.listdir(logdir) if "tfevents" in name]
make_room()
writer.close()
"""
    children.run(full + source, logdir)
    assert event_logs.steps(logdir) == [0, 1, 2, 3, 4]


def test_a_torn_write_is_taken_back(tmp_path, monkeypatch):
    """A write that stores half of a record and then fails leaves none of it."""
    writer = EventWriter(str(tmp_path))
    writer.add_summary(scalar("loss"), 0)
    size = os.path.getsize(writer.path)
    real_write = os.write

    def half(fd, data):
        if len(data) <= 20:
            raise OSError(errno.EIO, "I/O error")
        return real_write(fd, data[:20])

    monkeypatch.setattr(os, "write", half)
    writer.add_summary(scalar("loss"), 1)
    assert os.path.getsize(writer.path) == size
    monkeypatch.setattr(os, "write", real_write)
    writer.close()
    assert event_logs.steps(tmp_path) == [0, 1]


def test_a_torn_record_that_cannot_be_taken_back(tmp_path, monkeypatch):
    """Where the file cannot be cut, a new one is begun: nothing follows a torn record."""
    writer = EventWriter(str(tmp_path))
    writer.add_summary(scalar("loss"), 0)
    torn = writer.path
    size = os.path.getsize(torn)
    real_write = os.write

    def half(fd, data):
        if len(data) <= 20:
            raise OSError(errno.EIO, "I/O error")
        return real_write(fd, data[:20])

    def no_cut(fd, size):
        raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(os, "write", half)
    monkeypatch.setattr(os, "ftruncate", no_cut)
    writer.add_summary(scalar("loss"), 1)
    monkeypatch.setattr(os, "write", real_write)
    writer.flush()
    writer.add_summary(scalar("loss"), 2)
    writer.close()
    (new,) = set(event_logs.files(tmp_path)) - {torn}
    assert event_logs.steps(new) == [1, 2]
    assert os.path.getsize(torn) > size
    os.truncate(torn, size)
    assert event_logs.steps(torn) == [0]


def test_one_line_an_incident(caplog):
    """Many failures are one incident; a failure after a recovery is another."""
    fake = FakeFileSystem()
    writer = EventWriter("x", file_system=fake, max_queue=3, flush_secs=0)
    for _ in range(2):
        fake.on_write = fail_with(errno.ENOSPC, "no space left")
        for step in range(3):
            writer.add_summary(scalar("loss"), step)
        for _ in range(5):
            with pytest.raises(StorageError, match="no space left; 3 events wait in memory"):
                writer.add_summary(scalar("loss"), 99)
            with pytest.raises(StorageError):
                writer.flush()
        fake.on_write = lambda file, data: None
        writer.flush()
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING] * 2
    writer.close()


def test_room_for_some(tmp_path):
    """Where there is room for some of the events that wait, those are stored, each once."""
    fake = FakeFileSystem()
    writer = EventWriter("x", file_system=fake, max_queue=0, flush_secs=1000)
    writer.add_summary(scalar("loss"), 0)
    writer.flush()
    room = [100]

    def limited(file, data):
        if len(data) > room[0]:
            raise OSError(errno.ENOSPC, "no space left")
        room[0] -= len(data)

    fake.on_write = limited
    for step in range(1, 10):
        writer.add_summary(scalar("loss"), step)
    with pytest.raises(StorageError):
        writer.flush()
    some = event_logs.steps(fake.save(tmp_path))
    assert some == list(range(len(some)))
    assert 1 < len(some) < 10
    room[0] = 1 << 20
    writer.close()
    assert event_logs.steps(fake.save(tmp_path)) == list(range(10))


def test_close_that_failed_can_be_repeated(tmp_path):
    """close() on a failing storage raises each time and loses nothing; with room it closes."""
    fake = FakeFileSystem()
    writer = EventWriter("x", file_system=fake, max_queue=3, flush_secs=1000)
    writer.add_summary(scalar("loss"), 0)
    writer.flush()
    fake.on_write = fail_with(errno.EIO)
    writer.add_summary(scalar("loss"), 1)
    for _ in range(3):
        with pytest.raises(StorageError):
            writer.close()
        assert not writer.closed
    assert writer.add_summary(scalar("loss"), 2)
    fake.on_write = lambda file, data: None
    writer.close()
    assert writer.closed
    assert event_logs.steps(fake.save(tmp_path)) == [0, 1, 2]


def test_a_file_whose_close_fails(tmp_path):
    """Some storages report a lost write only when the file is closed: it is written again."""
    fake = FakeFileSystem()
    writer = EventWriter("x", file_system=fake, flush_secs=1000)
    writer.add_summary(scalar("loss"), 0)

    def lose(file):
        file.data = file.data[:40]
        raise OSError(errno.EDQUOT, "quota")

    fake.on_close = lose
    with pytest.raises(StorageError, match="quota"):
        writer.close()
    fake.on_close = lambda file: None
    children.wait_until(lambda: len(fake.files) > 1 and not writer._log._queue)
    assert len(fake.files) == 2, (writer._log.__dict__, fake.appends)
    writer.close()
    assert event_logs.steps(fake.save(tmp_path)) == [0]


def test_a_storage_that_raises_anything(tmp_path):
    """A storage that raises something other than an OSError is failing, too: nothing hangs."""
    fake = FakeFileSystem()
    writer = EventWriter("x", file_system=fake, max_queue=2, flush_secs=1000)

    def bad(file, data):
        raise ZeroDivisionError("a plugin's mistake")

    fake.on_write = bad
    writer.add_summary(scalar("loss"), 0)
    with pytest.raises(StorageError, match="a plugin's mistake"):
        writer.flush()
    fake.on_write = lambda file, data: None
    writer.close()
    assert [path for path in event_logs.files(fake.save(tmp_path)) if event_logs.steps(path)]
