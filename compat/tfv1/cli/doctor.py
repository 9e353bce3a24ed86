"""Explain why summaries do not appear in TensorBoard: what is wrong with a log, or its source.

Exit status: 0 nothing is wrong, 1 there are problems, 2 nothing could be read.
"""

import argparse
import shutil

import tfv1.limits as limits
from tfv1.cli.arguments import add_repeatable
from tfv1.cli.log_command import log_command, print_lines
from tfv1.cli.terminal import working

EXAMPLES = """\
tfv1 doctor logs
tfv1 doctor logs --source train.py
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "logdir", metavar="LOGDIR", help="the directory given to TensorBoard, or an event file"
    )
    add_repeatable(
        parser,
        "--source",
        "also check the Python source that wrote it, a file or a directory",
        "PATH",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    limits.add_argument(parser)


@log_command("doctor")
def run(args: argparse.Namespace) -> int:
    from tfv1.logs.doctor import examine
    from tfv1.logs.doctor.report import as_json, as_text
    from tfv1.report.data import json_text

    with working("doctor"):
        found = examine(args.logdir, args.source)
    if args.json:
        print(json_text(as_json(found)))
    else:
        width = shutil.get_terminal_size((100, 24)).columns
        print_lines(as_text(found, " and ".join([args.logdir, *args.source]), width))
    return 1 if any(not finding.note for finding in found) else 0
