"""Write the mean, deviation, median, least and largest value over groups of runs.

Runs are grouped by the values of hyperparameters (--by lr,bs), or by what the groups of a regular
expression match in their names (--by '(.*)/seed_'); without --by, all runs are one group. OUT is a
new directory of event files with a run for each group and statistic, or, by its suffix, a CSV or
Parquet file. The deviation divides by the number of runs.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

import tfv1.limits as limits
from tfv1.cli.arguments import add_repeatable, add_superseded
from tfv1.cli.log_command import (
    check_output,
    log_command,
    print_lines,
    report_skipped,
)
from tfv1.cli.terminal import working

if TYPE_CHECKING:
    from tfv1.events.reading.runs import Skipped
    from tfv1.logs.aggregate import Aggregate

EXAMPLES = """\
tfv1 aggregate logs --by lr,bs -o means
tfv1 aggregate logs --by '(.*)/seed_' --tag 'eval/*' -o means.csv
tfv1 aggregate logs --runs 'lr=0.1*' --align interpolate -o means.parquet
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "logs", nargs="+", metavar="LOG", help="a directory of runs, or an event file"
    )
    parser.add_argument(
        "--by",
        default="",
        metavar="PATTERN",
        help="what the runs of a group share: hyperparameters, separated by commas, or a regular "
        "expression for their names",
    )
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="a new directory, or .csv or .parquet"
    )
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")
    parser.add_argument(
        "--align",
        choices=("exact", "interpolate"),
        default="exact",
        help="which steps: 'exact', the default, takes those that every run of a group has; "
        "'interpolate' takes those that any run has within the range of all, and values on the "
        "line between two points",
    )
    add_repeatable(parser, "--runs", "only runs that match")
    add_repeatable(parser, "--tag", "only tags that match")
    add_superseded(parser)
    limits.add_argument(parser)


@log_command("aggregate")
def run(args: argparse.Namespace) -> int:
    from tfv1.events.reading.patterns import Matching
    from tfv1.logs import LogError
    from tfv1.logs.aggregate import aggregate, group_runs
    from tfv1.logs.copies import check_outside
    from tfv1.logs.find import open_runs
    from tfv1.report.text import counted

    is_file = args.output.endswith((".csv", ".parquet"))
    if is_file:
        check_output(args.output, args.force)
    else:
        for log in args.logs:
            check_outside(log, args.output)
    skipped: dict[Skipped, None] = {}
    gaps: list[object] = []
    runs = open_runs(
        args.logs,
        lambda one: skipped.update({one: None}),
        args.runs,
        args.superseded,
        on_gap=gaps.append,
    )
    with working("aggregate"):
        groups = group_runs(runs, args.by)
        gaps.clear()  # those of runs that are in no group do not matter, and the others come again
        tags = Matching(args.tag)
        found: list[Aggregate] = []
        for group, members in groups.items():
            found += aggregate(runs, group, members, tags, args.align)
    if not found:
        raise LogError(
            "No scalar is in every run of a group" + (" and matches." if args.tag else ".")
        )
    counts = [f"{name}: {len(members)}" for name, members in groups.items()]
    how = f"Statistics over runs ({', '.join(counts)}), steps: {args.align}."
    _write(args.output, found, how)
    report_skipped("aggregate", gaps)
    for name, members in groups.items():
        tag_count = sum(one.group == name for one in found)
        size = f"{counted(len(members), 'run')}, {counted(tag_count, 'tag')}"
        print_lines([f"{name}: {size}"], sys.stderr)
    return report_skipped("aggregate", skipped)


def _write(output: str, found: list[Aggregate], how: str) -> None:
    from tfv1.logs.aggregated import as_csv, as_parquet, write_events
    from tfv1.logs.copies import replacing

    if output.endswith(".csv"):
        content = as_csv(found).encode("utf-8", "backslashreplace")
    elif output.endswith(".parquet"):
        content = as_parquet(found)
    else:
        write_events(found, output, how)
        return
    with replacing(output) as file:
        file.write(content)
