"""Install, inspect or remove the genuine tf.contrib.

Its Python files come from the official TensorFlow 1.15.5 wheel (110 MB, downloaded once by pip;
8 MB are kept in the cache folder). They run on the TensorFlow 2 that is installed.
"""

import argparse
from pathlib import Path

from tfv1.cli.log_command import complain

EXAMPLES = """\
tfv1 contrib install
tfv1 contrib install --wheel tensorflow-1.15.5-cp37-cp37m-manylinux2010_x86_64.whl
tfv1 contrib status
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    install = actions.add_parser("install", help="download and keep its files")
    install.add_argument(
        "--wheel",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help="use this wheel of tensorflow 1.15.5 instead of downloading one (repeatable: one of "
        "tensorflow-estimator 1.15.1 adds tf.contrib.estimator)",
    )
    actions.add_parser("status", help="say whether it is installed, and where")
    actions.add_parser("remove", help="remove its files from the cache")


def run(args: argparse.Namespace) -> int:
    if args.action == "install":
        return _install(args.wheel)
    return _status() if args.action == "status" else _remove()


def _install(files: list[Path]) -> int:
    from tfv1.contrib.upstream import store
    from tfv1.contrib.upstream import wheel as wheels
    from tfv1.runtime import sigterm

    if store.is_whole():
        print(f"tf.contrib is already installed, in {store.folder()}")
        return 0
    sigterm.install()  # so that an install that is stopped cleans up after itself
    try:
        wheels.install(files)
    except wheels.CannotInstall as error:
        complain("contrib install", error, keep="\n")
        return 1
    noted = store.stamp()
    print(
        f"installed tf.contrib of TensorFlow 1.15.5: {noted.files} files, "
        f"{noted.size / 1e6:.1f} MB, in {store.folder()}"
    )
    return 0


def _status() -> int:
    from tfv1.contrib.upstream import store

    distrusted = store.distrusted()
    if distrusted is not None:
        print(
            f"tf.contrib is not used: another user owns {distrusted}, or can write to it; "
            "run: tfv1 contrib install"
        )
        return 1
    if not store.is_installed():
        print(f"tf.contrib is not installed ({store.folder()}); run: tfv1 contrib install")
        return 1
    if not store.is_whole():
        print(f"tf.contrib is damaged ({store.folder()}); run: tfv1 contrib install")
        return 1
    noted = store.stamp()
    print(f"tf.contrib of TensorFlow 1.15.5 is installed: {noted.files} files in {store.folder()}")
    return 0


def _remove() -> int:
    from tfv1.contrib.upstream import store

    try:
        removed = store.remove()
    except OSError as error:
        complain("contrib remove", f"{store.folder()}: {error.strerror}")
        return 1
    print("removed tf.contrib" if removed else "tf.contrib was not installed")
    return 0
