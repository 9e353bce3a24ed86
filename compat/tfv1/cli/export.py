"""Export all points of scalars as CSV, JSON, NPZ or Parquet, and images as files."""

import argparse
import sys

import tfv1.limits as limits
from tfv1.cli.log_command import (
    add_superseded_argument,
    check_output,
    complain,
    report_skipped,
    run_log_command,
)
from tfv1.cli.terminal import working
from tfv1.report.text import printable

EXAMPLES = """\
tfv1 export logs --csv > scalars.csv
tfv1 export logs --parquet -o scalars.parquet --tag 'loss*'
tfv1 export logs --images pictures
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("logdir", help="a directory of one or several runs, or an event file")
    formats = parser.add_mutually_exclusive_group()
    for name, what in (
        ("csv", "columns run, tag, step, wall_time, value"),
        ("json", "run: tag: steps, wall_times, values"),
        ("npz", "NumPy arrays: runs, tags, series, steps, wall_times, values"),
        ("parquet", "the columns of --csv; needs pyarrow"),
    ):
        formats.add_argument(
            f"--{name}", dest="format", action="store_const", const=name, help=what
        )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the file to write; - is stdout, the default for CSV and JSON",
    )
    parser.add_argument("--force", action="store_true", help="overwrite an existing FILE")
    parser.add_argument(
        "--images", metavar="DIR", help="also write the images, into a new directory"
    )
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="PATTERN",
        help="only tags that match, such as 'loss*' (repeatable)",
    )
    add_superseded_argument(parser)
    parser.add_argument(
        "--escape-formulas",
        action="store_true",
        help="in CSV, put an apostrophe before runs and tags that a spreadsheet would take for a "
        "formula: those that begin with = + - @",
    )
    limits.add_argument(parser)


def run(args: argparse.Namespace) -> int:
    return run_log_command("export", lambda: _export(args))


def _export(args: argparse.Namespace) -> int:
    from tfv1.logs import LogError
    from tfv1.logs.export import TEXT_FORMATS, export_images

    if not args.format and not args.images:
        raise LogError("Say what to export: --csv, --json, --npz, --parquet or --images DIR.")
    if args.output and not args.format:
        raise LogError("-o FILE is for scalars: add --csv, --json, --npz or --parquet.")
    if args.format and not args.output and args.format not in TEXT_FORMATS:
        raise LogError(f"--{args.format} needs -o FILE, or -o - for a pipe.")
    skipped: dict[object, None] = {}
    if args.format:
        skipped.update(dict.fromkeys(_export_scalars(args)))
    if args.images:
        count = export_images(
            args.logdir, args.images, args.tag, lambda one: skipped.update({one: None})
        )
        print(printable(f"{count:,} images written to {args.images}"), file=sys.stderr)
    return report_skipped("export", skipped)


def _export_scalars(args: argparse.Namespace) -> list:
    """Export, and return what was skipped."""
    from tfv1.logs.copies import STDOUT, binary_stdout, replacing
    from tfv1.logs.export import (
        FORMATS,
        TEXT_FORMATS,
        as_csv,
        escaped_formula,
        read_all_scalars,
    )

    file_name = None if args.output == STDOUT else args.output
    if file_name:
        check_output(file_name, args.force)
    if not file_name and args.format not in TEXT_FORMATS:
        binary_stdout()  # refuses a terminal before the work
    with working("export"):
        scalars = read_all_scalars(args.logdir, args.tag, args.superseded)
    if args.format == "csv":
        # What goes to stdout may end up on a terminal.
        shown = str if file_name else printable
        content = as_csv(
            scalars,
            (lambda text: escaped_formula(shown(text))) if args.escape_formulas else shown,
        )
    else:
        content = FORMATS[args.format](scalars)
    if file_name:
        with replacing(file_name) as file:
            file.writelines(content)
    else:
        sys.stdout.buffer.writelines(content)
    for gap in scalars.gaps:
        complain("export", f"not read: {gap}")
    return scalars.skipped
