"""Copy a log with tags dropped or renamed, steps cut or files merged; the log itself stays."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import tfv1.limits as limits
from tfv1.cli.log_command import complain, print_lines, run_log_command

if TYPE_CHECKING:
    from tfv1.logs.editor import Steps


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="FILE|LOGDIR", help="an event file, or a directory of runs")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="a file or directory that is new"
    )
    parser.add_argument(
        "--drop", action="append", default=[], metavar="PATTERN", help="leave out tags (repeatable)"
    )
    parser.add_argument(
        "--rename",
        action="append",
        default=[],
        type=_renaming,
        metavar="OLD=NEW",
        help="give a tag another name (repeatable)",
    )
    parser.add_argument(
        "--steps",
        type=_steps,
        metavar="FIRST:LAST",
        help="keep these steps only, both included; either may be left out, as in 100:",
    )
    parser.add_argument(
        "--drop-steps",
        action="append",
        default=[],
        type=_steps,
        metavar="FIRST:LAST",
        help="leave these steps out (repeatable)",
    )
    parser.add_argument(
        "--merge",
        action="store_true",
        help="make one file of each run, without the points that a restart superseded",
    )
    parser.add_argument(
        "--strip-constants",
        action="store_true",
        help="take the contents of large constants out of graphs",
    )
    limits.add_argument(parser)


def _renaming(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise ValueError
    return old, new


def _steps(text: str) -> Steps:
    from tfv1.logs.editor import Steps

    first, colon, last = text.partition(":")
    if not colon or not (first or last):
        raise ValueError
    steps = Steps(int(first) if first else None, int(last) if last else None)
    if steps.first is not None and steps.last is not None and steps.first > steps.last:
        raise ValueError
    return steps


# argparse says "invalid ... value" with these.
_renaming.__name__ = "OLD=NEW"
_steps.__name__ = "FIRST:LAST"


def run(args: argparse.Namespace) -> int:
    return run_log_command("edit", lambda: _edit(args))


def _edit(args: argparse.Namespace) -> int:
    from tfv1.logs import LogError
    from tfv1.logs.edit import edit
    from tfv1.logs.editor import Edits

    wanted = (args.drop, args.rename, args.steps, args.drop_steps, args.merge, args.strip_constants)
    if not any(wanted):
        raise LogError(
            "Say what to edit: --drop, --rename, --steps, --drop-steps, --merge, --strip-constants."
        )
    edits = Edits(
        args.drop,
        dict(args.rename),
        args.steps,
        args.drop_steps,
        args.merge,
        args.strip_constants,
    )
    done = edit(args.path, args.output, edits)
    stripped = f", {done.stripped:,} bytes of constants left out" if done.stripped else ""
    print_lines([f"{args.output}: {done.written:,} of {done.read:,} events{stripped}"])
    for sentence in done.skipped:
        complain("edit", f"left out: {sentence}")
    return 1 if done.skipped else 0
