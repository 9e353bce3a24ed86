"""A log directory that cannot be used is rejected when the writer is made."""

import os
import subprocess

import pytest

from tests.support import children, event_logs
from tfv1.events import EventWriter, StorageError


def test_the_logdir_is_a_file(tmp_path):
    """A file in the directory's place: the error names the path and the cause."""
    path = tmp_path / "file"
    path.touch()
    with pytest.raises(StorageError, match=rf"{path}.*File exists.*Give a directory"):
        EventWriter(str(path))


def test_the_logdir_is_below_a_file(tmp_path):
    """A file where a parent directory should be."""
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"file/run.*Not a directory"):
        EventWriter(str(tmp_path / "file" / "run"))


NOT_WRITABLE = """
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    EventWriter(sys.argv[1])
except StorageError as error:
    say(error)
"""


def test_the_logdir_is_not_writable():
    """A directory that a user other than root may not write to is reported at once."""
    import tempfile

    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o555)
        output, _ = children.run(NOT_WRITABLE, directory)
        assert directory in output
        assert "not writable" in output
        output, _ = children.run(NOT_WRITABLE, os.path.join(directory, "run"))
        assert os.path.join(directory, "run") in output
        assert "Permission denied" in output


@pytest.mark.root
def test_the_logdir_is_read_only(tmp_path):
    """A file system mounted read-only is reported at once, also for a directory in it."""
    command = ["mount", "-t", "tmpfs", "-o", "ro,size=16k", "none", str(tmp_path)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("root may not mount a file system here")
    try:
        with pytest.raises(StorageError, match="not writable"):
            EventWriter(str(tmp_path))
        with pytest.raises(StorageError, match="Read-only file system"):
            EventWriter(str(tmp_path / "run"))
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_refused_writer_leaves_nothing_behind(tmp_path, capsys):
    """The half-made writer is dropped without a word."""
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        EventWriter(str(tmp_path / "file"))
    assert capsys.readouterr() == ("", "")
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.parametrize("name", ["with space", "ünïcode", "percent%20", "a" * 200])
def test_every_name_is_a_directory_name(logdir, name):
    """Names are taken as they are."""
    path = os.path.join(logdir, name)
    writer = EventWriter(path)
    writer.add_summary(event_logs.scalar("loss"), 3)
    writer.close()
    assert event_logs.steps(path) == [3]


def test_the_working_directory(logdir, monkeypatch):
    """An empty logdir is the working directory."""
    os.makedirs(logdir)
    monkeypatch.chdir(logdir)
    writer = EventWriter("")
    writer.add_summary(event_logs.scalar("loss"), 3)
    writer.close()
    assert event_logs.steps(logdir) == [3]


def test_a_relative_logdir_after_chdir(logdir, monkeypatch, tmp_path):
    """After the program changes directory, events still go where the writer was made."""
    os.makedirs(logdir)
    monkeypatch.chdir(logdir)
    writer = EventWriter("run")
    writer.add_summary(event_logs.scalar("loss"), 1)
    monkeypatch.chdir(tmp_path)
    writer.add_summary(event_logs.scalar("loss"), 2)
    writer.flush()
    writer.add_summary(event_logs.scalar("loss"), 3)
    writer.close()
    writer.reopen()
    writer.add_summary(event_logs.scalar("loss"), 4)
    writer.close()
    assert not os.path.exists(tmp_path / "run")
    assert event_logs.steps(os.path.join(logdir, "run")) == [1, 2, 3, 4]


def test_a_link_that_is_pointed_elsewhere(logdir, caplog):
    """A link `latest` that is given to another run does not take this run's events with it."""
    for run in ("one", "two"):
        os.makedirs(os.path.join(logdir, run))
    link = os.path.join(logdir, "latest")
    os.symlink("one", link)
    writer = EventWriter(link)
    writer.add_summary(event_logs.scalar("loss"), 1)
    os.unlink(link)
    os.symlink("two", link)
    writer.flush()
    writer.add_summary(event_logs.scalar("loss"), 2)
    writer.close()
    assert event_logs.steps(os.path.join(logdir, "one")) == [1, 2]
    assert not caplog.records
    os.unlink(link)
