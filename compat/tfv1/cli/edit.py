"""Copy a log with tags dropped or renamed, steps cut or files merged; the original stays."""

from __future__ import annotations

import argparse
import os
import re
import sys
from typing import TYPE_CHECKING

import tfv1.limits as limits
from tfv1.cli.arguments import add_repeatable
from tfv1.cli.log_command import complain, log_command, print_lines
from tfv1.cli.terminal import working

if TYPE_CHECKING:
    from tfv1.logs.editor import Steps

EXAMPLES = """\
tfv1 edit logs -o short --steps :1000 --drop 'debug/*'
tfv1 edit logs -o renamed --rename loss=train/loss
tfv1 edit logs -o resumed --runs 'lr=0.1*' --drop-superseded
tfv1 edit logs -o merged --merge      # one file for each run
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="FILE|LOGDIR", help="a directory of runs, or an event file")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="a new file or directory; - is stdout"
    )
    add_repeatable(parser, "--runs", "copy only runs that match, such as 'lr=0.1*'")
    add_repeatable(parser, "--drop", "drop tags")
    add_repeatable(parser, "--rename", "rename a tag", "OLD=NEW", _renaming)
    parser.add_argument(
        "--steps",
        type=_steps,
        metavar="FIRST:LAST",
        help="keep only these steps, both included; either may be left out, as in 100:",
    )
    add_repeatable(parser, "--drop-steps", "drop these steps", "FIRST:LAST", _steps)
    parser.add_argument(
        "--drop-superseded",
        action="store_true",
        help="drop the points of a resumed run that TensorBoard hides: those followed by a point "
        "of the same tag at the same step or an earlier one",
    )
    parser.add_argument(
        "--merge",
        action="store_true",
        help="merge the files of each run, without the points that a restart superseded",
    )
    parser.add_argument(
        "--strip-constants",
        action="store_true",
        help="remove the contents of large constants from graphs",
    )
    limits.add_argument(parser)


def _renaming(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise argparse.ArgumentTypeError(f"{text!r} is not OLD=NEW, as in loss=train/loss")
    return old, new


def _steps(text: str) -> Steps:
    from tfv1.logs.editor import Steps

    found = re.fullmatch(r"(-?\d+)?:(-?\d+)?", text)
    if not found or text == ":":
        raise argparse.ArgumentTypeError(f"{text!r} is not FIRST:LAST, as in 100:200, 100: or :200")
    first, last = (int(step) if step else None for step in found.groups())
    if first is not None and last is not None and first > last:
        raise argparse.ArgumentTypeError(f"{text!r} has no steps: {first} is after {last}")
    return Steps(first, last)


@log_command("edit")
def run(args: argparse.Namespace) -> int:
    from tfv1.logs import LogError
    from tfv1.logs.copies import STDOUT
    from tfv1.logs.edit import edit
    from tfv1.logs.editor import Edits

    wanted = (
        args.drop, args.rename, args.steps, args.drop_steps, args.drop_superseded, args.merge,
        args.strip_constants, args.runs,
    )  # fmt: skip
    if not any(wanted):
        raise LogError(
            "Say what to edit: --runs, --drop, --rename, --steps, --drop-steps, --drop-superseded, "
            "--merge, --strip-constants."
        )
    if args.runs and not os.path.isdir(args.path):
        raise LogError(f"{args.path} is one file: --runs chooses runs of a directory.")
    edits = Edits(
        args.drop,
        dict(args.rename),
        args.steps,
        args.drop_steps,
        args.merge,
        args.strip_constants,
        args.runs,
        args.drop_superseded,
    )
    with working("edit"):
        done = edit(args.path, args.output, edits)
    stripped = f", {done.stripped:,} bytes of constants left out" if done.stripped else ""
    summary = f"{args.output}: {done.written:,} of {done.read:,} events{stripped}"
    print_lines([summary], sys.stderr if args.output == STDOUT else None)
    for sentence in done.skipped:
        complain("edit", f"left out: {sentence}")
    return 1 if done.skipped else 0
