"""Which source files are the user's."""

import functools
import os
import sys


def is_users(path: str) -> bool:
    """Whether the source file is the user's: neither installed, nor part of Python, nor ours."""
    return not _is_installed(os.path.dirname(os.path.abspath(path)) + os.sep)


@functools.cache
def _is_installed(folder: str) -> bool:
    packages = {"site-packages", "dist-packages"}
    return not packages.isdisjoint(folder.split(os.sep)) or folder.startswith(tuple(_folders()))


def _folders() -> list[str]:
    # Not from sysconfig, whose first use imports a module: this code runs inside an import.
    stdlib = os.path.dirname(os.path.abspath(os.__file__))
    folders = [
        stdlib,
        os.path.join(sys.base_exec_prefix, sys.platlibdir, os.path.basename(stdlib)),
        os.path.dirname(os.path.dirname(os.path.abspath(__file__))),
    ]
    return [folder + os.sep for place in folders for folder in {place, os.path.realpath(place)}]
