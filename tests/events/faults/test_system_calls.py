"""A fault at the n-th system call, or death there, for every n: what was accepted is in the log."""

import errno
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys

import pytest

from tests.support import event_logs

HERE = pathlib.Path(__file__).parent
# As in preload.c.
KINDS = {
    "write": 1,
    "open": 2,
    "ftruncate": 4,
    "fsync": 8,
    "rename": 16,
    "close": 32,
    "mkdir": 64,
    "unlink": 128,
}
ALL = sum(KINDS.values())
FAIL, ZERO, HALF, TORN, KILL_BEFORE, KILL_AFTER, KILL_HALF = range(7)
FOR_GOOD = 1 << 30
WRITES = KINDS["write"]


class Server:
    """fault_server.py in a process of its own, under preload.c."""

    def __init__(self, library):
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "fault_server.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "LD_PRELOAD": str(library), "TFV1_EXIT_SECS": "10"},
        )

    def run(self, directory, kinds, what, number=0, span=1, heals=True, end="flush", stride=1):
        """The fates of the children with the fault at the first call, at the second, and so on."""
        job = {
            "directory": str(directory),
            "kinds": kinds,
            "what": what,
            "errno": number,
            "span": span,
            "heals": heals,
            "end": end,
            "stride": stride,
        }
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answers = [json.loads(self._process.stdout.readline())]
        while answers[-1]["status"] != 3:
            answers.append(json.loads(self._process.stdout.readline()))
        return answers

    def close(self):
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    if sys.platform != "linux":
        pytest.skip("LD_PRELOAD is Linux's")
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no C compiler")
    library = tmp_path_factory.mktemp("preload") / "preload.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", library, HERE / "preload.c", "-ldl"]
    subprocess.run(command, check=True)
    server = Server(library)
    yield server
    server.close()


def check(answer, dies=False, may_be_torn=False, close_fails=False):
    """What the child acknowledged is in its log, each step once; the others at most once.

    Where `close_fails`, nobody knows whether the file has what was written to it last, so that
    the steps since may be found twice, in the order in which they were added both times.
    """
    errors = answer["errors"]
    wanted = {-signal.SIGKILL, 3} if dies else {0, 3}
    assert answer["status"] in wanted, errors
    assert "Traceback" not in errors, errors
    found = event_logs.steps(answer["logdir"], may_be_torn=may_be_torn)
    if close_fails:
        found = sorted(set(found))
    try:
        event_logs.check_steps(found, answer["accepted"], range(10))
    except AssertionError as error:
        raise AssertionError(f"{answer['logdir']}: {error}\n{errors}") from None


ERRORS = [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EINTR, errno.EAGAIN]


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("end", ["flush", "close"])
def test_fails_once(tmp_path, server, number, end):
    """A system call, whichever, fails once with an error: nothing accepted is missing."""
    count = 0
    for answer in server.run(tmp_path, ALL, FAIL, number, end=end):
        check(answer, close_fails=True)
        count += 1
    assert count > 10


@pytest.mark.parametrize("number", [n for n in ERRORS if n != errno.EINTR], ids=errno.errorcode.get)
@pytest.mark.parametrize("kind", [*KINDS, "any"])
def test_fails_until_healed(tmp_path, server, kind, number):
    """From the n-th on every call of a kind fails, until the disk is well again."""
    # Python itself tries again for ever on EINTR, which therefore comes only once.
    kinds = KINDS.get(kind, ALL)
    for answer in server.run(tmp_path, kinds, FAIL, number, FOR_GOOD):
        check(answer, close_fails=kind in ("close", "any"))


@pytest.mark.parametrize("what", [ZERO, HALF], ids=["nothing", "half"])
@pytest.mark.parametrize("span", [1, FOR_GOOD], ids=["once", "for good"])
def test_takes_less(tmp_path, server, what, span):
    """A write that takes nothing, or half, neither hangs nor loses or tears a record."""
    for answer in server.run(tmp_path, WRITES, what, span=span):
        check(answer)


@pytest.mark.parametrize("kinds", [WRITES, ALL], ids=["writes fail", "all fails"])
@pytest.mark.parametrize("span", [2, 3, FOR_GOOD], ids=["once", "twice", "for good"])
def test_torn(tmp_path, server, kinds, span):
    """Half of a record is taken, and then nothing; a torn one stays only if it cannot be cut."""
    for answer in server.run(tmp_path, kinds, TORN, errno.ENOSPC, span):
        check(answer, may_be_torn=kinds == ALL, close_fails=kinds == ALL)


@pytest.mark.parametrize("kind", [*KINDS, "any"])
@pytest.mark.parametrize(
    "what", [KILL_BEFORE, KILL_AFTER, KILL_HALF], ids=["before", "after", "in"]
)
def test_killed(tmp_path, server, kind, what):
    """A process killed before, in or after a call has in its log what it acknowledged."""
    for answer in server.run(tmp_path, KINDS.get(kind, ALL), what):
        check(answer, dies=True, may_be_torn=what == KILL_HALF)


def test_never_well_again(tmp_path, server):
    """A process that ends while its disk takes nothing reports how many events are lost."""
    for answer in server.run(tmp_path, WRITES, FAIL, errno.ENOSPC, FOR_GOOD, heals=False):
        found = event_logs.steps(answer["logdir"])
        lost = len(answer["accepted"]) - len(found)
        assert found == answer["accepted"][: len(found)]
        assert answer["status"] in (0, 3)
        if lost:
            assert "lost" in answer["errors"]
            assert f"{lost} event" in answer["errors"]


@pytest.mark.slow
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("span", range(1, 12))
def test_fails_for_a_while(tmp_path, server, span, number):
    """The same with every length of the trouble, for every kind of call and end."""
    for end in ("flush", "close"):
        for kind in [*KINDS, "any"]:
            directory = tmp_path / end / kind
            directory.mkdir(parents=True)
            for answer in server.run(directory, KINDS.get(kind, ALL), FAIL, number, span, end=end):
                check(answer, close_fails=kind in ("close", "any"))
