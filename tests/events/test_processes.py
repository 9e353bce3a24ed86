"""Processes that end in every way there is: what was accepted is in the file."""

import random
import signal

import pytest

from tests.support import children, event_logs

ACKNOWLEDGE_EACH_STEP = """
writer = EventWriter(sys.argv[1])
step = 0
while True:
    writer.add_summary(scalar("loss", step), step)
    say(step)
    step += 1
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["SIGKILL", "SIGTERM"])
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_a_random_moment(logdir, number, seed):
    """Every step that a killed process has acknowledged is read back, in order, from whole records.

    The moment is random: after a random number of acknowledged steps, which come by thousands.
    """
    child = children.start(ACKNOWLEDGE_EACH_STEP, logdir)
    acknowledged = [
        int(child.stdout.readline()) for _ in range(random.Random(seed).randrange(1, 3000))
    ]
    child.send_signal(number)
    acknowledged += map(int, child.stdout.read().split())
    assert child.wait(60) == -number
    found = event_logs.steps(logdir)
    assert found == list(range(len(found)))
    assert acknowledged == found[: len(acknowledged)]
    assert len(found) - len(acknowledged) <= 1  # what was added and not said any more


ENDINGS = {
    "no close": ("", 0),
    "an uncaught exception": ("raise KeyError('mistake')", 1),
    "sys.exit": ("sys.exit(3)", 3),
    "os._exit": ("os._exit(4)", 4),
    "os.abort": ("os.abort()", -signal.SIGABRT),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_ended_without_close(logdir, ending):
    """A process that does not close its writer loses nothing, however it ends."""
    source, code = ENDINGS[ending]
    adding = (
        "writer = EventWriter(sys.argv[1])\nfor n in range(9): writer.add_summary(scalar('a'), n)\n"
    )
    _, errors = children.run(adding + source, logdir, expect=code)
    assert event_logs.steps(logdir) == list(range(9))
    if ending in ("no close", "sys.exit", "os._exit"):
        assert errors == ""


LAST_WORDS = """
writer = EventWriter(sys.argv[1])

def handle(number, frame):
    writer.add_summary(scalar("last words"), 1 << 40)
    sys.exit(0)

signal.signal(signal.SIGTERM, handle)
step = 0
while True:
    writer.add_summary(scalar("loss"), step)
    say(step)
    step += 1
"""


@pytest.mark.parametrize("seed", range(3))
def test_a_handlers_last_summary(logdir, seed):
    """A SIGTERM handler adds a summary and exits: that summary and all before it are there."""
    child = children.start(LAST_WORDS, logdir)
    acknowledged = [
        int(child.stdout.readline()) for _ in range(random.Random(seed).randrange(1, 2000))
    ]
    child.terminate()
    acknowledged += map(int, child.stdout.read().split())
    assert (child.wait(60), child.stderr.read()) == (0, "")
    *found, last = event_logs.steps(logdir)
    assert last == 1 << 40
    assert found[: len(acknowledged)] == acknowledged


IN_THE_MIDDLE = """
writer = EventWriter(sys.argv[1])
for step in range(3):
    writer.add_summary(scalar("loss"), step)
real_write = os.write

def write(fd, data):
    if fd == 1 or not armed:
        return real_write(fd, data)
    armed.clear()
    if sys.argv[2] == "before":
        signal.raise_signal(signal.SIGTERM)
        return real_write(fd, data)
    count = real_write(fd, data[:20] if sys.argv[2] == "half" else data)
    signal.raise_signal(signal.SIGTERM)
    return count

def handle(number, frame):
    writer.add_summary(scalar("last words"), 1 << 40)
    if sys.argv[3] == "close":
        writer.flush()
        writer.close()
    sys.exit(0)

armed = [True]
os.write = write
signal.signal(signal.SIGTERM, handle)
writer.add_summary(scalar("loss"), 3)
"""


@pytest.mark.parametrize("last", ["add", "close"])
@pytest.mark.parametrize("moment", ["before", "half", "after"])
def test_a_handler_in_the_middle_of_a_write(logdir, moment, last):
    """A handler that interrupts add_summary just before, in and after its write(2), and exits.

    Its last summary is there, and all that was accepted; the interrupted one may be, as a whole.
    """
    _, errors = children.run(IN_THE_MIDDLE, logdir, moment, last)
    assert errors == ""
    *found, words = event_logs.steps(logdir)
    assert words == 1 << 40
    assert found in ([0, 1, 2], [0, 1, 2, 3])


# Signals come at random, faster than events, so that many are handled inside add_summary.
INTERRUPTED = """
import itertools, random

writer = EventWriter(sys.argv[1])
draw = random.Random(int(sys.argv[2]))
handled = itertools.count(1 << 40)
accepted, added = [], []
inside = depth = 0

def handle(number, frame):
    global inside, depth
    depth += 1
    callers = set()
    while frame is not None:
        callers.add(frame.f_code.co_name)
        frame = frame.f_back
    inside += "append" in callers
    step = next(handled)
    writer.add_summary(scalar("from the handler"), step)
    added.append(step)
    depth -= 1

main = threading.get_ident()

def shoot():
    while not over:
        if depth < 5:  # or on a slow machine each handler would be interrupted by another one
            signal.pthread_kill(main, signal.SIGUSR1)
        time.sleep(draw.random() * 2e-4)

signal.signal(signal.SIGUSR1, handle)
over = False
shooter = threading.Thread(target=shoot)
shooter.start()
step = 0
while step < 3000 or inside < 50 or len(added) < 50:
    writer.add_summary(scalar("loss"), step)
    accepted.append(step)
    step += 1
    if step % 100 == 0:
        writer.flush()
over = True
shooter.join()
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
stored = os.path.getsize(writer.path)
writer.close()
assert os.path.getsize(os.path.join(sys.argv[1], os.listdir(sys.argv[1])[0])) == stored
say(repr((accepted, added)))
"""


def test_handlers_that_add_inside_add(logdir):
    """Summaries of a signal handler that interrupts add_summary: each is stored once, at once.

    Nothing is left for close: what the handler adds is stored when the interrupted call returns.
    Handlers interrupt each other, too, so that their order is their own affair.
    """
    output, errors = children.run(INTERRUPTED, logdir, 1)
    accepted, added = eval(output)
    found = event_logs.steps(logdir)
    assert errors == ""
    assert [step for step in found if step < 1 << 40] == accepted
    assert sorted(step for step in found if step >= 1 << 40) == sorted(added)
    assert len(added) >= 50


KEYBOARD_INTERRUPTS = """
import queue, random
from pathlib import Path
from tests.support.storage import FakeFileSystem

# A shell ignores the signal in what it starts in the background.
signal.signal(signal.SIGINT, signal.default_int_handler)
draw = random.Random(1)
main = threading.get_ident()
if sys.argv[2] == "a local disk":
    writer, longest_secs, flush_every = EventWriter(sys.argv[1]), 3e-4, 10
else:
    fake = FakeFileSystem()
    fake.on_write = lambda file, data: time.sleep(draw.random() * 1e-3)
    writer = EventWriter("x", file_system=fake, max_queue=4, flush_secs=0.01)
    longest_secs, flush_every = 2e-3, 3

def shoot():
    while not over:
        shots.get()
        time.sleep(draw.random() * longest_secs)
        signal.pthread_kill(main, signal.SIGINT)

shots = queue.SimpleQueue()  # no interrupt leaves its `put` half done
over = False
threading.Thread(target=shoot, daemon=True).start()
accepted = []
step = interrupted = 0
while interrupted < 400:
    try:
        shots.put(None)
        while True:
            step += 1
            writer.add_summary(scalar("loss"), step)
            accepted.append(step)
            if step % flush_every == 0:
                writer.flush()
    except KeyboardInterrupt:
        interrupted += 1
over = True
signal.signal(signal.SIGINT, signal.SIG_IGN)
other = threading.Thread(target=writer.add_summary, args=(scalar("loss"), step + 1), daemon=True)
other.start()
other.join(100)
assert not other.is_alive(), "the lock is still held"
writer.close()
if sys.argv[2] != "a local disk":
    fake.save(Path(sys.argv[1]))
say(repr(accepted + [step + 1]))
"""


@pytest.mark.parametrize("storage", ["a local disk", "slow storage"])
def test_keyboard_interrupts(logdir, storage):
    """KeyboardInterrupt at random moments loses and doubles nothing that was accepted.

    On slow storage most of them come while a call waits: in flush, or for room in the queue.
    """
    output, errors = children.run(KEYBOARD_INTERRUPTS, logdir, storage)
    found = event_logs.steps(logdir)
    assert errors == ""
    assert sorted(set(found)) == found
    assert set(eval(output)) <= set(found)


DRAINING = """
from tests.support.storage import FakeFileSystem, Gate
from pathlib import Path

fake = FakeFileSystem()
writer = EventWriter("x", file_system=fake, max_queue=int(sys.argv[2]))
gate = fake.on_write = Gate()
writer.add_summary(scalar("loss"), 0)
writer.flush()
gate.shut()

def handle(number, frame):
    writer.add_summary(scalar("last words"), 1 << 40)
    gate.open()
    writer.flush()
    writer.close()
    sys.exit(7)

signal.signal(signal.SIGTERM, handle)

def shoot():
    gate.reached.wait()
    signal.pthread_kill(threading.main_thread().ident, signal.SIGTERM)

threading.Thread(target=shoot, daemon=True).start()
try:
    writer.add_summary(scalar("loss"), 1)
    writer.flush()
finally:
    fake.save(Path(sys.argv[1]))
"""


def test_a_handler_that_closes_while_a_flush_waits(logdir):
    """A handler may add, flush and close while its own thread waits in flush for slow storage."""
    children.run(DRAINING, logdir, 10, expect=7)
    assert event_logs.steps(logdir) == [0, 1, 1 << 40]


PENDING_AT_EXIT = """
from pathlib import Path
from tests.support.storage import FakeFileSystem

fake = FakeFileSystem()
at_the_end.append(lambda: fake.save(Path(sys.argv[1])))
writer = EventWriter("x", file_system=fake, max_queue=0, flush_secs=1000)
writer.add_summary(scalar("loss"), 0)
writer.flush()
for step in range(1, 9):
    writer.add_summary(scalar("loss"), step)
assert len(fake.appends) <= 2
"""


@pytest.mark.parametrize("ending", ["", "raise KeyError", "del writer"])
def test_what_waits_is_drained_at_exit(logdir, ending):
    """Events that wait for a remote storage are stored when the interpreter exits."""
    children.run(PENDING_AT_EXIT + ending, logdir, expect=1 if "raise" in ending else 0)
    assert event_logs.steps(logdir) == list(range(9))


ADDED_AT_EXIT = """
from pathlib import Path
from tests.support.storage import FakeFileSystem

fake = FakeFileSystem()
def last():
    writer.add_summary(scalar("loss"), 2)
    fake.save(Path(sys.argv[1]))
at_the_end.append(last)
writer = EventWriter("x", file_system=fake, max_queue=0, flush_secs=1000)
writer.add_summary(scalar("loss"), 1)
"""


def test_what_is_added_after_the_last_drain(logdir):
    """An exit handler that runs after the last drain still gets its event stored."""
    children.run(ADDED_AT_EXIT, logdir)
    assert event_logs.steps(logdir) == [1, 2]
