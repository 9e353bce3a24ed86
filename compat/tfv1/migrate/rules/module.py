"""What a rule is given: the text of a module, its syntax tree, and a place for notes."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tfv1.edits import Edits
from tfv1.report.finding import Finding, Place
from tfv1.source.model import Model
from tfv1.source.parsing import parse_text

if TYPE_CHECKING:
    from tfv1.migrate.rules.tf2_summary.elsewhere import Elsewhere


@dataclass
class Module:
    """One module on its way through the rules.

    `python2` says that the file is Python 2, `rule` is the current rule. `elsewhere` holds what the
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

    def edits(self) -> Edits:
        """Edits of the text as it is now."""
        return Edits(self.text)

    def note(self, line: int, text: str) -> None:
        """Notes what a person has to do; the same note is kept once."""
        found = Finding(self.rule, Place(line), "", text)
        if found not in self.notes:
            self.notes.append(found)
