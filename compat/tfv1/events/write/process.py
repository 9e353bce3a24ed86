"""Writers and their process: exit, fork, and two writers in one directory.

Exit waits for the storage, but not forever: TFV1_EXIT_SECS seconds in all, 30 by default. What has
not been stored by then is lost, and logged as lost.
"""

import atexit
import logging
import math
import os
import sys
import threading
import time
import weakref
from typing import Protocol, TypeVar

_log = logging.getLogger("tfv1")


_EXIT_SECS = 30.0


class _Log(Protocol):
    @property
    def path(self) -> str | None: ...

    def start_last_flush(self) -> None: ...

    def finish_last_flush(self, deadline: float) -> None: ...

    def abandon(self) -> None: ...


_Member = TypeVar("_Member")


class _Weak(weakref.WeakValueDictionary[int, _Member]):
    """A set of live objects that other threads may add to during iteration."""

    def add(self, member: _Member) -> None:
        self[id(member)] = member

    def now(self) -> list[_Member]:
        return [member for reference in self.valuerefs() if (member := reference()) is not None]


_logs: _Weak[_Log] = _Weak()
_by_directory: dict[str, _Weak[_Log]] = {}
_told: set[str] = set()
_watched_pid: int | None = None
_last_deadline: float | None = None  # when the last drain is over; None before it begins


def exiting() -> bool:
    """Whether the last drain has begun, so that what is accepted now is stored at once."""
    return _last_deadline is not None


def last_deadline() -> float:
    """How long exit may be delayed, as a time.monotonic()."""
    assert _last_deadline is not None
    return _last_deadline


def register(log: _Log) -> None:
    """Has `log` drained when the interpreter exits, and reset in a forked child."""
    _logs.add(log)


def watch_exit() -> None:
    """Makes sure that this process drains its logs at exit, even as a child of multiprocessing.

    Such children exit by os._exit, bypassing atexit, and on start discard what was registered with
    multiprocessing before the fork. So this is called when something first waits in memory, not
    when this module is imported.
    """
    global _watched_pid
    if _watched_pid == os.getpid():
        return
    _watched_pid = os.getpid()
    process = sys.modules.get("multiprocessing.process")
    if process is not None and process.parent_process() is not None:
        from multiprocessing import util

        util.Finalize(None, drain_all, exitpriority=-100)


def tell_of_shared_directory(log: _Log, directory: str, path: str) -> None:
    """Warns, once per directory, when `log` opens `path` beside another open writer's file."""
    logs = _by_directory.setdefault(directory, _Weak())
    others = [other for other in logs.now() if other is not log and other.path is not None]
    logs.add(log)
    if others and directory not in _told:
        _told.add(directory)
        _log.warning(
            "Two writers are open in the log directory %s: one writes %s, the other %s. "
            "In TensorBoard their points of one tag hide each other, and with --load_fast=false it "
            "follows only the newest file of a directory. Share one writer through "
            "tf.summary.FileWriterCache.get(logdir), or give each a directory of its own.",
            directory,
            os.path.basename(others[0].path or ""),
            os.path.basename(path),
        )


def drain_all() -> None:
    """Drains every log before the process ends."""
    global _last_deadline
    _last_deadline = time.monotonic() + _exit_secs()
    logs = _logs.now()
    for log in logs:
        log.start_last_flush()
    for log in logs:
        log.finish_last_flush(_last_deadline)


def _exit_secs() -> float:
    text = os.environ.get("TFV1_EXIT_SECS", "")
    try:
        seconds = float(text or _EXIT_SECS)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= threading.TIMEOUT_MAX:
        _log.warning(
            "TFV1_EXIT_SECS is %r, which is not a number of seconds: the exit waits for up to %g.",
            text,
            _EXIT_SECS,
        )
        return _EXIT_SECS
    return seconds


def _start_anew_in_child() -> None:
    global _last_deadline
    _last_deadline = None
    _by_directory.clear()
    for log in _logs.now():
        log.abandon()


atexit.register(drain_all)
os.register_at_fork(after_in_child=_start_anew_in_child)
