"""Run a TensorFlow-1 script or module as it is.

Its own files see TensorFlow 1.15 when they import tensorflow; installed libraries keep the real
TensorFlow 2. A script written for TensorFlow 2 runs eagerly, and sees TensorFlow 2 with the names
of TensorFlow 1 beside its own. Everything after SCRIPT, or after -m MODULE, belongs to the script.
"""

import argparse
import dataclasses
import sys

from tfv1.cli.arguments import add_repeatable

EXAMPLES = """\
tfv1 run train.py --learning_rate=0.1
tfv1 run --python2 --seed 7 train.py
tfv1 run -m package.train --logdir=logs
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "tfv1 run [options] SCRIPT ... | tfv1 run [options] -m MODULE ..."
    parser.add_argument(
        "--seed", type=int, metavar="N", help="reproducible: seed Python, NumPy and TensorFlow"
    )
    parser.add_argument(
        "--mode",
        choices=("graph", "eager"),
        help="graph: as TensorFlow-1 code; eager: as TensorFlow-2 code, with the Keras of today "
        "(default: inferred from the names that the code uses)",
    )
    parser.add_argument(
        "--python2", action="store_true", help="convert the script's files from Python 2"
    )
    parser.add_argument(
        "--no-old-libs",
        action="store_true",
        help="do not restore names that NumPy, SciPy and Python have removed",
    )
    add_repeatable(
        parser, "--legacy", "an installed package that is also TensorFlow-1 code", "PACKAGE"
    )
    parser.add_argument(
        "--report",
        action="store_true",
        help="end by reporting what was written and which names were missing",
    )
    parser.add_argument(
        "-m", dest="module", nargs=argparse.REMAINDER, help="run a module, as python -m does"
    )
    parser.add_argument("script", nargs=argparse.REMAINDER, help="the script and its arguments")


def run(args: argparse.Namespace) -> int:
    from tfv1 import session
    from tfv1.runtime import onednn, script

    target = args.module if args.module is not None else args.script
    if not target:
        what = "-m needs a MODULE." if args.module is not None else "which SCRIPT?"
        print(f"tfv1 run: {what} See tfv1 run --help.", file=sys.stderr)
        return 2
    options = session.Session(
        old_libs=not args.no_old_libs, python2=args.python2, packages=frozenset(args.legacy)
    )
    session.begin(options)  # before deciding on the mode, which depends on the packages
    if _mode(args, target[0]) == "eager":
        session.begin(dataclasses.replace(options, eager=True))
    else:
        onednn.choose(target[0], is_module=args.module is not None)
    if args.report:
        from tfv1.runtime import run_report

        run_report.install()
    if args.seed is not None:
        try:
            _seed(args.seed)
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


def _mode(args: argparse.Namespace, start: str) -> str | None:
    """The mode to run in: the requested one, else the one that the sources suggest."""
    if args.mode is None and not args.python2:  # Python 2 had no TensorFlow 2
        from tfv1.runtime.mode import decision

        choice = decision.decide(start, is_module=args.module is not None)
        if choice.old and choice.new:
            print(
                f"tfv1 run: this looks like TensorFlow 1 by {choice.old} and like TensorFlow 2 by "
                f"{choice.new}; it runs in {choice.mode} mode. --mode eager or --mode graph "
                "decides and ends this notice.",
                file=sys.stderr,
            )
        return choice.mode
    mode: str | None = args.mode
    return mode


def _seed(seed: int) -> None:
    from tfv1 import session, startup
    from tfv1.patches import Patch, apply
    from tfv1.runtime import seeding

    seeding.prepare(seed)
    # Before the script is loaded, so that its first random numbers are drawn in its own mode.
    tf = startup.tensorflow()
    run = session.current()
    seeding.install(seed, lambda rows: apply((Patch(*row) for row in rows), run.replaced))
    if run.eager:
        tf.random.set_seed(seed)
