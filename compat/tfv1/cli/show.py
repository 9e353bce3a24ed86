"""Show the runs in a logdir: files, notes.txt, tags by kind, steps, values and curves."""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import TYPE_CHECKING

import tfv1.limits as limits
from tfv1.cli.arguments import add_repeatable, add_superseded
from tfv1.cli.log_command import (
    complain,
    log_command,
    print_lines,
    report_skipped,
)
from tfv1.cli.terminal import working

if TYPE_CHECKING:
    from tfv1.events.reading.runs import Skipped
    from tfv1.logs.drawing import Drawing
    from tfv1.logs.overview import Overview

EXAMPLES = """\
tfv1 show logs
tfv1 show logs --tag 'loss*' --follow
tfv1 show logs --runs 'lr=0.1*' --tag loss --overlay --smooth 0.6 --log
tfv1 show logs --plot curves.svg
tfv1 show logs --by lr --smooth 0.6 --plot means.png
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("logdir", metavar="LOGDIR", help="a directory of runs, or an event file")
    add_repeatable(
        parser, "--tag", "only tags that match, such as 'loss*'; scalars get a large plot"
    )
    add_repeatable(parser, "--runs", "only runs that match, such as 'lr=0.1*'")
    parser.add_argument(
        "--all", action="store_true", help="show many runs in full, not as a line each"
    )
    parser.add_argument(
        "--overlay",
        action="store_true",
        help="draw the curves of all runs into one plot for each scalar",
    )
    parser.add_argument(
        "--smooth",
        type=_weight,
        default=0.0,
        metavar="WEIGHT",
        help="smooth the curves as TensorBoard does, from 0 (not at all) to 0.99",
    )
    parser.add_argument("--log", action="store_true", help="draw values on a logarithmic scale")
    parser.add_argument(
        "--axis",
        choices=("step", "relative", "wall"),
        default="step",
        help="draw over steps (the default), over the time since the first point, or over the time",
    )
    parser.add_argument(
        "--follow",
        action="store_true",
        help="show again whenever something is written, until interrupted",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--plot",
        metavar="FILE",
        help="also draw the scalars into FILE.svg, .html or, with tfv1[plot], .png or .pdf",
    )
    parser.add_argument(
        "--by",
        default="",
        metavar="PATTERN",
        help="with --plot, draw the mean of each group of runs with a band of one deviation; the "
        "PATTERN of tfv1 aggregate: hyperparameters, or a regular expression for names of runs",
    )
    add_superseded(parser)
    limits.add_argument(parser)


def _weight(text: str) -> float:
    try:
        if 0 <= float(text) < 1:
            return float(text)
    except ValueError:
        pass  # not a number
    raise argparse.ArgumentTypeError(f"{text!r} is not a weight from 0 to less than 1, as in 0.6")


@log_command("show")
def run(args: argparse.Namespace) -> int:
    from tfv1.logs import LogError
    from tfv1.logs.overview import follow_overviews, read_overviews
    from tfv1.logs.plot import check_suffix, has_scalars, write_plot
    from tfv1.logs.show import keep_tags

    if args.plot:
        check_suffix(args.plot)
    elif args.by:
        raise LogError("--by groups the curves of a picture: add --plot FILE.")

    skipped: dict[Skipped, None] = {}  # while following, each is skipped time and again

    def skip(one: Skipped) -> None:
        if one not in skipped:
            skipped[one] = None
            report_skipped("show", [one])

    def once(overviews: list[Overview], again: bool = False) -> None:
        # While following, what was asked for may yet be written.
        shown = keep_tags(overviews, args.tag, must_match=not args.follow)
        if args.plot and (has_scalars(shown) or not args.follow):
            write_plot(shown, args.logdir, args.plot, drawing_of(args), args.by)
        _print(shown, skipped, args, again)

    if not args.follow:
        with working("show"):
            overviews = read_overviews(args.logdir, skip, args.runs, args.superseded)
        once(overviews)
        return 1 if skipped else 0
    try:
        states = follow_overviews(
            args.logdir,
            skip,
            runs=args.runs,
            superseded=args.superseded,
            on_waiting=lambda: _waits(args),
        )
        for number, overviews in enumerate(states):
            once(overviews, again=number > 0)
    except KeyboardInterrupt:
        pass  # how one stops following
    return 0


def _waits(args: argparse.Namespace) -> None:
    """Say on stderr what is waited for, so that silence is not taken for a fault."""
    which = f" of a run that matches {' or '.join(args.runs)}" if args.runs else ""
    complain("show", f"waiting for an event file{which} in {args.logdir} or below")


def drawing_of(args: argparse.Namespace) -> Drawing:
    """How the arguments say that curves are drawn."""
    from tfv1.logs.drawing import Drawing

    return Drawing(args.smooth, args.log, args.axis)


def _print(
    overviews: list[Overview], skipped: dict[Skipped, None], args: argparse.Namespace, again: bool
) -> None:
    from tfv1.logs.curves import can_draw_unicode
    from tfv1.logs.show import as_json, as_text
    from tfv1.report.data import json_text

    if args.json:
        # While following, a line for each state, so that a program can read them one by one.
        indent = None if args.follow else 2
        print(json_text(as_json(overviews, skipped), indent), flush=True)
        return
    if args.follow and sys.stdout.isatty():
        print("\x1b[H\x1b[2J", end="")
    elif again:
        print()
    width = shutil.get_terminal_size((100, 24)).columns
    large = bool(args.tag)
    lines = as_text(
        overviews, width, can_draw_unicode(), large, drawing_of(args), args.all, args.overlay
    )
    print_lines(lines)
    sys.stdout.flush()
