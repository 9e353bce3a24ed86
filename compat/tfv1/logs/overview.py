"""What is in a run: files, tags by kind, scalars, restarts, and what could not be read."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from tensorboard.compat.proto import event_pb2

from tfv1.events.reading.hparams import HPARAMS, HParams, note_hparams
from tfv1.events.reading.kinds import SCALAR, event_kind, tag_of
from tfv1.events.reading.notes import Notes, read_notes
from tfv1.events.reading.patterns import Matching
from tfv1.events.reading.reader import RunFollower
from tfv1.events.reading.runs import OnSkipped, Skipped, warn_of_skipped
from tfv1.events.reading.scan import Batch, Gap, RecordScanner
from tfv1.events.reading.series import ScalarAccumulator, ScalarSeries
from tfv1.events.reading.superseded import Restart, Superseded, hidden_count
from tfv1.logs import LogError
from tfv1.logs.find import check_is_log, chosen_runs, runs_at


@dataclass
class FileInfo:
    """One event file: its size in bytes and how many events it has."""

    path: str
    size: int = 0
    events: int = 0


@dataclass
class TagInfo:
    """How often a tag was written, and the smallest and largest step at which it was."""

    count: int
    first_step: int
    last_step: int

    def add(self, step: int) -> None:
        self.count += 1
        self.first_step = min(self.first_step, step)
        self.last_step = max(self.last_step, step)


@dataclass(frozen=True)
class Repeated:
    """Points of a tag that TensorBoard draws with `--load_fast=false`, and which it hides without.

    `back` are the steps to which the tag goes back.
    """

    points: int
    hidden: int
    back: list[int]


@dataclass
class Overview:
    """What has been read of one run so far.

    `tags` maps kind -> tag -> TagInfo, except for scalars, which are in `scalars`; those of which
    TensorBoard hides points by default are in `repeated`, too. `events` counts
    the events by the field that is set in them. Wall times are seconds since the epoch, None before
    the first event.
    """

    name: str
    path: str
    files: dict[str, FileInfo] = field(default_factory=dict)
    tags: dict[str, dict[str, TagInfo]] = field(default_factory=dict)
    scalars: dict[str, ScalarSeries] = field(default_factory=dict)
    repeated: dict[str, Repeated] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)
    run_metadata: list[str] = field(default_factory=list)
    hparams: HParams = field(default_factory=HParams)
    notes: Notes = field(default_factory=Notes)
    restarts: list[Restart] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    first_wall_time: float | None = None
    last_wall_time: float | None = None


class RunReader:
    """Keeps the overview of a run up to date while the run is written."""

    def __init__(self, name: str, path: str, superseded: Superseded = "drop") -> None:
        self.overview = Overview(name, path)
        self._superseded = superseded
        self._follower = RunFollower(path)
        self._scalars = ScalarAccumulator()

    def poll(self, on_skipped: OnSkipped, final: bool = True) -> bool:
        """Read what is new, and return whether there was anything.

        Files that cannot be read are passed to `on_skipped`. Unless `final`, files may come and go.
        """
        overview = self.overview
        changed = False
        try:
            scanners = self._follower.scanners()
        except OSError as error:
            on_skipped(Skipped.because(overview.path, error))
            return False
        for scanner in scanners:
            try:
                changed = self._read_file(scanner, final) or changed
            except OSError as error:
                if final or not isinstance(error, FileNotFoundError):
                    on_skipped(Skipped.because(scanner.path, error))
        if changed or final:
            overview.notes = read_notes(overview.path, on_skipped)
        if changed:
            overview.scalars = self._scalars.series(self._superseded)
            overview.repeated = _repeated(self._scalars)
            overview.restarts = self._scalars.restarts
            for series in overview.scalars.values():
                self._span(series.wall_times)
        return changed

    def _read_file(self, scanner: RecordScanner, final: bool) -> bool:
        file = self.overview.files.setdefault(scanner.path, FileInfo(scanner.path))
        changed = False
        for item in scanner.batches(final):
            changed = True
            if isinstance(item, Gap):
                self.overview.gaps.append(item)
            else:
                self._add_batch(file, item)
        file.size = scanner.size
        return changed

    def _add_batch(self, file: FileInfo, batch: Batch) -> None:
        overview = self.overview
        others = self._scalars.add_batch(file.path, batch)
        only_scalars = len(batch.starts) - len(others)
        file.events += only_scalars
        if only_scalars:
            overview.events["summary"] += only_scalars
        for item in others:
            if isinstance(item, Gap):
                overview.gaps.append(item)
            else:
                file.events += 1
                self._add(item.event)

    def _add(self, event: event_pb2.Event) -> None:
        overview = self.overview
        overview.events[event_kind(event)] += 1
        self._span(np.array([event.wall_time]))
        if event.HasField("tagged_run_metadata"):
            overview.run_metadata.append(event.tagged_run_metadata.tag)
        for value in event.summary.value:
            kind = self._scalars.kinds.of(value)
            if kind == SCALAR:
                continue
            if kind == HPARAMS:
                note_hparams(overview.hparams, value.metadata)
            tags = overview.tags.setdefault(kind, {})
            info = tags.setdefault(tag_of(value), TagInfo(0, event.step, event.step))
            info.add(event.step)

    def _span(self, wall_times: np.ndarray) -> None:
        """Widen the overview's time span; wall times that are 0, NaN or infinite do not count."""
        overview = self.overview
        known = wall_times[(wall_times != 0) & np.isfinite(wall_times)]
        if len(known):
            first, last = overview.first_wall_time, overview.last_wall_time
            low, high = float(known.min()), float(known.max())
            overview.first_wall_time = low if first is None else min(first, low)
            overview.last_wall_time = high if last is None else max(last, high)


def _repeated(scalars: ScalarAccumulator) -> dict[str, Repeated]:
    return {
        tag: Repeated(len(one), hidden, [int(one.steps[i]) for i in one.steps_back()])
        for tag, one in scalars.series("restarts").items()
        if (hidden := hidden_count(one.steps))
    }


def read_overviews(
    logdir: str,
    on_skipped: OnSkipped = warn_of_skipped,
    runs: Sequence[str] = (),
    superseded: Superseded = "drop",
) -> list[Overview]:
    """The overviews of all runs at `logdir`, or of those that match a glob in `runs`.

    Files and directories that cannot be read are passed to `on_skipped`. Raises LogError if there
    is nothing to read.
    """
    found = chosen_runs(runs_at(logdir, on_skipped), runs)
    overviews = []
    for name, path in found.items():
        reader = RunReader(name, path, superseded)  # one at a time: it keeps what it has read
        reader.poll(on_skipped)
        overviews.append(reader.overview)
        check_is_log(path, bool(reader.overview.events), bool(reader.overview.gaps))
    return overviews


def follow_overviews(
    logdir: str,
    on_skipped: OnSkipped,
    pause: float = 1.0,
    runs: Sequence[str] = (),
    superseded: Superseded = "drop",
    on_waiting: Callable[[], None] = lambda: None,
) -> Iterator[list[Overview]]:
    """Yield the overviews of the runs at `logdir` whenever they have changed, forever.

    Looks every `pause` seconds, and waits for a logdir that does not exist yet or has no event
    file. What cannot be read is passed to `on_skipped` each time. `on_waiting` is called once if
    there is nothing at first.
    """
    readers: dict[str, RunReader] = {}
    wanted = Matching(runs)
    has_waited = False
    while True:
        try:
            found = runs_at(logdir, on_skipped)
        except LogError:
            found = {}
        found = {name: path for name, path in found.items() if name in wanted}
        for name in found.keys() - readers.keys():
            readers[name] = RunReader(name, found[name], superseded)
        changed = [readers[name].poll(on_skipped, final=False) for name in found]
        if any(changed):
            yield [readers[name].overview for name in found]
        elif not has_waited and not any(one.overview.events for one in readers.values()):
            on_waiting()
            has_waited = True
        time.sleep(pause)


@dataclass(frozen=True)
class ScalarStats:
    """A scalar series in a few numbers; `low` and `high` are of its finite values, if any."""

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
