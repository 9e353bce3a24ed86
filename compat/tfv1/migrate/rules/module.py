"""What a rule is given: the text of a module, its syntax tree, and a place for notes."""

import ast
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tfv1.python2.edits import Edits
from tfv1.report.finding import Finding, Place
from tfv1.source.model import Model
from tfv1.source.parsing import parse_text

if TYPE_CHECKING:
    from tfv1.migrate.rules.tf2_summary.elsewhere import Elsewhere


@dataclass
class Module:
    """One module on its way through the rules.

    `python2` tells that it came as Python 2, `rule` which rule has it now. `elsewhere` is what the
    project's other files say; without it the module stands alone.
    """

    path: Path
    text: str
    python2: bool = False
    rule: str = ""
    notes: list[Finding] = field(default_factory=list)
    elsewhere: "Elsewhere | None" = None
    _parsed: tuple[str, Model] | None = None

    def model(self) -> Model:
        """The text as it is now, parsed."""
        if self._parsed is None or self._parsed[0] != self.text:
            self._parsed = self.text, Model(parse_text(self.text))
        return self._parsed[1]

    def edits(self) -> "NodeEdits":
        """Edits of the text as it is now."""
        return NodeEdits(self.text)

    def note(self, line: int, text: str) -> None:
        """Leaves a note about what a person has to do, once."""
        found = Finding(self.rule, Place(line), "", text)
        if found not in self.notes:
            self.notes.append(found)


class NodeEdits(Edits):
    """Edits by the places of syntax nodes."""

    def start(self, node: ast.stmt | ast.expr | ast.alias) -> int:
        """Where the node begins."""
        return self.byte_offset(node.lineno, node.col_offset)

    def end(self, node: ast.stmt | ast.expr | ast.alias) -> int:
        """Where the node ends."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self.byte_offset(node.end_lineno, node.end_col_offset)

    def put(self, node: ast.stmt | ast.expr | ast.alias, text: str) -> None:
        """Puts `text` in the place of the node."""
        self.replace(self.start(node), self.end(node), text)

    def swap(self, start: int, end: int, text: str) -> None:
        """`replace` that may change the number of lines."""
        self._replaced[start] = (end, text)
