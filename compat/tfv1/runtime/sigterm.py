"""SIGTERM ends a script as SystemExit, so that its finally-blocks and writers finish.

Python calls a signal's handler when the main thread is back from native code, and out of
TensorFlow's `server.join()`, or a step that waits for a lost worker, it never comes. Then a thread
ends the process, once the writers are drained.
"""

import os
import signal
import sys
import threading
from types import FrameType

_PATIENCE_SECS = 10.0
_blocked = threading.local()
_heard = threading.Event()


def install() -> None:
    """Sets the handler, unless the process already has one or ignores the signal."""
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        return
    signal.signal(signal.SIGTERM, _leave)
    # A forked child is ended by Process.terminate(), which expects it to die of the signal. The
    # signal waits during the fork: an exception in a fork handler would be lost.
    os.register_at_fork(before=_block, after_in_parent=_unblock, after_in_child=_in_child)


def watch() -> None:
    """Ends the process on SIGTERM even from within native code, where `install` set the handler.

    It is about the native code of TensorFlow, and is called when that is loaded. Repeated calls do
    nothing.
    """
    on_main_thread = threading.current_thread() is threading.main_thread()
    if not on_main_thread or signal.getsignal(signal.SIGTERM) is not _leave:
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    other = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    if other != -1:  # an event loop's, or ours already
        signal.set_wakeup_fd(other)
        os.close(reader)
        os.close(writer)
        return
    threading.Thread(target=_watch, args=(reader,), name="tfv1-sigterm", daemon=True).start()


def _watch(reader: int) -> None:
    # The interpreter writes the number of each signal there, at once.
    while number := os.read(reader, 1):
        if number[0] != signal.SIGTERM or signal.getsignal(signal.SIGTERM) is not _leave:
            continue
        if not _heard.wait(_PATIENCE_SECS):
            from tfv1.events.write import process

            process.drain_all()
            os._exit(128 + signal.SIGTERM)


def _leave(number: int, frame: FrameType | None) -> None:
    _heard.set()
    sys.exit(128 + number)


def _block() -> None:
    _blocked.before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})


def _unblock() -> None:
    signal.pthread_sigmask(signal.SIG_SETMASK, _blocked.before)


def _in_child() -> None:
    on_main_thread = threading.current_thread() is threading.main_thread()
    if on_main_thread and signal.getsignal(signal.SIGTERM) is _leave:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)  # the parent's pipe
    _unblock()
