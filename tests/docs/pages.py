"""Runs what README.md and docs/ show: each page is one session in a folder of its own.

A block of the language `console` is run. A line `$ command` is handed to bash; a backslash at its
end continues it. The lines below are its output, standard error included, in which `...` stands for
anything. A command that ends with `# exit status N` must have that status, others 0. A block
`python title="NAME"` is the file NAME. `console norun` is only shown: a server, a container,
another machine.
"""

import pathlib
import re
import subprocess
import sys
from typing import NamedTuple

from tests.support.environment import ROOT, of_a_child

TOP = pathlib.Path(ROOT)
PAGES = sorted([TOP / "README.md", *(TOP / "docs").rglob("*.md")])
_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Command(NamedTuple):
    """One command of a page, what it is to print, and its exit status."""

    line: int
    text: str
    output: str
    status: int


class File(NamedTuple):
    """A file that a page shows."""

    name: str
    text: str


def steps(page: pathlib.Path) -> list[Command | File]:
    """The files and commands of a page, in order."""
    found: list[Command | File] = []
    text = page.read_text()
    for block in _BLOCK.finditer(text):
        language, info, body = block.groups()
        title = re.search(r'title="([^"]+)"', info)
        if title:
            found.append(File(title[1], body))
        elif language == "console" and "norun" not in info:
            found += _commands(body, text.count("\n", 0, block.start(3)) + 1)
    return found


def _commands(body: str, first: int) -> list[Command]:
    found: list[Command] = []
    for number, line in enumerate(body.splitlines(), first):
        if line.startswith("$ "):
            status = re.search(r"# exit status (\d+)$", line)
            found.append(Command(number, line[2:], "", int(status[1]) if status else 0))
        elif found and found[-1].text.endswith("\\"):
            found[-1] = found[-1]._replace(text=f"{found[-1].text}\n{line}")
        else:
            assert found, f"line {number}: output without a command"
            found[-1] = found[-1]._replace(output=f"{found[-1].output}{line}\n")
    return found


def matches(shown: str, obtained: str) -> bool:
    """Whether the output is what the page shows; `...` there stands for anything."""
    pattern = r".*?".join(re.escape(part) for part in shown.rstrip().split("..."))
    tidied = "\n".join(line.rstrip() for line in obtained.rstrip().splitlines())
    return re.fullmatch(pattern, tidied, re.DOTALL) is not None


def run(page: pathlib.Path, folder: pathlib.Path) -> list[str]:
    """Runs the page in `folder`; returns what differs from what it says."""
    (folder / "models_examples").symlink_to(TOP / "models_examples")
    commands = folder.parent / "bin"
    commands.mkdir()
    (commands / "tfv1").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tfv1 "$@"\n')
    (commands / "tfv1").chmod(0o755)
    path = f"{commands}:{pathlib.Path(sys.executable).parent}:/usr/bin:/bin"
    environment = of_a_child(PATH=path, COLUMNS="100", TF_CPP_MIN_LOG_LEVEL="3", TZ="UTC")
    wrong = []
    for step in steps(page):
        if isinstance(step, File):
            target = folder / step.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(step.text)
            continue
        done = subprocess.run(
            ["bash", "-c", step.text],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=900,
            check=False,
        )
        obtained = "\n".join(line for line in done.stdout.splitlines() if not _NOISE.match(line))
        if done.returncode != step.status or not matches(step.output, obtained):
            wrong.append(
                f"{page.name}:{step.line}: $ {step.text}\n"
                f"shown:\n{step.output}obtained (status {done.returncode}):\n{obtained}\n"
            )
    return wrong


# What TensorFlow's C++ prints about the machine.
_NOISE = re.compile(r"^(WARNING: All log messages|[IWE]0000 )")
