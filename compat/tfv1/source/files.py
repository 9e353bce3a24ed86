"""Source files as they are on disk: which there are, their text, and their bytes."""

import codecs
import io
import os
import re
import stat
import tokenize
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tfv1.limits import check, limit
from tfv1.source.lines import opcodes

if TYPE_CHECKING:
    from tfv1.source.notebooks import Notebook

# Folders that hold no code of the user's.
SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".ipynb_checkpoints", "__pycache__", "node_modules", "site-packages"}
    | {".tox", ".nox", ".eggs", ".mypy_cache", ".pytest_cache", ".venv", "venv"}
)
SUFFIXES = (".py", ".ipynb")
# Python has codecs that turn no bytes into text, and some whose time is quadratic.
_NO_SOURCE_ENCODINGS = frozenset({"idna", "punycode", "undefined"})
_BREAK = re.compile("\r\n|\r|\n")


class CannotRead(Exception):
    """The file is not text, not a notebook, or too large; the message says why."""


@dataclass
class Source:
    """The text of a Python file, or the code of a notebook, with line ends as \\n.

    For a notebook, `cells` has a row for each code cell: its number, counted from 1 over all
    cells, and the line of `text` that it begins on.
    """

    path: Path
    text: str
    encoding: str = "utf-8"
    line_ends: list[str] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)
    notebook: "Notebook | None" = None

    def where(self, line: int) -> str:
        """The place of a line of `text` as one finds it in the file."""
        before = bisect_right(self.cells, line, key=lambda row: row[1])
        if before:
            number, start = self.cells[before - 1]
            return f"cell {number}, line {line - start + 1}"
        return f"line {line}"


def find_files(paths: list[Path], suffixes: tuple[str, ...] = SUFFIXES) -> list[Path]:
    """The Python files and notebooks at or below `paths`; links to folders are not followed.

    What reading will refuse is among them, so that it is reported: a pipe or device with the name
    of a source, and a folder that cannot be listed.

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
            found.append(place)  # reading it gives the reason again
            continue
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(place / entry.name)
            elif entry.name.endswith(suffixes) and _is_there(entry):
                found.append(place / entry.name)
    check("source-files", len(found), folder)
    return sorted(found, key=lambda path: path.parts)


def _is_there(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a file, pipe or device: no link to a folder, or to nothing."""
    try:
        return not stat.S_ISDIR(entry.stat().st_mode)
    except OSError:
        return False


def _is_skipped(folder: Path) -> bool:
    return folder.name in SKIPPED_FOLDERS or (folder / "pyvenv.cfg").is_file()


def read(path: Path) -> Source:
    """Reads a file.

    Raises:
      CannotRead: it is too large, not in the encoding that it declares, or not a notebook.
      OSError: the file system refuses.
    """
    return read_with_bytes(path)[0]


def read_with_bytes(path: Path) -> tuple[Source, bytes]:
    """`read`, and the bytes that it read."""
    if path.suffix == ".ipynb":
        from tfv1.source import notebooks

        data = read_bytes(path, "notebook-bytes")
        source = notebooks.read(path, data)
    else:
        data = read_bytes(path, "source-bytes")
        source = decode(path, data)
    if _has_endless_name(source.text):
        raise CannotRead("a dotted name in it has no end")
    return source, data


# For the name in an import statement Python's parser takes memory quadratic in its dots.
_DOTTED = re.compile(r"\w+(?:[\s\\]*\.[\s\\]*\w+)*")
_MOST_DOTS = 2000


def _has_endless_name(text: str) -> bool:
    if text.count(".") <= _MOST_DOTS:
        return False
    return any(name.count(".") > _MOST_DOTS for name in _DOTTED.findall(text))


def read_bytes(path: Path, kind: str) -> bytes:
    """The bytes of a regular file.

    Raises:
      CannotRead: it is not a regular file, or larger than the limit of that name allows.
      OSError: the file system refuses.
    """
    most = limit(kind)
    # A pipe without a writer would block the opening; what is opened is looked at once more.
    if not path.is_dir() and not stat.S_ISREG(os.stat(path).st_mode):
        raise CannotRead("it is a pipe or a device, not a file")
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise CannotRead("it is not a file")
        data = file.read(most + 1)
    if len(data) > most:
        raise CannotRead(too_large(kind))
    return data


def too_large(kind: str) -> str:
    """The sentence for what is over a limit."""
    most = limit(kind)
    return f"it has more than the {most:,} bytes allowed; --limit {kind}=NUMBER allows more"


def decode(path: Path, data: bytes) -> Source:
    """The source that the bytes of a Python file are.

    Raises:
      CannotRead: they are not in the encoding that they declare.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if codecs.lookup(encoding).name in _NO_SOURCE_ENCODINGS:
            raise CannotRead(f"{encoding}, its encoding, is none for sources")
        text = data.decode(encoding)
    except SyntaxError as error:
        raise CannotRead(
            f"{error.msg}: write what its encoding is in line 1, as in # -*- coding: latin-1 -*-"
        ) from error
    except UnicodeDecodeError as error:
        raise CannotRead(f"byte {error.start} is not {error.encoding}, its encoding") from error
    except (LookupError, UnicodeError, ValueError) as error:  # a codec of bytes, as rot13 or hex
        raise CannotRead(f"{encoding}, its encoding, does not give text: {error}") from error
    if "\0" in text:
        raise CannotRead("it holds null bytes: this is no Python source")
    ends = _BREAK.findall(text)
    if data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    return Source(path, with_newlines(text), encoding, ends)


def with_newlines(text: str) -> str:
    """`text` with its line ends as \\n."""
    return _BREAK.sub("\n", text)


def encode(source: Source, text: str) -> bytes:
    """The bytes of the file with `text` in it; each line that is still there keeps its line end.

    Raises:
      UnicodeEncodeError: the file's encoding lacks a character of `text`.
    """
    if source.notebook is not None:
        return source.notebook.with_code(text)
    ends, lines = source.line_ends, text.split("\n")
    common = max(set(ends), key=ends.count, default="\n")
    new_ends = [common] * len(lines)
    if len(set(ends)) > 1:
        ends = [*ends, common]
        for _, start, end, new_start, new_end in opcodes(source.text.split("\n"), lines):
            if end - start == new_end - new_start:
                new_ends[new_start:new_end] = ends[start:end]
    joined = "".join(line + end for line, end in zip(lines[:-1], new_ends, strict=False))
    return (joined + lines[-1]).encode(source.encoding)
