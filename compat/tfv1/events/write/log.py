"""The log below a writer: events go in, and come to stand in event files in one directory.

States, by what a log has:

    idle      neither a file nor an event that waits: before the first event, and after a file was
              closed, removed or damaged
    open      a file, and nothing waits: what is accepted on a local disk goes straight into it
    waiting   events wait in the queue, for a worker (DeferredLog) or for the call that is under way
    failing   an incident: events wait until the storage takes them again
    closed    nothing is accepted until `reopen`

    idle --event--> open (DirectLog), waiting (DeferredLog)      any --fork--> idle, in the child
    open, waiting --the storage refuses--> failing --it takes something--> waiting, open
    open --the file is removed, cut by others, or damaged--> idle, or waiting with its last events
    open, idle --close--> closed --reopen--> idle

What holds whenever nobody is inside (`_inside`):

- An event that was accepted is in a file, in `_queue`, or in both with `stored` set on its entry.
- `_unverified` has the events written since the file was last seen in its place. While there is
  no file, they go to the next one.
- `_straight` is the file's own `append` if the next event may go there at once, else None.

An interrupt (a KeyboardInterrupt, whatever a signal handler raises, a MemoryError) may come between
any two steps, in the main thread and with the lock held. So nothing here relies on code in a
`finally` running as a whole. A call that takes the lock sets `_inside` and takes it back when all
of the above holds again. Who gets the lock and finds it set knows that the last call did not get to
its end, and mends what it has left: a write that was cut short is taken back by the file's size,
and a batch that was written but not accounted for is recognised by it (`_intent`).

A signal handler, or a finalizer, may itself call a log in the middle of a call of its own thread.
What it adds goes into the queue, and the interrupted call stores it before it returns; `flush` and
`close` do nothing there.
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


class Log(abc.ABC):
    """Appends events to event files in one directory; any number of threads may use it.

    Args:
      logdir: the directory; made at once, with its parents. The file is made when the first event
        comes, so that a writer without events leaves none.
      max_queue: how many events may wait in memory; 0 or less is no limit.
      flush_secs: for how many seconds one may wait; 0 or less lets none wait.
      suffix: the end of the files' names.
      file_system: where `logdir` is.

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
    ) -> None:
        self._max_queue = max_queue
        self._flush_secs = flush_secs
        self._suffix = suffix
        self._file_system = file_system
        # Resolved now: the program may go to another directory, or point a link to another run.
        self._logdir = make_directory(file_system, logdir)
        self._memory = MetadataMemory()
        self.closed = False
        self._start_anew()
        process.register(self)

    def _start_anew(self) -> None:
        """Forgets everything accepted and begins without a file: the state of a forked child."""
        self._lock: Any = threading.RLock()  # Any: typeshed hides `_is_owned`
        self._inside = False  # a call is under way, of this thread or another
        self._straight: Callable[[bytes], None] | None = None
        self._queue = Queue()
        self._file: EventFile | None = None
        self._previous = ""  # the name of the file before
        self._unverified: list[Parts] = []
        # The batch that is being written, and the file with its end before.
        self._intent: tuple[EventFile, int, list[Entry]] | None = None
        self._incident: Incident | None = None
        self._wake_at: float | None = None  # when the timer calls
        self._dropped = False  # no caller is left; closes once nothing waits

    @property
    def path(self) -> str | None:
        """The file being written; None while there is none."""
        file = self._file
        return None if file is None else file.path

    @abc.abstractmethod
    def append(
        self, wall_time: float, step: int | None, field: bytes, payload: bytes, described: bool
    ) -> bool:
        """Takes one event, given as the Parts of queue.py; returns False when closed.

        Raises StorageError, and does not take it, while `max_queue` events wait for a storage
        that fails.
        """

    @abc.abstractmethod
    def flush(self) -> None:
        """Returns once all that was accepted before is stored; StorageError when it cannot be."""

    @abc.abstractmethod
    def close(self) -> None:
        """Stores what waits and ends the file; a second call does nothing.

        Raises StorageError when the storage takes nothing: the log stays open, its events wait on,
        and `close` may be called again.
        """

    def reopen(self) -> None:
        """Lets the next event start a new file; nothing to do for an open log."""
        self._exclusively(self._reopen, None)

    def _reopen(self) -> None:
        self.closed = False

    def release(self) -> None:
        """Closes as soon as nothing waits any more, without making the caller wait for it."""
        self._dropped = True
        if not process.exiting():  # else all is drained, and the process takes the file with it
            self._exclusively(self._let_go, None)

    @abc.abstractmethod
    def _let_go(self) -> None:
        """Ends the file of a dropped log, or sees to it that it will be."""

    def abandon(self) -> None:
        """In a forked child: the parent's file and what waits for it stay the parent's."""
        if self._file is not None:
            self._file.abandon()
        self._start_anew()

    @abc.abstractmethod
    def start_last_flush(self) -> None:
        """Begins to store what waits, when the process ends; returns at once."""

    @abc.abstractmethod
    def finish_last_flush(self, deadline: float) -> None:
        """Waits for that until `deadline`, a time.monotonic(); then says what is lost."""

    # The lock, and what an interrupt leaves.

    def _is_nested(self) -> bool:
        """Whether this is a signal handler's or a finalizer's call within a call of its thread."""
        return self._inside and self._lock._is_owned()

    def _exclusively(self, action: Callable[[], _T], nested: _T) -> _T:
        """What `action` returns, run with the lock; `nested` within another call of the thread."""
        if self._is_nested():
            return nested
        held = False
        try:
            # No `try` stands inside: a trace function may raise at its first instruction, which no
            # handler covers.
            with self._lock:
                held = True
                if self._inside:
                    self._mend()
                self._inside = True
                result = action()
                self._ready()
                self._inside = False
        except BaseException:
            self._left_by_exception(held)
            raise
        return result

    def _left_by_exception(self, held: bool) -> None:
        """Sees to it that a call that does not get to its end leaves the lock free, and no loss."""
        if held and self._lock._is_owned():
            self._lock.release()  # a trace function raised between the block and its release
        try:
            self._exclusively(lambda: None, None)
        except MemoryError:
            pass  # the first exception is the one to tell; the next call mends

    def _mend(self) -> None:
        """Restores what holds, after a call that ended anywhere. It may itself be cut short."""
        self._wake_at = None  # perhaps the timer was not told
        self._queue.drop_stored()

    def _settle_write(self) -> None:
        """Finds out what became of a write that did not get to its end."""
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
        """What the next event meets, after whatever may have changed that."""
        self._arm()

    def _tell_of_loss(self) -> None:
        """At the exit, when the storage has not answered in time."""
        _log.error(
            "%s did not take the last %d events within the time for that (TFV1_EXIT_SECS): the "
            "process ends, and they are lost.",
            self.path or self._logdir,
            len(self._queue) or len(self._unverified),
        )

    # What both kinds of log do with their files. All of it with the lock, or by the one worker.

    def _encode(self, entry: Entry) -> bytes:
        """The record of an event, as the current file should have it."""
        wall_time, step, field, payload, described = entry.parts
        if not field:
            return frame(payload)
        if field == SUMMARY_FIELD and (described or not self._memory.complete):
            payload = self._memory.describe(payload)
        return frame(event_head(wall_time, step, field, len(payload)), payload)

    def _account(self, batch: list[Entry]) -> None:
        """`batch` is in the current file, which was not looked for since."""
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
        """`file`, just created, is the current one."""
        process.watch_exit()
        self._memory.start_file()
        self._previous = os.path.basename(file.path)
        self._file = file

    def _waits(self) -> bool:
        """Whether something has to be stored yet."""
        return bool(self._queue or (self._file is None and self._unverified))

    def _put_back(self) -> None:
        """Without a file, what was not verified goes to the next."""
        if self._file is None and self._unverified:
            self._queue.put_back(self._unverified)
            self._unverified = []

    def _judge(self, file: EventFile, in_place: bool) -> None:
        """The file was looked for: goes on without it if it is gone, or was cut by others."""
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
        """Goes on without a file to which nothing can be added: what it has, it keeps."""
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
        """The storage refused something, which waits in the queue by now."""
        process.watch_exit()
        where = path or self.path or self._logdir
        self._settle_write()
        if self._incident is None:
            self._incident = Incident(where, error, len(self._queue))
        else:
            self._incident.failed_again(error)

    def _recovered(self) -> None:
        """The storage took something."""
        incident, self._incident = self._incident, None
        if incident is not None:
            incident.over()

    def _error(self) -> StorageError:
        """What a caller is told while there is an incident."""
        if self._incident is None:
            return StorageError(errno.EIO, f"Cannot write to {self._logdir}.")
        return self._incident.as_error(len(self._queue))

    def _is_full(self) -> bool:
        return 0 < self._max_queue <= len(self._queue)

    # Deadlines.

    @abc.abstractmethod
    def _deadline(self) -> float | None:
        """When something must be done though no call comes, a time.monotonic()."""

    @abc.abstractmethod
    def _wake(self) -> None:
        """On the timer's thread, at the deadline."""

    def _arm(self) -> None:
        """Has the timer call at the deadline, unless it does before."""
        when = self._deadline()
        if when is None or (self._wake_at is not None and self._wake_at <= when):
            return
        self._wake_at = when
        try:
            timer.shared.call_at(when, self._wake)
        except RuntimeError:
            self._wake_at = None  # no thread can be started any more: calls to come see to it

    def _start_thread(self, work: Callable[[], None]) -> None:
        """Runs `work` in a thread; at once where the system gives none."""
        try:
            timer.start_thread(work)
        except RuntimeError:
            work()
