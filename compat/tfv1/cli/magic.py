"""`%tfv1 COMMAND ...` in a notebook: what `show`, `table` and `diff` find is shown as HTML.

The value of the line is that, too: the runs of `show`, the table, the comparison.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tfv1.cli import main, parser_of
from tfv1.cli.log_command import report_skipped


@dataclass(frozen=True)
class Shown:
    """A result with how it is shown; `value` is the result itself."""

    value: object
    html: str = field(repr=False)
    text: str = field(repr=False)

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def run_line(line: str) -> object:
    """Run `tfv1 LINE`. Raises IPython's UsageError, which is shown as a sentence."""
    from IPython.core.error import UsageError

    from tfv1.limits import LimitExceededError
    from tfv1.logs import LogError

    try:
        name, *arguments = shlex.split(line) or ["--help"]
        if name == "run":
            raise UsageError("%tfv1 run: use %run SCRIPT, after %load_ext tfv1.")
        if name in _SHOWN:
            args = parser_of(name).parse_args(arguments)
            shown = _SHOWN[name](args)
            if shown is not None:
                return shown
        status = main([name, *arguments])
    except SystemExit as end:  # of the parser, which has said why
        status = end.code if isinstance(end.code, int) else 2
    except (LogError, LimitExceededError, ValueError) as error:
        raise UsageError(f"tfv1: {error}") from None
    if status == 2:
        raise UsageError(f"%tfv1 {line.strip()}: see above.")
    return None


def _show(args: argparse.Namespace) -> object:
    if args.json or args.plot or args.follow or args.overlay or args.all:
        return None
    if args.tag:
        return _curves(args)
    from tfv1.logs.find import open_runs

    return open_runs([args.logdir], _skip, args.runs, args.superseded)


def _curves(args: argparse.Namespace) -> Shown:
    from tfv1.cli.show import drawing_of
    from tfv1.logs.overview import read_overviews
    from tfv1.logs.plot import curves_svg
    from tfv1.logs.show import as_text, keep_tags

    overviews = read_overviews(args.logdir, _skip, args.runs, args.superseded)
    overviews = keep_tags(overviews, args.tag)
    drawing = drawing_of(args)
    text = "\n".join(as_text(overviews, large=True, drawing=drawing))
    return Shown(overviews, curves_svg(overviews, drawing, args.by), text)


def _table(args: argparse.Namespace) -> object:
    if args.format or args.output:
        return None
    from tfv1.cli.table import table_of

    table, troubles, skipped = table_of(args)
    report_skipped("table", [*troubles, *skipped])
    return table


def _diff(args: argparse.Namespace) -> object:
    if args.json or args.html:
        return None
    from tfv1.cli.diff import compared, report_of

    diff = compared(args, keep_points=True)
    report = report_of(diff)
    return Shown(diff, "\n".join(report.html_parts(diff)), _joined(report.as_text(diff)))


def _joined(lines: Iterable[str]) -> str:
    from tfv1.report.text import printable

    return "\n".join(map(printable, lines))


def _skip(one: object) -> None:
    report_skipped("show", [one])


_SHOWN: dict[str, Callable[[argparse.Namespace], object]] = {
    "show": _show, "table": _table, "diff": _diff
}  # fmt: skip
