"""The mistakes with summaries that `tfv1 doctor --source` knows, as notes."""

import re
from collections.abc import Iterator
from pathlib import Path

from tfv1.migrate.findings import NOTE, Finding

# Without one of these a file has no writer, and the doctor, whose package needs NumPy, stays out.
_WRITES = re.compile(r"\b(FileWriter|SummaryWriter|add_summary|merge_all)\b")
_PLACE = re.compile(r":(\d+)\b|\bline (\d+)")


def find(path: Path, text: str) -> Iterator[Finding]:
    """What the doctor's checks of source say about a module."""
    if not _WRITES.search(text):
        return
    from tfv1.logs.doctor import graphs, writers  # noqa: F401  (they fill the registry)
    from tfv1.logs.doctor.finding import SOURCE_CHECKS
    from tfv1.logs.doctor.source import Module

    module = Module(str(path), text)
    for check in SOURCE_CHECKS.values():
        for trouble in check(module):
            for evidence in trouble.evidence:
                place = _PLACE.search(evidence)
                line = int(place[1] or place[2]) if place else 1
                yield Finding(NOTE, "summaries", trouble.headline, line, trouble.remedy)
