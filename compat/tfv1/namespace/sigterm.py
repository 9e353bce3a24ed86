"""SIGTERM ends a script as SystemExit, so that its finally-blocks and writers finish."""

import os
import signal
import sys
import threading
from types import FrameType

_blocked = threading.local()


def install() -> None:
    """Sets the handler, unless the process already has one or ignores the signal."""
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        return
    signal.signal(signal.SIGTERM, _leave)
    # A forked child is ended by Process.terminate(), which expects it to die of the signal. The
    # signal waits during the fork: an exception in a fork handler would be lost.
    os.register_at_fork(before=_block, after_in_parent=_unblock, after_in_child=_in_child)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _block() -> None:
    _blocked.before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})


def _unblock() -> None:
    signal.pthread_sigmask(signal.SIG_SETMASK, _blocked.before)


def _in_child() -> None:
    on_main_thread = threading.current_thread() is threading.main_thread()
    if on_main_thread and signal.getsignal(signal.SIGTERM) is _leave:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _unblock()
