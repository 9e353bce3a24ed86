"""Arguments that several commands have."""

import argparse
import re
from collections.abc import Callable


def number_of(things: str, least: int = 1) -> Callable[[str], int]:
    """Reads an argument that is a whole number, at least `least`."""

    def read(text: str) -> int:
        if not re.fullmatch("[0-9]{1,18}", text) or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number of {things}, as in 5")
        return int(text)

    return read


def add_repeatable(
    parser: argparse.ArgumentParser,
    option: str,
    meaning: str,
    metavar: str = "PATTERN",
    kind: Callable[[str], object] = str,
) -> None:
    """An option that can be given several times: its value is the list of what `kind` makes."""
    parser.add_argument(
        option, action="append", default=[], type=kind, metavar=metavar,
        help=f"{meaning} (repeatable)",
    )  # fmt: skip


def add_output(parser: argparse.ArgumentParser) -> None:
    """Where a command's report goes: `-o` and `--force`, for `tfv1.cli.log_command.put_out`."""
    parser.add_argument("-o", "--output", metavar="FILE", help="where to; - is stdout, the default")
    parser.add_argument("--force", action="store_true", help="overwrite a FILE that exists")


def add_superseded(parser: argparse.ArgumentParser) -> None:
    """The choice of points of resumed runs, in every command that has it."""
    parser.add_argument(
        "--superseded",
        nargs="?",
        choices=("drop", "restarts", "keep"),
        const="keep",
        default="drop",
        help="points of a resumed run that later ones supersede: 'drop' them as TensorBoard does "
        "(the default), only those before a START session log as with --load_fast=false "
        "('restarts'), or 'keep' all, which is also what the option means alone",
    )
