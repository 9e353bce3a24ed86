"""A log on a local disk: an event is with the operating system before `append` returns.

However slow the disk, the caller does the writing: the only events held in memory, where a SIGKILL
would lose them, are those that the disk has refused. A thread that arrives while another is writing
leaves its event in the queue, and the writing thread stores the queue with one more write.
"""

import _thread
import logging
import time

from tfv1.events.format.encode import event_head
from tfv1.events.format.record import frame
from tfv1.events.write.incident import StorageError
from tfv1.events.write.log import Log
from tfv1.events.write.queue import Entry, Parts
from tfv1.events.write.storage import is_of_the_system

_log = logging.getLogger("tfv1")
_now = time.monotonic

# Checking that the file still exists takes at most this share of the time: in a training loop
# nearly every event is followed by a check, in a burst of a thousand only a few are.
_LOOK_SHARE = 0.01
# When no further event comes, the last one is followed by a check within this many seconds.
_PATIENCE_SECS = 0.8


class DirectLog(Log):
    """A log whose storage keeps what it has been given even if the process dies."""

    def _start_anew(self) -> None:
        super()._start_anew()
        self._looked_at = 0.0
        self._look_at = 0.0  # a write after this time is followed by a check
        self._last_flush = _thread.allocate_lock()  # held while it is under way

    def append(
        self, wall_time: float, step: int | None, field: bytes, payload: bytes, described: bool
    ) -> bool:
        # The fast path, taken by every event on a healthy disk: `_exclusively` and `_accept`
        # inlined for the case where nothing stands in the way.
        parts = (wall_time, step, field, payload, described)
        if self._inside or described or self._straight is None:
            return self._append(parts)
        data = frame(event_head(wall_time, step, field, len(payload)) if field else b"", payload)
        held = stored = False
        try:
            with self._lock:
                held = True
                straight = None if self._inside else self._straight
                if straight is not None:
                    self._inside = True
                    straight(data)
                    stored = True
                    self._unverified.append(parts)
                    if _now() > self._look_at:
                        self._look()
                    elif self._wake_at is None:
                        self._arm()
                    if self._queue:
                        self._store()
                        self._ready()
                    self._inside = False
        except BaseException as error:
            if isinstance(error, OSError) and is_of_the_system(error) and not stored:
                return self._refused(parts, error)
            self._left_by_exception(held)
            raise
        if straight is None:
            return self._append(parts)
        if self._queue:
            self._hear_last_words()
        return True

    def _append(self, parts: Parts) -> bool:
        """`append` off the fast path."""
        entry = Entry(parts)
        if self._is_nested():
            if not self.closed:
                self._queue.append(entry)
            return not self.closed
        joins = self._inside and not self._is_full()
        if joins:
            self._queue.append(entry)  # the thread that is writing stores it
        accepted = self._exclusively(lambda: self._accept(entry, joins), False)
        self._hear_last_words()
        return accepted

    def _accept(self, entry: Entry, joined: bool) -> bool:
        if entry.stored:
            return True
        if self.closed:
            self._queue.discard(entry)
            return False
        if not joined:
            self._queue.append(entry)
        self._store_if_due()
        if self._unverified and _now() > self._look_at:
            self._look()
        if self._incident is not None and 0 < self._max_queue < len(self._queue):
            self._queue.discard(entry)
            raise self._error()
        return True

    def _refused(self, parts: Parts, error: OSError) -> bool:
        """The disk has refused an event: queue it, and retry once straight away."""
        entry = Entry(parts)

        def wait() -> bool:
            self._queue.append(entry)
            self._failed(error)
            self._store()
            return True

        return self._exclusively(wait, True)

    def _hear_last_words(self) -> None:
        """Stores what a signal handler added just as the call it interrupted was finishing."""
        while self._queue and self._incident is None and not self._is_nested():
            self._exclusively(self._store_if_due, None)

    def flush(self) -> None:
        self._exclusively(self._flush, None)
        self._hear_last_words()

    def _flush(self) -> None:
        self._look()
        self._store()
        if self._waits():
            raise self._error()

    def close(self) -> None:
        self._exclusively(self._close, None)

    def _close(self) -> None:
        if not self.closed:
            self._store()
            unverified = self._unverified
            self._flush()
            self._end_file(unverified)
            self.closed = True

    def _end_file(self, unverified: list[Parts]) -> None:
        """Closes the file; `unverified` are stored again if that fails.

        Some file systems report a failed write only here.
        """
        file = self._file
        if file is None:
            return
        self._unverified = []
        self._file = None
        try:
            file.close()
        except OSError as error:
            if not is_of_the_system(error):
                raise
            self._unverified = unverified
            self._put_back()
            self._failed(error, file.path)
            raise self._error() from error

    def _let_go(self) -> None:
        unverified = self._unverified
        self._look()
        if self._waits():
            return  # the deadline of the retry keeps the log alive
        try:
            self._end_file(unverified)
        except StorageError:
            pass  # logged, and retried: there is no caller left to raise to

    # The exit of the process.

    def start_last_flush(self) -> None:
        if (self._waits() or self._unverified) and self._last_flush.acquire(blocking=False):
            self._start_thread(self._flush_last)

    def _flush_last(self) -> None:
        try:
            self.flush()
        except StorageError as error:
            _log.error("%s The process ends, and what waits is lost.", error.strerror)
        finally:
            self._last_flush.release()

    def finish_last_flush(self, deadline: float) -> None:
        if not self._last_flush.acquire(timeout=max(0.0, deadline - _now())):
            self._tell_of_loss()
        else:
            self._last_flush.release()

    # Storing.

    def _store_if_due(self) -> None:
        if self._incident is None or _now() >= self._incident.retry_at or self._is_full():
            self._store()

    def _store(self) -> None:
        """Stores everything that is waiting, as far as the disk accepts it."""
        self._straight = None
        try:
            while self._waits():
                self._put_back()
                if self._file is None:
                    self._adopt(self._start_file())
                    self._put_off_look(_now())
                self._write(self._queue.first())
        except OSError as error:
            if not is_of_the_system(error):
                raise
            self._failed(error)
        else:
            self._recovered()

    def _write(self, batch: list[Entry]) -> None:
        """Writes the oldest entries; after an OSError, those not stored are still in the queue."""
        file = self._file
        assert file is not None
        self._intent = (file, file.end, batch)
        data = b"".join([self._encode(entry) for entry in batch])
        try:
            file.append(data)
        except OSError as error:
            self._memory.did_not_write()
            if len(batch) == 1 or file.damaged or not is_of_the_system(error):
                raise
            for entry in batch:  # there may still be room for some of them
                self._write([entry])
        else:
            self._account(batch)

    # Whether the file is still there.

    def _look(self) -> None:
        file = self._file
        if file is None:
            return
        started = _now()
        in_place = file.in_place()
        self._put_off_look(started)
        self._judge(file, in_place)
        if self._file is None:
            self._store()

    def _put_off_look(self, started: float) -> None:
        self._looked_at = _now()
        self._look_at = 0.0
        if self._flush_secs > 0:
            self._look_at = self._looked_at + (self._looked_at - started) / _LOOK_SHARE

    def _mend(self) -> None:
        self._settle_write()
        super()._mend()
        if self._waits():
            self._store_if_due()

    def _ready(self) -> None:
        file = self._file
        well = self._memory.complete and not (self.closed or self._incident)
        self._straight = file.append if file is not None and well else None
        # Checked last: a signal handler may have added something just now.
        if self._queue:
            self._straight = None
        super()._ready()

    # Deadlines.

    def _deadline(self) -> float | None:
        incident = self._incident  # on the timer's thread it may end just now
        if incident is not None:
            return incident.retry_at
        if self._unverified:
            return self._looked_at + min(_PATIENCE_SECS, 0.8 * max(0.0, self._flush_secs))
        return None

    def _wake(self) -> None:
        self._wake_at = None
        when = self._deadline()
        if when is not None and when <= _now():
            self._start_thread(lambda: self._exclusively(self._tend, None))
        else:
            self._arm()

    def _tend(self) -> None:
        """What is due although no call has been made."""
        if self._unverified:
            self._look()
        if self._waits():
            self._store_if_due()
        if self._dropped:
            self._let_go()
