"""Show a table of runs: a line for each, with its hyperparameters, metrics, time and state.

Hyperparameters are those of the hparams plugin and those in names of runs, such as "lr=0.1,bs_32".
A metric has its last value, its smallest (or with --max its largest) value with the step, and with
--last the mean of the last points. A run is "running" while its file is open or was written to in
the last two minutes, and "diverged" if a scalar ends in NaN or infinity. Tags and notes are those
in the file notes.txt beside the event files, whose first line may be "tags: a, b".
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import tfv1.limits as limits
from tfv1.cli.arguments import add_output, add_repeatable, add_superseded, number_of
from tfv1.cli.log_command import (
    log_command,
    put_out,
    report_skipped,
)
from tfv1.cli.terminal import working

if TYPE_CHECKING:
    from tfv1.events.reading.runs import Skipped
    from tfv1.logs.runtable import Table

EXAMPLES = """\
tfv1 table logs
tfv1 table logs --metric 'eval/*' --max 'eval/acc*' --sort 'eval/accuracy max'
tfv1 table logs --where 'lr<0.01 and state=finished' --csv -o runs.csv
tfv1 table logs --where 'tags=baseline'
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "logs", nargs="+", metavar="LOG", help="a directory of runs, or an event file"
    )
    add_repeatable(parser, "--runs", "only runs that match, such as 'lr=*'")
    add_repeatable(
        parser, "--metric", "scalars to show, such as 'eval/*'; otherwise the first four"
    )
    add_repeatable(parser, "--max", "metrics that are best at their largest value, such as 'acc*'")
    parser.add_argument(
        "--last",
        type=number_of("points"),
        metavar="N",
        help="also show the mean of each metric's last N points",
    )
    where = "only runs for which it holds, such as 'lr<0.01 and state=finished'"
    add_repeatable(parser, "--where", where, "CONDITION")
    parser.add_argument(
        "--sort",
        metavar="COLUMN",
        help="sort by a column; --sort=-COLUMN sorts in descending order",
    )
    formats = parser.add_mutually_exclusive_group()
    for name in ("csv", "json", "markdown"):
        formats.add_argument(f"--{name}", dest="format", action="store_const", const=name,
                             help=f"print {_TITLES[name]}")  # fmt: skip
    add_output(parser)
    add_superseded(parser)
    limits.add_argument(parser)


_TITLES = {"csv": "CSV, with all digits", "json": "JSON", "markdown": "a table of Markdown"}


@log_command("table")
def run(args: argparse.Namespace) -> int:
    table, troubles, skipped = table_of(args)
    put_out(_text(table, args.format, troubles, skipped), args)
    report_skipped("table", troubles)
    return report_skipped("table", skipped)


def table_of(args: argparse.Namespace) -> tuple[Table, list[str], list[Skipped]]:
    """The table that the arguments ask for, what of its runs was not read, and what was skipped."""
    from tfv1.logs.conditions import parse_condition
    from tfv1.logs.find import open_runs
    from tfv1.logs.runtable import Wanted, make_table
    from tfv1.logs.summary import Summarizer

    conditions = [parse_condition(text) for text in args.where]
    skipped: dict[Skipped, None] = {}
    runs = open_runs(args.logs, lambda one: skipped.update({one: None}), args.runs, args.superseded)
    with working("table"):
        summaries = Summarizer(runs, args.max, args.last or 1).summaries()
    table = make_table(summaries, Wanted(args.metric, args.max, args.last))
    for condition in conditions:
        table.keep(condition)
    if args.sort:
        table.sort(args.sort)
    reported = {str(one) for one in skipped}
    troubles = [what for one in summaries for what in one.trouble if what not in reported]
    return table, troubles, list(skipped)


def _text(table: Table, kind: str | None, troubles: list[str], skipped: list[Skipped]) -> str:
    from tfv1.logs.runtable import as_csv, as_data, as_markdown, as_text
    from tfv1.report.data import json_text
    from tfv1.report.text import printable

    if kind == "csv":
        return as_csv(table, printable)  # it may end up on a terminal
    if kind == "json":
        not_read = [*(one._asdict() for one in skipped), *({"reason": one} for one in troubles)]
        return json_text({"runs": as_data(table), "not_read": not_read}) + "\n"
    lines = as_markdown(table) if kind == "markdown" else as_text(table)
    return "".join(f"{line}\n" for line in lines)
