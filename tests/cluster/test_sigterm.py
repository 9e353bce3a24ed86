"""SIGTERM reaches a process that TensorFlow's native code does not let go."""

import signal
import subprocess
import sys

import pytest

from tests.support.environment import of_a_child
from tests.support.event_logs import read

PROGRAM = """
import sys
import tensorflow as tf

server = tf.train.Server.create_local_server()
writer = tf.summary.FileWriter("ram://x/logs", max_queue=100, flush_secs=1000)
writer.add_summary(tf.Summary(), 1)
writer.flush()
writer.add_summary(tf.Summary(), 2)  # waits in memory

from tfv1.events.write import process
drain = process.drain_all
def copy():
    drain()
    (name,) = tf.gfile.ListDirectory("ram://x/logs")
    tf.gfile.Copy("ram://x/logs/" + name, sys.argv[1])
process.drain_all = copy
"""


# Leaving Python code, the script copies the file itself; native code is not left.
WAITING = """
try:
    print("ready", flush=True)
    %s
finally:
    copy()
"""


@pytest.mark.parametrize("waiting", ["server.join()", "__import__('time').sleep(300)"])
def test_sigterm_ends_a_process_and_stores_what_waits(tmp_path, waiting):
    """In server.join() as in Python code: status 143, and nothing that waited in memory is lost."""
    program = PROGRAM + WAITING % waiting
    (tmp_path / "program.py").write_text(program)
    process = subprocess.Popen(
        [sys.executable, "-m", "tfv1", "run", "program.py", "copied"],
        cwd=tmp_path,
        env=of_a_child(TF_CPP_MIN_LOG_LEVEL="3"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=250)
    finally:
        process.kill()
    assert process.returncode == 143, errors[-3000:]
    assert [event.step for event in read(tmp_path / "copied")] == [0, 1, 2]


ENDING = """
import atexit, logging, logging.handlers, sys

class Part:
    def __del__(self):
        print("taken apart", flush=True)

part = Part()
atexit.register(lambda: print("atexit"))
target = logging.StreamHandler(sys.stdout)
logging.getLogger("mine").addHandler(logging.handlers.MemoryHandler(100, target=target))
logging.getLogger("mine").warning("logged")
try:
    print("ready", flush=True)
    import time
    time.sleep(300)
except SystemExit:
    print("stopped")
    %s
finally:
    print("finally")
"""


@pytest.mark.parametrize(
    ("answer", "status", "last"), [("raise", 143, "logged"), ("sys.exit(3)", 3, "taken apart")]
)
def test_sigterm_leaves_nothing_to_the_interpreter(tmp_path, answer, status, last):
    """The script's handlers run, its output and logs are kept; then the process ends at once.

    If the script ends by itself after the signal, the interpreter ends as it always does.
    """
    (tmp_path / "program.py").write_text(ENDING % answer)
    process = subprocess.Popen(
        [sys.executable, "-m", "tfv1", "run", "program.py"],
        cwd=tmp_path,
        env=of_a_child(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGTERM)
        printed, errors = process.communicate(timeout=250)
    finally:
        process.kill()
    assert process.returncode == status, errors[-3000:]
    lines = printed.split("\n")[:-1]
    assert lines[:3] == ["stopped", "finally", "atexit"]
    assert lines[-1] == last
    assert "logged" in lines
