"""Show the runs in a logdir: files, tags by kind, steps, values and curves."""

import argparse
import json
import shutil
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("logdir", help="a directory of one or several runs, or an event file")
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="PATTERN",
        help="only tags that match, such as 'loss*'; scalars get a large plot (repeatable)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    from tfv1.logtools import LogError
    from tfv1.logtools.curves import can_draw_unicode
    from tfv1.logtools.show import as_json, as_text, keep_tags, read_overviews

    try:
        overviews = read_overviews(args.logdir)
        keep_tags(overviews, args.tag)
    except LogError as error:
        print(f"tfv1 show: {error}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(as_json(overviews), indent=2))
        return 0
    width = shutil.get_terminal_size((100, 24)).columns
    for line in as_text(overviews, width, can_draw_unicode(), large=bool(args.tag)):
        print(line)
    return 0
