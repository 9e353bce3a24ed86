"""Keep golden event logs outside pytest: record one, or check a log against it.

Exit status of check: 0 equal, 1 different, 2 a log cannot be read or the command line is wrong.
"""

import argparse
import os

import tfv1.limits as limits
from tfv1.cli.diff import add_comparison_arguments
from tfv1.cli.log_command import log_command, print_lines
from tfv1.cli.terminal import working

EXAMPLES = """\
tfv1 golden record logs golden.jsonl --note "commit 1a2b3c"
tfv1 golden check logs golden.jsonl --rtol 1e-4
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="record|check")
    record = actions.add_parser("record", help="write a golden", allow_abbrev=False)
    check = actions.add_parser("check", help="compare a log with a golden", allow_abbrev=False)
    for action in (record, check):
        action.add_argument(
            "logdir", metavar="LOGDIR", help="a directory of runs, or an event file"
        )
        action.add_argument("golden", metavar="GOLDEN", help="the golden, a file of JSON lines")
        limits.add_argument(action)
    record.add_argument("--force", action="store_true", help="overwrite an existing golden")
    record.add_argument("--note", metavar="TEXT", help="how the log was made, kept in the golden")
    add_comparison_arguments(check)


@log_command("golden")
def run(args: argparse.Namespace) -> int:
    return _record(args) if args.action == "record" else _check(args)


def _record(args: argparse.Namespace) -> int:
    from tfv1.logs import LogError
    from tfv1.testing.golden import is_golden, read_log, write_golden

    with working("golden"):
        golden = read_log(args.logdir)
    if golden.damage:
        raise LogError(f"A golden must be whole. {golden.damage[0]}")
    if args.force and os.path.exists(args.golden) and not is_golden(args.golden):
        raise LogError(f"{args.golden} is not a golden event log; it is not overwritten.")
    write_golden(args.golden, golden, args.note or "tfv1 golden record", overwrite=args.force)
    size = os.path.getsize(args.golden)
    print_lines([f"recorded {args.golden}: {golden.events:,} events, {size:,} bytes"])
    return 0


def _check(args: argparse.Namespace) -> int:
    from tfv1.cli.diff import comparison_options
    from tfv1.logs.diffreport import as_text
    from tfv1.testing.comparison import diff_goldens
    from tfv1.testing.golden import read_golden, read_log

    golden = read_golden(args.golden)
    with working("golden"):
        diff = diff_goldens(golden, read_log(args.logdir), comparison_options(args))
    print_lines(as_text(diff))
    return 0 if diff.equal else 1
