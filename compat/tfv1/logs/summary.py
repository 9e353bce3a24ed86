"""A run in one line: its hyperparameters, its metrics in a few numbers, its state."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from tfv1.events.reading.log import Runs
from tfv1.events.reading.notes import Notes
from tfv1.events.reading.patterns import Matching
from tfv1.events.reading.run import Run
from tfv1.events.reading.runs import run_files, status_of
from tfv1.events.reading.series import ScalarSeries
from tfv1.logs.clean import FileId, open_files
from tfv1.logs.find import one_by_one
from tfv1.logs.named import Param, params_in_name

_ALIVE_SECONDS = 120
RUNNING, FINISHED, FAILED, DIVERGED, EMPTY = "running", "finished", "failed", "diverged", "empty"


@dataclass(frozen=True)
class Metric:
    """A scalar in a few numbers.

    `best` is the smallest or the largest finite value, None without any, and `best_step` its first
    step; `mean` is that of the last points, NaN and infinity included.
    """

    final: float
    final_step: int
    best: float | None
    best_step: int | None
    mean: float


@dataclass
class RunSummary:
    """One run. `trouble` says what of it could not be read: the numbers are without that."""

    name: str
    params: dict[str, Param] = field(default_factory=dict)
    metrics: dict[str, Metric] = field(default_factory=dict)
    started: float | None = None
    seconds: float | None = None
    last_step: int | None = None
    state: str = EMPTY
    trouble: list[str] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)


class Summarizer:
    """Summarizes the runs of one log."""

    def __init__(self, runs: Runs, largest: Sequence[str] = (), last: int = 10) -> None:
        """`largest` are patterns of the tags that are best at their largest value."""
        self._runs = runs
        self._largest = Matching(largest) if largest else frozenset[str]()
        self._last = last
        self._opened = open_files()
        self._hparams: dict[str, Mapping[str, Param]] = {}

    def summaries(self, wanted: Callable[[str], bool] = lambda tag: True) -> list[RunSummary]:
        """A summary of each run, with the metrics that are `wanted`."""
        found = [self._summary(run, wanted) for run in one_by_one(self._runs)]
        for one in found:
            one.params.update(params_of_run(one.name, self._hparams))
        return found

    def _summary(self, run: Run, wanted: Callable[[str], bool]) -> RunSummary:
        if run.hparams:
            self._hparams[run.name] = run.hparams.values
        metrics = {tag: self._metric(one) for tag, one in run.scalars.items() if wanted(tag)}
        steps = [int(one.steps.max()) for one in run.scalars.values()]
        first, last = wall_time_span(run)
        return RunSummary(
            name=run.name,
            metrics=metrics,
            started=first,
            seconds=None if first is None or last is None else last - first,
            last_step=max(steps, default=None),
            state=self._state(run),
            trouble=[*map(str, run.gaps), *map(str, run.skipped)],
            notes=run.notes,
        )

    def _metric(self, series: ScalarSeries) -> Metric:
        values = series.values
        finite = np.flatnonzero(np.isfinite(values))
        best = None
        if len(finite):
            pick = np.argmax if series.tag in self._largest else np.argmin
            best = int(finite[pick(values[finite])])
        with np.errstate(invalid="ignore", over="ignore"):  # NaN and infinity give NaN
            mean = float(values[-self._last :].mean())
        return Metric(
            final=float(values[-1]),
            final_step=int(series.steps[-1]),
            best=None if best is None else float(values[best]),
            best_step=None if best is None else int(series.steps[best]),
            mean=mean,
        )

    def _state(self, run: Run) -> str:
        last = [one.values[-1] for one in run.scalars.values()]
        if not np.isfinite(last).all():
            return DIVERGED
        if run.hparams and run.hparams.status in ("success", "failure"):
            return FINISHED if run.hparams.status == "success" else FAILED
        if is_being_written(run.path, self._opened):
            return RUNNING
        return FINISHED if run.tags or run.graphs else EMPTY


def params_of_runs(runs: Runs) -> dict[str, dict[str, Param]]:
    """The hyperparameters of each run."""
    written: dict[str, Mapping[str, Param]] = {}
    for run in one_by_one(runs):
        if run.hparams:
            written[run.name] = run.hparams.values
    return {name: params_of_run(name, written) for name in runs}


def params_of_run(name: str, written: Mapping[str, Mapping[str, Param]]) -> dict[str, Param]:
    """The hyperparameters in a run's name, and what the plugin wrote into it and those above it.

    Those of a session hold for the runs below it, such as its "train" and "eval".
    """
    found = params_in_name(name)
    for above in sorted(filter(partial(is_at_or_below, name), written), key=len):
        found.update(written[above])
    return found


def is_at_or_below(name: str, above: str) -> bool:
    """Whether a run is another one or below it; "." is above all."""
    return above == "." or name == above or name.startswith(above + os.sep)


def is_being_written(path: str, opened: set[FileId]) -> bool:
    """Whether a process has a file of the run open, or somebody wrote to one a moment ago."""
    try:
        found = [status_of(file) for file in run_files(path, "state")]
    except OSError:
        return False  # gone, or not ours to read
    return any(
        one.file_id in opened or one.modified > time.time() - _ALIVE_SECONDS for one in found
    )


def wall_time_span(run: Run) -> tuple[float | None, float | None]:
    """The first and the last wall time of the run's points, without zeros, NaN and infinity."""
    times = [one.wall_times for kind in run.tags for one in run.points(kind).values()]
    if not times:
        return None, None
    joined = np.concatenate(times)
    known = joined[np.isfinite(joined) & (joined != 0)]
    return (float(known.min()), float(known.max())) if len(known) else (None, None)
