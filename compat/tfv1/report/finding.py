"""What a check, a rewriting or the doctor has to say, as data, and the checks that say it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

# How bad it is, from nothing to do up to what stops the program.
FINE = "fine"  # runs as it is; said so that it is known where it comes from
NOTE = "note"  # may matter, a person has to look
NEEDS = "needs"  # runs once something is done: a package, an option
LOST = "lost"  # does not run, or does not do what it is meant to; something must change

STATUSES = (FINE, NOTE, NEEDS, LOST)


class Place(NamedTuple):
    """A line of a source; without a path it is one of the file that is spoken of."""

    line: int = 0
    path: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    `kind` is the check or rule that found it, `subject` what it found at the `place`, `text` what
    to know about that, `command` what to do: for `tfv1 check` the command to run. `called` tells
    that it matters only when the function around it is called.
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
        """The place, if it has a name, and what was found there, in one line."""
        place = f"{self.place.path}:{self.place.line}: " if self.place.path else ""
        return f"{place}{self.subject}"


class Seen(NamedTuple):
    """Evidence: what was seen in a line of a source."""

    place: Place
    what: str


_Facts = TypeVar("_Facts")
Check = Callable[[_Facts], Iterable[Finding]]
Evidence = Callable[[_Facts], Iterable[str | Seen]]


def findings(
    evidence: Iterable[str | Seen], headline: str, remedy: str, note: bool = False
) -> Iterator[Finding]:
    """A finding for each piece of evidence of one trouble."""
    for one in evidence:
        seen = one if isinstance(one, Seen) else Seen(Place(), one)
        yield Finding("", seen.place, seen.what, headline, remedy, NOTE if note else LOST)


class Checks(dict[str, Check[_Facts]]):
    """Checks by their names."""

    def check(
        self, headline: str, remedy: str, note: bool = False
    ) -> Callable[[Evidence[_Facts]], Check[_Facts]]:
        """Register a function that yields the evidence for one trouble."""

        def register(evidence: Evidence[_Facts]) -> Check[_Facts]:
            @functools.wraps(evidence)
            def check(facts: _Facts) -> Iterator[Finding]:
                return findings(evidence(facts), headline, remedy, note)

            return self.add(check)

        return register

    def add(self, check: Check[_Facts]) -> Check[_Facts]:
        """Register a check that makes its findings itself."""
        return self.setdefault(check.__name__, check)

    def run(self, facts: _Facts) -> Iterator[Finding]:
        """What all checks find."""
        for name, check in self.items():
            yield from (replace(finding, kind=name) for finding in check(facts))
