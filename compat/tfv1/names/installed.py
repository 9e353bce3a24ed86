"""Which files belong to installed distributions, also in a folder of `pip install --target`.

This runs inside imports, and so imports nothing when it is used.
"""

import functools
import os

_FOLDERS = ("site-packages", "dist-packages")
# What lists the files of a distribution, and the folder that the paths in it begin at.
_LISTS = {".dist-info": ("RECORD", ""), ".egg-info": ("installed-files.txt", "../")}


def is_installed(path: str) -> bool:
    """Whether an installer put the source file where it is.

    A package that somebody develops has an `.egg-info` beside it, too, but no list of files.
    """
    path = os.path.abspath(path)
    folders = path.split(os.sep)[:-1]
    if any(name in _FOLDERS or name.endswith(".egg") for name in folders):
        return True
    folder, name = os.path.split(path)
    while name:
        if path[len(folder) :].lstrip(os.sep) in _recorded(folder):
            return True
        folder, name = os.path.split(folder)
    return False


@functools.cache
def _recorded(folder: str) -> frozenset[str]:
    """The sources below a folder that the distributions in it list."""
    found: set[str] = set()
    try:
        entries = [entry.path for entry in os.scandir(folder)]
    except OSError:
        return frozenset()  # nobody may list it: Python finds no distribution there, either
    for entry in entries:
        if (kind := os.path.splitext(entry)[1]) in _LISTS:
            name, start = _LISTS[kind]
            found.update(_sources(os.path.join(entry, name), start))
    return frozenset(found)


def _sources(file: str, start: str) -> set[str]:
    try:
        with open(file, encoding="utf-8", errors="replace") as lines:
            paths = [line.partition(",")[0].strip().strip('"') for line in lines]
    except OSError:
        return set()  # not installed from here, or damaged: its files are the user's
    return {os.path.normpath(path.removeprefix(start)) for path in paths if path.endswith(".py")}
