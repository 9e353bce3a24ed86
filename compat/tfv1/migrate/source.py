"""Source files as they are on disk, Python files and notebooks alike."""

import ast
import codecs
import copy
import difflib
import io
import json
import re
import tokenize
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tfv1 import python2

# Folders that hold no code of the user's.
SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".ipynb_checkpoints", "__pycache__", "node_modules", "site-packages"}
    | {".tox", ".nox", ".eggs", ".mypy_cache", ".pytest_cache", ".venv", "venv"}
)
# What stands for other things in the code of a notebook: the start of a cell, a line of magic.
_CELL = "# tfv1 cell "
_MAGIC_MARK = "pass  # tfv1 magic "
_BREAK = re.compile("\r\n|\r|\n")


class CannotRead(Exception):
    """The file is no text, or no notebook; the message says why."""


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
    notebook: dict[str, Any] | None = None

    def where(self, line: int) -> str:
        """The place of a line of `text` as one finds it in the file."""
        for number, start in reversed(self.cells):
            if line >= start:
                return f"cell {number}, line {line - start + 1}"
        return f"line {line}"


@dataclass
class Parsed:
    """A syntax tree; `python2` says why the source is one of Python 2, where it is."""

    tree: ast.Module
    text: str
    python2: str | None = None


def find_files(paths: list[Path]) -> list[Path]:
    """The Python files and notebooks at or below `paths`; links to folders are not followed.

    Raises:
      FileNotFoundError: one of `paths` does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_file():
            found[path] = None
        elif path.is_dir():
            found.update(dict.fromkeys(_below(path)))
        else:
            raise FileNotFoundError(str(path))
    return list(found)


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if not path.is_symlink() and not _is_skipped(path):
                found += _below(path)
        elif path.suffix in (".py", ".ipynb") and path.is_file():
            found.append(path)
    return found


def _is_skipped(folder: Path) -> bool:
    return folder.name in SKIPPED_FOLDERS or (folder / "pyvenv.cfg").is_file()


def read(path: Path) -> Source:
    """Reads a file.

    Raises:
      CannotRead: it is not in the encoding that it declares, or no notebook of JSON.
      OSError: the file system refuses.
    """
    data = path.read_bytes()
    return _notebook(path, data) if path.suffix == ".ipynb" else _python(path, data)


def _python(path: Path, data: bytes) -> Source:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except SyntaxError as error:
        raise CannotRead(
            f"{error.msg}: write what its encoding is in line 1, as in # -*- coding: latin-1 -*-"
        ) from error
    except UnicodeDecodeError as error:
        raise CannotRead(f"byte {error.start} is not {error.encoding}, its encoding") from error
    if "\0" in text:
        raise CannotRead("it holds null bytes: this is no Python source")
    ends = _BREAK.findall(text)
    if data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    return Source(path, _BREAK.sub("\n", text), encoding, ends)


def encode(source: Source, text: str) -> bytes:
    """The bytes of the file with `text` in it; each line that is still there keeps its line end.

    Raises:
      UnicodeEncodeError: the file's encoding has not all characters of `text`.
    """
    if source.notebook is not None:
        return _with_code(source, text)
    ends, lines = source.line_ends, text.split("\n")
    common = max(set(ends), key=ends.count, default="\n")
    new_ends = [common] * len(lines)
    if len(set(ends)) > 1:
        old = source.text.split("\n")
        matcher = difflib.SequenceMatcher(None, old, lines, autojunk=False)
        for _, a, a_end, b, b_end in matcher.get_opcodes():
            if a_end - a == b_end - b:
                new_ends[b:b_end] = [*ends, common][a:a_end]
    joined = "".join(line + end for line, end in zip(lines[:-1], new_ends, strict=False))
    return (joined + lines[-1]).encode(source.encoding)


def _notebook(path: Path, data: bytes) -> Source:
    try:
        notebook = json.loads(data.decode("utf-8"))
        cells = cells_of(notebook)
        parts, starts, line = [], [], 1
        for number, cell in enumerate(cells, 1):
            if cell["cell_type"] != "code":
                continue
            text = without_magic(cell_text(cell))
            starts.append((number, line + 1))
            parts.append(f"{_CELL}{number}\n{text}")
            line += text.count("\n") + 2
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise CannotRead(f"it is no notebook: {error}") from error
    return Source(path, "\n".join(parts), "utf-8", [], starts, notebook)


def cells_of(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells of a notebook of version 3 or 4."""
    if "cells" in notebook:
        return list(notebook["cells"])
    return [cell for sheet in notebook["worksheets"] for cell in sheet["cells"]]


def cell_text(cell: dict[str, Any]) -> str:
    """The code of a cell, whose lines may be a list."""
    held = cell.get("source", cell.get("input", ""))
    return _BREAK.sub("\n", held if isinstance(held, str) else "".join(held))


def without_magic(text: str) -> str:
    """`text` with the lines that are for the notebook, not for Python, made `pass`."""
    lines = text.split("\n")
    first = text.split(None, 1)[0] if text.strip() else ""
    if first.startswith("%%") and first not in _PYTHON_CELLS:
        return "\n".join(f"{_MAGIC_MARK}{number}" for number in range(len(lines)))
    for number, line in enumerate(lines):
        if _IS_MAGIC.match(line.rstrip()):
            indent = line[: len(line) - len(line.lstrip())]
            lines[number] = f"{indent}{_MAGIC_MARK}{number}"
    return "\n".join(lines)


_PYTHON_CELLS = ("%%time", "%%timeit", "%%capture", "%%prun")
# A line that goes on from the one before may begin with the operator %.
_IS_MAGIC = re.compile(r"\s*(?:[!?]|%%?[A-Za-z]|[\w.]+\?\??$)")


def _with_code(source: Source, text: str) -> bytes:
    """The bytes of the notebook with `text`, made of its code, in its cells."""
    notebook = copy.deepcopy(source.notebook)
    assert notebook is not None
    cells = cells_of(notebook)
    for part in re.split(rf"(?m)^{_CELL}", text)[1:]:
        number, _, code = part.partition("\n")
        cell = cells[int(number) - 1]
        if int(number) != source.cells[-1][0]:
            code = code.removesuffix("\n")
        old = cell_text(cell)
        if code != without_magic(old):
            key = "source" if "source" in cell else "input"
            new = _restored(code, old.split("\n"))
            cell[key] = new if isinstance(cell[key], str) else new.splitlines(keepends=True)
    return _dumped(notebook, source)


def _restored(code: str, old: list[str]) -> str:
    pattern = re.compile(rf"^[ \t]*{_MAGIC_MARK}(\d+)$", re.MULTILINE)
    return pattern.sub(lambda found: old[int(found[1])], code)


def _dumped(notebook: dict[str, Any], source: Source) -> bytes:
    """JSON in the form in which the file was written, as far as that can be told."""
    before = source.path.read_bytes()
    tail = before[len(before.rstrip()) :]
    forms: list[dict[str, Any]] = [
        {"indent": indent, "ensure_ascii": ascii_only}
        for indent in (1, 2, 4, None, "\t")
        for ascii_only in (False, True)
    ]
    for form in forms:
        if json.dumps(source.notebook, **form).encode() + tail == before:
            return json.dumps(notebook, **form).encode() + tail
    return json.dumps(notebook, **forms[0]).encode() + tail


def parse(source: Source) -> Parsed:
    """The syntax tree, of the source as Python 3 or else as Python 2.

    Raises:
      SyntaxError: it is neither.
    """
    try:
        tree = parse_text(source.text)
    except SyntaxError as error:
        return _parse_python2(source, error)
    reason = python2.looks_like_python2(source.text, tree)
    return Parsed(tree, source.text, reason)


def _parse_python2(source: Source, error: SyntaxError) -> Parsed:
    try:
        text = python2.convert(source.text, source.path.name)
        tree = parse_text(text)
    except SyntaxError:
        raise error from None  # it speaks of the lines as they are
    return Parsed(tree, text, f"{error.msg} (line {error.lineno})")


def parse_text(text: str) -> ast.Module:
    """`ast.parse` without warnings about old spellings, and with SyntaxError for all it refuses."""
    from tfv1.python2.convert import parse as quiet

    try:
        return quiet(text)
    except (RecursionError, MemoryError) as error:
        raise SyntaxError("it is nested too deeply to be parsed") from error
