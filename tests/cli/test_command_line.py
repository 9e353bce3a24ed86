"""The command line itself: overview, versions, completion, and how it ends."""

import argparse
import importlib.metadata
import os
import re
import shlex
import signal
import subprocess
import sys

import pytest

from tests.support import event_logs
from tests.support.environment import of_a_child
from tfv1 import cli
from tfv1.cli.arguments import number_of
from tfv1.events import EventWriter


def tfv1(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "tfv1", *map(str, arguments)],
        capture_output="stdout" not in options,
        text=True,
        env=of_a_child(),
        check=False,
        **options,
    )


def test_the_overview_has_every_command():
    """tfv1 --help names each command once, in groups, and each command has its own help."""
    shown = tfv1("--help").stdout
    for name in cli.COMMANDS:
        assert shown.count(f"\n  {name} ") == 1
    assert sum(line.endswith(":") for line in shown.splitlines()) == len(cli.GROUPS)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_examples(name):
    """The examples in a command's help are command lines that it takes."""
    parser = argparse.ArgumentParser(prog=f"tfv1 {name}", allow_abbrev=False)
    cli.add_arguments_of(name, parser)
    command = importlib.import_module(cli.COMMANDS[name][0])
    assert command.EXAMPLES.strip()
    for line in command.EXAMPLES.splitlines():
        words = shlex.split(re.sub(r"^eval \"\$\((.*)\)\"$", r"\1", line), comments=True)
        words = words[: words.index(">")] if ">" in words else words
        assert words[:2] == ["tfv1", name]
        parser.parse_args(words[2:])
        assert line in parser.format_help()


def test_versions():
    """tfv1 --version prints its own version, TensorFlow's, NumPy's and Python's."""
    shown = tfv1("--version").stdout
    for package in ("tfv1", "TensorFlow", "NumPy"):
        assert f"{package} {importlib.metadata.version(package.lower())}" in shown
    assert "Python {}.{}".format(*sys.version_info[:2]) in shown


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion(shell):
    """The script for a shell has the commands and their options."""
    pytest.importorskip("shtab")
    shown = tfv1("completion", shell).stdout
    assert "doctor" in shown
    assert "--older-than" in shown


def test_completion_in_bash(tmp_path):
    """bash completes a command by the script."""
    pytest.importorskip("shtab")
    script = tmp_path / "completion"
    script.write_text(tfv1("completion", "bash").stdout)
    code = (
        f"source {script}; COMP_WORDS=(tfv1 do); COMP_CWORD=1; _shtab_tfv1; echo ${{COMPREPLY[@]}}"
    )
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["doctor"]


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="no list of threads")
@pytest.mark.parametrize("command", ["show", "table", "diff", "export", "golden"])
def test_tools_start_no_threads_for_linear_algebra(tmp_path, command):
    """Looking at logs takes one thread, and what a tool starts finds the environment as it was."""
    event_logs.write(tmp_path / "logs", event_logs.summary(1, loss=1))
    further = {"diff": ["logs"], "export": ["--csv"], "golden": ["out"]}.get(command, [])
    words = [command, *(["record"] if command == "golden" else []), "logs", *further]
    code = (
        "import os; from tfv1.cli import main; before = dict(os.environ)\n"
        f"assert main({words}) == 0 and os.environ == before\n"
        "assert len(os.listdir('/proc/self/task')) == 1"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=of_a_child(),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_interrupt_ends_without_a_traceback(monkeypatch):
    """Ctrl-C ends a command with status 130; that of `run` is the script's own."""

    def interrupted(args):
        raise KeyboardInterrupt

    monkeypatch.setattr("tfv1.cli.diff.run", interrupted)
    assert cli.main(["diff", "a", "b"]) == 130
    monkeypatch.setattr("tfv1.cli.run.run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cli.main(["run", "script.py"])


def test_an_interrupt_while_numpy_loads(tmp_path):
    """It ends the process silently, though NumPy would make an ImportError of it."""
    (tmp_path / "numpy.py").write_text(
        "import os, signal\ntry:\n    os.kill(os.getpid(), signal.SIGINT)\n"
        "except KeyboardInterrupt as error:\n    raise ImportError from error\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "tfv1", "show", "."],
        cwd=tmp_path,
        capture_output=True,
        env=of_a_child(),
        check=False,
    )
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk_is_one_sentence(tmp_path):
    """Output that the disk has no room for ends the command with one sentence and status 1."""
    writer = EventWriter(str(tmp_path))
    writer.add_summary(event_logs.scalar("loss"), 1)
    writer.close()
    with open("/dev/full", "w") as full:
        done = tfv1("export", tmp_path, "--csv", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr == "tfv1 export: the output: No space left on device.\n"


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["completion", "bash"], ["show", "."]]
)
def test_output_that_nobody_reads(tmp_path, words):
    """A pipe whose reader has gone and a stdout that is closed end a command silently."""
    if words[0] == "completion":
        pytest.importorskip("shtab")
    event_logs.write(tmp_path, event_logs.summary(1, loss=1))
    reader, writer = os.pipe()
    os.close(reader)
    try:
        piped = tfv1(*words, cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE)
    finally:
        os.close(writer)
    closing = ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "tfv1", *words]
    closed = subprocess.run(
        closing, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=of_a_child(), check=False
    )
    for done in (piped, closed):
        assert (done.returncode, done.stderr) == (0, "")


def test_an_error_leaves_stdout_open(capfd):
    """A file that cannot be read is a sentence; a notebook can go on printing."""
    name = "x" * 300
    assert cli.main(["check", name]) == 1
    print("still there")
    shown = capfd.readouterr()
    assert (shown.out, shown.err) == ("still there\n", f"tfv1 check: {name}: File name too long.\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_no_room_for_the_overview():
    """What is printed before a command is known fails with a sentence, too."""
    with open("/dev/full", "w") as full:
        done = tfv1(stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (1, "tfv1: the output: No space left on device.\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["table", ".", "--last", "0"], "argument --last: '0' is not a number of points, as in 5"),
        (
            ["check", ".", "-j", "x"],
            "argument -j/--jobs: 'x' is not a number of processes, as in 5",
        ),
        (["clean", ".", "--keep-last", "-1"], "'-1' is not a number of runs, as in 5"),
        (["show", ".", "--smooth", "1"], "'1' is not a weight from 0 to less than 1, as in 0.6"),
    ],
)
def test_numbers_that_are_none(capsys, words, message):
    """A number that cannot be is a sentence that says what was expected, and status 2."""
    with pytest.raises(SystemExit, match="2"):
        cli.main(words)
    assert capsys.readouterr().err.endswith(f"{message}\n")


def test_numbers_of_things():
    """The least number that is allowed is; a number of runs to keep may be zero."""
    assert number_of("points")("1") == 1
    assert number_of("runs", least=0)("0") == 0
