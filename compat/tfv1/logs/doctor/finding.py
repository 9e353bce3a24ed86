"""What a check finds, and the registries of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfv1.logs.doctor.facts import LogFacts
    from tfv1.logs.doctor.source import Module


@dataclass(frozen=True)
class Finding:
    """One trouble: a headline, the evidence for it, and what to do.

    A `note` is worth knowing, but nothing is wrong. `check` is set by the registry.
    """

    headline: str
    evidence: list[str]
    remedy: str
    note: bool = False
    check: str = ""


LogCheck = Callable[["LogFacts"], Iterable[Finding]]
SourceCheck = Callable[["Module"], Iterable[Finding]]

LOG_CHECKS: dict[str, LogCheck] = {}
SOURCE_CHECKS: dict[str, SourceCheck] = {}


def log_check(function: LogCheck) -> LogCheck:
    """Register a check of a logdir under the function's name."""
    LOG_CHECKS[function.__name__] = function
    return function


def source_check(function: SourceCheck) -> SourceCheck:
    """Register a check of a module's source under the function's name."""
    SOURCE_CHECKS[function.__name__] = function
    return function


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
