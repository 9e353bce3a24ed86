"""What a terminal gets that a pipe does not: colours, and a sign of life."""

import io
import os
import pty
import re
import subprocess
import sys
import threading

import pytest

from tests.support import event_logs
from tests.support.cli import python
from tests.support.environment import of_a_child
from tfv1.cli import terminal
from tfv1.events import EventWriter


@pytest.fixture
def logs(tmp_path):
    """Two logs that differ."""
    for name, value in (("a", 1.0), ("b", 2.0)):
        writer = EventWriter(str(tmp_path / name))
        writer.add_summary(event_logs.scalar("loss", value), 1)
        writer.close()
    return tmp_path


def shown(logs, **environment):
    """What `tfv1 diff a b` prints on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "tfv1", "diff", "a", "b"],
        cwd=logs,
        stdout=theirs,
        stderr=theirs,
        env=of_a_child(**environment),
    ):
        os.close(theirs)
        text = b""
        try:
            while part := os.read(ours, 4096):
                text += part
        except OSError:
            pass  # how Linux tells that the other end is closed
    os.close(ours)
    return text.decode()


def test_colours(logs):
    """The verdict is red on a terminal, whose lines are those of a pipe otherwise."""
    assert "\x1b[31mdifferent: " in shown(logs, TERM="xterm", NO_COLOR="")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1", "TERM": "xterm"}, {"TERM": "dumb"}])
def test_no_colours(logs, environment):
    """NO_COLOR and a dumb terminal have none."""
    text = shown(logs, **{"NO_COLOR": "", **environment})
    assert "different: " in text and "\x1b" not in text


def test_no_colours_in_a_pipe(logs):
    """What goes into a pipe is plain, whatever the terminal is."""
    done = python(
        "-m", "tfv1", "diff", "a", "b", cwd=logs, env=of_a_child(TERM="xterm", NO_COLOR="")
    )
    assert "different: " in done.stdout and "\x1b" not in done.stdout + done.stderr


class Terminal(io.StringIO):
    """A terminal that tells when something was written."""

    def __init__(self):
        super().__init__()
        self.written = threading.Event()

    def isatty(self):
        return True

    def flush(self):
        self.written.set()


def test_long_work_shows_a_sign_of_life(monkeypatch):
    """A line says how much was read and for how long, and is gone at the end."""
    monkeypatch.setattr(sys, "stderr", Terminal())
    with terminal.working("diff", after=0):
        assert sys.stderr.written.wait(60)
    text = sys.stderr.getvalue()
    assert re.search(r"tfv1 diff: .* read, \d+", text)
    assert text.endswith("\r\x1b[K")


def test_short_work_shows_nothing(monkeypatch):
    """Work that is done before the first second is over prints nothing."""
    monkeypatch.setattr(sys, "stderr", Terminal())
    with terminal.working("diff", after=3600):
        pass
    assert sys.stderr.getvalue() == ""


def test_a_pipe_shows_no_sign_of_life(monkeypatch):
    """If stderr is not a terminal, no thread is started."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    before = threading.active_count()
    with terminal.working("diff", after=0):
        assert threading.active_count() == before
    assert sys.stderr.getvalue() == ""
