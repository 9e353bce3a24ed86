"""The code of a notebook as one text, and a changed text as the bytes of the notebook."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfv1.limits import limit
from tfv1.source.magics import magic_lines, without
from tfv1.source.text import CannotRead, Source, too_large, with_newlines

_FORMS: list[dict[str, Any]] = [
    {"indent": indent, "ensure_ascii": ascii_only}
    for indent in (1, 2, 4, None, "\t")
    for ascii_only in (False, True)
]
Cell = dict[str, Any]
# Magics that take code, which stays unread.
_WITH_CODE = re.compile(r"^[^%]*%(?:time|timeit|prun)\b.*\b(?:tf|tensorflow)\.")


@dataclass
class Notebook:
    """A notebook that was read.

    In the text of its code, a line of `cell_mark` and a number begins each cell, and a line of
    `magic_mark` and a number stands for one that is for the notebook, not for Python. No cell
    contains either mark itself.
    """

    data: bytes
    held: dict[str, Any]
    cell_mark: str
    magic_mark: str
    code: dict[int, str]  # of each code cell, by its number, without magic

    def with_code(self, text: str) -> bytes:
        """The bytes of the notebook with `text`, made of its code, in its cells."""
        notebook = json.loads(self.data)
        cells = _cells(notebook)
        last = max((number for number, cell in enumerate(cells, 1) if _is_code(cell)), default=0)
        for part in re.split(rf"(?m)^{self.cell_mark}", text)[1:]:
            digits, _, code = part.partition("\n")
            number = int(digits)
            if number != last:
                code = code.removesuffix("\n")
            cell = cells[number - 1]
            if code != self.code[number]:
                key = "source" if "source" in cell else "input"
                new = self._with_magic(code, _text(cell, number).split("\n"))
                cell[key] = new if isinstance(cell[key], str) else new.splitlines(keepends=True)
        return self._dumped(notebook)

    def _with_magic(self, code: str, old: list[str]) -> str:
        pattern = re.compile(rf"^[ \t]*{self.magic_mark}(\d+)$", re.MULTILINE)
        return pattern.sub(lambda found: old[int(found[1])], code)

    def _dumped(self, notebook: dict[str, Any]) -> bytes:
        """JSON in the layout of the file, as far as that can be found out."""
        tail = self.data[len(self.data.rstrip()) :]
        form = next((form for form in _FORMS if _dump(self.held, form) + tail == self.data), None)
        return _dump(notebook, form or _FORMS[0]) + tail


def _dump(notebook: dict[str, Any], form: dict[str, Any]) -> bytes:
    # A lone surrogate, which JSON can hold, cannot be encoded: try the next layout.
    return json.dumps(notebook, **form).encode(errors="backslashreplace")


def read(path: Path, data: bytes) -> Source:
    """The code of a notebook as a source.

    Raises:
      CannotRead: it is not a notebook of version 3 or 4, or has too much code.
    """
    try:
        held = json.loads(data.decode("utf-8"))
    except ValueError as error:
        raise CannotRead(f"it is not a notebook: {error}") from error
    except RecursionError as error:
        raise CannotRead("it is not a notebook: its JSON is nested too deeply") from error
    code = {
        number: _text(cell, number) for number, cell in enumerate(_cells(held), 1) if _is_code(cell)
    }
    if sum(map(len, code.values())) > limit("source-bytes"):
        raise CannotRead(f"its code is too large: {too_large('source-bytes')}")
    everything = "\n".join(code.values())
    notebook = Notebook(
        data,
        held,
        _unlike(everything, "# tfv1 cell ", "# tfv1 cell {} "),
        _unlike(everything, "pass  # tfv1 magic ", "pass  # tfv1 magic {} "),
        {},
    )
    parts, line, left_out = [], 1, 0
    source = Source(path, "", to_bytes=notebook.with_code)
    for number, text in code.items():
        source.cells.append((number, line + 1))
        try:
            runs = magic_lines(text)
        except SyntaxError as error:
            runs = [range(text.count("\n") + 1)]
            reason = f"this cell cannot be parsed: {error.msg}"
            source.unread.append((line + (error.lineno or 1), reason))
            left_out += 1
        else:
            lines = text.split("\n")
            source.unread += [
                (line + run.start + 1, "the code in this magic is not read")
                for run in runs
                if _WITH_CODE.match(lines[run.start])
            ]
        notebook.code[number] = without(text, runs, notebook.magic_mark)
        parts.append(f"{notebook.cell_mark}{number}\n{notebook.code[number]}")
        line += text.count("\n") + 2
    if left_out and left_out == len(code):
        raise CannotRead(f"none of its cells can be parsed; the first: {source.unread[0][1]}")
    source.text = "\n".join(parts)
    return source


def _unlike(text: str, mark: str, numbered: str) -> str:
    """A mark that does not occur in `text`."""
    taken = {int(digits) for digits in re.findall(numbered.format(r"(\d{1,9})"), text)}
    if mark not in text:
        return mark
    return numbered.format(next(number for number in range(len(taken) + 1) if number not in taken))


def _cells(held: object) -> list[Cell]:
    """The cells of a notebook of version 3 or 4."""
    if not isinstance(held, dict):
        raise CannotRead("it is not a notebook: its JSON is not an object")
    if "cells" in held:
        cells = held["cells"]
    else:
        sheets = held.get("worksheets")
        if not isinstance(sheets, list) or not all(isinstance(one, dict) for one in sheets):
            raise CannotRead("it is not a notebook: it has neither cells nor worksheets")
        cells = [cell for sheet in sheets for cell in _listed(sheet.get("cells"))]
    return _listed(cells)


def _listed(cells: object) -> list[Cell]:
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise CannotRead("it is not a notebook: its cells are not a list of objects")
    return cells


def _is_code(cell: Cell) -> bool:
    return cell.get("cell_type") == "code"


def _text(cell: Cell, number: int) -> str:
    """The code of a cell, whose lines may be a list."""
    held = cell.get("source", cell.get("input", ""))
    lines: list[object] = held if isinstance(held, list) else [held]
    texts = [line for line in lines if isinstance(line, str)]
    if len(texts) < len(lines):
        raise CannotRead(f"it is not a notebook: the code of cell {number} is not text")
    return with_newlines("".join(texts))
