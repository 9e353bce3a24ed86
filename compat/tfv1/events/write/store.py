"""What an engine stores into: the current file, the records that wait for it, and its failures.

Nothing here locks or waits; the engine has one thread at a time in it. An OSError means that what
was to be stored still waits, in `pending`, or with the caller where that says so.
"""

import collections
import errno
import logging
import time
from collections.abc import Callable

from tfv1.events.write import process
from tfv1.events.write.backlog import Backlog, Beside
from tfv1.events.write.files import start_file
from tfv1.events.write.incident import Incident, StorageError, cause_of
from tfv1.events.write.storage import EventFile, FileSystem

_log = logging.getLogger("tfv1")

# A file is looked for this often while records come, and whenever this much would have to be
# written again if it were gone.
_LOOK_SECS = 0.5
LOOK_BYTES = 64 << 10
_now = time.monotonic


class Store:
    """One event file after the other in `logdir`, a directory that exists, and their backlog.

    Args:
      file_system: where `logdir` is.
      logdir: one name for the directory, wherever the program goes.
      suffix: the end of the files' names.
      carry: called when a file is left and when one begins, with the records that wait for the new
        one; returns them as that file should have them.
    """

    def __init__(
        self,
        file_system: FileSystem,
        logdir: str,
        suffix: str,
        carry: Callable[[list[bytes]], list[bytes]],
    ) -> None:
        self._file_system = file_system
        self._logdir = logdir
        self._suffix = suffix
        self._carry = carry
        self.file: EventFile | None = None
        self.pending = Backlog()
        # Stored since the file was last seen in place: to be written again should it be gone.
        self.recent: list[bytes] = []
        self.recent_bytes = 0
        self.look_at = 0.0
        self.incident: Incident | None = None
        carry([])

    @property
    def path(self) -> str | None:
        """The file being written; None while there is none."""
        file = self.file
        return None if file is None else file.path

    # Records.

    def append(self, data: bytes) -> None:
        """Stores a record past the backlog; on an OSError it does not wait here."""
        self._current_file().append(data)
        self.remember([data])

    def append_first(self) -> None:
        """Stores the oldest records of the backlog, those of one write."""
        file = self._current_file()  # first: a new file may have the records changed
        batch = self.pending.first()
        file.append(b"".join(batch))
        self.remember(self.pending.remove(len(batch)))

    def append_beside(self, waiting: collections.deque[Beside]) -> None:
        """Stores what other threads wait with; where that fails they find out for themselves."""
        if self.file is None:
            return
        all_of_them = list(waiting)  # others may come meanwhile
        records = [beside.data for beside in all_of_them]
        try:
            self.file.append(b"".join(records))
        except OSError:
            return
        self.remember(records)
        for beside in all_of_them:
            beside.stored = True
            waiting.popleft()

    def remember(self, stored: list[bytes]) -> None:
        """These are in the file, which was not looked for since."""
        self.recent += stored
        self.recent_bytes += sum(map(len, stored))

    # Files.

    def _current_file(self) -> EventFile:
        if self.file is None:
            self.adopt(self.create())
        assert self.file is not None
        return self.file

    def create(self) -> EventFile:
        """A new file with its version event in it. Touches no state: needs no lock."""
        file = start_file(self._file_system, self._logdir, self._suffix)
        process.tell_of_shared_directory(self, self._logdir, file.path)
        return file

    def adopt(self, file: EventFile) -> None:
        """`file`, just created, is the current one."""
        self.file = file
        self.put_off_look()
        self.pending.rewrite(self._carry)

    def end_file(self) -> None:
        """Closes the file, if there is one; nothing may wait for it."""
        file, self.file = self.file, None
        if file is None:
            return
        try:
            file.close()
        except OSError as error:
            self._leave_file(carry_recent=True)  # some storages tell of a failed write only here
            self.failed(error, file.path)
            raise self.error() from error
        self._leave_file(carry_recent=False)

    def _leave_file(self, carry_recent: bool) -> None:
        """Goes on without the file; `carry_recent`: what it may not have kept goes to the next."""
        self.file = None
        if carry_recent:
            self.pending.put_back(self.recent)
        self._forget_recent()
        self._carry([])

    def _forget_recent(self) -> None:
        self.recent.clear()
        self.recent_bytes = 0

    # Whether the file is still there.

    def look_due(self) -> bool:
        return _now() > self.look_at or self.recent_bytes > LOOK_BYTES

    def put_off_look(self) -> None:
        self.look_at = _now() + _LOOK_SECS

    def look(self) -> None:
        if self.file is not None:
            self.put_off_look()
            self.looked(self.file, self.file.in_place())

    def looked(self, file: EventFile, in_place: bool) -> None:
        """The file was looked for; if it is gone, what it had lately waits for another."""
        if in_place:
            self._forget_recent()
            return
        _log.warning(
            "The event file %s was removed while it was being written; the events to come, and the "
            "last %d before, go to a new one.",
            file.path,
            len(self.recent),
        )
        self._leave_file(carry_recent=True)
        file.abandon()

    # Incidents.

    def failed(self, error: OSError, path: str | None = None) -> None:
        """The storage refused something; what it was waits in the backlog by now."""
        where = path or self.path or self._logdir
        file = self.file
        if file is not None and file.damaged:
            # Nothing can follow a torn record, so the next attempt is a new file's.
            self._leave_file(carry_recent=False)
            file.abandon()
        if self.incident is None:
            self.incident = Incident(where, error, len(self.pending))
        else:
            self.incident.failed_again(error)

    def recovered(self) -> None:
        """The storage took something."""
        if self.incident is not None:
            self.incident.over()
            self.incident = None

    def error(self) -> StorageError:
        """What a caller is told while there is an incident."""
        assert self.incident is not None
        return self.incident.as_error(len(self.pending))


def make_directory(file_system: FileSystem, logdir: str) -> str:
    """Makes `logdir` and its parents; returns one name for it, wherever the program goes."""
    try:
        file_system.make_directory(logdir)
    except OSError as error:
        raise StorageError(
            error.errno or errno.EIO,
            f"Event files cannot be written to {logdir!r}: {cause_of(error)}. Give a directory "
            "that is writable, or can be made.",
        ) from error
    return file_system.real_path(logdir)
