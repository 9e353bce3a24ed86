"""A log on remote storage: events wait in memory, and a worker thread stores them.

Never more than `max_queue` events wait, and none for longer than `flush_secs`. The worker runs only
while there is something to do: it is started by the timer when the oldest event is due, or by a
caller that then waits for it. It does its I/O without holding the lock. Callers also wait without
it, each at a gate of its own that the worker opens after every attempt.
"""

import _thread
import collections
import errno
import functools
import logging
import time
from collections.abc import Callable

from tfv1.events.write import process, timer
from tfv1.events.write.incident import StorageError
from tfv1.events.write.log import Log
from tfv1.events.write.queue import Entry
from tfv1.events.write.storage import EventFile

_log = logging.getLogger("tfv1")
_now = time.monotonic

# A file is checked this often while records arrive, and whenever this much would have to be
# written again if it were gone.
_LOOK_SECS = 0.5
_LOOK_BYTES = 64 << 10

# A caller that waits for a worker makes sure this often that there is one.
_PATIENCE_SECS = 1.0


class Unanswered(Exception):
    """The storage has not answered by the deadline."""


class DeferredLog(Log):
    """A log whose storage is slow, and is trusted only with what it has confirmed."""

    def _start_anew(self) -> None:
        super()._start_anew()
        self._busy = 0  # the ident of the active worker; 0 while there is none
        self._asked = False  # a caller is waiting for an attempt
        self._goal = 0  # a caller is flushing: the worker continues until this many are stored
        self._look_wanted = False
        self._ending = False  # a caller is closing
        self._failures = 0
        self._failed_now = False  # since this worker began
        self._gates: collections.deque[_thread.LockType] = collections.deque()
        self._look_at = 0.0
        self._last_write_secs = 0.0

    def append(
        self, wall_time: float, step: int | None, field: bytes, payload: bytes, described: bool
    ) -> bool:
        entry = Entry((wall_time, step, field, payload, described))
        if self._is_nested():
            if not self.closed:
                self._queue.append(entry)
                timer.shared.call_at(_now(), self._wake)
            return not self.closed
        failures = self._failures
        accepted: bool | None
        while (accepted := self._exclusively(lambda: self._accept(entry), None)) is None:
            if self._incident is not None and self._failures > failures:
                raise self._error()
            self._wait(self._gate_of_attempt())
        if accepted and process.exiting():
            self.finish_last_flush(process.last_deadline())
        return accepted

    def _accept(self, entry: Entry) -> bool | None:
        """Whether the event is accepted; None while there is no room for it."""
        if self.closed:
            return False
        if self._is_full():
            return None
        self._queue.append(entry)
        process.watch_exit()
        return True

    def flush(self) -> None:
        self._flush()

    def _flush(self, deadline: float | None = None, look: bool = True) -> None:
        if self._is_nested():
            return
        goal, failures = self._exclusively(lambda: self._set_goal(look), (0, 0))
        while (gate := self._exclusively(lambda: self._gate_of_flush(goal), None)) is not None:
            if self._failures > failures:
                raise self._error()
            self._wait(gate, deadline)

    def _set_goal(self, look: bool) -> tuple[int, int]:
        self._put_back()
        self._goal = max(self._goal, self._queue.end)
        self._look_wanted = self._look_wanted or (look and self._file is not None)
        return self._queue.end, self._failures

    def _gate_of_flush(self, goal: int) -> _thread.LockType | None:
        if self._queue.stored >= goal and not self._look_wanted:
            return None
        return self._gate()

    def close(self) -> None:
        while not self.closed and not self._is_nested():
            self._flush(look=False)  # closing the file checks it
            failures = self._failures
            try:
                while (gate := self._exclusively(self._try_to_end, None)) is not None:
                    self._wait(gate)
                # Checked last: what a failed close has put back is waiting by then.
                if self._failures > failures and not self.closed:
                    raise self._error()
            finally:
                self._ending = False

    def _try_to_end(self) -> _thread.LockType | None:
        """Closes if nothing is left to do; returns None if it did, or if more has arrived."""
        if self.closed or self._waits():
            return None
        if self._file is None and not self._busy:
            self.closed = True
            return None
        self._ending = True
        return self._gate()

    def _let_go(self) -> None:
        if self._waits() or self._file is not None:
            self._start_thread(self._work)

    # The exit of the process.

    def start_last_flush(self) -> None:
        self._exclusively(lambda: self._set_goal(look=True), (0, 0))
        if self._waits() or self._look_wanted:
            self._start_thread(self._work)

    def finish_last_flush(self, deadline: float) -> None:
        try:
            self._flush(deadline)
        except StorageError as error:
            _log.error("%s The process ends, and what waits is lost.", error.strerror)
        except Unanswered:
            self._tell_of_loss()

    # Waiting for the worker.

    def _gate(self) -> _thread.LockType:
        gate = _thread.allocate_lock()
        gate.acquire()
        self._gates.append(gate)
        return gate

    def _gate_of_attempt(self) -> _thread.LockType:
        def ask() -> _thread.LockType:
            self._asked = True
            return self._gate()

        return self._exclusively(ask, _thread.allocate_lock())

    def _wait(self, gate: _thread.LockType, deadline: float | None = None) -> None:
        """Waits until the worker, which is started if necessary, has made an attempt.

        May return early, so that the caller checks again: a worker may die without opening gates.
        """
        if not self._busy:
            self._start_thread(self._work)
        patience = _PATIENCE_SECS if deadline is None else max(0.0, deadline - _now())
        if not gate.acquire(timeout=patience) and deadline is not None:
            raise Unanswered

    def _open_gates(self) -> None:
        while self._gates:
            self._gates.popleft().release()

    # The worker.

    def _work(self) -> None:
        """Stores what is due or being flushed, one write at a time."""
        while True:
            try:
                worker = _thread.get_ident()
                if self._exclusively(lambda: self._begin_work(worker), False):  # noqa: B023
                    self._do_jobs()
                    self._exclusively(self._end_work, None)
                return  # if another worker is active, that one schedules what it leaves
            except MemoryError:
                continue  # callers waiting for this worker must not wait forever
            except BaseException:
                self._exclusively(self._end_work, None)
                raise

    def _begin_work(self, worker: int) -> bool:
        if self._busy not in (0, worker):
            return False
        self._busy = worker
        self._settle_write()  # of a worker that ran out of memory
        self._failed_now = False
        return True

    def _do_jobs(self) -> None:
        try:
            while (job := self._exclusively(self._next_job, None)) is not None:
                job()
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a storage raises, no caller may hang
            failure = OSError(errno.EIO, f"{type(error).__name__}: {error}")
            self._exclusively(functools.partial(self._failed, failure), None)

    def _end_work(self) -> None:
        self._busy = 0
        self._asked = False
        self._open_gates()

    def _next_job(self) -> Callable[[], object] | None:
        """The next thing to do; None when the worker may end."""
        if self._failed_now:
            return None  # the next attempt is up to the retry timer or the next caller
        self._open_gates()
        self._put_back()
        asked, self._asked = self._asked, False
        file = self._file
        if self._queue and (asked or self._queue.stored < self._goal or self._due() <= _now()):
            if file is None:
                return self._create
            batch = self._queue.first()
            if not file.takes(sum(len(entry.parts[3]) for entry in batch)):
                return functools.partial(self._end_file, file)
            return functools.partial(self._write, file, batch)
        if file is None:
            self._look_wanted = False
        elif self._look_wanted or (self._unverified and self._due_for_look() <= _now()):
            return functools.partial(self._look, file)
        elif not self._queue and (self._ending or self._dropped):
            return functools.partial(self._end_file, file)
        return None

    def _create(self) -> None:
        try:
            file = self._start_file()
        except OSError as error:
            self._exclusively(functools.partial(self._failed, error), None)
        else:
            self._look_at = _now() + _LOOK_SECS
            self._asked = True  # it was created for what is waiting
            self._exclusively(functools.partial(self._adopt, file), None)

    def _write(self, file: EventFile, batch: list[Entry]) -> None:
        self._intent = (file, file.end, batch)
        data = b"".join([self._encode(entry) for entry in batch])
        started = _now()
        try:
            file.append(data)
        except OSError as error:
            if len(batch) > 1 and not file.damaged:
                self._exclusively(self._settle_write, None)
                self._write(file, batch[:1])  # there may still be room for some of them
                return
            self._exclusively(functools.partial(self._failed, error), None)
            return
        self._last_write_secs = _now() - started
        self._exclusively(functools.partial(self._stored, batch), None)
        if _now() > self._look_at or len(data) > _LOOK_BYTES:
            self._look(file)

    def _stored(self, batch: list[Entry]) -> None:
        self._account(batch)
        self._recovered()

    def _look(self, file: EventFile) -> bool:
        """Checks the file; returns whether it is still the current one."""
        in_place = file.in_place()

        def judge() -> None:
            self._look_at = _now() + _LOOK_SECS
            self._look_wanted = False
            self._judge(file, in_place)
            self._put_back()

        self._exclusively(judge, None)
        return self._file is file

    def _end_file(self, file: EventFile) -> None:
        # What has not been verified is kept until the file is closed: some storages report a
        # failed write only then.
        unverified = self._unverified
        if not self._look(file):
            return
        try:
            file.close()
        except OSError as error:
            failure: OSError | None = error
        else:
            failure = None

        def leave() -> None:
            self._file = None
            if failure is not None:
                self._unverified = unverified
                self._put_back()
                self._failed(failure, file.path)

        self._exclusively(leave, None)

    def _failed(self, error: OSError, path: str | None = None) -> None:
        super()._failed(error, path)
        self._failures += 1
        self._failed_now = True
        self._goal = 0  # callers that are flushing get the error
        self._look_wanted = False

    # Deadlines.

    def _deadline(self) -> float | None:
        if self._busy:
            return None  # the worker sets the timer for what it leaves
        if self._waits():
            return self._due()
        if self._unverified:
            return self._due_for_look()
        return None

    def _due(self) -> float:
        if self._incident is not None:
            return self._incident.retry_at
        if (
            self._file is None  # the first event of a file is to show up at once
            or self._dropped
            or self._flush_secs <= 0
            or 0 < self._max_queue <= 2 * len(self._queue)  # early enough that no caller blocks
        ):
            return _now()
        # Early enough for a write as slow as the last one to finish in time.
        patience = 0.8 * self._flush_secs - 2 * self._last_write_secs
        return self._queue.oldest_since + max(0.0, patience)

    def _due_for_look(self) -> float:
        return self._look_at + max(0.0, 0.8 * self._flush_secs - _LOOK_SECS)

    def _wake(self) -> None:
        self._wake_at = None
        self._start_thread(self._work)
