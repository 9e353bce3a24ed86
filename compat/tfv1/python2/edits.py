"""Edits to a text by position, applied together; none adds or removes a line."""

from bisect import bisect_left
from itertools import accumulate


class Edits:
    """Collects insertions and replacements for one text.

    Insertions at the same place nest: texts inserted `before` appear in call order, texts inserted
    `after` in reverse order. Parents must be edited before children.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._is_ascii = text.isascii()
        self._columns: dict[int, list[int]] = {}  # by line: the byte offset of each character
        self._before: dict[int, list[str]] = {}
        self._after: dict[int, list[str]] = {}
        self._replaced: dict[int, tuple[int, str]] = {}

    def offset(self, line: int, column: int) -> int:
        """The text offset for a line, counted from 1, and a column in characters."""
        return self._lines[line - 1] + column

    def byte_offset(self, line: int, column: int) -> int:
        """`offset` for a column in UTF-8 bytes, as `ast` counts."""
        start = self._lines[line - 1]
        if self._is_ascii:
            return start + column
        if line not in self._columns:
            text = self.text[start : self._lines[line]]
            widths = (len(character.encode(errors="surrogatepass")) for character in text)
            self._columns[line] = [*accumulate(widths, initial=0)]
        return start + bisect_left(self._columns[line], column)

    def before(self, offset: int, text: str) -> None:
        """Inserts `text` in front of what begins at `offset`."""
        self._before.setdefault(offset, []).append(text)

    def after(self, offset: int, text: str) -> None:
        """Inserts `text` behind what ends at `offset`."""
        self._after.setdefault(offset, []).insert(0, text)

    def replace(self, start: int, end: int, text: str) -> None:
        """Replaces start..end with `text`; replacements must not overlap."""
        newlines = self.text.count("\n", start, end) - text.count("\n")
        self._replaced[start] = (end, text + "\n" * newlines)

    def apply(self) -> str:
        """The text with all edits applied."""
        places = sorted({*self._before, *self._after, *self._replaced})
        parts = []
        position = 0
        for place in places:
            if place < position:
                # Inside a replaced range only insertions at its very end are kept, below.
                continue
            parts.append(self.text[position:place])
            parts += self._after.get(place, ())
            parts += self._before.get(place, ())
            position = place
            if place in self._replaced:
                position, text = self._replaced[place]
                parts.append(text)
        parts.append(self.text[position:])
        return "".join(parts)

    def line(self, offset: int) -> int:
        """The line, counted from 1, that contains `offset`."""
        return bisect_left(self._lines, offset + 1)
