"""tfv1 clean: what it lists, what it deletes, and above all what it never deletes."""

import os
import subprocess
import sys
import time

import pytest

from tests.support.cli import tfv1
from tests.support.event_logs import FIRST, SECOND, summary, write_log

DAY = 86400
SECOND_RUN_SIZE = 5000


def aged(path, days):
    moment = time.time() - days * DAY
    os.utime(path, (moment, moment))
    return path


@pytest.fixture
def root(tmp_path):
    """Runs 50, 40 and 1 days old, the oldest with a checkpoint, the second in two files."""
    root = tmp_path / "logs"
    aged(write_log(root / "old" / FIRST, summary(1, loss=1.0)), 50)
    (root / "old" / "model.ckpt").write_text("weights")
    big = {"tag": "x", "image": {"encoded_image_string": bytes(SECOND_RUN_SIZE)}}
    aged(write_log(root / "deep" / "down" / FIRST, summary(1, big)), 45)
    aged(write_log(root / "deep" / "down" / SECOND, summary(1, loss=1.0)), 40)
    aged(write_log(root / "new" / FIRST, summary(1, loss=1.0)), 1)
    return root


def files(root):
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir())


def clean(root, *arguments, status=0):
    done = tfv1("clean", root, *arguments)
    assert done.returncode == status, done.stderr
    return done


def test_lists_first(root):
    """Without --yes old runs are listed, the oldest first, and nothing is deleted."""
    before = files(root)
    lines = clean(root, "--older-than", "30d").stdout.splitlines()
    assert [line.split()[-1] for line in lines[:2]] == ["old", "deep/down"]
    assert "2 files" in lines[1]
    assert lines[2].startswith("2 runs, ") and lines[2].endswith("; --yes deletes them")
    assert files(root) == before


def test_deletes_event_files_and_directories_left_empty(root):
    """--yes deletes the event files; what else is there stays, and so does its directory."""
    done = clean(root, "--older-than", "30d", "--yes")
    assert done.stdout.splitlines()[-1].startswith("deleted 3 event files, ")
    assert files(root) == [f"new/{FIRST}", "old/model.ckpt"]
    assert not (root / "deep").exists()


def test_root_itself_stays(root):
    """The directory that was given is left, even empty."""
    clean(root / "deep" / "down", "--keep-last", "0", "--yes")
    assert (root / "deep" / "down").is_dir() and not files(root / "deep" / "down")


def test_keep_last(root):
    """--keep-last keeps the runs last written to."""
    clean(root, "--keep-last", "2", "--yes")
    assert files(root) == sorted(
        [f"deep/down/{FIRST}", f"deep/down/{SECOND}", f"new/{FIRST}", "old/model.ckpt"]
    )
    assert clean(root, "--keep-last", "5").stdout == "nothing to delete\n"


def test_runs_by_pattern(root):
    """--runs takes runs by name, however new, with the same care; or some of the old ones."""
    done = clean(root, "--runs", "d*", "--runs", "new")
    assert [line.split()[-1] for line in done.stdout.splitlines()[:-1]] == ["deep/down", "new"]
    assert len(files(root)) == 5
    write_log(root / "debug" / FIRST, summary(1, loss=1.0))  # just now
    done = clean(root, "--runs", "de*", "--yes")
    assert "debug  KEPT: " in done.stdout
    assert files(root) == [
        f"debug/{FIRST}", f"new/{FIRST}", f"old/{FIRST}", "old/model.ckpt",
    ]  # fmt: skip
    done = clean(root, "--runs", "[no]*", "--keep-last", "1")
    assert [line.split()[-1] for line in done.stdout.splitlines()[:-1]] == ["old"]


def test_min_size(root):
    """--min-size leaves small runs."""
    clean(root, "--older-than", "30d", "--min-size", "5k", "--yes")
    assert f"old/{FIRST}" in files(root) and not (root / "deep").exists()


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="only /proc tells")
def test_open_files_stay(root):
    """A run of which another process has one file open stays as a whole."""
    path = root / "deep" / "down" / FIRST
    source = "import sys; f = open(sys.argv[1], 'ab'); print('open', flush=True); sys.stdin.read()"
    writer = subprocess.Popen(
        [sys.executable, "-c", source, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with writer:
        assert writer.stdout.readline() == b"open\n"
        done = clean(root, "--keep-last", "0", "--older-than", "1m", "--yes", status=2)
        assert "not allowed with argument" in done.stderr
        done = clean(root, "--older-than", "1h", "--yes")
        writer.stdin.close()
    assert f"KEPT: {FIRST} is open in a process" in done.stdout
    assert files(root) == [f"deep/down/{FIRST}", f"deep/down/{SECOND}", "old/model.ckpt"]


def test_files_written_to_just_now_stay(root):
    """A run that was written to within ten minutes stays, whatever is asked for."""
    os.utime(root / "new" / FIRST)
    assert "KEPT" in clean(root, "--keep-last", "0", "--yes").stdout
    assert files(root) == [f"new/{FIRST}", "old/model.ckpt"]


def test_nothing_but_event_files_goes(root, tmp_path):
    """A file that is only called like an event file keeps its run; links are not followed."""
    other = write_log(tmp_path / "other" / FIRST, summary(1, loss=1.0))
    aged(other, 90)
    (root / "link").symlink_to(tmp_path / "other")
    (root / "single").mkdir()
    (root / "single" / SECOND).symlink_to(other)
    os.utime(root / "single" / SECOND, (0, 0), follow_symlinks=False)
    (root / "old" / "notes_on_tfevents.txt").write_text("these are my notes on tfevents")
    aged(root / "old" / "notes_on_tfevents.txt", 60)
    done = clean(root, "--older-than", "30d", "--yes")
    assert "KEPT: notes_on_tfevents.txt is named like an event file but is not one" in done.stdout
    assert f"1 file  single  KEPT: {SECOND} is a link\n" in done.stdout
    assert other.exists() and (root / "single" / SECOND).is_symlink()
    assert (root / "old" / FIRST).exists() and not (root / "deep").exists()


def test_run_resumed_since_it_was_listed_stays(root):
    """A run may be resumed between listing and deleting: then nothing of it is deleted."""
    from tfv1.logs.clean import delete, find_old_runs

    runs = find_old_runs(str(root), older_than=30 * DAY, keep_last=None)
    write_log(root / "old" / SECOND, summary(2, loss=1.0))
    with open(root / "deep" / "down" / SECOND, "ab") as file:
        file.write(b"more")
    done = delete(runs, str(root))
    assert (done.files, len(done.trouble)) == (0, 2)
    assert len(files(root)) == 6


def test_where_open_files_cannot_be_seen(root, monkeypatch, capsys):
    """Without /proc nothing is deleted unless the user says that no run is going on."""
    from tfv1.cli import main
    from tfv1.logs import clean as module

    monkeypatch.setattr(module, "_PROC", str(root / "absent"))
    arguments = ["clean", str(root), "--older-than", "30d", "--yes"]
    assert main(arguments) == 2
    assert "does not show which files are open" in capsys.readouterr().err
    assert len(files(root)) == 5
    assert main([*arguments, "--assume-closed"]) == 0
    assert len(files(root)) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["logs"], "Say which runs: --older-than AGE, --keep-last N or --runs PATTERN."),
        (["logs", "--runs", "x"], "No run matches 'x'; the runs are: "),
        (["logs", "--older-than", "30"], "argument --older-than: '30' is not an age in minutes, "),
        (["logs", "--keep-last", "-1"], "argument --keep-last: "),
        (
            ["logs", "--keep-last", "1", "--min-size", "x"],
            "argument --min-size: 'x' is not a size",
        ),
        (["none", "--keep-last", "1"], "Cannot read none: No such file or directory."),
        (["empty", "--keep-last", "1"], "No event files in empty or below."),
    ],
)
def test_misuse(root, tmp_path, arguments, message):
    """What makes no sense ends with status 2 and a sentence."""
    (tmp_path / "empty").mkdir()
    done = tfv1("clean", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(f"tfv1 clean: {message}")
