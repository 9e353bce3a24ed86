"""tfv1 watch: follow a log until a condition holds or something is wrong."""

import errno
import os
import pty
import subprocess
import sys

import pytest

from tests.support.cli import TFV1, tfv1
from tests.support.event_logs import FIRST, record, summary, version, write
from tfv1.events.reading.log import Runs
from tfv1.logs.watch import Failures, Watch, parse_failures

NAN = float("nan")


@pytest.fixture
def logdir(tmp_path):
    """A run whose loss was below 0.1 for a moment, and one that went to infinity."""
    losses = [1.0, 0.05, 0.5]
    write(tmp_path / "good", *[summary(10 * i, loss=x, acc=x) for i, x in enumerate(losses)])
    write(tmp_path / "bad", summary(0, loss=2.0), summary(1, loss=float("inf")))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "output"),
    [
        (["--until", "loss<0.1"], 0, "good: loss<0.1 at step 10\n"),
        (["--until", "loss<0.1 and step>10", "--once"], 1, "not yet: loss<0.1 and step>10; "),
        (["--until", "loss>=2 or acc=0.5"], 0, "bad: loss>=2 or acc=0.5 at step 0\n"),
        (["--until", "loss<0.1", "--fail-on", "nan"], 1, "bad: loss is inf at step 1\n"),
        (["--fail-on", "nan,loss>1.5"], 1, "bad: loss>1.5 at step 0\n"),
        (["--until", "loss<0.1", "--fail-on", "nan", "--runs", "g*"], 0, "good: loss<0.1 at"),
        (["--until", "step>=20"], 0, "good: step>=20 at step 20\n"),
        (["--until", "loss<0", "--fail-on", "stall=0.1s"], 1, "nothing was written for "),
    ],
)
def test_outcomes(logdir, arguments, status, output):
    """Status 0 if the condition held at any point, 1 for what is wrong; a line says so."""
    done = tfv1("watch", logdir, *arguments)
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout.startswith(output)


def test_a_log_that_grows(tmp_path):
    """A log that is not there yet is waited for, and each point is looked at as it comes."""
    logdir = tmp_path / "later"
    child = subprocess.Popen(
        [*TFV1, "watch", logdir, "--until", "loss<0.1", "--fail-on", "stall=5m"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    path = logdir / "run" / FIRST
    path.parent.mkdir(parents=True)
    with open(path, "ab", buffering=0) as file:
        file.write(record(version()) + record(summary(0, loss=1.0)))
        last = record(summary(1, loss=0.01))
        file.write(last[:-4])  # not a point before it is complete
        assert child.poll() is None
        file.write(last[-4:] + record(summary(2, loss=5.0)))
    assert child.communicate(timeout=500)[0] == "run: loss<0.1 at step 1\n"
    assert child.returncode == 0


def test_a_command_at_the_end(logdir, tmp_path):
    """--exec runs a command without a shell, with the outcome in its environment."""
    script = tmp_path / "told.py"
    script.write_text(
        "import os, sys\n"
        "print(sys.argv[1:], [os.environ[f'TFV1_WATCH_{n}'] for n in sys.argv[2:]])\n"
    )
    command = f"{sys.executable} {script} '$HOME; x' STATUS WHY RUN TEXT"
    done = tfv1("watch", logdir, "--until", "loss<0.1", "--exec", command)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "good: loss<0.1 at step 10",
        "['$HOME; x', 'STATUS', 'WHY', 'RUN', 'TEXT'] "
        "['0', 'until', 'good', 'loss<0.1 at step 10']",
    ]


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("false", "false ended with status 1"),
        ("no-such-command x", "cannot run no-such-command: No such file or directory"),
    ],
)
def test_a_command_that_fails(logdir, command, message):
    """A command that fails or is not there makes the status 1, and is told of."""
    done = tfv1("watch", logdir, "--until", "loss<0.1", "--exec", command)
    assert (done.returncode, done.stderr) == (1, f"tfv1 watch: {message}\n")


def test_a_line_on_a_terminal(logdir):
    """On a terminal the state is told at once, and nothing else before the outcome."""
    mine, other = pty.openpty()
    child = subprocess.Popen(
        [*TFV1, "watch", logdir, "--until", "loss<0", "--fail-on", "stall=1s"],
        stdout=subprocess.DEVNULL, stderr=other, env={**os.environ, "TERM": "dumb"},
    )  # fmt: skip
    os.close(other)
    try:
        assert child.wait(500) == 1
        line = os.read(mine, 4096).decode()
    finally:
        os.close(mine)
    assert line.endswith("  good: step 20, loss 0.5 (2 runs)\r\n") and line.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Say what to wait for: --until CONDITION or --fail-on WHAT."),
        (["--fail-on", "nan", "--once"], "Say what to wait for: --until CONDITION."),
        (["--until", "open('x')"], "Cannot read the condition \"open('x')\""),
        (["--fail-on", "stall=x"], "Cannot read 'stall=x': write stall=30s, "),
        (["--until", "loss<1", "--exec", "'"], "Cannot read the command"),
    ],
)
def test_misuse(logdir, arguments, message):
    """What cannot be waited for ends with status 2 and a sentence."""
    done = tfv1("watch", logdir, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"tfv1 watch: {message}")


def test_a_log_that_cannot_be_read(tmp_path):
    """What cannot be a log ends a watch with status 2; only a missing one is waited for."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for name, reason in (
        ("pipe", "not a regular file"),
        ("loop", "Too many levels of symbolic links"),
        ("none://x", "Protocol not known: none"),
    ):
        done = tfv1("watch", name, "--until", "loss<1", cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr == f"tfv1 watch: Cannot read {name}: {reason}.\n"


def test_a_log_that_is_away_for_a_while(logdir, monkeypatch):
    """A log that was removed, or whose server fails, is looked for again, and the failure told."""
    told = []
    watch = Watch(str(logdir), (), "loss<0.01", Failures(), told.append)
    assert watch.look() is None
    found = list((logdir / "good").iterdir())
    logdir.rename(logdir.parent / "away")
    assert watch.look() is None and not told
    (logdir.parent / "away").rename(logdir)
    with monkeypatch.context() as patch:
        patch.setattr(Runs, "refresh", failing)
        assert watch.look() is None
    assert [str(one) for one in told] == [f"{logdir}: Connection reset by peer"]
    with found[0].open("ab") as file:
        file.write(record(summary(30, loss=0.001)))
    assert watch.look().text == "loss<0.01 at step 30"


def failing(runs):
    """The refresh of runs at a server that has just failed."""
    raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))


def test_failures_in_text():
    """Parts are separated by commas; times have units."""
    assert parse_failures("") == Failures()
    found = parse_failures("nan, stall=1.5h,loss>3 or acc<0")
    assert (found.nan, found.stall, found.conditions[0][0]) == (True, 5400, "loss>3 or acc<0")
    assert [parse_failures(f"stall=2{unit}").stall for unit in "smd"] == [2, 120, 172800]
