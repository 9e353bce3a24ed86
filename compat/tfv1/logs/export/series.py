"""Read the points of a kind as columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tfv1.events.reading.hparams import HPARAMS
from tfv1.events.reading.kinds import HISTOGRAM, SCALAR, TEXT
from tfv1.events.reading.patterns import matching
from tfv1.events.reading.points import Points
from tfv1.events.reading.run import Run
from tfv1.events.reading.runs import OnSkipped, Skipped
from tfv1.events.reading.scan import Gap
from tfv1.events.reading.series import ScalarSeries
from tfv1.events.reading.superseded import Superseded
from tfv1.events.reading.values import Histogram
from tfv1.logs import LogError
from tfv1.logs.find import one_by_one, open_runs
from tfv1.logs.runtable import Cell, Table, columns_of_params
from tfv1.report.data import json_text
from tfv1.report.text import counted, listed

KINDS = (SCALAR, HISTOGRAM, TEXT)
"""The kinds of points that can be columns."""

TABLE_KINDS = (*KINDS, HPARAMS)
"""The kinds that can be a table."""

Column = np.ndarray | Sequence[str]


@dataclass(frozen=True)
class Series:
    """The points of a tag of a run as columns of one length, by name.

    They are step, wall_time and value; of histograms, whose rows are buckets, step, wall_time,
    left, right and count. The values of texts are a list of str, everything else is an array.
    """

    run: str
    tag: str
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.columns["step"])

    def part(self, rows: slice) -> Series:
        """Some of the points."""
        return replace(self, columns={name: one[rows] for name, one in self.columns.items()})


@dataclass(frozen=True)
class Wanted:
    """Which points to export: patterns of runs and of tags, and which of a resumed run."""

    runs: Sequence[str] = ()
    tags: Sequence[str] = ()
    superseded: Superseded = "drop"


class Exported:
    """The series of a log, in its order, which are read when they are asked for, run by run."""

    def __init__(self, logdir: str, kind: str, wanted: Wanted) -> None:
        """`kind` is one of `KINDS`."""
        self._logdir, self._kind, self._wanted = logdir, kind, wanted
        self.gaps: list[Gap] = []
        self.skipped: list[Skipped] = []

    def __iter__(self) -> Iterator[Series]:
        """Raises LogError if there are none."""
        count = 0
        wanted = self._wanted
        for run in read_runs(self._logdir, wanted, self.skipped.append, wanted.tags):
            self.gaps += run.gaps
            for tag, one in run.points(self._kind).items():
                count += 1
                yield Series(run.name, tag, columns_of(one, self._kind, self.skipped.append))
        if not count:
            every_run = read_runs(self._logdir, wanted, lambda skipped: None)
            known = {tag for run in every_run for tag in run.points(self._kind)}
            check_found(count, wanted, known, self._kind, self.skipped)


def read_hparams(logdir: str, wanted: Wanted) -> tuple[Table, list[Gap], list[Skipped]]:
    """A row for each run in which the hparams plugin wrote. Raises LogError if there is none."""
    gaps: list[Gap] = []
    skipped: list[Skipped] = []
    rows = []
    for run in read_runs(logdir, wanted, skipped.append):
        gaps += run.gaps
        if run.hparams:
            rows.append(hparams_row(run))
    check_found(len(rows), wanted, set(), HPARAMS, skipped)
    return hparams_table(rows), gaps, skipped


Row = tuple[dict[str, Cell], Mapping[str, Cell]]


def hparams_row(run: Run) -> Row:
    """What is known of a session, and its hyperparameters."""
    known = run.hparams
    assert known is not None
    times = {"start_time": known.start_time or None, "end_time": known.end_time or None}
    row: dict[str, Cell] = {"run": run.name, "group": known.group, "status": known.status, **times}
    return row, known.values


def hparams_table(rows: Sequence[Row]) -> Table:
    """A table of such rows, with a column for each hyperparameter."""
    params = list(dict.fromkeys(name for _, values in rows for name in values))
    fixed = list(rows[0][0]) if rows else []
    headers = columns_of_params(params, fixed)
    cells = [
        {**row, **{headers[name]: value for name, value in values.items()}} for row, values in rows
    ]
    return Table([*fixed, *headers.values()], cells)


def read_runs(
    logdir: str, wanted: Wanted, on_skipped: OnSkipped, tags: Sequence[str] = ()
) -> Iterator[Run]:
    """The runs one by one, with only what matches one of the patterns `tags`, if there are any."""
    return one_by_one(open_runs([logdir], on_skipped, wanted.runs, wanted.superseded, tags=tags))


def chosen_tags(
    points: Mapping[str, ScalarSeries | Points], patterns: Sequence[str]
) -> dict[str, ScalarSeries | Points]:
    """The points by tag whose tag matches one of some patterns; all without any."""
    return matching(points, patterns) if patterns else dict(points)


def check_found(
    count: int, wanted: Wanted, known: set[str], kinds: str, skipped: Sequence[Skipped]
) -> None:
    """Raises LogError if nothing was found of some kinds, whose tags are `known`."""
    if count:
        return
    if skipped and not known:
        more = f", nor {counted(len(skipped) - 1, 'other path')}" if len(skipped) > 1 else ""
        raise LogError(f"There is nothing to export: cannot read {skipped[0]}{more}.")
    if not known or not wanted.tags:
        raise LogError(f"There is nothing to export: the log has no {kinds}.")
    patterns = " or ".join(map(repr, wanted.tags))
    raise LogError(f"No tag of {kinds} matches {patterns}; the tags are: {listed(sorted(known))}.")


def columns_of(
    points: ScalarSeries | Points, kind: str, on_skipped: OnSkipped
) -> dict[str, Column]:
    """The columns of the points of a tag; those that cannot be read go to `on_skipped`."""
    if isinstance(points, ScalarSeries):
        return {"step": points.steps, "wall_time": points.wall_times, "value": points.values}
    found = list(readable(points, on_skipped))
    rows = np.array([row for row, _ in found], int)
    columns = {"step": points.steps[rows], "wall_time": points.wall_times[rows]}
    if kind == HISTOGRAM:
        return _buckets(columns, [value for _, value in found])
    return {**columns, "value": [text_of(value) for _, value in found]}


def readable(points: Points, on_skipped: OnSkipped) -> Iterator[tuple[int, Any]]:
    """The points that can be read, each with its number."""
    for row in range(len(points)):
        try:
            yield row, points[row]
        except OSError as error:
            on_skipped(Skipped.because(error.filename or points.tag, error))
        except ValueError as error:  # malformed, which the message says with file, tag and step
            on_skipped(Skipped(*str(error).split(": ", 1)))


def _buckets(columns: Mapping[str, np.ndarray], values: Sequence[Histogram]) -> dict[str, Column]:
    counts = [len(one.counts) for one in values]
    repeated = {name: np.repeat(column, counts) for name, column in columns.items()}
    edges = zip(*values, strict=True) if values else [()] * 3
    left, right, count = (np.concatenate([np.zeros(0), *arrays]) for arrays in edges)
    return {**repeated, "left": left, "right": right, "count": count}


def text_of(value: object) -> str:
    """One text as it is, a table of texts as JSON."""
    array = np.asarray(value, object)
    return str(array.item()) if array.size == 1 else json_text(array.tolist(), indent=None)
