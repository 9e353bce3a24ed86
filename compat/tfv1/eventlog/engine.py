"""The engine of a writer: takes whole records, and sees to it that they reach the storage.

What is promised (each promise has its test under tests/eventlog/):

- On a healthy local disk a record is in the operating system's hands before `accept` returns.
- Where storage is remote, or has become slow, records wait in memory: never more than `max_queue`,
  none for longer than `flush_secs`. `flush` is a barrier; leaving the interpreter drains the queue.
- A failing storage leaves whole records in the file, is logged once an incident, and is tried
  again until what waits is stored; `accept` raises once `max_queue` records wait.
- A forked child goes on in a file of its own; a file or directory that is removed comes back.

How: `_pending` holds what is accepted and not yet stored. While it is empty and the disk healthy,
`accept` writes in the caller's thread. Otherwise records queue, and a short-lived worker thread
drains them: started by the shared timer when the oldest is due, or by a caller who then waits for
it. One lock guards all state; only workers let go of it for their input and output, and not the
callers: in the main thread a signal handler may run, and raise, between any two steps.
"""

import contextlib
import errno
import logging
import threading
import time
from collections.abc import Callable, Iterator

from tfv1.eventlog import lifetime, timer
from tfv1.eventlog.backlog import Backlog
from tfv1.eventlog.files import append_all, start_file
from tfv1.eventlog.incident import Incident, StorageError, cause_of
from tfv1.eventlog.storage import EventFile, FileSystem

_log = logging.getLogger("tfv1")
_now = time.monotonic

# A write(2) to a healthy disk takes microseconds. One slow write may be the scheduler's doing; two
# in a row are taken for the storage's.
_SLOW_SECS = 0.02
_SLOW_WRITES = 2
# A file is looked for this often while records come, and whenever this much would have to be
# written again if it were gone.
_LOOK_SECS = 0.5
_LOOK_BYTES = 64 << 10


class Engine:
    """Appends records to event files in one directory; any number of threads may use it.

    Args:
      logdir: the directory; made at once, with its parents. The file is made when the first record
        comes, so that a writer without events leaves none.
      max_queue: how many records may wait in memory; 0 or less is no limit.
      flush_secs: for how many seconds one may wait; 0 or less lets none wait.
      suffix: the end of the files' names.
      file_system: where `logdir` is.
      carry: called when a file is left and when one begins, with the records that wait for the new
        one; returns them as that file should have them.

    Raises:
      StorageError: the directory cannot be made or written to.
    """

    def __init__(
        self,
        logdir: str,
        max_queue: int,
        flush_secs: float,
        suffix: str,
        file_system: FileSystem,
        carry: Callable[[list[bytes]], list[bytes]],
    ) -> None:
        self._max_queue = max_queue
        self._flush_secs = flush_secs
        self._suffix = suffix
        self._file_system = file_system
        self._carry = carry
        self.closed = False
        self.restart()
        try:
            file_system.make_directory(logdir)
        except OSError as error:
            raise StorageError(
                error.errno or errno.EIO,
                f"Event files cannot be written to {logdir!r}: {cause_of(error)}. Give a directory "
                "that is writable, or can be made.",
            ) from error
        # Resolved now: the program may go to another directory, or point a link to another run.
        self._logdir = file_system.real_path(logdir)
        lifetime.register(self)

    def restart(self) -> None:
        """Forgets everything accepted and begins without a file: the state of a forked child."""
        # Reentrant, with `_inside` to tell, for the signal handler that adds its last words.
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._inside = False
        self._busy = False  # a worker is draining, perhaps at its input and output without the lock
        self._attempts = 0  # of workers, ended well or not
        self._asked = False  # somebody waits for one
        self._file: EventFile | None = None
        self._pending = Backlog()
        self._goal = 0  # what somebody flushes: workers go on until `_pending.stored` is there
        # Stored since the file was last seen in place: to be written again should it be gone.
        self._recent: list[bytes] = []
        self._recent_bytes = 0
        self._look_at = 0.0
        self._queueing = not self._file_system.direct
        self._slow_writes = 0
        self._last_write_secs = 0.0
        self._incident: Incident | None = None
        self._wake_at: float | None = None
        self._dropped = False  # no caller is left; closes once nothing waits
        self._carry([])

    @property
    def path(self) -> str | None:
        """The file being written; None while there is none."""
        file = self._file
        return None if file is None else file.path

    def accept(self, data: bytes) -> bool:
        """Takes one whole record; returns False when closed.

        Blocks while `max_queue` records wait for a slow storage; raises StorageError, and does not
        take the record, while they wait for one that fails.
        """
        with self.lock:
            if self.closed:
                return False
            if self._inside:
                # The interrupted call has the file; it stores this record before it returns.
                self._append(data)
                return True
            self._inside = True
            try:
                waiting = self._pending.waiting
                if self._queueing or self._busy or (waiting and not self._catch_up()):
                    return self._enqueue(data)
                self._write_through(data)
                if waiting:
                    self._catch_up()
                return True
            finally:
                self._inside = False

    def flush(self) -> None:
        """Returns once all that was accepted before is stored; StorageError when it cannot be."""
        self._alone(self._settle)

    def close(self) -> None:
        """Stores what waits and ends the file; a second call does nothing.

        Raises StorageError when the storage takes nothing: the engine stays open, its records wait
        on, and `close` may be called again.
        """
        self._alone(self._close)

    def _close(self) -> None:
        if self.closed:
            return
        self._settle()
        while self._pending or self._busy:  # of other threads, accepted meanwhile
            self._wait() if self._busy else self._settle()
        self._end_file()
        self.closed = True

    def release(self) -> None:
        """Closes as soon as nothing waits any more, without making the caller wait for it."""
        self._dropped = True
        if not lifetime.exiting():  # else all is drained, and the process takes the file with it
            self._alone(self._let_go)

    def _let_go(self) -> None:
        if self._pending or self._busy or (self._file and not self._file_system.direct):
            self._start_worker()
        else:
            self._end_dropped()

    def reopen(self) -> None:
        """Lets the next record start a new file; nothing to do for an open engine."""
        with self.lock:
            self.closed = False

    def abandon(self) -> None:
        """In a forked child: the parent's file and what waits for it stay the parent's."""
        if self._file is not None:
            self._file.abandon()
        self.restart()

    def drain_at_exit(self) -> None:
        """The last flush; says what is lost with the process when even that fails."""
        try:
            self.flush()
        except StorageError as error:
            _log.error("%s The process ends, and what waits is lost.", error.strerror)

    # The lock.

    def _alone(self, action: Callable[[], None]) -> None:
        """Runs `action` with the lock; not in the middle of another call of this thread's."""
        # No context manager of Python code: a signal between its steps would leave the lock locked.
        with self.lock:
            if self._inside:
                return
            self._inside = True
            try:
                action()
            finally:
                self._inside = False

    def _wait(self) -> None:
        self._inside = False
        self._changed.wait()
        self._inside = True

    @contextlib.contextmanager
    def _unlocked(self) -> Iterator[None]:
        """Lets other threads in for the length of a worker's input or output."""
        if threading.current_thread() is threading.main_thread():
            return (yield)  # no worker, so signal handlers run in it: see _start_worker
        self._inside = False
        self.lock.release()
        try:
            yield
        finally:
            self.lock.acquire()
            self._inside = True

    # Accepting.

    def _write_through(self, data: bytes) -> None:
        # What every event of a healthy disk goes through, and therefore written for speed.
        try:
            file = self._file
            if file is None:
                file = self._create()
                self._adopt(file)
            started = _now()
            file.append(data)
            ended = _now()
        except OSError as error:
            self._append(data)
            self._failed(error)
            return
        self._recent.append(data)
        self._recent_bytes += len(data)
        if ended - started > _SLOW_SECS:
            self._slow_writes += 1
            self._queueing = self._slow_writes >= _SLOW_WRITES
        elif self._slow_writes:
            self._slow_writes = 0
        if ended > self._look_at or self._recent_bytes > _LOOK_BYTES:
            self._look()

    def _catch_up(self) -> bool:
        """Stores what a signal handler added or a removed file had; False when that fails."""
        try:
            while self._pending and self._incident is None:
                if self._file is None:
                    self._adopt(self._create())
                assert self._file is not None
                self._file.append(b"".join(batch := self._pending.first()))
                self._remember(self._pending.remove(len(batch)))
        except OSError as error:
            self._failed(error)
        return not self._pending

    def _enqueue(self, data: bytes) -> bool:
        while 0 < self._max_queue <= len(self._pending):
            if self._busy:
                self._wait()
            elif not self._drain() and self._max_queue <= len(self._pending):
                raise self._storage_error()
            if self.closed:
                return False
        self._append(data)
        # Too late in the process for a thread that does it.
        if (self._wake_at is None or lifetime.exiting()) and not self._busy:
            self._drain()
        return True

    def _append(self, data: bytes) -> None:
        self._pending.add(data)
        lifetime.watch_exit()
        self._schedule()

    # Storing.

    def _settle(self) -> None:
        """Stores all that waits at the call and sees that the file is there; else StorageError."""
        goal = self._pending.end
        self._goal = max(self._goal, goal)
        if self._file_system.direct and not self._busy:
            self._look()
        else:
            self._look_at = 0.0  # the next attempt looks
        while self._pending.stored < goal or (self._file is not None and self._look_at == 0.0):
            if self._busy:
                self._wait()
            elif not self._drain():
                raise self._storage_error()

    def _drain(self) -> bool:
        """Has a worker make an attempt, and waits for it; returns whether the storage is well."""
        attempts = self._attempts
        self._asked = True
        self._start_worker()
        while self._attempts == attempts:
            self._wait()
        return self._incident is None

    def _start_worker(self) -> None:
        try:
            threading.Thread(target=self._work, name="tfv1-drain", daemon=True).start()
        except RuntimeError:
            # The interpreter is shutting down, or there are too many: this one does the work.
            self._work()

    def _work(self) -> None:
        """Stores what is due or flushed, one write at a time."""
        with self.lock:
            self._wake_at = None
            if self._busy:
                return  # another worker is at it, and schedules what it leaves
            self._busy = True
            inside, self._inside = self._inside, True
            try:
                while self._more_to_do() and self._attempt():
                    self._count_attempt()
            except Exception as error:  # noqa: BLE001 - whatever a storage raises, nobody may hang
                self._failed(OSError(errno.EIO, f"{type(error).__name__}: {error}"))
            finally:
                self._inside, self._busy = inside, False
                self._count_attempt()
            if self._dropped and not self._pending:
                self._end_dropped()
            self._schedule()

    def _count_attempt(self) -> None:
        self._attempts += 1
        self._changed.notify_all()

    def _more_to_do(self) -> bool:
        asked, self._asked = self._asked, False
        due = self._pending and (self._pending.stored < self._goal or self._due() <= _now())
        return bool(asked or due)

    def _attempt(self) -> bool:
        """Stores the oldest records, those of one write; returns whether the storage took them."""
        if self._file is not None and not self._file.takes(self._pending.first_size()):
            self._end_file()
        if self._file is None:
            if not self._pending:
                return True
            try:
                with self._unlocked():
                    created = self._create()
            except OSError as error:
                self._failed(error)
                return False
            self._adopt(created)
        file = self._file
        assert file is not None
        batch = self._pending.first()
        look = _now() > self._look_at or self._recent_bytes > _LOOK_BYTES
        if look:
            self._look_at = _now() + _LOOK_SECS
        with self._unlocked():
            started = _now()
            stored, failure = append_all(file, batch)
            ended = _now()
            in_place = failure is not None or not look or file.in_place()
        self._remember(self._pending.remove(stored))
        if failure is not None:
            self._failed(failure)
            return False
        if batch:
            self._last_write_secs = ended - started
            if self._incident is not None:
                self._incident.over()
                self._incident = None
        if not self._pending and self._last_write_secs < _SLOW_SECS:
            self._queueing = not self._file_system.direct
            self._slow_writes = 0
        if look:
            self._looked(file, in_place)
        return True

    # Deadlines.

    def _schedule(self) -> None:
        """Has a worker started when the oldest record should be stored, if nobody does before."""
        if not self._pending or self._busy:  # a worker schedules what it leaves
            return
        when = self._due()
        if self._wake_at is not None and self._wake_at <= when:
            return
        try:
            timer.shared.call_at(when, self._start_worker)
            self._wake_at = when
        except RuntimeError:
            self._wake_at = None  # no thread can be started any more; _enqueue does without

    def _due(self) -> float:
        if self._incident is not None:
            return self._incident.retry_at
        now = _now()
        if (
            self._file_system.direct  # a slow disk: what waits is at risk, so the sooner the better
            or self._file is None  # the first event of a file is to be seen at once
            or self._dropped
            or self._flush_secs <= 0
            or 0 < self._max_queue <= 2 * len(self._pending)  # in time for nobody to block
        ):
            return now
        # Early enough for a write that takes as long as the last one to be over in time.
        patience = 0.8 * self._flush_secs - 2 * self._last_write_secs
        return self._pending.oldest_since + max(0.0, patience)

    # Files.

    def _create(self) -> EventFile:
        """A new file with its version event in it. Touches no state: needs no lock."""
        file = start_file(self._file_system, self._logdir, self._suffix)
        lifetime.tell_of_shared_directory(self, self._logdir, file.path)
        return file

    def _adopt(self, file: EventFile) -> None:
        self._file = file
        self._look_at = _now() + _LOOK_SECS
        self._pending.rewrite(self._carry)

    def _leave_file(self, carry_recent: bool) -> None:
        """Goes on without the file; `carry_recent`: what it may not have kept goes to the next."""
        recent, self._recent, self._recent_bytes = self._recent, [], 0
        self._file = None
        if carry_recent:
            self._pending.put_back(recent)
        self._carry([])

    def _end_file(self) -> None:
        """Closes the file, if there is one; nothing may wait for it."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            file.close()
        except OSError as error:
            self._leave_file(carry_recent=True)  # some storages tell of a failed write only here
            self._failed(error, file.path)
            raise self._storage_error() from error
        self._leave_file(carry_recent=False)

    def _end_dropped(self) -> None:
        try:
            self._end_file()
        except StorageError:
            pass  # logged, and tried again: nobody is left to be told

    def _remember(self, stored: list[bytes]) -> None:
        self._recent += stored
        self._recent_bytes += sum(map(len, stored))

    def _look(self) -> None:
        if self._file is not None:
            self._look_at = _now() + _LOOK_SECS
            self._looked(self._file, self._file.in_place())

    def _looked(self, file: EventFile, in_place: bool) -> None:
        """The file was looked for; if it is gone, what it had lately waits for another."""
        if in_place:
            self._recent.clear()
            self._recent_bytes = 0
            return
        _log.warning(
            "The event file %s was removed while it was being written; the events to come, and the "
            "last %d before, go to a new one.",
            file.path,
            len(self._recent),
        )
        self._leave_file(carry_recent=True)
        file.abandon()

    # Incidents.

    def _failed(self, error: OSError, path: str | None = None) -> None:
        where = path or self.path or self._logdir
        file = self._file
        if file is not None and file.damaged:
            # Nothing can follow a torn record, so the next attempt is a new file's.
            self._leave_file(carry_recent=False)
            file.abandon()
        if self._incident is None:
            self._incident = Incident(where, error, len(self._pending))
        else:
            self._incident.failed_again(error)
        self._schedule()

    def _storage_error(self) -> StorageError:
        assert self._incident is not None
        return self._incident.as_error(len(self._pending))
