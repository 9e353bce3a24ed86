"""One thread that watches deadlines for every log of the process.

A thousand logs share it, and it runs only while a deadline is pending.
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

    The functions must return at once; longer work belongs in a thread of its own.
    """

    def __init__(self) -> None:
        # All that callers share with the thread is a queue whose `put` is a single step, so that
        # an interrupt, signal handler or finalizer in the middle of `call_at` finds no lock held.
        self._inbox: queue.SimpleQueue[_Deadline] = queue.SimpleQueue()
        self._running = False

    def call_at(self, when: float, function: Callable[[], None]) -> None:
        """Has `function` called once `time.monotonic()` reaches `when`.

        Raises RuntimeError when the interpreter can no longer start a thread.
        """
        self._inbox.put((when, next(_order), function))
        if not self._running:
            # Starting two in a race does no harm: only one of them gets each deadline.
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
                pass  # the first deadline has come
            if due and due[0][0] <= time.monotonic():
                _call(heapq.heappop(due)[2])

    def _stays(self) -> bool:
        # The order matters: a caller that puts something after the check sees that nothing runs.
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
    """Runs `work` in a daemon thread; RuntimeError if the system provides none.

    Not by threading.Thread.start(): it holds a process-wide lock and waits for the thread to
    respond, so that an interrupt, or a thread that runs out of memory, can leave it hanging.
    """
    _thread.start_new_thread(work, ())


shared = Timer()


def _forget_in_child() -> None:
    # The thread does not exist in the child, and its deadlines are the parent's.
    shared.__init__()  # type: ignore[misc]


os.register_at_fork(after_in_child=_forget_in_child)
