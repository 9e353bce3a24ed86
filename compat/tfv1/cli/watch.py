"""Follow a log until a condition holds (status 0) or something is wrong (status 1).

Conditions compare scalars, and "step", with numbers, and are joined by "and" and "or".
Every point of every run counts, those already there included. On a terminal it prints a
line a minute. CMD is run once at the end, without a shell, with TFV1_WATCH_STATUS (0 or 1),
TFV1_WATCH_WHY (until, nan, stall or condition), TFV1_WATCH_RUN and TFV1_WATCH_TEXT in its
environment; if it fails, the status is 1.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

import tfv1.limits as limits
from tfv1.cli.arguments import add_repeatable
from tfv1.cli.log_command import complain, log_command, print_lines, report_skipped

if TYPE_CHECKING:
    from tfv1.events.reading.runs import Skipped
    from tfv1.logs.watch import Outcome

EXAMPLES = """\
tfv1 watch logs --until 'loss<0.1' --fail-on nan,stall=10m
tfv1 watch logs --runs 'lr=0.1*' --until 'step>=1000 and accuracy>0.9' --once
tfv1 watch logs --fail-on 'nan,loss>100' --exec 'notify-send training'
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "logdir", metavar="LOGDIR", help="a directory of runs, which may not exist yet"
    )
    parser.add_argument("--until", metavar="CONDITION", help="what ends the watch with status 0")
    parser.add_argument(
        "--fail-on",
        default="",
        metavar="WHAT",
        help="what ends it with status 1, separated by commas: nan (or infinity, in any scalar), "
        "stall=10m (nothing written for so long), conditions",
    )
    add_repeatable(parser, "--runs", "only runs that match")
    parser.add_argument("--exec", dest="command", metavar="CMD", help="run CMD at the end")
    parser.add_argument(
        "--once", action="store_true", help="look once: status 0 if --until holds by now, else 1"
    )
    limits.add_argument(parser)


@log_command("watch")
def run(args: argparse.Namespace) -> int:
    import shlex

    from tfv1.logs import LogError
    from tfv1.logs.watch import Watch, parse_failures, watch

    if not args.until and (args.once or not args.fail_on):
        or_fail = "" if args.once else " or --fail-on WHAT"
        raise LogError(f"Say what to wait for: --until CONDITION{or_fail}.")
    try:
        command = shlex.split(args.command) if args.command else []
    except ValueError as error:
        raise LogError(f"Cannot read the command {args.command!r}: {error}.") from error
    skipped: dict[Skipped, None] = {}

    def skip(one: Skipped) -> None:
        if one not in skipped:
            skipped[one] = None
            report_skipped("watch", [one])

    one = Watch(args.logdir, args.runs, args.until, parse_failures(args.fail_on), skip)
    if args.once:
        outcome = one.look()
    else:
        outcome = watch(one, tell=_tell if sys.stderr.isatty() else None)
    if outcome is None:
        print_lines([f"not yet: {args.until}; {one.state()}"])
        return 1
    where = f"{outcome.run}: " if outcome.run else ""
    print_lines([f"{where}{outcome.text}"])
    sys.stdout.flush()
    status = 0 if outcome.is_success else 1
    return max(status, _execute(command, outcome, status)) if command else status


def _tell(state: str) -> None:
    import time

    print_lines([f"{time.strftime('%H:%M:%S')}  {state}"], sys.stderr)


def _execute(command: list[str], outcome: Outcome, status: int) -> int:
    import subprocess

    told = {"STATUS": str(status), "WHY": outcome.why, "RUN": outcome.run, "TEXT": outcome.text}
    environment = os.environ | {
        # The environment holds no zero bytes; a tag may.
        f"TFV1_WATCH_{name}": text.replace("\0", "\\0")
        for name, text in told.items()
    }
    try:
        done = subprocess.run(command, env=environment, check=False)
    except OSError as error:
        complain("watch", f"cannot run {command[0]}: {error.strerror}")
        return 1
    if done.returncode:
        complain("watch", f"{command[0]} ended with status {done.returncode}")
    return 1 if done.returncode else 0
