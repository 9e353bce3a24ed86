"""Which source files are the user's."""

import functools
import os
import sys

from tfv1.names.installed import is_installed


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
