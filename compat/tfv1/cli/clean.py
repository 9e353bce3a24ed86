"""Delete the event files of old runs: without --yes they are only listed.

A run goes as a whole or not at all. Only event files are deleted, and directories left empty; never
a run of which a process of this machine has a file open for writing, or that was written to in the
last 10 minutes.
"""

from __future__ import annotations

import argparse
import os
import re
from typing import TYPE_CHECKING

from tfv1.cli.arguments import add_repeatable, number_of
from tfv1.cli.log_command import complain, log_command, print_lines, report_skipped
from tfv1.cli.terminal import working

if TYPE_CHECKING:
    from tfv1.events.reading.runs import Skipped
    from tfv1.logs.clean import OldRun

_SECONDS = {"m": 60, "h": 3600, "d": 86400, "w": 604800}
_BYTES = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9}

EXAMPLES = """\
tfv1 clean logs --older-than 30d
tfv1 clean logs --runs 'debug/*'
tfv1 clean logs --keep-last 5 --min-size 10M --yes
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("root", metavar="LOGDIR", help="the directory with the runs")
    add_repeatable(
        parser,
        "--runs",
        "runs whose names match, such as 'lr=10*'; with --older-than or --keep-last, only those of "
        "them that are old",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--older-than",
        type=_age,
        metavar="AGE",
        help="runs last written to longer ago than this: 90m, 12h, 30d, 8w",
    )
    which.add_argument(
        "--keep-last",
        type=number_of("runs", least=0),
        metavar="N",
        help="all runs but the N most recently written to",
    )
    parser.add_argument(
        "--min-size",
        type=_size,
        default=0,
        metavar="SIZE",
        help="only those of at least this size: 500k, 10M, 2G",
    )
    parser.add_argument("--yes", action="store_true", help="delete what is listed")
    parser.add_argument(
        "--assume-closed",
        action="store_true",
        help="delete even where the system does not show which files are open (macOS)",
    )


def _age(text: str) -> float:
    match = re.fullmatch(r"(\d+)([mhdw])", text)
    if not match:
        units = "minutes, hours, days or weeks, as in 90m, 12h, 30d or 8w"
        raise argparse.ArgumentTypeError(f"{text!r} is not an age in {units}")
    return float(match[1]) * _SECONDS[match[2]]


def _size(text: str) -> int:
    match = re.fullmatch(r"(\d+)([kMG]?)B?", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size, as in 500k, 10M or 2G")
    return int(match[1]) * _BYTES[match[2]]


@log_command("clean")
def run(args: argparse.Namespace) -> int:
    from tfv1.logs import LogError
    from tfv1.logs.clean import can_see_open_files, delete, find_old_runs, hidden_processes
    from tfv1.report.text import counted, size_text

    if not args.runs and args.older_than is None and args.keep_last is None:
        raise LogError("Say which runs: --older-than AGE, --keep-last N or --runs PATTERN.")
    skipped: list[Skipped] = []
    with working("clean"):
        runs = find_old_runs(
            args.root, args.older_than, args.keep_last, args.min_size, skipped.append, args.runs
        )
    status = report_skipped("clean", skipped)
    print_lines(_line(run, args.root) for run in runs)
    going = [run for run in runs if not run.kept_because]
    size = size_text(sum(run.size for run in going))
    if not can_see_open_files():
        _note("this system does not show which files are open: make sure that no run goes on")
        if args.yes and not args.assume_closed:
            raise LogError("Nothing was deleted: give --assume-closed if no run is going on.")
    elif hidden_processes():
        _note(f"{hidden_processes()} processes of other users do not show what they have open")
    if not going:
        print("nothing to delete")
        return status
    if not args.yes:
        print(f"{counted(len(going), 'run')}, {size}; --yes deletes them")
        return status
    deleted = delete(runs, args.root)
    print(f"deleted {counted(deleted.files, 'event file')}, {size_text(deleted.size)}")
    for line in deleted.trouble:
        _note(line)
    return 1 if deleted.trouble else status


def _line(run: OldRun, root: str) -> str:
    from tfv1.report.text import clock, counted, size_text

    name = os.path.relpath(run.directory, root)
    when = clock(run.modified, seconds=False)
    files = counted(len(run.files), "file")
    kept = f"  KEPT: {run.kept_because}" if run.kept_because else ""
    return f"  {when}  {size_text(run.size):>9}  {files:>9}  {name}{kept}"


def _note(text: str) -> None:
    complain("clean", text)
