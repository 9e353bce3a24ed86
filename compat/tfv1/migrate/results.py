"""What a check found: in each file, and over all of them."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tfv1.report.finding import FINE, LOST, NEEDS, NOTE, Finding
from tfv1.source.references import Use
from tfv1.source.text import Source


@dataclass
class FileCheck:
    """What was found in one file; `error` says why it could not be checked.

    `uses` counts the uses of TensorFlow's names; `cells` maps lines to the cells of a notebook.
    """

    path: Path
    error: str = ""
    python2: str = ""
    findings: list[Finding] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    uses: Counter = field(default_factory=Counter)
    cells: list[tuple[int, int]] = field(default_factory=list)
    imports: dict[Path, Use] = field(default_factory=dict)  # of the user's own modules
    eras: set[str] = field(default_factory=set)  # which TensorFlow it is for

    @property
    def status(self) -> str:
        """The worst status found."""
        found = {finding.status for finding in self.findings}
        if self.error or LOST in found:
            return LOST
        return NEEDS if NEEDS in found else NOTE if NOTE in found else FINE

    @property
    def runs(self) -> bool:
        """Whether the file is expected to run as it is, under `tfv1 run`."""
        return self.status in (FINE, NOTE)

    @property
    def can_be_imported(self) -> bool:
        """Whether everything that does not run is inside functions."""
        return not self.error and all(finding.called for finding in self.stopping)

    @property
    def stopping(self) -> list[Finding]:
        """What keeps it from running."""
        return [finding for finding in self.findings if stops(finding)]

    @property
    def where_it_stops(self) -> str:
        """The first place of what keeps it from running, and how many more there are."""
        places = list(dict.fromkeys(self.where(finding.line) for finding in self.stopping))
        return places[0] + (f" and {len(places) - 1} more" if len(places) > 1 else "")

    def where(self, line: int) -> str:
        """Where a line is, in the words of a report: its number, or its cell in a notebook."""
        return Source(self.path, "", cells=self.cells).where(line)


@dataclass
class Check:
    """The result over all files, in the order of their paths."""

    files: list[FileCheck]

    @property
    def runs(self) -> bool:
        """Whether everything is expected to run."""
        return all(file.runs for file in self.files)


def stops(finding: Finding) -> bool:
    """Whether it keeps a program from running as it is."""
    return finding.status in (NEEDS, LOST)
