"""Memory that runs out at the n-th allocation of a call, for one or two, hurts no event.

For good it cannot be: CPython 3.11 itself goes round for ever where it has no memory for the
position in a handler. Nor in the parser of protobuf, which crashes there, so that every summary
here is of a known form.
"""

import signal
import sys

import pytest

from tests.support import children, event_logs

EACH_ALLOCATION = """
try:
    import _testcapi
    _testcapi.set_nomemory
except (ImportError, AttributeError):
    say("none")
    sys.exit(0)
import logging
from tests.support.storage import FaultyFileSystem
logging.getLogger("tfv1").addHandler(logging.NullHandler())
logging.getLogger("tfv1").propagate = False

top, kind, call, span = *sys.argv[1:4], int(sys.argv[4])
storage = FaultyFileSystem(direct=kind == "local")
data = scalar("loss")
EventWriter(os.path.join(top, "0")).add_summary(data, 0)
set_nomemory, remove_mem_hooks = _testcapi.set_nomemory, _testcapi.remove_mem_hooks
through = n = 0
while through < 20:
    n += 1
    logdir = os.path.join(top, str(n))
    writer = EventWriter(logdir, max_queue=0, flush_secs=1000, file_system=storage)
    accepted, unsure = [], []
    if call != "first":
        writer.add_summary(data, 0)
        accepted.append(0)
    add_summary, flush, close = writer.add_summary, writer.flush, writer.close
    result = None
    set_nomemory(n, n + span)
    try:
        if call == "flush":
            result = flush()
        elif call == "close":
            result = close()
        else:
            result = add_summary(data, 1)
        remove_mem_hooks()
        through += 1
    except BaseException as error:
        remove_mem_hooks()
        # What Python says where it has no memory for a lock, a thread, or an exception.
        if not isinstance(error, (MemoryError, RuntimeError, SystemError, StorageError)):
            raise
        through = 0
    (accepted if result else unsure).append(1)
    writer.reopen()
    thread = threading.Thread(target=writer.add_summary, args=(data, 2), daemon=True)
    thread.start()
    thread.join(60)
    assert not thread.is_alive(), f"the lock is held after allocation {n}"
    writer.add_summary(data, 3)
    writer.flush()
    accepted += [2, 3]
    writer.close()
    say(repr((logdir, accepted, unsure)))

# Deadlines are still kept.
logdir = os.path.join(top, "last")
writer = EventWriter(logdir, flush_secs=0.1, file_system=FaultyFileSystem(direct=False))
writer.add_summary(data, 0)
writer.flush()
size = os.path.getsize(writer.path)
writer.add_summary(data, 1)
deadline = time.monotonic() + 60
while os.path.getsize(writer.path) == size:
    assert time.monotonic() < deadline, "the timer is dead"
    time.sleep(0.01)
"""


@pytest.mark.parametrize("kind", ["local", "remote"])
@pytest.mark.parametrize("call", ["add", "first", "flush", "close"])
@pytest.mark.parametrize("span", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_every_allocation(tmp_path, kind, call, span):
    """Each allocation of a call fails in turn; afterwards the writer has what it has accepted."""
    child = children.start(EACH_ALLOCATION, tmp_path, kind, call, span)
    output, errors = child.communicate(timeout=500)
    if child.returncode == -signal.SIGSEGV and sys.version_info >= (3, 13):
        pytest.skip("this Python itself crashes where it has no memory")
    assert child.returncode == 0, errors
    if output == "none\n":
        pytest.skip("this Python has no _testcapi.set_nomemory")
    cases = [eval(line) for line in output.splitlines()]
    assert len(cases) > 20
    for logdir, accepted, unsure in cases:
        event_logs.check_steps(event_logs.steps(logdir), accepted, unsure)
