"""The engine of a writer: takes whole records, and sees to it that they reach the storage.

What is promised (each promise has its test under tests/events/):

- On a healthy local disk a record is in the operating system's hands before `accept` returns.
- Where storage is remote, or has become slow, records wait in memory: never more than `max_queue`,
  none for longer than `flush_secs`. `flush` is a barrier; leaving the interpreter drains the queue.
- A failing storage leaves whole records in the file, is logged once an incident, and is tried
  again until what waits is stored; `accept` raises once `max_queue` records wait.
- A forked child goes on in a file of its own; a file or directory that is removed comes back.

How: `_store.pending` holds what is accepted and not yet stored. While it is empty and the disk
healthy, `accept` writes in the caller's thread, and takes along what other threads bring meanwhile.
Otherwise records queue, and a short-lived worker thread drains them: started by the shared timer
when the oldest is due, or by a caller who then waits for it. One lock guards all state; only
workers let go of it for their input and output, and not the callers: in the main thread a signal
handler may run, and raise, between any two steps.
"""

import collections
import contextlib
import errno
import logging
import threading
import time
from collections.abc import Callable, Iterator

from tfv1.events.write import process, timer
from tfv1.events.write.backlog import Beside
from tfv1.events.write.files import append_all
from tfv1.events.write.incident import StorageError
from tfv1.events.write.storage import FileSystem
from tfv1.events.write.store import LOOK_BYTES, Store, make_directory

_log = logging.getLogger("tfv1")
_now = time.monotonic

# A write(2) to a healthy disk takes microseconds. One slow write may be the scheduler's doing; two
# in a row are taken for the storage's.
_SLOW_SECS = 0.02
_SLOW_WRITES = 2


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
        self._direct = file_system.direct
        # Resolved now: the program may go to another directory, or point a link to another run.
        directory = make_directory(file_system, logdir)
        self._new_store = lambda: Store(file_system, directory, suffix, carry)
        self.closed = False
        self.restart()
        process.register(self)

    def restart(self) -> None:
        """Forgets everything accepted and begins without a file: the state of a forked child."""
        # Reentrant, with `_inside` to tell, for the signal handler that adds its last words.
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._inside = False
        self._busy = False  # a worker is draining, perhaps at its input and output without the lock
        self._attempts = 0  # of workers, ended well or not
        self._asked = False  # somebody waits for one
        # The file's `append` while nothing stands in its way: no backlog, a healthy disk. None as
        # soon as a call or a worker begins that may change that.
        self._straight: Callable[[bytes], None] | None = None
        self._beside: collections.deque[Beside] = collections.deque()
        self._attend_at = 0.0  # from then on a write straight through is followed by `_attend`
        self._store = self._new_store()
        self._goal = 0  # what somebody flushes: workers go on until so many are stored
        self._queueing = not self._direct
        self._slow_writes = 0
        self._last_write_secs = 0.0
        self._wake_at: float | None = None
        self._dropped = False  # no caller is left; closes once nothing waits

    @property
    def path(self) -> str | None:
        """The file being written; None while there is none."""
        return self._store.path

    def accept(self, data: bytes) -> bool:
        """Takes one whole record; returns False when closed.

        Blocks while `max_queue` records wait for a slow storage; raises StorageError, and does not
        take the record, while they wait for one that fails.
        """
        if self._inside:
            return self._accept_beside(data)
        with self.lock:
            append = self._straight
            if append is None:
                accepted = self._accept(data)
            else:
                # What every event of a healthy disk goes through, and therefore written for speed.
                accepted = True
                store = self._store
                self._inside = True
                try:
                    started = _now()
                    try:
                        append(data)
                    except OSError as error:
                        self._straight = None
                        self._append(data)
                        self._failed(error)
                        return True
                    ended = _now()
                    store.recent.append(data)
                    store.recent_bytes += len(data)
                    if (
                        ended > self._attend_at
                        or ended - started > _SLOW_SECS
                        or store.recent_bytes > LOOK_BYTES
                    ):
                        self._attend(ended - started)
                finally:
                    self._inside = False
            if self._straight is None:
                self._hear_last_words()
            return accepted

    def flush(self) -> None:
        """Returns once all that was accepted before is stored; StorageError when it cannot be."""
        self._alone(self._settle)
        self._hear_last_words()

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
        while self._store.pending or self._busy:  # of other threads, accepted meanwhile
            self._wait() if self._busy else self._settle()
        self._end_file()
        self.closed = True

    def release(self) -> None:
        """Closes as soon as nothing waits any more, without making the caller wait for it."""
        self._dropped = True
        if not process.exiting():  # else all is drained, and the process takes the file with it
            self._alone(self._let_go)

    def _let_go(self) -> None:
        if self._store.pending or self._busy or (self._store.file and not self._direct):
            self._start_worker()
        else:
            self._end_dropped()

    def reopen(self) -> None:
        """Lets the next record start a new file; nothing to do for an open engine."""
        with self.lock:
            self.closed = False
            self._straighten()

    def abandon(self) -> None:
        """In a forked child: the parent's file and what waits for it stay the parent's."""
        if self._store.file is not None:
            self._store.file.abandon()
        self.restart()

    def drain_at_exit(self) -> None:
        """The last flush; says what is lost with the process when even that fails."""
        try:
            self.flush()
        except StorageError as error:
            _log.error("%s The process ends, and what waits is lost.", error.strerror)

    # The lock.

    def _alone(self, action: Callable[[], object]) -> None:
        """Runs `action` with the lock; not in the middle of another call of this thread's."""
        # No context manager of Python code: a signal between its steps would leave the lock locked.
        with self.lock:
            if self._inside:
                return
            self._inside = True
            self._straight = None
            try:
                action()
            finally:
                self._straighten()
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

    def _accept(self, data: bytes) -> bool:
        """`accept` with the lock, where something may stand in the way."""
        if self.closed:
            return False
        self._inside = True
        try:
            if self._queueing or self._busy or (self._store.pending and not self._catch_up()):
                return self._enqueue(data)
            try:
                self._store.append(data)
            except OSError as error:
                self._append(data)
                self._failed(error)
            else:
                self._catch_up()
            return True
        finally:
            self._straighten()
            self._inside = False

    def _accept_beside(self, data: bytes) -> bool:
        """`accept` in the middle of another call, of another thread's or, by a signal, of ours."""
        beside = Beside(data)
        self._beside.append(beside)
        self._attend_at = 0.0
        with self.lock:
            if beside.stored:
                return True
            self._beside.remove(beside)
            if not self._inside:
                return self._accept(data)
            # The interrupted call has the file; it stores this record before it returns.
            if self.closed:
                return False
            self._straight = None
            self._append(data)
            return True

    def _hear_last_words(self) -> None:
        """Stores what a signal handler added when the call that it interrupted was all but over."""
        with self.lock:
            while self._store.pending and not (
                self._inside or self._queueing or self._busy or self._store.incident
            ):
                self._alone(self._catch_up)

    def _attend(self, write_secs: float) -> None:
        """After a write straight through: what is not to be seen to at every event."""
        if write_secs > _SLOW_SECS:
            self._slow_writes += 1
            self._queueing = self._slow_writes >= _SLOW_WRITES
        else:
            self._slow_writes = 0
        if self._store.look_due():
            self._store.look()
        if self._beside and not self._queueing:
            self._store.append_beside(self._beside)
        self._catch_up()
        self._straighten()

    def _straighten(self) -> None:
        """After whatever may have changed that: may the next write go straight through?"""
        file = self._store.file
        self._straight = None if file is None else file.append
        # Looked at last: a signal handler may have added to the backlog just now.
        if self.closed or self._queueing or self._busy or self._store.pending:
            self._straight = None
        # The write after a slow one tells what that was.
        self._attend_at = 0.0 if self._slow_writes else self._store.look_at

    def _catch_up(self) -> bool:
        """Stores what a signal handler added or a removed file had; False when that fails."""
        try:
            while self._store.pending and self._store.incident is None:
                self._store.append_first()
        except OSError as error:
            self._failed(error)
        return not self._store.pending

    def _enqueue(self, data: bytes) -> bool:
        while 0 < self._max_queue <= len(self._store.pending):
            if self._busy:
                self._wait()
            elif not self._drain() and self._max_queue <= len(self._store.pending):
                raise self._store.error()
            if self.closed:
                return False
        self._append(data)
        # Too late in the process for a thread that does it.
        if (self._wake_at is None or process.exiting()) and not self._busy:
            self._drain()
        return True

    def _append(self, data: bytes) -> None:
        self._store.pending.add(data)
        process.watch_exit()
        self._schedule()

    # Storing.

    def _settle(self) -> None:
        """Stores all that waits at the call and sees that the file is there; else StorageError."""
        goal = self._store.pending.end
        self._goal = max(self._goal, goal)
        store = self._store
        if self._direct and not self._busy:
            store.look()
        else:
            store.look_at = 0.0  # the next attempt looks
        while store.pending.stored < goal or (store.file is not None and store.look_at == 0.0):
            if self._busy:
                self._wait()
            elif not self._drain():
                raise self._store.error()

    def _drain(self) -> bool:
        """Has a worker make an attempt, and waits for it; returns whether the storage is well."""
        attempts = self._attempts
        self._asked = True
        self._start_worker()
        while self._attempts == attempts:
            self._wait()
        return self._store.incident is None

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
            self._straight = None
            inside, self._inside = self._inside, True
            try:
                while self._more_to_do() and self._attempt():
                    self._count_attempt()
            except Exception as error:  # noqa: BLE001 - whatever a storage raises, nobody may hang
                self._failed(OSError(errno.EIO, f"{type(error).__name__}: {error}"))
            finally:
                self._inside, self._busy = inside, False
                self._count_attempt()
            if self._dropped and not self._store.pending:
                self._end_dropped()
            self._straighten()
            self._schedule()

    def _count_attempt(self) -> None:
        self._attempts += 1
        self._changed.notify_all()

    def _more_to_do(self) -> bool:
        asked, self._asked = self._asked, False
        due = self._store.pending and (
            self._store.pending.stored < self._goal or self._due() <= _now()
        )
        return bool(asked or due)

    def _attempt(self) -> bool:
        """Stores the oldest records, those of one write; returns whether the storage took them."""
        store = self._store
        if store.file is not None and not store.file.takes(store.pending.first_size()):
            self._end_file()
        if store.file is None:
            if not store.pending:
                return True
            try:
                with self._unlocked():
                    created = store.create()
            except OSError as error:
                self._failed(error)
                return False
            store.adopt(created)
        file = store.file
        assert file is not None
        batch = store.pending.first()
        look = store.look_due()
        if look:
            store.put_off_look()
        with self._unlocked():
            started = _now()
            stored, failure = append_all(file, batch)
            ended = _now()
            in_place = failure is not None or not look or file.in_place()
        store.remember(store.pending.remove(stored))
        if failure is not None:
            self._failed(failure)
            return False
        if batch:
            self._last_write_secs = ended - started
            store.recovered()
        if not store.pending and self._last_write_secs < _SLOW_SECS:
            self._queueing = not self._direct
            self._slow_writes = 0
        if look:
            store.looked(file, in_place)
        return True

    # Deadlines.

    def _schedule(self) -> None:
        """Has a worker started when the oldest record should be stored, if nobody does before."""
        if not self._store.pending or self._busy:  # a worker schedules what it leaves
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
        if self._store.incident is not None:
            return self._store.incident.retry_at
        now = _now()
        if (
            self._direct  # a slow disk: what waits is at risk, so the sooner the better
            or self._store.file is None  # the first event of a file is to be seen at once
            or self._dropped
            or self._flush_secs <= 0
            or 0 < self._max_queue <= 2 * len(self._store.pending)  # in time for nobody to block
        ):
            return now
        # Early enough for a write that takes as long as the last one to be over in time.
        patience = 0.8 * self._flush_secs - 2 * self._last_write_secs
        return self._store.pending.oldest_since + max(0.0, patience)

    # The store, with what follows from its news.

    def _end_file(self) -> None:
        try:
            self._store.end_file()
        except StorageError:
            self._schedule()
            raise

    def _end_dropped(self) -> None:
        try:
            self._end_file()
        except StorageError:
            pass  # logged, and tried again: nobody is left to be told

    def _failed(self, error: OSError) -> None:
        self._store.failed(error)
        self._goal = 0  # who flushes is told of the failure; the next attempt is the retry's
        self._schedule()
