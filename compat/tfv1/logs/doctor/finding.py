"""What a check finds, and the registries of checks."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from tfv1.logs.doctor.facts import LogFacts
    from tfv1.logs.doctor.source import Module


@dataclass(frozen=True)
class Finding:
    """One trouble: a headline, the evidence for it, and what to do.

    A `note` is worth knowing, but nothing is wrong. `check` names the check, once it was run.
    """

    headline: str
    evidence: list[str]
    remedy: str
    note: bool = False
    check: str = ""


_Facts = TypeVar("_Facts")
Check = Callable[[_Facts], Iterable[Finding]]
Evidence = Callable[[_Facts], Iterable[str]]

LOG_CHECKS: dict[str, Check[LogFacts]] = {}
SOURCE_CHECKS: dict[str, Check[Module]] = {}


def log_check(
    headline: str, remedy: str, note: bool = False
) -> Callable[[Evidence[LogFacts]], Check[LogFacts]]:
    """Register a function that yields the evidence in a logdir for this finding."""

    def register(evidence: Evidence[LogFacts]) -> Check[LogFacts]:
        return log_findings(_check(evidence, headline, remedy, note))

    return register


def log_findings(check: Check[LogFacts]) -> Check[LogFacts]:
    """Register a check of a logdir whose headline depends on what it finds."""
    return LOG_CHECKS.setdefault(check.__name__, check)


def source_check(
    headline: str, remedy: str, note: bool = False
) -> Callable[[Evidence[Module]], Check[Module]]:
    """Register a function that yields the evidence in a module's source for this finding."""

    def register(evidence: Evidence[Module]) -> Check[Module]:
        check = _check(evidence, headline, remedy, note)
        return SOURCE_CHECKS.setdefault(check.__name__, check)

    return register


def _check(evidence: Evidence[_Facts], headline: str, remedy: str, note: bool) -> Check[_Facts]:
    @functools.wraps(evidence)
    def check(facts: _Facts) -> Iterator[Finding]:
        return one_finding(evidence(facts), headline, remedy, note)

    return check


def limited(lines: Iterable[str], most: int = 8) -> list[str]:
    """The first of `lines`, and how many more there are."""
    found = list(lines)
    return found[:most] + ([f"and {len(found) - most} more"] if len(found) > most else [])


def one_finding(
    evidence: Iterable[str], headline: str, remedy: str, note: bool = False
) -> Iterator[Finding]:
    """A finding with that evidence; none without."""
    lines = limited(evidence)
    if lines:
        yield Finding(headline, lines, remedy, note)
