"""tfv1 repair: whole events out of damaged files."""

import os
import resource
import subprocess

import pytest

from tests.support.cli import TFV1, python, tfv1
from tests.support.event_logs import (
    FIRST,
    SECOND,
    read,
    summary,
    version,
    write,
    write_file,
    write_log,
)
from tfv1.events.format.record import frame


@pytest.fixture
def file(tmp_path):
    return write_file(
        tmp_path / "run" / FIRST, version(), *[summary(step, loss=step / 10) for step in range(20)]
    )


def damage(path, offset):
    content = bytearray(path.read_bytes())
    content[offset] ^= 0xFF
    path.write_bytes(content)
    return bytes(content)


def test_whole_events_are_kept_and_the_loss_is_told(file, tmp_path):
    """One damaged record and a cut tail: 18 of 20 events are kept, and the losses are located."""
    whole = read(file)
    size = len(frame(whole[5].SerializeToString()))
    place = sum(len(frame(one.SerializeToString())) for one in whole[:5])
    before = damage(file, place + size - 1)
    file.write_bytes(before[:-3])
    done = tfv1("repair", file, "-o", tmp_path / "new")
    assert (done.returncode, done.stderr) == (0, "")
    assert read(tmp_path / "new") == whole[:5] + whole[6:-1]
    lines = done.stdout.splitlines()
    assert lines[0].endswith(f"new: 19 events kept, {size + 24 + 4:,} bytes lost".replace(
        f"{size + 28:,}", f"{size + len(frame(whole[-1].SerializeToString())) - 3:,}"))  # fmt: skip
    assert lines[1].startswith(f"    lost: {size} bytes at offset {place}: bad data")
    assert "truncated tail" in lines[2]
    assert file.read_bytes() == before[:-3]


def test_lost_version_event_is_written_anew(file, tmp_path):
    """If the first record is damaged, the new file still begins with a version event."""
    events = read(file)
    damage(file, 14)
    done = tfv1("repair", file, "-o", tmp_path / "new")
    kept = read(tmp_path / "new")
    assert kept[0].file_version == "brain.Event:2"
    assert kept[1:] == events[1:]
    assert "the version event was lost; a new one was written" in done.stdout


def test_logdir(file, tmp_path):
    """A tree of runs is written as a tree; undamaged files come as they are, empty ones not."""
    write_log(tmp_path / "run" / "eval" / SECOND, summary(1, accuracy=1.0))
    (tmp_path / "run" / SECOND).touch()
    (tmp_path / "run" / "checkpoint").write_text("not a log")
    damage(file, -10)
    done = tfv1("repair", "run", "-o", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    found = sorted(
        str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*")
    )
    assert found == sorted(["eval", f"eval/{SECOND}", FIRST])
    assert (tmp_path / f"out/eval/{SECOND}").read_bytes() == (
        tmp_path / f"run/eval/{SECOND}"
    ).read_bytes()
    assert f"run/{SECOND}: no intact event, left out" in done.stdout
    assert "nothing was damaged" in done.stdout


def test_records_that_are_no_events_are_lost(file, tmp_path):
    """A whole record that does not contain an event is reported as lost."""
    file.write_bytes(file.read_bytes() + frame(b"\xff\xff not an event") + frame(b""))
    done = tfv1("repair", file, "-o", tmp_path / "new")
    assert "not an event" in done.stdout
    assert len(read(tmp_path / "new")) == 22


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing", "-o", "new"], "Cannot read missing: No such file or directory."),
        (["text", "-o", "new"], "text is not an event file: it has no intact event."),
        (["run", "-o", "text"], "text already exists; choose a new directory."),
        ([f"run/{FIRST}", "-o", "text"], "text already exists; choose a new file name."),
        ([f"run/{FIRST}", "-o", f"run/{FIRST}"], f"run/{FIRST} already exists; choose a new "),
        (["run", "-o", "run/new"], "run/new is inside run; name a directory elsewhere."),
        (["run", "-o", "no/new"], "Cannot write no/new: No such file or directory."),
        (["empty", "-o", "new"], "No event files in empty or below: "),
    ],
)
def test_misuse(file, tmp_path, arguments, message):
    """What cannot be done ends with status 2 and a sentence, and leaves everything as it was."""
    (tmp_path / "text").write_text("no event file")
    (tmp_path / "empty").mkdir()
    before = sorted(tmp_path.rglob("*"))
    done = tfv1("repair", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"tfv1 repair: {message}")
    assert sorted(tmp_path.rglob("*")) == before
    assert len(read(file)) == 21 and read(file)[0] == version()


@pytest.mark.parametrize("command", [["repair"], ["edit", "--drop", "x"]], ids=["repair", "edit"])
def test_a_dash_is_standard_output(command, tmp_path):
    """`-o -` writes the new file to stdout and the report to stderr; a directory has no place."""
    events = [version(), summary(1, loss=1.0), summary(2, x=2.0)]
    file = write_file(tmp_path / "run" / FIRST, *events)
    subprocess.run([*TFV1, *command, file, "-o", tmp_path / "out"], check=True)
    done = subprocess.run([*TFV1, *command, file, "-o", "-"], capture_output=True, check=True)
    assert done.stdout == (tmp_path / "out").read_bytes()
    assert b" events" in done.stderr
    done = tfv1(*command, tmp_path / "run", "-o", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Standard output takes one file" in done.stderr


@pytest.mark.parametrize("command", [["repair"], ["edit", "--steps", ":99"]])
def test_a_full_disk(tmp_path, command):
    """The sentence names the file that was asked for, and nothing is left."""
    write(tmp_path / "logs", *(summary(step, loss=step) for step in range(99)))
    done = python(
        *("-m", "tfv1", *command, "logs", "-o", "new"),
        cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    told = f"tfv1 {command[0]}: Cannot write {os.path.join('new', FIRST)}: File too large.\n"
    assert (done.returncode, done.stderr) == (2, told)
    assert os.listdir(tmp_path) == ["logs"]
