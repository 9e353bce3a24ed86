"""Private: edits to a text, by position or by syntax node, applied together."""

import ast
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

Node = ast.stmt | ast.expr | ast.alias


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

    def start(self, node: Node) -> int:
        """Where the node begins."""
        return self.byte_offset(node.lineno, node.col_offset)

    def end(self, node: Node) -> int:
        """Where the node ends."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self.byte_offset(node.end_lineno, node.end_col_offset)

    def before(self, offset: int, text: str) -> None:
        """Inserts `text` in front of what begins at `offset`."""
        self._before.setdefault(offset, []).append(text)

    def after(self, offset: int, text: str) -> None:
        """Inserts `text` behind what ends at `offset`."""
        self._after.setdefault(offset, []).insert(0, text)

    def replace(self, start: int, end: int, text: str) -> None:
        """Replaces start..end with `text`, and keeps the number of lines.

        Replacements must not overlap.
        """
        newlines = self.text.count("\n", start, end) - text.count("\n")
        self.swap(start, end, text + "\n" * newlines)

    def put(self, node: Node, text: str) -> None:
        """Replaces the node with `text`, and keeps the number of lines."""
        start, end = self.start(node), self.end(node)
        newlines = self.text.count("\n", start, end) - text.count("\n")
        # A statement ends with its line; an expression may go on in the next one.
        end_of_line = "\n" if isinstance(node, ast.stmt) else "\\\n"
        self.swap(start, end, text + end_of_line * newlines)

    def has_comment(self, node: Node) -> bool:
        """Whether there may be a comment inside the node."""
        return "#" in self.text[self.start(node) : self.end(node)]

    def put_statements(self, node: ast.stmt, statements: Sequence[str]) -> None:
        """Replaces a simple statement with others."""
        start = self.start(node)
        indent = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        joint = "; " if indent.strip() else f"\n{indent}"
        self.swap(start, self.end(node), joint.join(statements))

    def swap(self, start: int, end: int, text: str) -> None:
        """Replaces start..end with `text`, which may have more or fewer lines."""
        self._replaced[start] = (end, text)

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
