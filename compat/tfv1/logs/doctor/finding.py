"""The checks of a logdir, and their findings grouped into troubles with evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfv1.report.finding import NOTE, Checks, Finding

if TYPE_CHECKING:
    from tfv1.logs.doctor.facts import LogFacts

LOG_CHECKS: Checks[LogFacts] = Checks()
log_check = LOG_CHECKS.check
log_findings = LOG_CHECKS.add
_MOST_EVIDENCE = 8


@dataclass(frozen=True)
class Trouble:
    """Findings of one check that say the same thing: a headline, the evidence, and what to do.

    A `note` is worth knowing, but nothing is wrong.
    """

    headline: str
    evidence: list[str]
    remedy: str
    note: bool
    check: str


def troubles(found: Iterable[Finding]) -> list[Trouble]:
    """The findings grouped into troubles, notes last."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for one in found:
        key = (one.kind, one.text, one.command, one.status)
        groups.setdefault(key, []).append(one.evidence)
    rows = [
        Trouble(headline, _limited(evidence), remedy, status == NOTE, check)
        for (check, headline, remedy, status), evidence in groups.items()
    ]
    return sorted(rows, key=lambda trouble: trouble.note)


def _limited(lines: list[str]) -> list[str]:
    """The first few of `lines`, and how many more there are."""
    more = len(lines) - _MOST_EVIDENCE
    return lines[:_MOST_EVIDENCE] + ([f"and {more} more"] if more > 0 else [])
