"""The command ``tfv1``: one module for each subcommand, loaded when it is used.

A command's module has `add_arguments(parser)` and `run(args) -> int`. Exit status: 0 done, 1 the
operation failed, 2 the command line was wrong.
"""

import argparse
import difflib
import importlib
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

# Name -> its module and one line for the overview.
COMMANDS = {
    "run": ("tfv1.cli.run", "run a TensorFlow-1 script or module as it is"),
    "check": ("tfv1.cli.check", "tell what of a code base will run, and what to do"),
    "migrate": ("tfv1.cli.migrate", "rewrite TensorFlow-1 code so that plain python runs it"),
    "contrib": ("tfv1.cli.contrib", "install, inspect or remove the genuine tf.contrib"),
    "show": ("tfv1.cli.show", "show the runs, tags, steps and curves in a logdir"),
    "diff": ("tfv1.cli.diff", "compare two logs; the exit status tells whether they are equal"),
    "doctor": ("tfv1.cli.doctor", "tell why summaries do not appear in TensorBoard"),
    "repair": ("tfv1.cli.repair", "write the whole events of damaged files into new ones"),
    "export": ("tfv1.cli.export", "export scalars as CSV, JSON, NPZ or Parquet, and images"),
    "edit": ("tfv1.cli.edit", "copy a log with tags, steps or files changed"),
    "clean": ("tfv1.cli.clean", "list the event files of old runs, and delete them"),
    "golden": ("tfv1.cli.golden", "record a golden event log, or check a log against one"),
}


class _Parser(argparse.ArgumentParser):
    """Errors end with status 2 and begin with the program's name."""

    def error(self, message: str) -> NoReturn:
        from tfv1.report.text import printable

        self.print_usage(sys.stderr)
        self.exit(2, printable(f"{self.prog}: {message}") + "\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0 if arguments else 2
    if arguments[0] in ("-V", "--version"):
        print(f"tfv1 {_version()}")
        return 0
    name = arguments[0]
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f"did you mean '{near[0]}'?" if near else "see tfv1 --help"
        print(f"tfv1: there is no command {name!r}; {hint}", file=sys.stderr)
        return 2
    command = importlib.import_module(COMMANDS[name][0])
    parser = _Parser(prog=f"tfv1 {name}", description=command.__doc__, allow_abbrev=False)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    command.add_arguments(parser)
    status: int = command.run(parser.parse_args(arguments[1:]))
    return status


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {text}" for name, (_, text) in COMMANDS.items()]
    return "\n".join(
        [
            "usage: tfv1 COMMAND ...",
            "",
            "TensorFlow-1 session code on today's TensorFlow 2.",
            "",
            "commands:",
            *lines,
            "",
            "tfv1 COMMAND --help tells more; tfv1 --version.",
        ]
    )


def _version() -> str:
    try:
        return version("tfv1")
    except PackageNotFoundError:
        return "(not installed)"
