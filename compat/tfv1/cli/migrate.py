"""Rewrite TensorFlow-1 code so that plain python runs it: it imports tfv1.

Imports of tensorflow and tf.contrib become imports of tfv1; Python 2 becomes Python 3; names and
arguments of before TensorFlow 1.0 become those of 1.15, and names that NumPy, SciPy and Python have
dropped become today's. Nothing else changes, unless --to asks for it. Whatever cannot be rewritten
is reported with file, line and reason. Without an option the changes are shown as a unified diff.
Exit status: 0 done, 1 a file could not be rewritten or the logs of --verify differ, 2 the command
line is wrong.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tfv1.cli.log_command import complain, log_command, print_lines
from tfv1.cli.terminal import PATCH
from tfv1.limits import add_argument as add_limits
from tfv1.report.text import counted

if TYPE_CHECKING:
    from tfv1.migrate.migrate import Rewritten

EXAMPLES = """\
tfv1 migrate train.py                      # show the changes
tfv1 migrate . --write
tfv1 migrate . --verify "train.py --steps 10"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", type=Path, help="a file or folder")
    parser.add_argument(
        "--to",
        choices=("tfv1", "compat-v1", "tf2-summary"),
        default="tfv1",
        help="what the code is to import: tfv1, or tensorflow.compat.v1 where that has all names "
        "that a file uses; tf2-summary does the latter and writes event files through TensorFlow "
        "2's summary API",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--write",
        action="store_true",
        help="change the files; keeps FILE.orig beside each whose contents git does not have",
    )
    where.add_argument("--output", metavar="DIR", type=Path, help="write a changed copy")
    where.add_argument(
        "--verify",
        metavar="COMMAND",
        help="run the original under tfv1 run and the rewritten code under python, both in a copy "
        "of the folder, and compare their event files; COMMAND is the script with its arguments",
    )
    parser.add_argument(
        "--seed", type=int, metavar="N", help="with --verify: seed both runs, as tfv1 run does"
    )
    add_limits(parser)


@log_command("migrate", reads_logs=False)
def run(args: argparse.Namespace) -> int:
    if args.output is not None and not _is_new(args.output):
        return _misuse(f"{args.output} is there already: give --output a new or an empty folder")
    if args.seed is not None and not args.verify:
        return _misuse("--seed belongs to --verify")
    return _migrate(args)


def _migrate(args: argparse.Namespace) -> int:
    from tfv1.migrate import migrate
    from tfv1.source.files import find_files

    try:
        files = find_files([args.path])
    except FileNotFoundError:
        return _misuse(f"there is no file or folder {args.path}")
    if not files:
        return _misuse(f"no Python files or notebooks in {args.path}")
    elsewhere = None
    if args.to == "tf2-summary":
        from tfv1.migrate.rules.tf2_summary.elsewhere import of_files

        elsewhere = of_files(files)
    results = [migrate.rewrite(file, migrate.TARGETS[args.to], elsewhere) for file in files]
    differ = False
    unread: list[OSError] = []
    if args.verify:
        differ = not _verify(args, results)
    elif args.write:
        for path, backup in migrate.write(results, args.path):
            print_lines([f"rewrote {path}" + (f", kept {backup}" if backup else "")])
    elif args.output is not None:
        unread = migrate.write_copy(results, args.path, args.output)
    else:
        print_lines((line for result in results for line in result.diff), keep="\t", colours=PATCH)
    print_lines(
        _report(results, "changed" if args.write or args.output else "would change"), sys.stderr
    )
    told = {str(result.path) for result in results if result.error}
    for error in unread:
        if str(error.filename) not in told:
            complain("migrate", f"left out: {error.filename}: {error.strerror}")
    failed = any(result.error for result in results) and not args.verify
    return 1 if differ or failed or unread else 0


def _is_new(folder: Path) -> bool:
    return not os.path.lexists(folder) or (folder.is_dir() and not any(folder.iterdir()))


def _verify(args: argparse.Namespace, results: "list[Rewritten]") -> bool:
    """Prints the comparison, and returns whether the logs are equal."""
    from tfv1.migrate import verify

    try:
        lines, equal = verify.verify(args.path, results, args.verify, args.seed)
    except verify.CannotVerify as error:
        complain("migrate", f"--verify: {error}", keep="\n")
        return False
    print_lines(lines)
    return equal


def _report(results: "list[Rewritten]", verb: str) -> Iterator[str]:
    changed = [result for result in results if result.changed]
    counts = Counter(rule for result in changed for rule in result.rules)
    by_rule = ", ".join(f"{name} {count}" for name, count in counts.items())
    yield f"{counted(len(results), 'file')}, {len(changed)} {verb}" + (by_rule and f" ({by_rule})")
    for result in results:
        if result.error:
            yield f"{result.path}: left as it is: {result.error}"
        for note in result.notes:
            yield f"{result.path}, {result.where(note.line)}: {note.text}"


def _misuse(sentence: str) -> int:
    complain("migrate", sentence)
    return 2
