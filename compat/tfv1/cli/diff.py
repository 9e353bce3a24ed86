"""Compare logs: kinds of events, order, steps, tags, metadata and values, but not wall times.

A and B are event files, run directories or trees of runs, which are paired by name. If A is one
run, a tree B stands for all runs in it. If several logs are compared with A, the report is a table
of which differ, and where. Scalars are equal within rtol 1e-5 and atol 1e-8 by default. Exit
status: 0 equal, 1 different, or not all could be read, 2 there is nothing to compare, or the
command line is wrong.
"""

from __future__ import annotations

import argparse
from types import ModuleType
from typing import TYPE_CHECKING

import tfv1.limits as limits
from tfv1.cli.arguments import add_repeatable
from tfv1.cli.log_command import log_command, print_lines
from tfv1.cli.terminal import working

if TYPE_CHECKING:
    from tfv1.logs.diff import Options
    from tfv1.logs.differences import LogDiff
    from tfv1.logs.diffmany import ManyDiff

EXAMPLES = """\
tfv1 diff logs/before logs/after
tfv1 diff before after --rtol 1e-4 --atol 'grad/*=1e-6' --ignore graph
tfv1 diff before after --html curves.html
tfv1 diff logs/baseline logs --tolerances tolerances.txt --json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help="an event file, a run directory or a tree of runs")
    parser.add_argument("b", nargs="+", metavar="B", help="what to compare with it")
    add_comparison_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--html", metavar="FILE", help="also write a page with the curves")
    limits.add_argument(parser)


def add_comparison_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of every command that compares logs."""
    for name, meaning in (("rtol", "relative"), ("atol", "absolute")):
        meaning = f"allowed {meaning} error, of the tags that match PATTERN"
        add_repeatable(parser, f"--{name}", meaning, "[PATTERN=]NUMBER", _tolerance)
    parser.add_argument(
        "--tolerances",
        metavar="FILE",
        help="allowed errors, in lines such as 'grad/* rtol=1e-3 atol=1e-6'; the last line that "
        "matches a tag applies, and --rtol and --atol come after them",
    )
    parser.add_argument("--exact", action="store_true", help="allow no error at all")
    parser.add_argument("--structure", action="store_true", help="leave the values out")
    parser.add_argument(
        "--unordered",
        action="store_true",
        help="leave out in which order tags were written, for writers that race",
    )
    parser.add_argument(
        "--across-writers",
        action="store_true",
        help="leave out what TensorFlow 1 and 2 do differently with equal values: which tags share "
        "an event, metadata that only TensorFlow 2 writes, graphs",
    )
    add_repeatable(
        parser, "--ignore", "leave out tags, or kinds of events without one such as 'graph'"
    )


def _tolerance(text: str) -> tuple[str, float]:
    pattern, _, number = text.rpartition("=")
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a tolerance such as 1e-3 or loss*=1e-3")
    return pattern or "*", value


def comparison_options(args: argparse.Namespace) -> Options:
    """What `add_comparison_arguments` added, as the comparison takes it."""
    from tfv1.logs import LogError
    from tfv1.logs.diff import Options
    from tfv1.logs.tolerances import NO_TOLERANCES, read_tolerances

    if args.exact and (args.rtol or args.atol or args.tolerances):
        raise LogError(
            "--exact allows no error: leave out --rtol, --atol and --tolerances, or --exact."
        )
    return Options(
        args.rtol,
        args.atol,
        args.exact,
        args.structure,
        args.unordered,
        args.ignore,
        args.across_writers,
        file=read_tolerances(args.tolerances) if args.tolerances else NO_TOLERANCES,
    )


@log_command("diff")
def run(args: argparse.Namespace) -> int:
    from tfv1.logs.copies import replacing
    from tfv1.report.data import json_text

    with working("diff"):
        diff = compared(args, keep_points=bool(args.html))
    report = report_of(diff)
    if args.html:
        with replacing(args.html) as file:
            file.write(report.as_html(diff).encode())
    if args.json:
        print(json_text(report.as_json(diff)))
    else:
        print_lines(report.as_text(diff))
    return 0 if diff.equal else 1


def compared(args: argparse.Namespace, keep_points: bool) -> LogDiff | ManyDiff:
    """The comparison that the arguments ask for; curves can only be drawn with `keep_points`."""
    from tfv1.logs.diff import diff_logs
    from tfv1.logs.diffmany import diff_many, logs_to_compare

    notes: list[str] = []
    others = logs_to_compare(args.a, args.b, notes)
    options = comparison_options(args)
    if len(others) == 1 and not notes:
        return diff_logs(args.a, others[0], options)
    return diff_many(args.a, others, options, notes, keep_points)


def report_of(diff: LogDiff | ManyDiff) -> ModuleType:
    """The module that shows a comparison: as_text, as_json, as_html, html_parts."""
    from tfv1.logs import diffreport, manyreport
    from tfv1.logs.diffmany import ManyDiff

    return manyreport if isinstance(diff, ManyDiff) else diffreport
