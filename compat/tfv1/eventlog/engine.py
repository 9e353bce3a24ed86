"""The engine of a writer: takes whole records, and sees to it that they reach the storage.

What is promised (each promise has its test under tests/eventlog/):

- On a healthy local disk a record is in the operating system's hands before `accept` returns.
- Where storage is remote, or has become slow, records wait in memory: never more than `max_queue`,
  none for longer than `flush_secs`. `flush` is a barrier; leaving the interpreter drains the queue.
- A failing storage leaves whole records in the file, is logged once an incident, and is tried
  again until what waits is stored; `accept` raises once `max_queue` records wait.
- A forked child goes on in a file of its own; a file or directory that is removed comes back.

How: `_pending` holds what is accepted and not yet stored, oldest first. While it is empty and the
storage is fast, `accept` writes in the caller's thread. Otherwise records queue, and whoever comes
first drains them: a caller who needs room, a flush, or a short-lived thread that the shared timer
starts. One lock guards all state and is let go only around a drain's input and output.
"""

import collections
import contextlib
import errno
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tfv1.eventlog import encode, lifetime, names, record, timer
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
_BATCH_BYTES = 4 << 20
_FIRST_RETRY_SECS = 0.25
_LAST_RETRY_SECS = 5.0


class StorageError(OSError):
    """The storage does not take events; the message names the file or directory and the cause."""


class _Waiting(NamedTuple):
    accepted_at: float
    data: bytes


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
        self._logdir = logdir
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
                f"Event files cannot be written to {logdir!r}: {_cause(error)}. Give a directory "
                "that is writable, or can be made.",
            ) from error
        lifetime.register(self)

    def restart(self) -> None:
        """Forgets everything accepted and begins without a file: the state of a forked child."""
        # Reentrant, with `_inside` to tell, for the signal handler that adds its last words while
        # this very thread is in the middle of a call.
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._inside = False
        self._busy = False  # a drain is at its input and output, without the lock
        self._file: EventFile | None = None
        self._pending: collections.deque[_Waiting] = collections.deque()
        self._drained = 0
        # Stored since the file was last seen in place: to be written again should it be gone.
        self._recent: list[bytes] = []
        self._recent_bytes = 0
        self._look_at = 0.0
        self._queueing = not self._file_system.direct
        self._slow_writes = 0
        self._last_write_secs = 0.0
        self._trouble: OSError | None = None
        self._retry_secs = _FIRST_RETRY_SECS
        self._retry_at = 0.0
        self._wake_at: float | None = None
        self._dropped = False  # no caller is left; closes once nothing waits
        self._carry([])

    @property
    def path(self) -> str | None:
        """The file being written; None while there is none."""
        return self._file.path if self._file is not None else None

    def accept(self, data: bytes) -> bool:
        """Takes one whole record; returns False when closed.

        Blocks while `max_queue` records wait for a slow storage; raises StorageError, and does not
        take the record, while they wait for one that fails.
        """
        with self.lock:
            if self.closed:
                return False
            if self._inside:
                # The interrupted call has the file; this record queues up behind it.
                self._append(data)
                return True
            self._inside = True
            try:
                if self._queueing or self._pending or self._busy:
                    return self._enqueue(data)
                self._write_through(data)
                return True
            finally:
                self._inside = False

    def flush(self) -> None:
        """Returns once all that was accepted before is stored; StorageError when it cannot be."""
        with self._entered() as outermost:
            if outermost and not self.closed:
                self._settle()

    def close(self) -> None:
        """Stores what waits and ends the file; a second call does nothing.

        Raises StorageError when the storage takes nothing: the engine stays open, its records wait
        on, and `close` may be called again.
        """
        with self._entered() as outermost:
            if not outermost or self.closed:
                return
            self._settle()
            while self._pending or self._busy:  # of other threads, accepted meanwhile
                self._settle()
            self._end_file()
            self.closed = True
            self._changed.notify_all()

    def release(self) -> None:
        """Closes as soon as nothing waits any more, without making the caller wait for it."""
        with self._entered() as outermost:
            self._dropped = True
            if outermost and not self._pending and not self._busy:
                self._end_file()
            self._schedule()

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

    @contextlib.contextmanager
    def _entered(self) -> Iterator[bool]:
        """Holds the lock; yields whether this call is not nested in another of the same thread."""
        with self.lock:
            if self._inside:
                yield False
                return
            self._inside = True
            try:
                yield True
            finally:
                self._inside = False

    @contextlib.contextmanager
    def _unlocked(self) -> Iterator[None]:
        """Lets other threads in for the length of an input or output; no second drain, though."""
        self._busy, self._inside = True, False
        self.lock.release()
        try:
            yield
        finally:
            self.lock.acquire()
            self._busy, self._inside = False, True
            self._changed.notify_all()

    def _wait(self) -> None:
        self._inside = False
        self._changed.wait()
        self._inside = True

    # Accepting.

    def _write_through(self, data: bytes) -> None:
        # What every event of a healthy disk goes through, and therefore written for speed.
        try:
            file = self._file
            if file is None:
                self._adopt(self._create())
                file = self._file
                assert file is not None
            started = _now()
            file.append(data)
            ended = _now()
        except OSError as error:
            self._append(data)
            self._begin_incident(error, self.path)
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

    def _enqueue(self, data: bytes) -> bool:
        while 0 < self._max_queue <= len(self._pending):
            if self._busy:
                self._wait()
            elif not self._drain_batch() and self._max_queue <= len(self._pending):
                raise self._storage_error()
            if self.closed:
                return False
        self._append(data)
        # Too late in the process for a thread that does it.
        if (self._wake_at is None or lifetime.exiting()) and not self._busy:
            self._drain_batch()
        return True

    def _append(self, data: bytes) -> None:
        self._pending.append(_Waiting(_now(), data))
        self._schedule()

    # Storing.

    def _settle(self) -> None:
        """Stores everything that waits at the call; raises StorageError when that fails."""
        if self._file is not None and not self._busy:
            self._look()
        goal = self._drained + len(self._pending)
        while self._drained < goal or self._busy:
            if self._busy:
                self._wait()
            elif not self._drain_batch():
                raise self._storage_error()

    def _drain_batch(self) -> bool:
        """Stores the oldest waiting records, those of one write; returns whether all went well.

        Wants the lock held and no drain under way, and leaves it so.
        """
        if self._file is None:
            try:
                with self._unlocked():
                    file = self._create()
            except OSError as error:
                self._begin_incident(error, None)
                return False
            self._adopt(file)
        assert self._file is not None
        batch = list(self._first_pending())
        started = _now()
        with self._unlocked():
            stored, failure = _append_all(self._file, batch)
        self._last_write_secs = _now() - started
        for _ in range(stored):
            self._remember(self._pending.popleft().data)
        self._drained += stored
        if failure is not None:
            self._begin_incident(failure, self.path)
            return False
        self._end_incident()
        if not self._pending and self._last_write_secs < _SLOW_SECS:
            self._queueing = not self._file_system.direct
            self._slow_writes = 0
        if _now() > self._look_at or self._recent_bytes > _LOOK_BYTES:
            self._look()
        self._schedule()
        return True

    def _first_pending(self) -> Iterator[bytes]:
        size = 0
        for waiting in self._pending:
            yield waiting.data
            size += len(waiting.data)
            if size > _BATCH_BYTES:
                return

    # Deadlines.

    def _schedule(self) -> None:
        """Has `_run_due` called when the oldest record should be stored, if nobody does before."""
        if not self._pending:
            return
        when = self._due()
        if self._wake_at is not None and self._wake_at <= when:
            return
        try:
            timer.shared.call_at(when, self._on_timer)
        except RuntimeError:
            # No thread can be started any more: the interpreter is shutting down.
            self._wake_at = None
            return
        self._wake_at = when
        lifetime.watch_exit()

    def _due(self) -> float:
        if self._trouble is not None:
            return self._retry_at
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
        return self._pending[0].accepted_at + max(0.0, patience)

    def _on_timer(self) -> None:
        try:
            threading.Thread(target=self._run_due, name="tfv1-drain", daemon=True).start()
        except RuntimeError:
            self._run_due()  # as above; this thread is as good as another

    def _run_due(self) -> None:
        with self._entered():
            self._wake_at = None
            while (
                self._pending
                and not self._busy  # whoever is at it goes on, and schedules what is left
                and self._due() <= _now()
                and self._drain_batch()
            ):
                pass
            self._schedule()
            if self._dropped and not self._pending and not self._busy:
                self._end_file()

    # Files.

    def _create(self) -> EventFile:
        """A new file with its version event in it. Touches no state: callers may hold no lock."""
        self._file_system.make_directory(self._logdir)
        seconds = int(time.time())
        for name in names.candidates(seconds, self._suffix):
            try:
                file = self._file_system.create(os.path.join(self._logdir, name))
            except FileExistsError:
                continue  # another writer of this second has the name
            break
        try:
            file.append(record.frame(encode.version_event(seconds)))
        except OSError:
            file.discard()
            raise
        lifetime.tell_of_shared_directory(
            self, self._file_system.real_path(self._logdir), file.path
        )
        return file

    def _adopt(self, file: EventFile) -> None:
        self._file = file
        self._look_at = _now() + _LOOK_SECS
        carried = self._carry([waiting.data for waiting in self._pending])
        self._pending = collections.deque(
            _Waiting(waiting.accepted_at, data)
            for waiting, data in zip(self._pending, carried, strict=True)
        )

    def _leave_file(self, carry_recent: bool) -> None:
        """Goes on without the file; `carry_recent`: what it may not have kept goes to the next."""
        if carry_recent:
            self._pending.extendleft(_Waiting(0.0, data) for data in reversed(self._recent))
        self._recent.clear()
        self._recent_bytes = 0
        self._file = None
        self._carry([])

    def _end_file(self) -> None:
        """Closes the file, if there is one; nothing may wait for it."""
        file = self._file
        if file is None:
            return
        try:
            file.close()
        except OSError as error:
            # A network storage may speak of a failed write only here.
            self._leave_file(carry_recent=True)
            self._begin_incident(error, file.path)
            raise self._storage_error() from error
        self._leave_file(carry_recent=False)

    def _remember(self, data: bytes) -> None:
        self._recent.append(data)
        self._recent_bytes += len(data)

    def _look(self) -> None:
        """Finds out whether the file is still there, and begins another if it is not."""
        file = self._file
        assert file is not None
        self._look_at = _now() + _LOOK_SECS
        if file.in_place():
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
        if self._pending:
            self._drain_batch()

    # Incidents.

    def _begin_incident(self, error: OSError, path: str | None) -> None:
        first = self._trouble is None
        self._trouble = error
        self._retry_secs = (
            _FIRST_RETRY_SECS if first else min(2 * self._retry_secs, _LAST_RETRY_SECS)
        )
        self._retry_at = _now() + self._retry_secs
        if self._file is not None and self._file.damaged:
            # Nothing can follow a torn record, so the next attempt is a new file's.
            self._file.abandon()
            self._leave_file(carry_recent=False)
        if first:
            self._trouble_at = path or self._logdir
            _log.error("%s They are written as soon as it works again.", self._complaint())
        self._schedule()

    def _end_incident(self) -> None:
        if self._trouble is not None:
            self._trouble = None
            _log.warning("%s can be written again.", self._trouble_at)

    def _complaint(self) -> str:
        assert self._trouble is not None
        count = len(self._pending)
        events = "1 event waits" if count == 1 else f"{count} events wait"
        return f"Cannot write to {self._trouble_at}: {_cause(self._trouble)}; {events} in memory."

    def _storage_error(self) -> StorageError:
        assert self._trouble is not None
        return StorageError(self._trouble.errno or errno.EIO, self._complaint())


def _append_all(file: EventFile, batch: list[bytes]) -> tuple[int, OSError | None]:
    """Appends the records; returns how many are stored, and what kept the next one out."""
    try:
        file.append(batch[0] if len(batch) == 1 else b"".join(batch))
        return len(batch), None
    except OSError as error:
        if len(batch) == 1 or file.damaged:
            return 0, error
    # There may be room for some of them.
    for stored, data in enumerate(batch):
        try:
            file.append(data)
        except OSError as error:
            return stored, error
    return len(batch), None


def _cause(error: OSError) -> str:
    return error.strerror or str(error)
