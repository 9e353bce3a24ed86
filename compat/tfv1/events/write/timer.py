"""One thread that watches deadlines for every log of the process.

A thousand logs share it, and it runs only while somebody waits for something.
"""

import _thread
import heapq
import itertools
import logging
import os
import queue
import time
from collections.abc import Callable

_log = logging.getLogger("tfv1")
_order = itertools.count()

_Deadline = tuple[float, int, Callable[[], None]]


class Timer:
    """Calls functions at given times, on a daemon thread of its own.

    The functions must return at once: whoever has long work starts a thread for it.
    """

    def __init__(self) -> None:
        # What callers share with the thread is one queue whose `put` is a single step, so that an
        # interrupt, a signal handler or a finalizer in the middle of `call_at` finds no lock held.
        self._inbox: queue.SimpleQueue[_Deadline] = queue.SimpleQueue()
        self._running = False

    def call_at(self, when: float, function: Callable[[], None]) -> None:
        """Has `function` called once `time.monotonic()` reaches `when`.

        Raises RuntimeError when the interpreter is too far gone to start a thread.
        """
        self._inbox.put((when, next(_order), function))
        if not self._running:
            # Two of them in a race do no harm: each deadline is taken by one.
            start_thread(self._run)

    def _run(self) -> None:
        due: list[_Deadline] = []
        while True:
            try:
                self._serve(due)
                return
            except MemoryError:
                continue  # the deadlines must still be kept

    def _serve(self, due: list[_Deadline]) -> None:
        self._running = True
        while due or self._stays():
            wait = max(0.0, due[0][0] - time.monotonic()) if due else 0.0
            try:
                heapq.heappush(due, self._inbox.get(timeout=wait))
                continue
            except queue.Empty:
                pass  # the time of the first one has come
            if due and due[0][0] <= time.monotonic():
                _call(heapq.heappop(due)[2])

    def _stays(self) -> bool:
        # In this order: a caller that put something after the look saw that nobody runs.
        self._running = False
        if self._inbox.empty():
            return False
        self._running = True
        return True


def _call(function: Callable[[], None]) -> None:
    try:
        function()
    except Exception:  # noqa: BLE001 - the deadlines of all other logs must still be kept
        _log.exception("The deadline of an event writer could not be kept.")


def start_thread(work: Callable[[], None]) -> None:
    """Runs `work` in a daemon thread; RuntimeError where the system gives none.

    By the one call that starts a thread: threading.Thread.start() holds a lock of the whole
    process and waits for the thread to answer, so that an interrupt, or a thread that finds no
    memory, can leave it hanging for ever.
    """
    _thread.start_new_thread(work, ())


shared = Timer()


def _forget_in_child() -> None:
    # The thread did not come along, and its deadlines are the parent's.
    shared.__init__()  # type: ignore[misc]


os.register_at_fork(after_in_child=_forget_in_child)
