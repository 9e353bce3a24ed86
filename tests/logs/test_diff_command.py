"""tfv1 diff: exit status, report, JSON and page."""

import json

import pytest

from tests.logs.tool_logs import scalars
from tests.support.cli import tfv1
from tests.support.event_logs import summary, write


@pytest.fixture
def logs(tmp_path):
    """Directories a and b, which differ in loss at steps 7 and 9, and a's twin same."""
    write(tmp_path / "a", *scalars(loss=lambda step: 0.5, rate=lambda step: step))
    write(tmp_path / "same", *scalars(loss=lambda step: 0.5, rate=lambda step: step))
    changed = {7: 0.4, 9: 1.0}
    write(
        tmp_path / "b",
        *scalars(loss=lambda step: changed.get(step, 0.5), rate=lambda step: step),
        summary(20, accuracy=float("nan")),
    )
    return tmp_path


def test_equal(logs):
    """Equal logs: status 0 and one line that says how much was compared."""
    done = tfv1("diff", "a", "same", cwd=logs)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "equal: 2 tags, 40 points compared"


def test_different(logs):
    """Different logs: status 1, the first differing step with its errors, then a table."""
    done = tfv1("diff", "a", "b", cwd=logs)
    assert (done.returncode, done.stderr) == (1, "")
    lines = [line.strip() for line in done.stdout.splitlines()]
    first = "loss: first differs at step 7: 0.5 in A, 0.400000006 in B (abs 0.1, rel 0.2)"
    assert first in lines
    assert "accuracy: only in B" in lines
    rows = [line.split() for line in lines]
    assert ["loss", "scalars", "20", "20", "2", "7", "0.5", "0.5"] in rows
    assert lines[-1] == "different: 2 of 3 tags, in 1 of 1 run"


def test_tolerances_by_pattern(logs):
    """--rtol and --atol take PATTERN=NUMBER or a number for all tags."""
    ignored = ["--ignore", "accuracy"]
    assert tfv1("diff", "a", "b", "--atol", "lo*=0.6", *ignored, cwd=logs).returncode == 0
    assert tfv1("diff", "a", "b", "--rtol", "0.1", *ignored, cwd=logs).returncode == 1


def test_json(logs):
    """--json gives the same as data, in strict JSON, with the same status."""
    done = tfv1("diff", "a", "b", "--json", cwd=logs)
    assert done.returncode == 1
    found = json.loads(done.stdout, parse_constant=pytest.fail)
    assert found["equal"] is False
    tags = {tag["tag"]: tag for tag in found["runs"][0]["tags"]}
    assert tags["rate"]["equal"] and not tags["loss"]["equal"]
    assert tags["loss"]["first"]["step"] == 7
    assert tags["loss"]["first"]["absolute"] == pytest.approx(0.1)
    assert tags["accuracy"]["notes"] == ["only in B"]


def test_html(logs):
    """--html writes a page by itself, with both curves of each scalar and their difference."""
    assert tfv1("diff", "a", "b", "--html", "page.html", cwd=logs).returncode == 1
    page = (logs / "page.html").read_text()
    for text in (">loss<", ">loss: B - A<", ">rate<", ">step 7: 0.5 in A"):
        assert text in page
    assert page.count("</title></polyline>") == 6
    assert "src=" not in page and "href=" not in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a", "missing"], "Cannot read missing: No such file or directory."),
        (["a", "text"], "text is not an event file: it has no intact event."),
        (["a", "empty"], "No event files in empty or below: "),
        (["unwritten", "unwritten"], "Nothing to compare: unwritten and unwritten have no events"),
        (["a", "b", "--ignore", "absent"], "Pattern 'absent' matches no tag of either log; they "),
        (["a", "b", "--rtol", "lss=1"], "Pattern 'lss' matches no tag of either log; they are: "),
        (["a", "b", "--exact", "--rtol", "1"], "--exact allows no error: "),
        (["a", "b", "--html", "no/page.html"], "Cannot write no/page.html: "),
        (["a", "b", "--rtol", "much"], "argument --rtol: 'much' is not a tolerance"),
        (["a", "b", "--atol", "loss=-1"], "argument --atol: 'loss=-1' is not a tolerance"),
        (["a"], "the following arguments are required: B"),
    ],
)
def test_misuse(logs, arguments, message):
    """Misuse and unreadable logs end with status 2 and a sentence on stderr."""
    (logs / "empty").mkdir()
    (logs / "text").write_text("no event file at all")
    write(logs / "unwritten")
    done = tfv1("diff", *arguments, cwd=logs)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(f"tfv1 diff: {message}")
