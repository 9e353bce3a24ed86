"""The log below a writer: it accepts events and puts them into event files in one directory.

States:

    idle      no file and nothing waiting: before the first event, and after a file was closed,
              removed or damaged
    open      a file, and nothing waiting: on a local disk an accepted event goes straight into it
    waiting   events wait in the queue, for a worker (DeferredLog) or for the call in progress
    failing   an incident: events wait until the storage accepts them again
    closed    nothing is accepted until `reopen`

    idle --event--> open (DirectLog), waiting (DeferredLog)      any --fork--> idle, in the child
    open, waiting --the storage refuses--> failing --it accepts something--> waiting, open
    open --file removed, damaged, or truncated by others--> idle, or waiting with its last events
    open, idle --close--> closed --reopen--> idle

Invariants whenever no call is in progress (`_inside` is false):

- An accepted event is in a file, in `_queue`, or in both with `stored` set on its entry.
- `_unverified` has the events written since the file was last seen in place. While there is no
  file, they go into the next one.
- `_straight` is the file's own `append` if the next event may go there at once, else None.

An interrupt (a KeyboardInterrupt, anything a signal handler raises, a MemoryError) may arrive
between any two steps, in the main thread and with the lock held, so nothing here relies on a
`finally` block running to its end. A call that takes the lock sets `_inside`, and clears it when
the invariants hold again. Whoever takes the lock and finds it set knows that the last call was cut
short, and repairs what it left: the size of the file tells a partial write, which is undone, from a
batch that was written but not yet accounted for (`_intent`).

A signal handler or finalizer may itself call a log in the middle of a call by its own thread. What
it adds goes into the queue, and the interrupted call stores it before returning; `flush` and
`close` do nothing in that case.
"""

import abc
import errno
import logging
import os
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from tfv1.events.format.encode import SUMMARY_FIELD, event_head
from tfv1.events.format.record import frame
from tfv1.events.write import process, timer
from tfv1.events.write.files import make_directory, start_file
from tfv1.events.write.incident import Incident, StorageError
from tfv1.events.write.metadata import MetadataMemory
from tfv1.events.write.queue import Entry, Parts, Queue
from tfv1.events.write.storage import EventFile, FileSystem

_log = logging.getLogger("tfv1")
_T = TypeVar("_T")
_RECOVERIES = 3  # an interrupt may cut a recovery short, and then the next one


class Log(abc.ABC):
    """Appends events to event files in one directory; any number of threads may use it.

    Args:
      logdir: the directory; created at once, with its parents. The file is created by the first
        event, so a writer that gets no events leaves no file.
      max_queue: how many events may wait in memory; 0 or less means no limit.
      flush_secs: how many seconds an event may wait; 0 or less means not at all.
      suffix: the suffix of the files' names.
      file_system: where `logdir` is.

    Raises:
      StorageError: the directory cannot be created or written to.
    """

    def __init__(
        self,
        logdir: str,
        max_queue: int,
        flush_secs: float,
        suffix: str,
        file_system: FileSystem,
    ) -> None:
        self._max_queue = max_queue
        self._flush_secs = flush_secs
        self._suffix = suffix
        self._file_system = file_system
        # Resolved now: the program may change directory, or repoint a symlink at another run.
        self._logdir = make_directory(file_system, logdir)
        self._memory = MetadataMemory()
        self.closed = False
        self._start_anew()
        process.register(self)

    def _start_anew(self) -> None:
        """Resets to the state of a forked child: nothing accepted, no file."""
        self._lock: Any = threading.RLock()  # Any: typeshed hides `_is_owned`
        self._inside = False  # a call is in progress, in this thread or another
        self._straight: Callable[[bytes], None] | None = None
        self._queue = Queue()
        self._file: EventFile | None = None
        self._previous = ""  # the name of the previous file
        self._unverified: list[Parts] = []
        # The batch being written, and the file with its end before the write.
        self._intent: tuple[EventFile, int, list[Entry]] | None = None
        self._incident: Incident | None = None
        self._wake_at: float | None = None  # when the timer will call
        self._dropped = False  # no caller is left; closes once nothing is waiting

    @property
    def path(self) -> str | None:
        """The file being written; None while there is none."""
        file = self._file
        return None if file is None else file.path

    @abc.abstractmethod
    def append(
        self, wall_time: float, step: int | None, field: bytes, payload: bytes, described: bool
    ) -> bool:
        """Accepts one event, given as the Parts of queue.py; returns False when closed.

        Raises StorageError, and does not accept it, while `max_queue` events are waiting for a
        failing storage.
        """

    @abc.abstractmethod
    def flush(self) -> None:
        """Returns once everything accepted before is stored; StorageError if it cannot be."""

    @abc.abstractmethod
    def close(self) -> None:
        """Stores what is waiting and closes the file; a second call does nothing.

        Raises StorageError when the storage accepts nothing: the log stays open, its events keep
        waiting, and `close` may be called again.
        """

    def reopen(self) -> None:
        """Lets the next event start a new file; does nothing to an open log."""
        self._exclusively(self._reopen, None)

    def _reopen(self) -> None:
        self.closed = False

    def release(self) -> None:
        """Closes as soon as nothing is waiting any more, without making the caller wait."""
        self._dropped = True
        if not process.exiting():  # at exit everything is drained, and the system closes the file
            self._exclusively(self._let_go, None)

    @abc.abstractmethod
    def _let_go(self) -> None:
        """Closes the file of a dropped log, now or as soon as possible."""

    def abandon(self) -> None:
        """In a forked child: leaves the file, and what is waiting for it, to the parent."""
        if self._file is not None:
            self._file.abandon()
        self._start_anew()

    @abc.abstractmethod
    def start_last_flush(self) -> None:
        """Begins to store what is waiting as the process ends; returns at once."""

    @abc.abstractmethod
    def finish_last_flush(self, deadline: float) -> None:
        """Waits for that until `deadline`, a time.monotonic(), and then reports what is lost."""

    # The lock, and recovery from interrupts.

    def _is_nested(self) -> bool:
        """Whether a signal handler or finalizer is calling from within a call by this thread."""
        return self._inside and self._lock._is_owned()

    def _exclusively(self, action: Callable[[], _T], nested: _T, tries: int = _RECOVERIES) -> _T:
        """Runs `action` with the lock held; returns `nested` within another call by this thread.

        After an exception it recovers. That may be cut short, too, and is tried `tries` times.
        """
        if self._is_nested():
            return nested
        held = False
        try:
            # There is no `try` inside: a trace function may raise at its first instruction, which
            # no handler covers.
            with self._lock:
                held = True
                if self._inside:
                    self._mend()
                self._inside = True
                result = action()
                self._ready()
                self._inside = False
        except BaseException:
            self._left_by_exception(held, tries)
            raise
        return result

    def _left_by_exception(self, held: bool, tries: int = _RECOVERIES) -> None:
        """Frees the lock and recovers what was accepted, after a call that was cut short."""
        if held and self._lock._is_owned():
            self._lock.release()  # a trace function raised between the block and its release
        try:
            if tries:
                self._exclusively(lambda: None, None, tries - 1)
        except MemoryError:
            pass  # the first exception is the one to raise; the next call repairs the rest

    def _mend(self) -> None:
        """Restores the invariants after a call that was cut short. May itself be cut short."""
        self._wake_at = None  # the timer may not have been set

    def _settle_write(self) -> None:
        """Finds out what became of a write that was cut short."""
        self._memory.did_not_write()
        if self._file is not None:
            self._file.settle()
        if self._intent is not None:
            file, end, batch = self._intent
            if file.end > end:
                self._account(batch)
            self._intent = None
        if self._file is not None and self._file.damaged:
            self._leave_damaged()

    def _ready(self) -> None:
        """Prepares for the next event, after anything that may have changed the state."""
        self._arm()

    def _tell_of_loss(self) -> None:
        """Reports what is lost when the storage has not answered in time at exit."""
        _log.error(
            "%s did not take the last %d events within the time for that (TFV1_EXIT_SECS): the "
            "process ends, and they are lost.",
            self.path or self._logdir,
            len(self._queue) or len(self._unverified),
        )

    # What both kinds of log do with their files: always with the lock held, or in the one worker.

    def _encode(self, entry: Entry) -> bytes:
        """The record of an event, as the current file should have it."""
        wall_time, step, field, payload, described = entry.parts
        if not field:
            return frame(payload)
        if field == SUMMARY_FIELD and (described or not self._memory.complete):
            payload = self._memory.describe(payload)
        return frame(event_head(wall_time, step, field, len(payload)), payload)

    def _account(self, batch: list[Entry]) -> None:
        """`batch` is in the current file, which has not been checked since."""
        there = set(map(id, self._unverified))
        self._unverified += [entry.parts for entry in batch if id(entry.parts) not in there]
        for entry in batch:
            entry.stored = True
        self._memory.wrote()
        self._queue.drop_stored()
        self._intent = None

    def _start_file(self) -> EventFile:
        """A new file with its version event in it."""
        file = start_file(self._file_system, self._logdir, self._suffix, self._previous)
        process.tell_of_shared_directory(self, self._logdir, file.path)
        return file

    def _adopt(self, file: EventFile) -> None:
        """Makes `file`, just created, the current one."""
        process.watch_exit()
        self._memory.start_file()
        self._previous = os.path.basename(file.path)
        self._file = file

    def _waits(self) -> bool:
        """Whether anything still has to be stored."""
        return bool(self._queue or (self._file is None and self._unverified))

    def _put_back(self) -> None:
        """If there is no file, puts what was not verified back into the queue for the next one."""
        if self._file is None and self._unverified:
            self._queue.put_back(self._unverified)
            self._unverified = []

    def _judge(self, file: EventFile, in_place: bool) -> None:
        """Acts on a check of the file: drops it if it is gone or was truncated by others."""
        if not in_place:
            _log.warning(
                "The event file %s was removed while it was being written; the events to come, and "
                "the last %d before, go to a new one.",
                file.path,
                len(self._unverified),
            )
            self._file = None
            file.abandon()
        elif file.damaged:
            self._leave_damaged()
        else:
            self._unverified = []

    def _leave_damaged(self) -> None:
        """Drops a file to which nothing can be added; what is in it stays."""
        file = self._file
        assert file is not None
        _log.warning(
            "Nothing can be added to the event file %s: a record in it is torn, or another program "
            "has cut it; the events to come go to a new one.",
            file.path,
        )
        self._unverified = []
        self._file = None
        file.abandon()

    # Incidents.

    def _failed(self, error: OSError, path: str | None = None) -> None:
        """The storage has refused something, which is in the queue by now."""
        process.watch_exit()
        where = path or self.path or self._logdir
        self._settle_write()
        if self._incident is None:
            self._incident = Incident(where, error, len(self._queue))
        else:
            self._incident.failed_again(error)

    def _recovered(self) -> None:
        """The storage has accepted something."""
        incident, self._incident = self._incident, None
        if incident is not None:
            incident.over()

    def _error(self) -> StorageError:
        """The error for callers while there is an incident."""
        if self._incident is None:
            return StorageError(errno.EIO, f"Cannot write to {self._logdir}.")
        return self._incident.as_error(len(self._queue))

    def _is_full(self) -> bool:
        return 0 < self._max_queue <= len(self._queue)

    # Deadlines.

    @abc.abstractmethod
    def _deadline(self) -> float | None:
        """When something is due even if no call is made, a time.monotonic()."""

    @abc.abstractmethod
    def _wake(self) -> None:
        """Called on the timer's thread at the deadline."""

    def _arm(self) -> None:
        """Sets the timer for the deadline, unless it is set for earlier."""
        when, wake_at = self._deadline(), self._wake_at  # the timer's thread may reset it just now
        if when is None or (wake_at is not None and wake_at <= when):
            return
        self._wake_at = when
        try:
            timer.shared.call_at(when, self._wake)
        except RuntimeError:
            self._wake_at = None  # no thread can be started any more: left to later calls

    def _start_thread(self, work: Callable[[], None]) -> None:
        """Runs `work` in a thread, or right here if the system provides none."""
        try:
            timer.start_thread(work)
        except RuntimeError:
            work()
