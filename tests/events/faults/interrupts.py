"""An exception at any bytecode of a call, as a signal handler may raise one."""

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

    Those of `threading` do not count: it leaves a lock of its own held when it is interrupted in
    places where no signal is handled.

    Returns:
      Where the exception was raised, None where nowhere, and what the call returned, or None where
      it raised `exception`. What else it raises is the caller's, with the place as `interrupted`.
    """
    left = n
    where = None

    def at_call(frame, event, argument):
        if not frame.f_code.co_filename.startswith(_OURS):
            return None
        frame.f_trace_lines = False
        frame.f_trace_opcodes = True
        frame.f_trace = at_step
        return at_step

    def at_step(frame, event, argument):
        nonlocal left, where
        code = frame.f_code
        if event == "opcode" and code.co_code[frame.f_lasti] != _NOP:
            left -= 1
            if left == 0:
                where = f"{code.co_filename}:{frame.f_lineno}, {code.co_name} at {frame.f_lasti}"
                raise exception()
        return at_step

    before = sys.gettrace()
    sys.settrace(at_call)
    try:
        result = call()
    except exception:
        if where is None:
            raise
        result = None
    except BaseException as error:
        # Before the call's own error the exception may have been raised, and taken for it.
        error.interrupted = where
        raise
    finally:
        sys.settrace(before)
    return where, result


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
    thread.join(10)
    assert not thread.is_alive(), "the lock is still held"
    if raised:
        raise raised[0]
