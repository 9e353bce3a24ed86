"""An interrupt at every bytecode of every call leaves a writer that loses and doubles nothing."""

import contextlib
import errno
import itertools
import time

import pytest
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata

from tests.events.faults.interrupts import (
    Interrupted,
    Timeout,
    in_another_thread,
    interrupt,
    meanwhile,
)
from tests.support import children, event_logs
from tests.support.event_logs import scalar
from tests.support.storage import FaultyFileSystem
from tfv1.events import EventWriter, StorageError

DESCRIBED = Summary(
    value=[Summary.Value(tag="t", simple_value=1, metadata=SummaryMetadata(display_name="T"))]
)


def add_bytes(writer, step):
    return writer.add_summary(scalar("loss"), step)


def add_proto(writer, step):
    return writer.add_summary(Summary.FromString(scalar("loss")), step)


def add_described(writer, step):
    return writer.add_summary(DESCRIBED, step)


def add_event(writer, step):
    return writer.add_event(Event(step=step, summary=Summary.FromString(scalar("loss"))))


def flush(writer, step):
    writer.flush()


def close(writer, step):
    writer.close()


def close_and_reopen(writer, step):
    writer.close()
    writer.reopen()


CALLS = [add_bytes, add_proto, add_described, add_event, flush, close, close_and_reopen]


class Disk:
    """A storage in one of its conditions."""

    def __init__(self, kind, condition):
        self.file_system = FaultyFileSystem(direct=kind == "local")
        self._condition = condition
        self.fails = condition.startswith("failing")

    def worsen(self):
        if self._condition == "slow":
            self.file_system.on_write = lambda file, data: time.sleep(0.001)
        elif self._condition == "failing":
            self.file_system.fail(errno.ENOSPC)
        elif self._condition == "failing once":
            self.file_system.fail(errno.ENOSPC, times=1)


def interrupted_at(n, logdir, disk, call, exception, before):
    """Whether a writer was interrupted at the n-th bytecode of `call`; fails if that hurt it."""
    writer = EventWriter(str(logdir), max_queue=4, flush_secs=1000, file_system=disk.file_system)
    accepted = [step for step in range(before) if writer.add_summary(scalar("loss"), step)]
    disk.worsen()
    if before:
        # Something waits, where things can wait.
        writer.add_summary(scalar("loss"), 8)
        accepted.append(8)
    unsure = []
    try:
        where, result = interrupt(lambda: call(writer, 10), n, exception)
        (accepted if result else unsure).append(10)
    except StorageError as error:
        # As on any storage that fails; an interrupt that is an OSError may be the failure.
        unsure.append(10)
        where = error.interrupted

    disk.file_system.heal()
    try:
        in_another_thread(writer.reopen)
        if disk.fails:
            # An attempt that began before the storage was well may fail yet.
            with contextlib.suppress(StorageError):
                in_another_thread(writer.flush)
        in_another_thread(lambda: writer.add_summary(scalar("loss"), 20))
        assert writer.add_summary(scalar("loss"), 21)
        accepted += [20, 21]
        writer.flush()
        event_logs.check_steps(event_logs.steps(logdir), accepted, unsure)
        assert writer.add_summary(scalar("loss"), 22)
        writer.close()
        assert writer.closed
        event_logs.check_steps(event_logs.steps(logdir), [*accepted, 22], unsure)
    except (AssertionError, StorageError) as error:
        raise AssertionError(f"{call.__name__}, interrupted at {n}, {where}: {error}") from error
    return where is not None


def at_every_bytecode(tmp_path, disk, call, exception=KeyboardInterrupt, before=2, stride=1):
    """Interrupts the call at its first bytecode, at its second, and so on until it gets through."""
    n = 1
    while interrupted_at(n, tmp_path / str(n), disk(), call, exception, before):
        n += stride


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
@pytest.mark.parametrize("before", [2, 0], ids=["later", "first"])
def test_local(tmp_path, call, before):
    """KeyboardInterrupt at every bytecode of every call, on a local disk."""
    at_every_bytecode(tmp_path, lambda: Disk("local", "well"), call, before=before)


def test_the_timer_wakes_a_log_between_any_two_bytecodes(tmp_path):
    """A deadline that comes on the timer's thread during a call breaks nothing."""
    for n in itertools.count(1):
        storage = FaultyFileSystem(direct=False)
        logdir = str(tmp_path / str(n))
        writer = EventWriter(logdir, max_queue=100, flush_secs=1000, file_system=storage)
        writer.add_summary(scalar("loss"), 0)
        writer.flush()
        children.wait_until(lambda: not writer._log._busy)  # noqa: B023
        writer.add_summary(scalar("loss"), 1)  # due in a quarter of an hour
        came = meanwhile(lambda: add_bytes(writer, 2), n, writer._log._wake)  # noqa: B023
        writer.close()
        assert event_logs.steps(logdir) == [0, 1, 2]
        if not came:
            break


def test_a_disk_is_well_again_between_any_two_bytecodes_of_the_timer(tmp_path):
    """The timer's thread asks when to retry while a call of another thread has succeeded."""
    for n in itertools.count(1):
        storage = FaultyFileSystem(direct=True)
        logdir = str(tmp_path / str(n))
        writer = EventWriter(logdir, max_queue=4, flush_secs=1000, file_system=storage)
        storage.fail(errno.ENOSPC)
        writer.add_summary(scalar("loss"), 0)
        storage.heal()
        came = meanwhile(writer._log._wake, n, writer.flush)
        writer.close()
        assert event_logs.steps(logdir) == [0]
        if not came:
            break


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
@pytest.mark.parametrize("condition", ["well", "slow"])
def test_remote(tmp_path, call, condition):
    """KeyboardInterrupt at every bytecode of every call, on remote storage."""
    at_every_bytecode(tmp_path, lambda: Disk("remote", condition), call)


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
@pytest.mark.parametrize("condition", ["failing", "failing once"])
@pytest.mark.parametrize("kind", ["local", "remote"])
def test_failing(tmp_path, call, kind, condition):
    """KeyboardInterrupt at every bytecode of every call, while the storage takes nothing."""
    at_every_bytecode(tmp_path, lambda: Disk(kind, condition), call)


@pytest.mark.slow
@pytest.mark.parametrize("exception", [Interrupted, Timeout, RuntimeError, MemoryError, SystemExit])
@pytest.mark.parametrize("kind", ["local", "remote"])
@pytest.mark.parametrize("call", [add_bytes, add_described, flush, close])
def test_any_exception(tmp_path, kind, call, exception):
    """Whatever a signal handler raises is as harmless, were it an error that a storage knows."""
    at_every_bytecode(tmp_path, lambda: Disk(kind, "well"), call, exception)


def test_constructor(tmp_path, caplog):
    """An interrupted constructor leaves nothing behind that troubles the next one."""
    for n in itertools.count(1):
        logdir = tmp_path / str(n)
        where, _ = interrupt(lambda logdir=logdir: EventWriter(str(logdir)), n)
        again = EventWriter(str(logdir))
        again.add_summary(scalar("loss"), 1)
        again.close()
        assert event_logs.steps(logdir) == [1]
        if where is None:
            break
    assert not caplog.records


ALARMS = """
import random
from tests.support.storage import FaultyFileSystem
from tests.events.faults.interrupts import Interrupted, Timeout

logdir, kind, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
writer = EventWriter(logdir, max_queue=20, flush_secs=0.01,
                     file_system=FaultyFileSystem(direct=kind == "local"))
draw = random.Random(wanted)
fired = interrupted = 0

def handle(number, frame):
    global fired
    fired += 1
    raise draw.choice([KeyboardInterrupt, Interrupted, Timeout, MemoryError])()

signal.signal(signal.SIGALRM, handle)
accepted = []
step = 0
while fired < wanted:
    before = fired
    try:
        # No zero, which would stop the clock.
        signal.setitimer(signal.ITIMER_REAL, 2e-6 + draw.random() * 3e-4)
        while True:
            if fired != before:
                break
            step += 1
            if writer.add_summary(scalar("loss"), step):
                accepted.append(step)
            if step % 10 == 0:
                writer.flush()
            if step % 100 == 0:
                writer.close()
            if step % 100 == 1:
                writer.reopen()
    except (KeyboardInterrupt, Interrupted, Timeout, MemoryError, StorageError):
        interrupted += 1
other = threading.Thread(target=writer.reopen, daemon=True)
other.start()
other.join(100)
assert not other.is_alive(), "the lock is still held"
writer.reopen()
assert writer.add_summary(scalar("loss"), step + 1)
say(repr((interrupted, step, accepted + [step + 1])))
"""


def alarms(tmp_path, kind, wanted):
    output, errors = children.run(ALARMS, tmp_path, kind, wanted)
    interrupted, last, accepted = eval(output)
    assert interrupted > wanted // 2
    event_logs.check_steps(event_logs.steps(tmp_path), accepted, range(last + 1))
    assert "Traceback" not in errors


@pytest.mark.parametrize("kind", ["local", "remote"])
def test_alarms(tmp_path, kind):
    """SIGALRM whose handler raises, at three hundred random moments; the exit drains."""
    alarms(tmp_path, kind, 300)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["local", "remote"])
def test_many_alarms(tmp_path, kind):
    """The same at a hundred thousand moments."""
    alarms(tmp_path, kind, 100_000)
