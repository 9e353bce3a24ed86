"""Report what in a TensorFlow-1 code base will run under tfv1, and what to do about the rest.

Nothing is run or changed. Exit status: 0 everything is expected to run, 1 something is not,
2 there is nothing to check or the command line is wrong.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tfv1.cli.arguments import number_of
from tfv1.cli.log_command import complain, log_command, print_lines
from tfv1.limits import add_argument as add_limits

EXAMPLES = """\
tfv1 check train.py
tfv1 check . --html report.html      # the whole repository, as a page
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="+", help="files and folders")
    parser.add_argument(
        "--names", action="store_true", help="list every name, with where it comes from"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--html", metavar="FILE", type=Path, help="also write a page")
    parser.add_argument(
        "-j",
        "--jobs",
        type=number_of("processes"),
        metavar="N",
        help="processes to use (default: all processors)",
    )
    add_limits(parser)


@log_command("check", reads_logs=False)
def run(args: argparse.Namespace) -> int:
    from tfv1.migrate import check, report

    try:
        result = check.check(args.paths, _progress(), args.jobs)
    except FileNotFoundError as error:
        return _misuse(f"there is no file or folder {error}")
    if not result.files:
        return _misuse(f"no Python files or notebooks in {', '.join(map(str, args.paths))}")
    if args.html:
        from tfv1.migrate import page
        from tfv1.source.folder import write_page

        try:
            write_page(args.html, page.as_html(result))
        except OSError as error:
            return _misuse(f"cannot write {args.html}: {error.strerror}")
    if args.json:
        print(json.dumps(report.as_json(result), indent=2))
    else:
        print_lines(report.as_text(result, args.names))
    return 0 if result.runs else 1


def _misuse(sentence: str) -> int:
    complain("check", sentence)
    return 2


def _progress() -> Callable[[int, int], None]:
    """Draws a bar on a terminal while a large tree is read."""
    if not sys.stderr.isatty():
        return lambda done, of: None

    def draw(done: int, of: int) -> None:
        if of < 50:
            return
        filled = 30 * done // of
        end = "\r\x1b[K" if done == of else ""
        bar = "#" * filled + "." * (30 - filled)
        print(f"\r{bar} {done}/{of} files{end}", end="", file=sys.stderr, flush=True)

    return draw
