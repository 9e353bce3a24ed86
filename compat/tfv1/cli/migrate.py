"""Rewrite TensorFlow-1 code so that plain python runs it: it imports tfv1.

Imports of tensorflow and tf.contrib become imports of tfv1; Python 2 becomes Python 3; names that
NumPy, SciPy and Python have dropped become today's. Nothing else changes, unless --to asks for it.
What is left is told with file, line and reason. Without an option the
changes are shown as a unified diff. Exit status: 0 done, 1 a file could not be rewritten or the
logs of --verify differ, 2 the command line is wrong.
"""

import argparse
import sys
from pathlib import Path


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
    parser.add_argument(
        "--seed", type=int, metavar="N", help="with --verify: seed both runs, as tfv1 run does"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--write",
        action="store_true",
        help="change the files; keeps FILE.orig beside each that git has not as it is",
    )
    where.add_argument("--output", metavar="DIR", type=Path, help="write a changed copy")
    where.add_argument(
        "--verify",
        metavar="COMMAND",
        help="run the original under tfv1 run and "
        "the rewritten code under python, and compare their event files",
    )


def run(args: argparse.Namespace) -> int:
    from tfv1.cli.log_command import print_lines, run_log_command
    from tfv1.migrate import migrate, source

    if args.output is not None and args.output.exists() and any(args.output.iterdir()):
        return _misuse(f"{args.output} is not empty: give --output a new folder")
    if args.seed is not None and not args.verify:
        return _misuse("--seed belongs to --verify")
    try:
        files = source.find_files([args.path])
    except FileNotFoundError:
        return _misuse(f"there is no file or folder {args.path}")
    if not files:
        return _misuse(f"no Python files or notebooks in {args.path}")
    elsewhere = None
    if args.to == "tf2-summary":
        from tfv1.migrate.rules.tf2_summary.elsewhere import of_files

        elsewhere = of_files(files)
    results = [migrate.rewrite(file, migrate.TARGETS[args.to], elsewhere) for file in files]
    failed = any(result.error for result in results)

    def action() -> int:
        if args.verify:
            return _verify(args, results)
        if args.write:
            for path, backup in migrate.write(results):
                print(f"rewrote {path}" + (f", kept {backup}" if backup else ""))
        elif args.output is not None:
            migrate.write_copy(results, args.path, args.output)
        else:
            print_lines(line for result in results for line in result.diff)
        return 1 if failed else 0

    try:
        status = run_log_command("migrate", action)
    except OSError as error:
        print(f"tfv1 migrate: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    _report(results, "changed" if args.write or args.output else "would change")
    return status


def _verify(args: argparse.Namespace, results: list) -> int:
    from tfv1.migrate import verify

    try:
        lines, equal = verify.verify(args.path, results, args.verify, args.seed)
    except verify.CannotVerify as error:
        print(f"tfv1 migrate: --verify: {error}", file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    return 0 if equal else 1


def _report(results: list, verb: str) -> None:
    changed = [result for result in results if result.changed]
    counts: dict[str, int] = {}
    for result in changed:
        for rule in result.rules:
            counts[rule] = counts.get(rule, 0) + 1
    by_rule = ", ".join(f"{name} {count}" for name, count in counts.items())
    print(
        f"{len(results)} file{'' if len(results) == 1 else 's'}, {len(changed)} {verb}"
        + (f" ({by_rule})" if by_rule else ""),
        file=sys.stderr,
    )
    for result in results:
        if result.error:
            print(f"{result.path}: left as it is: {result.error}", file=sys.stderr)
        for note in result.notes:
            print(f"{result.path}, {result.where(note.line)}: {note.text}", file=sys.stderr)


def _misuse(sentence: str) -> int:
    print(f"tfv1 migrate: {sentence}", file=sys.stderr)
    return 2
