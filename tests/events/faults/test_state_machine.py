"""Whatever is done to a writer, in whatever order: a model of it is right about what it holds."""

import errno
import os
import shutil
import signal
import tempfile
import time

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.events.faults.interrupts import interrupt
from tests.support import children, event_logs
from tests.support.event_logs import scalar
from tests.support.storage import FaultyFileSystem
from tfv1.events import EventWriter, StorageError


class Model:
    """Which steps a log must have, and which it may have; the rest it must not."""

    def __init__(self):
        self.must, self.may, self.last = [], [], -1

    def next(self):
        self.last += 1
        return self.last

    def added(self, step, accepted):
        (self.must if accepted else self.may).append(step)

    def somebody_removed_everything(self):
        # What had been seen in its place is gone, and what had not may be written again.
        self.may, self.must = self.may + self.must, []


class WriterMachine(RuleBasedStateMachine):
    """A writer over a storage of either kind, and what happens to them."""

    direct = True

    @initialize()
    def start(self):
        self.top = tempfile.mkdtemp()
        self.logdir = os.path.join(self.top, "logs")
        self.storage = FaultyFileSystem(self.direct)
        self.writer = EventWriter(
            self.logdir, max_queue=4, flush_secs=1000, file_system=self.storage
        )
        self.parent, self.children = Model(), Model()
        self.well = True
        self.removed = False
        self.headless = set()

    def attempt(self, function, *arguments):
        try:
            return function(*arguments)
        except StorageError:
            assert not self.well
            return None

    @rule()
    def accept(self):
        step = self.parent.next()
        accepted = self.attempt(self.writer.add_summary, scalar("parent"), step)
        self.parent.added(step, accepted)
        assert accepted or self.writer.closed or not self.well

    @rule()
    def flush(self):
        self.attempt(self.writer.flush)
        self.removed = self.removed and not self.well

    @rule()
    def close(self):
        self.attempt(self.writer.close)
        assert self.writer.closed or not self.well

    @rule()
    def reopen(self):
        self.writer.reopen()
        assert not self.writer.closed

    @rule(number=st.sampled_from([errno.ENOSPC, errno.EIO, errno.EDQUOT]))
    def fail_once(self, number):
        self.storage.fail(number, times=1)
        self.well = False

    @rule(number=st.sampled_from([errno.ENOSPC, errno.EIO, errno.EDQUOT]))
    def fail_for_good(self, number):
        self.storage.fail(number)
        self.well = False

    @rule()
    def slow(self):
        self.storage.on_write = lambda file, data: time.sleep(0.001)
        self.is_well()

    @rule()
    def heal(self):
        self.storage.heal()
        self.is_well()

    def is_well(self):
        """Once an attempt that began before, which may fail yet, is over."""
        children.wait_until(lambda: not getattr(self.writer._log, "_busy", 0))
        self.well = True

    @rule(what=st.sampled_from(["file", "directory"]))
    def remove(self, what):
        if what == "directory":
            shutil.rmtree(self.logdir, ignore_errors=True)
        else:
            for path in event_logs.files(self.logdir):
                os.unlink(path)
        self.removed = True
        self.parent.somebody_removed_everything()
        self.children.somebody_removed_everything()

    @precondition(lambda self: self.direct)  # nobody else can cut a remote object
    @rule()
    def truncate(self):
        path = self.writer.path
        if path is None or not os.path.exists(path):
            return
        # Where the parent's file was removed, a child's may stand at its path.
        events = [event for event in event_logs.read(path) if event.HasField("summary")]
        os.truncate(path, 0)
        self.headless.add(path)
        for tag, model in (("parent", self.parent), ("child", self.children)):
            steps = {event.step for event in events if event.summary.value[0].tag == tag}
            model.may += [step for step in model.must if step in steps]
            model.must = [step for step in model.must if step not in steps]

    @rule(n=st.integers(1, 400), call=st.sampled_from(["add", "flush", "close", "reopen"]))
    def interrupt(self, n, call):
        if call == "add":
            step = self.parent.next()
            accepted = False
            try:
                _, accepted = interrupt(lambda: self.writer.add_summary(scalar("parent"), step), n)
            except StorageError:
                assert not self.well
            self.parent.added(step, accepted)
        else:
            self.attempt(interrupt, getattr(self.writer, call), n)

    @rule(count=st.integers(0, 3))
    def fork(self, count):
        steps = [self.children.next() for _ in range(count)]
        pid = os.fork()
        if pid == 0:
            self.in_child(steps)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert status in ((0,) if self.well else (0, 3)), status
        for step in steps:
            self.children.added(step, status == 0 and not self.writer.closed)

    def in_child(self, steps):
        status = 4
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(60)
            for step in steps:
                self.writer.add_summary(scalar("child"), step)
            self.writer.flush()
            status = 0
        except StorageError:
            status = 3
        finally:
            os._exit(status)

    @precondition(lambda self: self.direct and self.well and not self.removed)
    @rule()
    def a_disk_has_what_was_accepted(self):
        """Without a flush, since the process may be killed; but a retry may be due yet."""
        self.writer.add_summary(scalar("parent"), step := self.parent.next())
        self.parent.added(step, not self.writer.closed)
        if not self.writer.closed:
            children.wait_until(lambda: step in self.found("parent"))

    def found(self, tag):
        return event_logs.steps(self.logdir, tag, headless=self.headless)

    @rule()
    def look(self):
        """After a flush of a storage that is well, the log has what the model says."""
        self.heal()
        self.writer.flush()
        self.removed = False
        event_logs.check_steps(self.found("parent"), self.parent.must, self.parent.may)
        found = sorted(self.found("child"))  # each child has files of its own, of one second
        event_logs.check_steps(found, self.children.must, self.children.may)

    @invariant()
    def whole_records(self):
        # A worker of remote storage may just remove a file that it could not begin.
        if self.direct and hasattr(self, "logdir"):
            self.found("parent")

    def teardown(self):
        if hasattr(self, "writer"):
            self.writer.reopen()
            self.accept()
            self.look()
            self.close()
            self.look()
            shutil.rmtree(self.top)


class RemoteWriterMachine(WriterMachine):
    direct = False


ENOUGH = settings(
    max_examples=50,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestLocal = WriterMachine.TestCase
TestRemote = RemoteWriterMachine.TestCase
TestLocal.settings = TestRemote.settings = ENOUGH
