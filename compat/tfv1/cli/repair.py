"""Copy the intact events of damaged event files to new files, and report what was lost."""

import argparse
import sys

import tfv1.limits as limits
from tfv1.cli.log_command import log_command, print_lines
from tfv1.cli.terminal import working

EXAMPLES = """\
tfv1 repair logs -o repaired
tfv1 repair events.out.tfevents.1.host -o - > events.out.tfevents.2.host
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="FILE|LOGDIR", help="a directory of runs, or an event file")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="a new file or directory; - is stdout"
    )
    limits.add_argument(parser)


@log_command("repair")
def run(args: argparse.Namespace) -> int:
    from tfv1.logs.copies import STDOUT
    from tfv1.logs.repair import repair, report

    with working("repair"):
        results = repair(args.path, args.output)
    print_lines(report(results), sys.stderr if args.output == STDOUT else None)
    return 1 if any(one.error for one in results) else 0
