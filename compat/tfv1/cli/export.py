"""Export what a log has: points as CSV, JSON, NPZ or Parquet, and everything as files."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import tfv1.limits as limits
from tfv1.cli.arguments import add_repeatable, add_superseded
from tfv1.cli.log_command import (
    check_output,
    log_command,
    report_skipped,
)
from tfv1.cli.terminal import working
from tfv1.report.text import counted, printable

if TYPE_CHECKING:
    from tfv1.logs.export.series import Wanted

EXAMPLES = """\
tfv1 export logs --csv > scalars.csv
tfv1 export logs --csv --wide --tag 'loss*' -o losses.csv
tfv1 export logs --npz --kind histograms -o histograms.npz
tfv1 export logs --files everything
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("logdir", metavar="LOGDIR", help="a directory of runs, or an event file")
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
        "--wide",
        action="store_true",
        help="a row for each step and a column for each tag of each run, not a row for each point",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="the file to write; - is stdout, the default for CSV and JSON",
    )
    parser.add_argument("--force", action="store_true", help="overwrite an existing FILE")
    parser.add_argument(
        "--files",
        metavar="DIR",
        help="write everything that the log has into a new directory: scalars.csv, hparams.csv, "
        "histograms as NPZ, every image, sound, text, tensor and graph as a file, and index.csv "
        "with a line for each",
    )
    parser.add_argument(
        "--images", metavar="DIR", help="also write the images: --files DIR --kind images"
    )
    parser.add_argument(
        "--kind",
        action="append",
        default=[],
        help="what to export: scalars (the default, except with --files), histograms, text or "
        "hparams; for --files also images, audio, tensors, graphs, run_metadata or the name of a "
        "plugin (repeatable there)",
    )
    add_repeatable(parser, "--runs", "only runs that match, such as 'lr=*'")
    add_repeatable(parser, "--tag", "only tags that match, such as 'loss*'")
    add_superseded(parser)
    parser.add_argument(
        "--escape-formulas",
        action="store_true",
        help="in CSV, put an apostrophe before runs and tags that a spreadsheet would take for a "
        "formula: those that begin with = + - @",
    )
    limits.add_argument(parser)


@log_command("export")
def run(args: argparse.Namespace) -> int:
    from tfv1.logs.export.series import Wanted

    _check(args)
    wanted = Wanted(args.runs, args.tag, args.superseded)
    skipped: dict[object, None] = {}
    if args.format:
        skipped.update(dict.fromkeys(_export_table(args, wanted)))
    if args.images:
        skipped.update(dict.fromkeys(_export_files(args, args.images, ["images"], wanted)))
    if args.files:
        skipped.update(dict.fromkeys(_export_files(args, args.files, args.kind, wanted)))
    return report_skipped("export", skipped)


def _check(args: argparse.Namespace) -> None:
    from tfv1.logs import LogError
    from tfv1.logs.export.formats import TEXT_FORMATS
    from tfv1.logs.export.series import TABLE_KINDS

    formats = "--csv, --json, --npz or --parquet"
    if not (args.format or args.images or args.files):
        raise LogError(f"Say what to export: {formats.replace(' or', ',')}, or --files DIR.")
    if (args.output or args.wide) and not args.format:
        option = "--wide" if args.wide else "-o FILE"
        raise LogError(f"{option} is for tables: add {formats}.")
    if not args.format:
        return
    if not args.output and args.format not in TEXT_FORMATS:
        raise LogError(f"--{args.format} needs -o FILE, or -o - for a pipe.")
    if len(args.kind) > 1 or not set(args.kind) <= set(TABLE_KINDS):
        kinds = ", ".join(TABLE_KINDS)
        raise LogError(f"A table has one kind ({kinds}); --files DIR writes all of them.")
    if args.kind == ["hparams"] and args.format not in TEXT_FORMATS:
        raise LogError("Hyperparameters are exported as --csv or --json.")
    if args.wide and args.kind not in ([], ["scalars"]):
        raise LogError("--wide is for scalars.")


def _export_files(
    args: argparse.Namespace, directory: str, kinds: list[str], wanted: "Wanted"
) -> Iterable[object]:
    """Export, and return what was skipped."""
    from tfv1.logs.export.files import export_files
    from tfv1.logs.export.formats import escaped_formula

    def damaged(gap: object) -> None:
        report_skipped("export", [gap])

    skipped: list[object] = []
    cell = escaped_formula if args.escape_formulas else str
    with working("export"):
        count = export_files(args.logdir, directory, kinds, wanted, damaged, skipped.append, cell)
    print(printable(f"{counted(count, 'file')} written to {directory}"), file=sys.stderr)
    return skipped


def _export_table(args: argparse.Namespace, wanted: "Wanted") -> Iterable[object]:
    """Export, and return what was skipped."""
    from tfv1.logs.copies import STDOUT, binary_stdout, replacing
    from tfv1.logs.export.formats import TEXT_FORMATS, escaped_formula

    file_name = None if args.output == STDOUT else args.output
    if file_name:
        check_output(file_name, args.force)
    if not file_name and args.format not in TEXT_FORMATS:
        binary_stdout()  # refuses a terminal before the work

    def cell(text: str) -> str:
        # What goes to stdout may end up on a terminal.
        shown = text if file_name else printable(text)
        return escaped_formula(shown) if args.escape_formulas else shown

    content, gaps, skipped = _content(args, wanted, cell)
    with working("export"):  # what is written is read meanwhile
        if file_name:
            with replacing(file_name) as file:
                file.writelines(content)
        else:
            sys.stdout.buffer.writelines(content)
    report_skipped("export", gaps)
    return skipped


def _content(
    args: argparse.Namespace, wanted: "Wanted", cell: Callable[[str], str]
) -> tuple[Iterator[bytes], Iterable[object], Iterable[object]]:
    """What to write, and the gaps and the files that could not be read by then."""
    from tfv1.logs.export import formats, wide
    from tfv1.logs.export.series import Exported, read_hparams

    kind = args.kind[0] if args.kind else "scalars"
    if kind == "hparams":
        table, gaps, skipped = read_hparams(args.logdir, wanted)
        return formats.of_table(table, args.format, cell), gaps, skipped
    found = Exported(args.logdir, kind, wanted)
    module = wide if args.wide else formats
    if args.format == "csv":
        return module.as_csv(found, cell), found.gaps, found.skipped
    return module.FORMATS[args.format](found), found.gaps, found.skipped
