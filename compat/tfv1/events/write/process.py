"""What a process does to its writers: it ends, it forks, it opens two in one directory."""

import atexit
import logging
import os
import sys
import weakref
from typing import Protocol, TypeVar

_log = logging.getLogger("tfv1")


class _Engine(Protocol):
    def drain_at_exit(self) -> None: ...

    def abandon(self) -> None: ...


class _Store(Protocol):
    @property
    def path(self) -> str | None: ...


_Member = TypeVar("_Member")


class _Weak(weakref.WeakValueDictionary[int, _Member]):
    """A set of objects alive that other threads may add to while it is gone through."""

    def add(self, member: _Member) -> None:
        self[id(member)] = member

    def now(self) -> list[_Member]:
        return [member for reference in self.valuerefs() if (member := reference()) is not None]


_engines: _Weak[_Engine] = _Weak()
_by_directory: dict[str, _Weak[_Store]] = {}
_told: set[str] = set()
_watched_pid: int | None = None
_exiting = False


def exiting() -> bool:
    """Whether the last drain has begun: what is accepted now is stored at once."""
    return _exiting


def register(engine: _Engine) -> None:
    """`engine` is drained when the interpreter exits, and starts anew in a forked child."""
    _engines.add(engine)


def watch_exit() -> None:
    """Sees to it that this process drains its engines at its exit, multiprocessing's children too.

    Those leave through os._exit, past atexit, and forget at their start what was registered with
    multiprocessing before, though not what this package was imported for: so it is done when
    something first waits in memory.
    """
    global _watched_pid
    if _watched_pid == os.getpid():
        return
    _watched_pid = os.getpid()
    process = sys.modules.get("multiprocessing.process")
    if process is not None and process.parent_process() is not None:
        from multiprocessing import util

        util.Finalize(None, drain_all, exitpriority=-100)


def tell_of_shared_directory(store: _Store, directory: str, path: str) -> None:
    """Warns, once a directory, when `store` opens `path` beside another open writer's file."""
    stores = _by_directory.setdefault(directory, _Weak())
    others = [other for other in stores.now() if other is not store and other.path is not None]
    stores.add(store)
    if others and directory not in _told:
        _told.add(directory)
        _log.warning(
            "Two writers are open in the log directory %s: one writes %s, the other %s. "
            "TensorBoard follows only the newest file of a directory. Share one writer through "
            "tf.summary.FileWriterCache.get(logdir), or give each a directory of its own.",
            directory,
            os.path.basename(others[0].path or ""),
            os.path.basename(path),
        )


def drain_all() -> None:
    """The last drain of every engine, before the process ends."""
    global _exiting
    _exiting = True
    for engine in _engines.now():
        engine.drain_at_exit()


def _start_anew_in_child() -> None:
    _by_directory.clear()
    for engine in _engines.now():
        engine.abandon()


atexit.register(drain_all)
os.register_at_fork(after_in_child=_start_anew_in_child)
