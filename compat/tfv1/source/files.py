"""Finds and reads source files."""

import os
import re
import stat
from pathlib import Path

from tfv1.limits import check
from tfv1.names.installed import is_installed
from tfv1.source.text import CannotRead, Source, decode, read_bytes

# Folders without code of the user's own.
SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".ipynb_checkpoints", "__pycache__", "node_modules", "site-packages"}
    | {".tox", ".nox", ".eggs", ".mypy_cache", ".pytest_cache", ".venv", "venv"}
)
SUFFIXES = (".py", ".ipynb")
_SCRIPT = re.compile(rb"#![^\n]*\bpython[\d.]*(?:\s|$)")


def find_files(paths: list[Path], suffixes: tuple[str, ...] = SUFFIXES) -> list[Path]:
    """The Python files and notebooks at or below `paths`; links to folders are not followed.

    Python files include scripts without a suffix, such as bin/train, whose first line says so.

    What an installer put there is left out, if there are files of the user's own. They include what
    cannot be read, so that it is reported: a pipe or device with the name of a source, and a folder
    that cannot be listed.

    Raises:
      FileNotFoundError: one of `paths` does not exist.
      LimitExceededError: there are too many.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_below(path, suffixes)))
        elif path.exists():
            found[path] = None
        else:
            raise FileNotFoundError(str(path))
    return list(found)


def _below(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    found: list[Path] = []
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        if place != folder and _is_skipped(place):
            continue
        try:
            inside = list(os.scandir(place))
        except OSError:
            found.append(place)  # reading it will give the reason
            continue
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(place / entry.name)
            elif entry.name.endswith(suffixes):
                if _is_there(entry):
                    found.append(place / entry.name)
            elif "." not in entry.name and _is_script(place / entry.name):
                found.append(place / entry.name)
    check("source-files", len(found), folder)
    found.sort(key=lambda path: path.parts)
    return [path for path in found if not is_installed(str(path))] or found


def _is_there(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a file, pipe or device, not a link to a folder or to nothing."""
    try:
        return not stat.S_ISDIR(entry.stat().st_mode)
    except OSError:
        return False


def _is_script(path: Path) -> bool:
    """Whether it is a file whose first line starts Python."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False  # a pipe would wait for a writer
        with open(path, "rb") as file:
            return _SCRIPT.match(file.read(200)) is not None
    except OSError:
        return False  # unreadable: it may be anything


def _is_skipped(folder: Path) -> bool:
    return folder.name in SKIPPED_FOLDERS or os.path.isfile(folder / "pyvenv.cfg")


def read(path: Path) -> Source:
    """Reads a file.

    Raises:
      CannotRead: it is too large, not in the encoding that it declares, or not a notebook.
      OSError: the file system refuses.
    """
    return read_with_bytes(path)[0]


def read_with_bytes(path: Path) -> tuple[Source, bytes]:
    """The same, with the bytes of the file."""
    if path.suffix == ".ipynb":
        from tfv1.source import notebooks

        data = read_bytes(path, "notebook-bytes")
        source = notebooks.read(path, data)
    else:
        data = read_bytes(path, "source-bytes")
        source = decode(path, data)
    if _has_endless_name(source.text):
        raise CannotRead("it has a dotted name that is far too long")
    return source, data


# Python's parser needs memory quadratic in the dots of an imported name.
_DOTTED = re.compile(r"\w+(?:[\s\\]*\.[\s\\]*\w+)*")
_MOST_DOTS = 2000


def _has_endless_name(text: str) -> bool:
    if text.count(".") <= _MOST_DOTS:
        return False
    return any(name.count(".") > _MOST_DOTS for name in _DOTTED.findall(text))
