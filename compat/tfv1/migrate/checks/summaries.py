"""The mistakes with summaries that `tfv1 doctor --source` knows, as notes."""

import re
from collections.abc import Iterator
from pathlib import Path

from tfv1.report.finding import Finding, Place
from tfv1.source.parsing import Parsed
from tfv1.source.summaries import SOURCE_CHECKS, Code

# A file without any of these has no writer, so most files need no closer look.
_WRITES = re.compile(r"\b(FileWriter|SummaryWriter|add_summary|merge_all)\b")


def find(path: Path, parsed: Parsed) -> Iterator[Finding]:
    """What doctor's source checks find in a module."""
    if _WRITES.search(parsed.text):
        for found in SOURCE_CHECKS.run(Code(str(path), parsed.text, parsed.model)):
            yield Finding("summaries", Place(found.line), found.text, found.command)
