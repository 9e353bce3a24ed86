"""Findings as lines of text and as plain data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from tfv1.logs.doctor.finding import Finding


def as_text(found: Sequence[Finding], examined: str, width: int = 100) -> Iterator[str]:
    """The lines of a report on `examined`."""
    for finding in found:
        word = "note" if finding.note else "PROBLEM"
        yield from _wrapped(f"{word}: ", finding.headline, width)
        for line in finding.evidence:
            yield f"    {line}"
        yield from _wrapped("  > ", finding.remedy, width)
        yield ""
    problems = sum(not finding.note for finding in found)
    if problems:
        yield f"{problems} problem{'s' if problems > 1 else ''} in {examined}."
    else:
        yield f"No problem found in {examined}."


def _wrapped(head: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, max(width, 40), initial_indent=head, subsequent_indent="    ", break_long_words=False
    )


def as_json(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """The findings as plain data."""
    return [asdict(finding) for finding in found]
