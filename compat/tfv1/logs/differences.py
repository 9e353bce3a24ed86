"""The result of comparing two logs: differences by run and tag."""

from __future__ import annotations

from dataclasses import dataclass, field

from tfv1.events.reading.kinds import SCALAR
from tfv1.events.reading.runlog import Key, Points


@dataclass(frozen=True)
class Difference:
    """A point at which a tag differs. `a` and `b` are its values if it is a scalar, else None."""

    step: int
    text: str
    a: float | None = None
    b: float | None = None
    absolute: float | None = None
    relative: float | None = None


@dataclass
class TagDiff:
    """The comparison of one key: how many points there are, were compared, and differ.

    `notes` say what differs besides the values. `largest_*` are the largest errors among the
    differing points, None if these are not numbers.
    """

    key: Key
    points_a: int
    points_b: int
    compared: int = 0
    differing: int = 0
    first: Difference | None = None
    largest_absolute: float | None = None
    largest_relative: float | None = None
    notes: list[str] = field(default_factory=list)
    a: Points | None = None
    b: Points | None = None

    @property
    def equal(self) -> bool:
        return not self.differing and not self.notes


@dataclass
class RunDiff:
    """The comparison of one run; `notes` say what differs besides individual tags."""

    name: str
    tags: list[TagDiff] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def equal(self) -> bool:
        return not self.notes and all(tag.equal for tag in self.tags)


@dataclass
class LogDiff:
    """The comparison of two logs, by run; `notes` say what could not be read."""

    a: str
    b: str
    runs: list[RunDiff]
    notes: list[str] = field(default_factory=list)

    @property
    def equal(self) -> bool:
        return not self.notes and all(run.equal for run in self.runs)


def scalar_tags(run: RunDiff) -> list[TagDiff]:
    """The scalar tags of `run` that both sides have, the differing ones first."""
    tags = [tag for tag in run.tags if tag.key.kind == SCALAR and tag.a and tag.b]
    return sorted(tags, key=lambda tag: tag.equal)
