"""Turns SIGTERM into SystemExit, so that finally-blocks and writers finish.

Python runs a signal handler only after the main thread has returned from native code, and it never
returns from TensorFlow's `server.join()` or from a step that waits for a lost worker. In that case
a thread drains the writers and ends the process.
"""

import atexit
import contextlib
import logging
import os
import signal
import sys
import threading
from types import FrameType

_PATIENCE_SECS = 10.0
_blocked = threading.local()
_heard = threading.Event()
_ending = threading.Event()
_STATUS = 128 + signal.SIGTERM


def install() -> None:
    """Installs the handler, unless the process has one already or ignores the signal."""
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        return
    signal.signal(signal.SIGTERM, _leave)
    atexit.register(_end_at_once)  # before all that the script registers, so it runs after that
    # Process.terminate() expects a forked child to die of the signal. The signal is blocked during
    # the fork: an exception in a fork handler would be lost.
    os.register_at_fork(before=_block, after_in_parent=_unblock, after_in_child=_in_child)


def note_end(error: SystemExit) -> None:
    """Notes what the script ended with, for an end without delay if the signal raised it."""
    if _heard.is_set() and error.code == _STATUS:
        _ending.set()


def _end_at_once() -> None:
    """Ends the process, since the interpreter takes seconds to take TensorFlow apart."""
    if not _ending.is_set():
        return
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # it may be closed, or nobody reads it
            stream.flush()
    os._exit(_STATUS)


def watch() -> None:
    """Makes SIGTERM end the process even inside native code, if `install` set the handler.

    Called once TensorFlow, whose native code this is about, is loaded. Repeated calls do nothing.
    """
    on_main_thread = threading.current_thread() is threading.main_thread()
    if not on_main_thread or signal.getsignal(signal.SIGTERM) is not _leave:
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    other = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    if other != -1:  # an event loop's, or already ours
        signal.set_wakeup_fd(other)
        os.close(reader)
        os.close(writer)
        return
    threading.Thread(target=_watch, args=(reader,), name="tfv1-sigterm", daemon=True).start()


def _watch(reader: int) -> None:
    # The interpreter immediately writes the number of each signal to the pipe.
    while number := os.read(reader, 1):
        if number[0] != signal.SIGTERM or signal.getsignal(signal.SIGTERM) is not _leave:
            continue
        if not _heard.wait(_PATIENCE_SECS):
            from tfv1.events.write import process

            process.drain_all()
            os._exit(_STATUS)


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
