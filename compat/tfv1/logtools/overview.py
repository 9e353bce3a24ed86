"""What a run holds: files, tags by kind, scalars, restarts, and what could not be read."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from tfv1.eventlog.kinds import SCALAR, Kinds, event_kind, tag_of
from tfv1.eventlog.reader import LoggedEvent, RunFollower
from tfv1.eventlog.scan import Gap
from tfv1.eventlog.series import Restart, ScalarAccumulator, ScalarSeries


@dataclass
class FileInfo:
    """One event file: its size in bytes and the number of its events."""

    path: str
    size: int = 0
    events: int = 0


@dataclass
class TagInfo:
    """How often a tag was written, and the smallest and largest step of those writes."""

    count: int
    first_step: int
    last_step: int

    def add(self, step: int) -> None:
        self.count += 1
        self.first_step = min(self.first_step, step)
        self.last_step = max(self.last_step, step)


@dataclass
class Overview:
    """What has been read of one run so far.

    `tags` maps kind -> tag -> TagInfo (scalars are in `scalars`); `events` counts the events by
    the field that is set in them. Wall times are seconds since 1970, None before the first event.
    """

    name: str
    path: str
    files: dict[str, FileInfo] = field(default_factory=dict)
    tags: dict[str, dict[str, TagInfo]] = field(default_factory=dict)
    scalars: dict[str, ScalarSeries] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)
    run_metadata: list[str] = field(default_factory=list)
    restarts: list[Restart] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    first_wall_time: float | None = None
    last_wall_time: float | None = None


class RunReader:
    """Keeps the overview of one run up to date while it is written to."""

    def __init__(self, name: str, path: str) -> None:
        self.overview = Overview(name, path)
        self._follower = RunFollower(path)
        self._scalars = ScalarAccumulator()
        self._kinds = Kinds()

    def poll(self, final: bool = True) -> bool:
        """Read what is new; true if anything was. OSError where the run cannot be read."""
        changed = False
        for item in self._follower.poll(final):
            changed = True
            if isinstance(item, Gap):
                self.overview.gaps.append(item)
            else:
                self._add(item)
        for path in self._follower.paths:
            file = self.overview.files.setdefault(path, FileInfo(path))
            file.size = os.path.getsize(path)
        if changed:
            self.overview.scalars = self._scalars.series()
            self.overview.restarts = self._scalars.restarts
        return changed

    def close(self) -> None:
        self._follower.close()

    def _add(self, item: LoggedEvent) -> None:
        overview, event = self.overview, item.event
        overview.files.setdefault(item.path, FileInfo(item.path)).events += 1
        overview.events[event_kind(event)] += 1
        if event.wall_time:
            first, last = overview.first_wall_time, overview.last_wall_time
            overview.first_wall_time = min(first or event.wall_time, event.wall_time)
            overview.last_wall_time = max(last or event.wall_time, event.wall_time)
        if event.HasField("tagged_run_metadata"):
            overview.run_metadata.append(event.tagged_run_metadata.tag)
        self._scalars.add_event(item)
        for value in event.summary.value:
            kind = self._kinds.of(value)
            if kind == SCALAR:
                continue
            tags = overview.tags.setdefault(kind, {})
            info = tags.setdefault(tag_of(value), TagInfo(0, event.step, event.step))
            info.add(event.step)


@dataclass(frozen=True)
class ScalarStats:
    """A scalar series in a few numbers; `low` and `high` are over its finite values, else None."""

    points: int
    first_step: int
    last_step: int
    last: float
    low: float | None
    high: float | None
    not_finite: int


def scalar_stats(series: ScalarSeries) -> ScalarStats:
    """The numbers of a series with at least one point."""
    finite = series.values[np.isfinite(series.values)]
    return ScalarStats(
        points=len(series),
        first_step=int(series.steps.min()),
        last_step=int(series.steps.max()),
        last=float(series.values[-1]),
        low=float(finite.min()) if len(finite) else None,
        high=float(finite.max()) if len(finite) else None,
        not_finite=len(series) - len(finite),
    )
