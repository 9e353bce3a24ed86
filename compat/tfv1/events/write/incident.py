"""A storage that fails: from the first failure until something is stored again."""

import errno
import logging
import time

_log = logging.getLogger("tfv1")

_FIRST_RETRY_SECS = 0.25
_LAST_RETRY_SECS = 5.0


class StorageError(OSError):
    """The storage does not accept events; the message names the file or directory and the cause."""


class Incident:
    """One incident at `where`, a file or directory; logged once when it begins and when it ends.

    `retry_at` is the time.monotonic() of the next attempt; each failure doubles the delay, up to a
    limit.
    """

    def __init__(self, where: str, error: OSError, waiting: int) -> None:
        self._where = where
        self._error = error
        self._patience = _FIRST_RETRY_SECS
        self.retry_at = time.monotonic() + self._patience
        _log.error("%s They are written as soon as it works again.", self._complaint(waiting))

    def failed_again(self, error: OSError) -> None:
        self._error = error
        self._patience = min(2 * self._patience, _LAST_RETRY_SECS)
        self.retry_at = time.monotonic() + self._patience

    def over(self) -> None:
        _log.warning("%s can be written again.", self._where)

    def as_error(self, waiting: int) -> StorageError:
        """The error to raise to a caller while `waiting` events cannot be stored."""
        return StorageError(self._error.errno or errno.EIO, self._complaint(waiting))

    def _complaint(self, waiting: int) -> str:
        events = "1 event waits" if waiting == 1 else f"{waiting} events wait"
        return f"Cannot write to {self._where}: {cause_of(self._error)}; {events} in memory."


def cause_of(error: OSError) -> str:
    """The cause alone, without number and path."""
    return error.strerror or str(error)
