"""Which source files are the user's, and which run as TensorFlow-1 code."""

import functools
import os
import sys

from tfv1 import session
from tfv1.names.installed import is_installed
from tfv1.names.packages import is_of_tensorflow1


def is_legacy(fullname: str, path: str) -> bool:
    """Whether a module runs as the script does: the user's, or of a package like that.

    Args:
      fullname: the module's dotted name.
      path: its source file.
    """
    run = session.current()
    if is_users(path) or fullname.partition(".")[0] in run.packages:
        return True
    return run.old_libs and not run.eager and is_of_tensorflow1(fullname, path)


def is_users(path: str) -> bool:
    """Whether the source file is the user's: neither installed, nor part of Python, nor ours."""
    folder = os.path.dirname(os.path.abspath(path))
    return not (_is_pythons_or_ours(folder) or is_installed(path))


@functools.cache
def _is_pythons_or_ours(folder: str) -> bool:
    return (folder + os.sep).startswith(tuple(_folders()))


def _folders() -> list[str]:
    # Not from sysconfig, whose first use imports a module: this code runs inside an import.
    stdlib = os.path.dirname(os.path.abspath(os.__file__))
    folders = [
        stdlib,
        os.path.join(sys.base_exec_prefix, sys.platlibdir, os.path.basename(stdlib)),
        os.path.dirname(os.path.dirname(os.path.abspath(__file__))),
    ]
    return [folder + os.sep for place in folders for folder in {place, os.path.realpath(place)}]
