"""Notes on runs: notes.txt beside the event files, in show, table and tfv1.events.read."""

import json
import os

import pytest

from tests.support.event_logs import FIRST, summary, write
from tfv1.cli import main
from tfv1.events import read
from tfv1.events.reading.notes import Notes, parse_notes


@pytest.fixture
def logdir(tmp_path):
    """Three runs, of which two have notes."""
    root = tmp_path / "logs"
    for name in ("a", "b", "c"):
        write(root / name, summary(1, loss=0.5))
    (root / "a" / "notes.txt").write_text("tags: baseline, paper\n\nAs in the paper.\nSeed 1.\n")
    (root / "b" / "notes.txt").write_text("Diverged after a while.\n")
    return root


@pytest.fixture
def output(capsys):
    """A function that runs a command and returns its status, what it printed and its errors."""

    def run(*arguments):
        status = main([str(one) for one in arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("", Notes()),
        ("tags: a", Notes(("a",))),
        ("Tags : a b ,, c,a b\r\nmore\r\n", Notes(("a b", "c"), "more")),
        ("tags:\n\n x\n\ny \n", Notes((), "x\n\ny")),
        ("first\ntags: a", Notes((), "first\ntags: a")),
        ("tags are good", Notes((), "tags are good")),
    ],
)
def test_the_form(text, notes):
    """Only a first line that begins with "tags:" names tags; the rest is the note."""
    assert parse_notes(text) == notes


def test_show(logdir, output):
    """show prints the tags and the note of a run; a run without any has no such line."""
    status, text, errors = output("show", logdir)
    assert (status, errors) == (0, "")
    a, b, c = text.split("\n\nrun ")
    assert "  tags: baseline, paper\n  notes: As in the paper.\n         Seed 1.\n" in a
    assert "  notes: Diverged after a while.\n" in b and "tags" not in b
    assert "tags" not in c and "notes" not in c
    found = json.loads(output("show", logdir, "--json")[1])["runs"]
    assert [run["notes"] for run in found] == [
        {"tags": ["baseline", "paper"], "text": "As in the paper.\nSeed 1."},
        {"tags": [], "text": "Diverged after a while."},
        {"tags": [], "text": ""},
    ]


def test_show_of_many_runs(logdir, output):
    """In a line for each run there are its tags."""
    for number in range(20):
        write(logdir / f"run_{number}", summary(1, loss=0.5))
    assert "tags" not in output("show", logdir, "--runs", "run*")[1].splitlines()[0]
    lines = output("show", logdir)[1].splitlines()
    assert "baseline, paper" in lines[1] and "baseline" not in "".join(lines[2:])


def test_table(logdir, output):
    """Tags and notes are columns, in one line of text and whole in JSON and CSV."""
    found = json.loads(output("table", logdir, "--json")[1])["runs"]
    assert [(row["tags"], row["notes"]) for row in found] == [
        (["baseline", "paper"], "As in the paper.\nSeed 1."),
        ([], "Diverged after a while."),
        ([], None),
    ]
    header, *lines = output("table", logdir)[1].splitlines()
    assert header.split()[-2:] == ["tags", "notes"]
    assert lines[0].endswith("baseline, paper  As in the paper. Seed 1.")
    assert lines[2].split()[-2:] == ["-", "-"]
    assert '"baseline, paper",As in the paper.\\nSeed 1.\n' in output("table", logdir, "--csv")[1]
    assert not {"tags", "notes"} & set(output("table", logdir, "--runs", "c")[1].split())


@pytest.mark.parametrize(
    ("condition", "runs"),
    [
        ("tags=paper", ["a"]),
        ("tags=BASE*", ["a"]),
        ("tags!=paper", ["b", "c"]),
        ("notes=*diverged*", ["b"]),
        ("tags<1", []),
    ],
)
def test_filtered(logdir, output, condition, runs):
    """A run has a tag if one of its tags matches; it lacks a tag also if it has none."""
    found = json.loads(output("table", logdir, "--json", "--where", condition)[1])["runs"]
    assert [row["run"] for row in found] == runs


def test_sorted(logdir, output):
    """Runs without tags come last."""
    (logdir / "c" / "notes.txt").write_text("tags: alpha")
    found = json.loads(output("table", logdir, "--json", "--sort", "tags")[1])["runs"]
    assert [row["run"] for row in found] == ["c", "a", "b"]


def test_a_hyperparameter_may_have_the_same_name(tmp_path, output):
    """The columns of a hyperparameter and a scalar called "tags" and "notes" are others."""
    write(tmp_path / "tags=3", summary(1, notes=0.5))
    (row,) = json.loads(output("table", tmp_path, "--json")[1])["runs"]
    assert (row["tags (hparam)"], row["notes final"], row["tags"], row["notes"]) == (
        3,
        0.5,
        [],
        None,
    )


def test_in_python(logdir):
    """Run.notes is what the file says when it is asked."""
    runs = read(logdir)
    assert runs["a"].notes == (("baseline", "paper"), "As in the paper.\nSeed 1.")
    assert runs["c"].notes == ((), "")
    (logdir / "c" / "notes.txt").write_text("tags: late")
    assert runs["c"].notes.tags == ("late",)
    assert read(logdir / "a" / FIRST)["."].notes == ((), "")


@pytest.mark.parametrize("command", ["show", "table"])
def test_control_characters_and_bytes(logdir, output, command):
    """Nothing in a note is obeyed by the terminal, and bytes that are not UTF-8 do no harm."""
    (logdir / "a" / "notes.txt").write_bytes(b"\xef\xbb\xbftags: \x1b[31mred\nbad \xff\x9b\x1b]0;x")
    for arguments in ((), ("--json",), ("--csv",) if command == "table" else ()):
        status, text, errors = output(command, logdir, *arguments)
        assert (status, errors) == (0, "")
        assert "red" in text and "\x1b" not in text and "\x9b" not in text


def test_a_huge_file(logdir, output, monkeypatch):
    """Of a large file the beginning is read and shown in few lines, and that is said."""
    path = logdir / "a" / "notes.txt"
    with open(path, "wb") as file:
        file.write(b"tags: big\n" + b"line\n" * 20_000)
        file.truncate(1 << 40)
    status, text, errors = output("show", logdir)
    assert status == 1 and len(text.splitlines()) < 40 and "and 13,0" in text
    assert errors == f"tfv1 show: not read: {path}: only its first 65,536 bytes are read as notes\n"
    status, text, errors = output("table", logdir)
    assert status == 1 and "big" in text and "?" not in text
    assert "only its first 65,536 bytes" in errors and max(map(len, text.splitlines())) < 300


@pytest.mark.parametrize("kind", ["link", "pipe", "directory"])
def test_not_a_file(logdir, output, kind):
    """A link, a pipe or a directory is reported and not opened, and all runs are shown."""
    path = logdir / "c" / "notes.txt"
    if kind == "link":
        (logdir.parent / "secret").write_text("secret")
        path.symlink_to(logdir.parent / "secret")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    for command in ("show", "table"):
        status, text, errors = output(command, logdir)
        assert status == 1 and "secret" not in text + errors
        assert "Diverged" in text and errors.startswith(f"tfv1 {command}: not read: {path}: ")


def test_at_a_url(logdir, output):
    """The notes of a log at a URL are read as those of a local one."""
    fsspec = pytest.importorskip("fsspec")
    root = f"/notes/{logdir.parent.name}"
    fsspec.filesystem("memory").put(str(logdir), root, recursive=True)
    found = json.loads(output("table", f"memory:/{root}", "--json")[1])["runs"]
    assert [row["tags"] for row in found] == [["baseline", "paper"], [], []]
    assert "notes: Diverged" in output("show", f"memory:/{root}")[1]


@pytest.mark.parametrize("command", ["repair", "edit"])
def test_copied(logdir, output, command):
    """A copy of a log has the notes on its runs as they were; a link is reported and not copied."""
    (logdir / "b" / "notes.txt").write_bytes(b"\xff" * 100_000)
    (logdir / "c" / "notes.txt").symlink_to(logdir / "a" / "notes.txt")
    copy = logdir.parent / "copy"
    changes = ["--rename", "loss=cost"] if command == "edit" else []
    status, text, errors = output(command, logdir, *changes, "-o", copy)
    assert status == 1 and "notes are not read through a link" in text + errors
    for run in ("a", "b"):
        notes = [(root / run / "notes.txt").read_bytes() for root in (logdir, copy)]
        assert notes[0] == notes[1]
    assert [path.name for path in (copy / "c").iterdir()] == [FIRST]


def test_exported(logdir, output):
    """What a log has as files includes its notes."""
    folder = logdir.parent / "folder"
    assert output("export", logdir, "--files", folder)[0] == 0
    assert (folder / "notes" / "b.txt").read_text() == "Diverged after a while.\n"
    assert "a,,notes,,,1,notes/a.txt\n" in (folder / "index.csv").read_text()
    assert output("export", logdir, "--files", folder.with_name("one"), "--kind", "scalars")[0] == 0
    assert not list(folder.with_name("one").glob("**/*.txt"))
