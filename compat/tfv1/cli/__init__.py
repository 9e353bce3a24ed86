"""Private: the command ``tfv1``, with a module for each subcommand, loaded when it is used.

A command's module has `add_arguments(parser)`, `run(args) -> int`, and EXAMPLES, a line each, for
the end of its help. Exit status: 0 done, 1 the operation failed, 2 the command line was wrong.
"""

import argparse
import errno
import importlib
import sys
import textwrap
from collections.abc import Sequence
from typing import NoReturn

# Goal -> command -> its module and its line in the overview.
GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    "run TensorFlow-1 code": {
        "run": ("tfv1.cli.run", "run a TensorFlow-1 script or module as it is"),
        "contrib": ("tfv1.cli.contrib", "install, inspect or remove the genuine tf.contrib"),
    },
    "migrate it": {
        "check": (
            "tfv1.cli.check",
            "report what in a code base will run, and what to do about the rest",
        ),
        "migrate": ("tfv1.cli.migrate", "rewrite TensorFlow-1 code so that plain python runs it"),
    },
    "compare runs": {
        "diff": ("tfv1.cli.diff", "compare logs; the exit status says whether they are equal"),
        "golden": ("tfv1.cli.golden", "record a golden event log, or check a log against one"),
    },
    "look at logs": {
        "show": ("tfv1.cli.show", "show the runs, tags, steps and curves in a logdir"),
        "table": ("tfv1.cli.table", "show one line for each run: hyperparameters, metrics, state"),
        "aggregate": (
            "tfv1.cli.aggregate",
            "write mean, deviation, median, min and max over groups of runs",
        ),
        "watch": ("tfv1.cli.watch", "follow a log until a condition holds or something is wrong"),
        "doctor": ("tfv1.cli.doctor", "explain why summaries do not appear in TensorBoard"),
        "export": (
            "tfv1.cli.export",
            "export points as CSV, JSON, NPZ or Parquet, or everything as files",
        ),
    },
    "clean up logs": {
        "repair": ("tfv1.cli.repair", "copy the intact events of damaged files to new ones"),
        "edit": ("tfv1.cli.edit", "copy a log with tags, steps or files changed"),
        "clean": ("tfv1.cli.clean", "list the event files of old runs, and delete them"),
    },
    "this program": {
        "completion": ("tfv1.cli.completion", "print a script that completes tfv1 in your shell"),
    },
}
COMMANDS = {name: row for rows in GROUPS.values() for name, row in rows.items()}
_INTERRUPTED = 130  # what shells report for a program ended by Ctrl-C


class _Parser(argparse.ArgumentParser):
    """A parser whose errors begin with the program's name and exit with status 2."""

    def error(self, message: str) -> NoReturn:
        from tfv1.report.text import printable

        self.print_usage(sys.stderr)
        self.exit(2, printable(f"{self.prog}: {message}") + "\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["run"]:
        return _run(arguments)  # the script's output, errors and interrupts are as with python
    from tfv1.cli import streams

    streams.prepare()
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        streams.drop_output()  # the reader of a pipe, such as head, has seen enough
        return 0
    except OSError as error:
        from tfv1.report.text import printable

        is_output = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
        where = error.filename or ("the output" if is_output else "")
        parts = [" ".join(["tfv1", *arguments[:1]]), where, error.strerror or error]
        print(printable(": ".join(str(part) for part in parts if part)) + ".", file=sys.stderr)
        streams.drop_output()
        return 1
    return status


def _run(arguments: Sequence[str]) -> int:
    name = arguments[0] if arguments else ""
    if name in ("", "-h", "--help", "help"):
        print(_overview())
        return 0 if arguments else 2
    if name in ("-V", "--version"):
        print(_versions())
        return 0
    if name not in COMMANDS:
        import difflib

        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f"did you mean '{near[0]}'?" if near else "see tfv1 --help"
        print(f"tfv1: there is no command {name!r}; {hint}", file=sys.stderr)
        return 2
    from tfv1 import limits

    args = parser_of(name).parse_args(arguments[1:])
    try:
        limits.check_variable()
    except ValueError as error:
        print(f"tfv1 {name}: {error}", file=sys.stderr)
        return 2
    status: int = importlib.import_module(COMMANDS[name][0]).run(args)
    return status


def parser_of(name: str) -> argparse.ArgumentParser:
    """The parser of a command's arguments."""
    parser = _Parser(prog=f"tfv1 {name}", allow_abbrev=False)
    add_arguments_of(name, parser)
    return parser


def add_arguments_of(name: str, parser: argparse.ArgumentParser) -> None:
    """Gives the parser a command's description and arguments."""
    command = importlib.import_module(COMMANDS[name][0])
    parser.description = command.__doc__
    examples = getattr(command, "EXAMPLES", "")
    parser.epilog = examples and "examples:\n" + textwrap.indent(examples, "  ")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    command.add_arguments(parser)


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = ["usage: tfv1 COMMAND ...", "", "TensorFlow-1 session code on today's TensorFlow 2."]
    for wish, rows in GROUPS.items():
        lines += ["", f"{wish}:"]
        lines += [f"  {name:<{width}}  {text}" for name, (_, text) in rows.items()]
    lines += ["", "See also: tfv1 COMMAND --help, tfv1 --version."]
    return "\n".join(lines)


def _versions() -> str:
    """The version of this package, and what it runs on."""
    python = ".".join(map(str, sys.version_info[:3]))
    beside = ", ".join(
        f"{title} {_version(package)}"
        for title, package in (("TensorFlow", "tensorflow"), ("NumPy", "numpy"))
    )
    return f"tfv1 {_version('tfv1')} ({beside}, Python {python})"


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
