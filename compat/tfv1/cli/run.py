"""Run a TensorFlow-1 script or module as it is.

Its own files see TensorFlow 1.15 when they import tensorflow; installed libraries keep the real
TensorFlow 2. Everything after SCRIPT, or after -m MODULE, belongs to the script.
"""

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "tfv1 run [options] SCRIPT ... | tfv1 run [options] -m MODULE ..."
    parser.add_argument(
        "--seed", type=int, metavar="N", help="reproducible: seed Python, NumPy and TensorFlow"
    )
    parser.add_argument(
        "--python2", action="store_true", help="convert the script's files from Python 2"
    )
    parser.add_argument(
        "--no-old-libs",
        action="store_true",
        help="do not give back names that NumPy, SciPy and Python have removed",
    )
    parser.add_argument(
        "--legacy",
        action="append",
        default=[],
        metavar="PACKAGE",
        help="an installed package that is TensorFlow-1 code too (repeatable)",
    )
    parser.add_argument(
        "--report", action="store_true", help="end with what was written and which names missed"
    )
    parser.add_argument(
        "-m", dest="module", nargs=argparse.REMAINDER, help="run a module, as python -m does"
    )
    parser.add_argument("script", nargs=argparse.REMAINDER, help="the script and its arguments")


def run(args: argparse.Namespace) -> int:
    from tfv1.namespace import script, usercode

    usercode.options.old_libs = not args.no_old_libs
    usercode.options.python2 = args.python2
    usercode.options.packages = frozenset(args.legacy)
    target = args.module if args.module is not None else args.script
    if not target:
        what = "-m needs a MODULE" if args.module is not None else "which SCRIPT?"
        print(f"tfv1 run: {what} See tfv1 run --help.", file=sys.stderr)
        return 2
    if args.report:
        from tfv1.cli import run_report

        run_report.install()
    if args.seed is not None:
        # Not `from tfv1 import seeding`: that asks tfv1 for the name first, which loads TensorFlow
        # before the seeding has set its environment.
        from tfv1.namespace import startup
        from tfv1.seeding import install

        startup.set_environment()
        try:
            install(args.seed)
        except ValueError as error:
            print(f"tfv1 run: --seed: {error}", file=sys.stderr)
            return 2
    start = script.run_module if args.module is not None else script.run_file
    try:
        start(target[0], target[1:])
    except script.CannotStart as error:
        print(error, file=sys.stderr)
        return error.status
    return 0
