"""tfv1 golden record and check."""

import pytest

from tests.support.cli import tfv1
from tests.testing.golden_logs import write_log


@pytest.fixture
def logs(tmp_path):
    write_log(tmp_path / "log" / "train")
    write_log(tmp_path / "log" / "eval", tag="accuracy")
    done = tfv1("golden", "record", "log", "g.jsonl", "--note", "train.sh", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("recorded g.jsonl: 8 events, ")
    return tmp_path


def test_check(logs):
    """A log equals the golden recorded from it; another value, or a run that has gone, does not."""
    done = tfv1("golden", "check", "log", "g.jsonl", cwd=logs)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "equal: 2 tags, 6 points compared"
    write_log(logs / "log" / "train", loss=[1.0, 0.1, 0.06])
    done = tfv1("golden", "check", "log", "g.jsonl", cwd=logs)
    assert done.returncode == 1
    assert "loss: first differs at step 2: 0.0500000007 in A, 0.0599999987 in B" in done.stdout
    assert tfv1("golden", "check", "log", "g.jsonl", "--rtol", "l*=0.2", cwd=logs).returncode == 0
    done = tfv1("golden", "check", "log/train", "g.jsonl", cwd=logs)
    assert done.returncode == 1


def test_record_overwrites_only_a_golden_and_when_told_to(logs):
    """A golden that exists is left unless --force is given; another file always."""
    before = (logs / "g.jsonl").read_bytes()
    assert '"made by": "train.sh"' in before.decode()
    write_log(logs / "log" / "train", loss=[2.0])
    done = tfv1("golden", "record", "log", "g.jsonl", cwd=logs)
    assert done.returncode == 2 and "g.jsonl already exists" in done.stderr
    assert (logs / "g.jsonl").read_bytes() == before
    assert tfv1("golden", "record", "log", "g.jsonl", "--force", cwd=logs).returncode == 0
    assert (logs / "g.jsonl").read_bytes() != before
    (logs / "notes").write_text("mine")
    done = tfv1("golden", "record", "log", "notes", "--force", cwd=logs)
    assert done.returncode == 2 and (logs / "notes").read_text() == "mine"
    assert sorted(path.name for path in logs.iterdir()) == ["g.jsonl", "log", "notes"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "log", "absent"], "Cannot read absent: No such file or directory."),
        (["check", "absent", "g.jsonl"], "Cannot read absent: No such file or directory."),
        (["check", "log", "log/train/events.out.tfevents.1000.host"], "log/train/events.out"),
        (["check", "log", "g.jsonl", "--ignore", "lss"], "Pattern 'lss' matches no tag"),
        (["record", "empty", "new"], "No event files in empty or below: "),
        (["record", "log", "no/new"], "Cannot write no/new: No such file or directory."),
        (["record", "unwritten", "new"], "Nothing to compare: unwritten has no events."),
        (["record", "cut", "new"], "A golden must be whole. "),
        (["compare", "log", "g.jsonl"], "argument record|check: invalid choice: 'compare'"),
    ],
)
def test_misuse(logs, arguments, message):
    """What cannot be done ends with status 2 and a sentence."""
    (logs / "empty").mkdir()
    write_log(logs / "unwritten", loss=[])
    file = write_log(logs / "cut") / "events.out.tfevents.1000.host"
    file.write_bytes(file.read_bytes()[:-1])
    done = tfv1("golden", *arguments, cwd=logs)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(f"tfv1 golden: {message}")
    assert not (logs / "new").exists()
