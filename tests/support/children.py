"""Child processes that write events, and threads that run at once."""

import subprocess
import sys
import threading
import time

from tests.support.environment import of_a_child

PRELUDE = """
import atexit, os, signal, sys, threading, time
at_the_end = []  # called after the package's own exit handler, which is registered later
atexit.register(lambda: [function() for function in at_the_end])
from tensorboard.compat.proto.summary_pb2 import Summary
from tfv1.events import EventWriter, StorageError

def scalar(tag, value=0.5):
    return Summary(value=[Summary.Value(tag=tag, simple_value=value)]).SerializeToString()

def say(text):
    os.write(1, f"{text}\\n".encode())

"""


def start(source, *arguments, **options):
    """A child process that runs `source` after PRELUDE, its output and errors in pipes."""
    command = [sys.executable, "-c", PRELUDE + source, *map(str, arguments)]
    options.setdefault("env", of_a_child())
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def run(source, *arguments, expect=0, **options):
    """Runs such a child to its end; its output and errors, when it exits as expected."""
    with start(source, *arguments, **options) as child:
        try:
            output, errors = child.communicate(timeout=500)
        finally:
            child.kill()  # where it hangs; else it has ended
    assert child.returncode == expect, errors
    return output, errors


def wait_until(condition, patience=120):
    """Returns once `condition()` is true; fails when it does not become so."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def in_threads(count, function):
    """Runs `function(n)` in `count` threads at once; raises what one of them raised."""
    raised = []
    barrier = threading.Barrier(count)

    def body(n):
        barrier.wait()
        try:
            function(n)
        except BaseException as error:
            raised.append(error)
            raise

    threads = [threading.Thread(target=body, args=(n,), daemon=True) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive(), "a thread hangs"
    if raised:
        raise raised[0]
