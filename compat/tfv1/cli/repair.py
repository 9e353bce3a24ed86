"""Write the whole events of damaged event files into new files, and tell what was lost."""

import argparse

import tfv1.limits as limits
from tfv1.cli.log_command import print_lines, run_log_command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="FILE|LOGDIR", help="an event file, or a directory of runs")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="a file or directory that is new"
    )
    limits.add_argument(parser)


def run(args: argparse.Namespace) -> int:
    return run_log_command("repair", lambda: _repair(args))


def _repair(args: argparse.Namespace) -> int:
    from tfv1.logs.repair import repair, report

    results = repair(args.path, args.output)
    print_lines(report(results))
    return 1 if any(one.error for one in results) else 0
