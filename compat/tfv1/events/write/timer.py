"""One thread that watches deadlines for every writer of the process.

A writer of a healthy local disk has no deadline and starts no thread; a thousand writers of a
remote one share this one, which runs only while somebody waits for something.
"""

import heapq
import itertools
import logging
import os
import threading
import time
from collections.abc import Callable

_log = logging.getLogger("tfv1")
_order = itertools.count()


class Timer:
    """Calls functions at given times, on a daemon thread of its own.

    The functions must return at once: whoever has long work starts a thread for it.
    """

    def __init__(self) -> None:
        # Reentrant: a signal handler, or a finalizer run by the garbage collector, may use a
        # writer while this thread is inside one of the methods. Taken by itself, never by way of
        # the condition, whose Python code an interrupt would leave with the lock locked.
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._running = False

    def call_at(self, when: float, function: Callable[[], None]) -> None:
        """Has `function` called once `time.monotonic()` reaches `when`.

        Raises RuntimeError when the interpreter is too far gone to start a thread.
        """
        with self._lock:
            if not self._running:
                threading.Thread(target=self._run, name="tfv1-timer", daemon=True).start()
                self._running = True
            heapq.heappush(self._due, (when, next(_order), function))
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._due:
                    self._running = False
                    return
                wait = self._due[0][0] - time.monotonic()
                if wait > 0:
                    self._changed.wait(wait)
                    continue
                function = heapq.heappop(self._due)[2]
            try:
                function()
            except Exception:  # noqa: BLE001 - the deadlines of all other writers must still be kept
                _log.exception("A writer's deadline could not be kept.")


shared = Timer()


def _forget_in_child() -> None:
    # The thread did not come along, and its deadlines are the parent's.
    shared.__init__()  # type: ignore[misc]


os.register_at_fork(after_in_child=_forget_in_child)
