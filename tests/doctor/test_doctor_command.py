"""tfv1 doctor: report, exit status, JSON, misuse."""

import json

import pytest

from tests.doctor.doctor_logs import scalar
from tests.support.cli import tfv1
from tests.support.event_logs import write


@pytest.fixture
def logs(tmp_path):
    write(tmp_path / "good", *[scalar(step, "loss", 1.0, 1000.0 + step) for step in range(5)])
    write(tmp_path / "zero", *[scalar(0, "loss", 1.0, 1000.0 + i) for i in range(5)])
    (tmp_path / "train.py").write_text(
        "import tensorflow as tf\nfor i in range(9):\n    writer.add_summary(s)\n"
    )
    return tmp_path


def test_healthy(logs):
    """A healthy log: status 0, one line."""
    done = tfv1("doctor", "good", cwd=logs)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "No problem found in good.\n"


def test_problem(logs):
    """A problem: status 1, the headline, the evidence and what to do."""
    done = tfv1("doctor", "zero", "--source", "train.py", cwd=logs)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("PROBLEM: Every point is at step 0")
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert "loss" in lines
    assert "> Pass the step: writer.add_summary(summary, global_step)." in lines
    assert "train.py:3: writer.add_summary(s)" in lines
    assert lines[-1] == "2 problems in zero and train.py."


def test_source_that_cannot_be_parsed_is_told(logs):
    """In a directory of source, a file of Python 2 is a note and the others are looked at."""
    (logs / "old.py").write_text("print 1\n")
    done = tfv1("doctor", "good", "--source", ".", "--json", cwd=logs)
    (finding, note) = json.loads(done.stdout)["findings"]
    assert finding["check"] == "summary_without_step"
    assert note["note"] and note["evidence"][0].startswith("old.py, line 1 is not Python 3: ")


def test_json(logs):
    """--json gives the same as data."""
    done = tfv1("doctor", "zero", "--json", cwd=logs)
    (finding,) = json.loads(done.stdout)["findings"]
    assert done.returncode == 1
    assert (finding["check"], finding["note"]) == ("every_step_is_zero", False)
    assert finding.keys() == {"check", "headline", "evidence", "remedy", "note"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing"], "Cannot read missing: No such file or directory."),
        (["loop"], "Cannot read loop: Too many levels of symbolic links."),
        (["good", "--source", "none.py"], "Cannot read none.py: No such file or directory."),
        (["good", "--source", "good"], "No Python source (*.py) in good or below."),
        (["good", "--source", "old.py"], "old.py, line 1 is not Python 3: "),
    ],
)
def test_misuse(logs, arguments, message):
    """What cannot be read ends with status 2 and a sentence on stderr."""
    (logs / "old.py").write_text("print 1\n")
    (logs / "loop").symlink_to("loop")
    done = tfv1("doctor", *arguments, cwd=logs)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"tfv1 doctor: {message}")
