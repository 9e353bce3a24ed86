"""An exception at any bytecode of a call, as a signal handler may raise one."""

import contextlib
import dis
import os
import sys
import threading

import tfv1

# CPython leaves it out of its tables of exception handlers: nothing that it runs raises there.
_NOP = dis.opmap["NOP"]
_OURS = os.path.dirname(tfv1.__file__) + os.sep


class Interrupted(Exception):
    """What a user's signal handler raises."""


class Timeout(OSError):
    """What a user's handler of SIGALRM raises, which looks like a failing storage."""


def interrupt(call, n, exception=KeyboardInterrupt):
    """Calls `call()` and raises `exception` before the n-th bytecode of the package in it.

    Returns:
      Where the exception was raised, None where nowhere, and what the call returned, or None where
      it raised `exception`. What else it raises is the caller's, with the place as `interrupted`.
    """

    def act():
        raise exception()

    with _before_bytecode(n, act) as places:
        try:
            result = call()
        except exception:
            if not places:
                raise
            result = None
        except BaseException as error:
            # Before the call's own error the exception may have been raised, and taken for it.
            error.interrupted = places[0] if places else None
            raise
    return places[0] if places else None, result


def meanwhile(call, n, act):
    """Calls `call()` and, as another thread may, `act()` before the n-th bytecode in it.

    Returns whether it has as many.
    """
    with _before_bytecode(n, act) as places:
        call()
    return bool(places)


@contextlib.contextmanager
def _before_bytecode(n, act):
    """Calls `act()` before the n-th bytecode of the package; yields where, once it has been there.

    Those of `threading` do not count: it leaves a lock of its own held when it is interrupted in
    places where no signal is handled.
    """
    left = n
    places = []

    def at_call(frame, event, argument):
        if not frame.f_code.co_filename.startswith(_OURS):
            return None
        frame.f_trace_lines = False
        frame.f_trace_opcodes = True
        frame.f_trace = at_step
        return at_step

    def at_step(frame, event, argument):
        nonlocal left
        code = frame.f_code
        if event == "opcode" and code.co_code[frame.f_lasti] != _NOP:
            left -= 1
            if left == 0:
                places.append(
                    f"{code.co_filename}:{frame.f_lineno}, {code.co_name} at {frame.f_lasti}"
                )
                act()
        return at_step

    before = sys.gettrace()
    sys.settrace(at_call)
    try:
        yield places
    finally:
        sys.settrace(before)


def in_another_thread(function):
    """Runs `function` in a thread; fails when it does not end, as where a lock is still held."""
    raised = []

    def body():
        try:
            function()
        except BaseException as error:  # noqa: BLE001 - raised again below
            raised.append(error)

    thread = threading.Thread(target=body, daemon=True)
    thread.start()
    thread.join(60)
    assert not thread.is_alive(), "the lock is still held"
    if raised:
        raise raised[0]
