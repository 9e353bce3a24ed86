"""The findings of checks, rewrites and the doctor, as data; and a registry of such checks."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

# How bad it is, from nothing to do up to what stops the program.
FINE = "fine"  # runs as it is; reported to show where it comes from
NOTE = "note"  # may matter; somebody has to look
NEEDS = "needs"  # runs once something is done, such as installing a package or giving an option
LOST = "lost"  # does not run, or does not do what it is meant to do; something must change

STATUSES = (FINE, NOTE, NEEDS, LOST)


class Place(NamedTuple):
    """A line of source code; without a path, it is in the file under discussion."""

    line: int = 0
    path: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    `kind` is the check or rule that found it, `subject` what it found at `place`, `text` what to
    know about it, and `command` what to do: for `tfv1 check`, the command to run. `called` says
    that it only matters once the function around it is called.
    """

    kind: str
    place: Place
    subject: str
    text: str
    command: str = ""
    status: str = NOTE
    called: bool = False

    @property
    def line(self) -> int:
        """The line of the place."""
        return self.place.line

    @property
    def evidence(self) -> str:
        """What was found, after the place if that has a path, in one line."""
        place = f"{self.place.path}:{self.place.line}: " if self.place.path else ""
        return f"{place}{self.subject}"


class Seen(NamedTuple):
    """Evidence: what was seen in a line of source code."""

    place: Place
    what: str


_Facts = TypeVar("_Facts")
Check = Callable[[_Facts], Iterable[Finding]]
Evidence = Callable[[_Facts], Iterable[str | Seen]]


def findings(
    evidence: Iterable[str | Seen], headline: str, remedy: str, note: bool = False
) -> Iterator[Finding]:
    """A finding for each piece of evidence of a trouble."""
    for one in evidence:
        seen = one if isinstance(one, Seen) else Seen(Place(), one)
        yield Finding("", seen.place, seen.what, headline, remedy, NOTE if note else LOST)


class Checks(dict[str, Check[_Facts]]):
    """Checks by name."""

    def check(
        self, headline: str, remedy: str, note: bool = False
    ) -> Callable[[Evidence[_Facts]], Check[_Facts]]:
        """Register a function that yields the evidence of a trouble."""

        def register(evidence: Evidence[_Facts]) -> Check[_Facts]:
            @functools.wraps(evidence)
            def check(facts: _Facts) -> Iterator[Finding]:
                return findings(evidence(facts), headline, remedy, note)

            return self.add(check)

        return register

    def add(self, check: Check[_Facts]) -> Check[_Facts]:
        """Register a check that yields its own findings."""
        return self.setdefault(check.__name__, check)

    def run(self, facts: _Facts) -> Iterator[Finding]:
        """The findings of all checks."""
        for name, check in self.items():
            yield from (replace(finding, kind=name) for finding in check(facts))
