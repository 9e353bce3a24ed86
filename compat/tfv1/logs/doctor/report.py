"""Troubles as lines of text and as plain data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from tfv1.logs.doctor.finding import Trouble
from tfv1.report.text import counted


def as_text(found: Sequence[Trouble], examined: str, width: int = 100) -> Iterator[str]:
    """The lines of a report on `examined`."""
    for trouble in found:
        word = "note" if trouble.note else "PROBLEM"
        yield from _wrapped(f"{word}: ", trouble.headline, width)
        for line in trouble.evidence:
            yield f"    {line}"
        yield from _wrapped("  > ", trouble.remedy, width)
        yield ""
    problems = sum(not trouble.note for trouble in found)
    if problems:
        yield f"{counted(problems, 'problem')} in {examined}."
    else:
        yield f"No problem found in {examined}."


def _wrapped(head: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, max(width, 40), initial_indent=head, subsequent_indent="    ", break_long_words=False
    )


def as_json(found: Sequence[Trouble]) -> dict[str, Any]:
    """The troubles as plain data."""
    return {"findings": [asdict(trouble) for trouble in found]}
