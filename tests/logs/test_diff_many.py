"""tfv1 diff of many logs with one, and files of tolerances."""

import json
from xml.etree import ElementTree

import pytest

from tests.logs.tool_logs import scalars
from tests.support.cli import tfv1
from tests.support.event_logs import START, event, write
from tfv1.logs import LogError
from tfv1.logs.tolerances import read_tolerances


@pytest.fixture
def logs(tmp_path):
    """A base, one run equal to it, two that differ in loss, one of these also in rate."""
    for name, first, rate in (("base", 1, 1), ("same", 1, 1), ("off", 1.5, 1), ("far", 3, 2)):
        write(
            tmp_path / "logs" / name,
            *scalars(loss=lambda step, a=first: a / (step + 1), rate=lambda step, r=rate: step * r),
        )
    return tmp_path


def test_who_differs_where(logs):
    """A run against the tree it is in: a line for each run that differs, and for each such tag."""
    done = tfv1("diff", "logs/base", "logs", cwd=logs)
    assert (done.returncode, done.stderr) == (1, "")
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["logs/far", "2", "of", "2", "39", "0", "19", "0.667", "loss,", "rate"] in rows
    assert ["logs/off", "1", "of", "2", "20", "0", "0.5", "0.333", "loss"] in rows
    assert ["loss", "scalars", "2", "of", "3", "logs", "0", "2", "0.667"] in rows
    assert ["rate", "scalars", "1", "of", "3", "logs", "1", "19", "0.5"] in rows
    assert done.stdout.splitlines()[-1] == "different from A: 2 of 3 logs, in 2 of 2 tags"
    done = tfv1("diff", "logs/base", "logs/same", "logs/base", cwd=logs)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "equal to A: 2 logs, 2 tags"


def test_trees_are_paired_by_name(logs):
    """Several trees against a tree: each run with the one of the same name, as of two trees."""
    write(logs / "short" / "base", *scalars(loss=lambda step: 1 / (step + 1)))
    done = tfv1("diff", "logs", "logs", "short", "--json", cwd=logs)
    assert done.returncode == 1
    found = json.loads(done.stdout, parse_constant=pytest.fail)
    assert (found["equal"], [one["equal"] for one in found["logs"]]) == (False, [True, False])
    runs = {run["run"]: run["notes"] for run in found["logs"][1]["runs"]}
    assert runs["far"] == ["only in A"] and runs["base"] == []


def test_only_events_without_a_tag_differ(logs):
    """What differs without being a tag is named, and not counted as one."""
    more = event(session_log={"status": START})
    write(logs / "logs" / "more", *scalars(loss=lambda step: 1 / (step + 1), rate=float), more)
    done = tfv1("diff", "logs/base", "logs/more", cwd=logs)
    assert done.stdout.splitlines()[-1] == "different: session log, in 1 of 1 run"


def test_page(logs):
    """--html overlays all curves on A's, escapes every name, and needs no other file."""
    name = "<img src=x onerror=alert(1)>"
    write(logs / "logs" / name, *scalars(**{"loss": float, "</title><script>x": float}))
    assert tfv1("diff", "logs/base", "logs", "--html", "page.html", cwd=logs).returncode == 1
    page = (logs / "page.html").read_text()
    assert "<img" not in page and "<script" not in page
    assert "src=" not in page.replace("src=x", "") and "href=" not in page
    drawing = page[page.index("<svg") : page.index("</svg>") + 6]
    root = ElementTree.fromstring(drawing)
    titles = [one.text for one in root.iter("{http://www.w3.org/2000/svg}title")]
    assert titles.count("A") == 2 and titles.count("logs/off") == 2 and f"logs/{name}" in titles


def test_a_file_of_tolerances(logs):
    """The last line that matches a tag applies, and then the options of the command line."""
    (logs / "t.txt").write_text(
        "# for CI\n\n*  rtol=0.4\nlo* atol=9  rtol=0\nno such tag* atol=1\n"
    )
    command = ["diff", "logs/base", "logs/off", "--tolerances", "t.txt"]
    assert tfv1(*command, cwd=logs).returncode == 0
    done = tfv1(*command, "--atol", "loss=0.1", cwd=logs)
    assert "different: 1 of 2 tags" in done.stdout


@pytest.mark.parametrize(
    "line",
    ["loss", "rtol=1", "loss rtol=x", "loss rtol=-1", "loss rtol=1 rtol=2", "loss atol=inf",
     "loss rtol=nan", "loss rtol=1=2", "loss 1e-3", "loss rtol = 1"],
)  # fmt: skip
def test_bad_tolerances(tmp_path, line):
    """A line that is no tolerance is shown with its place, and what was expected."""
    path = tmp_path / "t.txt"
    path.write_text(f"a rtol=1\n{line}\n")
    with pytest.raises(LogError) as error:
        read_tolerances(str(path))
    assert str(error.value).startswith(f"{path}, line 2: expected a pattern of tags with rtol, ")
    assert str(error.value).endswith(f"and found {line!r}.")


def test_unreadable_tolerances(tmp_path):
    """A file that is not there, or no text, is one sentence."""
    (tmp_path / "t").write_bytes(b"\xff\xfe")
    with pytest.raises(LogError, match="it is not text in UTF-8"):
        read_tolerances(str(tmp_path / "t"))
    with pytest.raises(LogError, match="No such file or directory"):
        read_tolerances(str(tmp_path / "absent"))
