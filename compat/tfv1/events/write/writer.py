"""EventWriter: events of every kind, into event files in one directory."""

import os
import sys
import time
from collections.abc import Callable
from typing import Protocol, TypeGuard

from google.protobuf.message import Message

from tfv1.events.format import encode
from tfv1.events.format.protos import Summary, is_message
from tfv1.events.format.templates import is_known, learn
from tfv1.events.sink import Step, SummaryLike
from tfv1.events.write.deferred import DeferredLog
from tfv1.events.write.direct import DirectLog
from tfv1.events.write.incident import StorageError
from tfv1.events.write.log import Log
from tfv1.events.write.metadata import carries_metadata
from tfv1.events.write.storage import LOCAL, FileSystem

__all__ = ["EventWriter", "StorageError"]

_MAX_INT64 = 2**63 - 1
_MIN_INT64 = -(2**63)


class EventWriter:
    """Writes events to event files in one directory; any number of threads may use it.

    What direct.py and deferred.py promise holds for every event. The first event creates the file,
    as in TensorFlow 1.15; `close` closes it, and `reopen` lets the next event start another. A
    writer that is garbage-collected closes itself.

    A signal handler may use the writer, too. If it has interrupted a call by its own thread, what
    it adds is stored when that call returns or the process exits, and `flush` and `close` do
    nothing.

    Args:
      logdir: the directory; created at once, with its parents.
      max_queue: how many events may wait in memory, where they must; 0 or less means no limit.
      flush_secs: how many seconds an event may wait; 0 or less means not at all.
      filename_suffix: the suffix of the files' names.
      file_system: where `logdir` is.

    Raises:
      StorageError: `logdir` cannot be created or written to.
    """

    def __init__(
        self,
        logdir: str | os.PathLike[str],
        max_queue: int = 10,
        flush_secs: float = 120,
        filename_suffix: str = "",
        file_system: FileSystem = LOCAL,
    ) -> None:
        self._logdir = os.fsdecode(logdir)
        if not isinstance(filename_suffix, str):
            raise TypeError(f"filename_suffix must be a str, got {what_is(filename_suffix)}.")
        if "\0" in self._logdir + filename_suffix:
            raise ValueError("a name of a file or directory cannot contain a null character")
        kind = DirectLog if file_system.direct else DeferredLog
        self._log: Log = kind(
            self._logdir, int(max_queue), float(flush_secs), filename_suffix, file_system
        )

    def __del__(self, is_finalizing: Callable[[], bool] = sys.is_finalizing) -> None:
        # At interpreter shutdown everything is stored, and modules that release() needs may be
        # gone, hence the default argument. There is no log if the constructor raised.
        if not is_finalizing() and hasattr(self, "_log"):
            self._log.release()

    def __enter__(self) -> "EventWriter":
        return self

    def __exit__(self, *raised: object) -> None:
        """Closes the writer."""
        self.close()

    def get_logdir(self) -> str:
        """The directory, as it was given."""
        return self._logdir

    @property
    def closed(self) -> bool:
        return self._log.closed

    @property
    def path(self) -> str | None:
        """The file being written; None while there is none."""
        return self._log.path

    def add_summary(self, summary: SummaryLike, global_step: Step = None) -> bool:
        """Adds a Summary at a step, stamped with the time of the call.

        Args:
          summary: a serialised Summary (what running a summary op returns), or a Summary proto,
            which is not changed.
          global_step: anything `int()` accepts; None writes no step.

        Returns:
          Whether it was accepted: False if the writer is closed.

        Raises:
          TypeError: `summary` is neither of these, or the step is not a number.
          google.protobuf.message.DecodeError: the bytes are not a Summary.
          ValueError, OverflowError: the step is not a 64-bit integer.
          StorageError: the storage accepts nothing, and `max_queue` events are waiting already.
        """
        # Most calls pass what `session.run(merged)` returned, at every step.
        if type(summary) is bytes and is_known(summary):
            data = summary
            described = False
        else:
            data, message = read_summary(summary)
            described = carries_metadata(message, data)
        step = global_step
        if type(step) is not int or not 0 <= step <= _MAX_INT64:
            step = as_step(step)
        return self._log.append(time.time(), step, encode.SUMMARY_FIELD, data, described)

    def add_event(self, event: Message) -> bool:
        """Adds an Event proto as it is, with its own wall time.

        Returns whether it was accepted: False if the writer is closed.
        """
        if not is_message(event, "Event"):
            raise TypeError(f"add_event expects an Event proto, got {what_is(event)}.")
        return self._log.append(0.0, None, b"", event.SerializeToString(), False)

    def add_payload(self, field: bytes, payload: bytes, global_step: Step = None) -> bool:
        """Adds an event of another kind: `payload` in `field`, a *_FIELD key of encode.py.

        Returns whether it was accepted: False if the writer is closed.
        """
        return self._log.append(time.time(), as_step(global_step), field, payload, False)

    def flush(self) -> None:
        """Returns once everything accepted before the call is stored; does nothing when closed.

        Raises StorageError if the storage accepts nothing; the events keep waiting.
        """
        self._log.flush()

    def close(self) -> None:
        """Stores what is waiting and closes the file; a second call does nothing.

        Raises StorageError if the storage accepts nothing: the writer stays open, its events keep
        waiting, and `close` may be called again.
        """
        self._log.close()

    def reopen(self) -> None:
        """Reopens a closed writer: the next event starts a file. Does nothing to an open one."""
        self._log.reopen()


def read_summary(summary: object) -> tuple[bytes, Summary]:
    """`summary`, a Summary proto or a serialised one, as bytes and as a read-only proto."""
    if isinstance(summary, bytes):
        message = Summary.FromString(summary)
        learn(summary, message)
        return summary, message
    if is_message(summary, "Summary"):
        return summary.SerializeToString(), summary
    if hasattr(summary, "numpy"):  # eager execution: the tensor has a value
        value = summary.numpy()
        if isinstance(value, bytes):
            return value, Summary.FromString(value)
    raise TypeError(
        f"add_summary expects a serialised Summary (bytes) or a Summary proto, got "
        f"{what_is(summary)}.{_advice(summary)}"
    )


def as_step(global_step: Step) -> int | None:
    """The step of an event: an int64, or None."""
    if global_step is None or (type(global_step) is int and 0 <= global_step <= _MAX_INT64):
        return global_step
    try:
        step = int(global_step)
    except TypeError:
        raise TypeError(
            f"global_step must be a number or None, got {what_is(global_step)}."
            f"{_advice(global_step)}"
        ) from None
    if not _MIN_INT64 <= step <= _MAX_INT64:
        raise ValueError(f"Value out of range: the step {step} is not a 64-bit integer.")
    return step


def what_is(value: object) -> str:
    """`value` as an error message names it."""
    if value is None:
        return "None"
    if _is_tensor(value):
        return f"the tensor {value.name!r}"
    text = repr(value)
    return f"{text if len(text) <= 40 else text[:37] + '...'} of type {type(value).__name__}"


def _advice(value: object) -> str:
    if value is None:
        return " tf.summary.merge_all() is None where the graph has no summary."
    if _is_tensor(value):
        return " Run it in the session first, and pass the value that session.run returns."
    return ""


class _Tensor(Protocol):
    name: str


def _is_tensor(value: object) -> TypeGuard[_Tensor]:
    # Recognised by its attributes, since this package does not import TensorFlow.
    return all(hasattr(value, name) for name in ("name", "op", "graph"))
