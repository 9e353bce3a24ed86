"""Points as pandas tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from tfv1.events.reading.hparams import HPARAMS, HParams
from tfv1.events.reading.kinds import HISTOGRAM
from tfv1.events.reading.points import Points
from tfv1.events.reading.series import ScalarSeries
from tfv1.events.reading.values import Histogram

if TYPE_CHECKING:
    from pandas import DataFrame


class PointSource(Protocol):
    """A run, as far as a table is made of it."""

    name: str

    @property
    def hparams(self) -> HParams | None: ...

    @property
    def histograms(self) -> Mapping[str, Points[Histogram]]: ...

    def points(self, kind: str) -> Mapping[str, ScalarSeries | Points[Any]]: ...


def frame(runs: Sequence[PointSource], kind: str, wide: bool) -> DataFrame:
    """The points of a kind as a table; see `Runs.to_pandas`."""
    try:
        import pandas
    except ImportError as error:
        raise ImportError("Tables need pandas: pip install 'tfv1[pandas]'.") from error
    if kind == HPARAMS:
        rows = {run.name: run.hparams.values for run in runs if run.hparams}
        table = pandas.DataFrame.from_dict(rows, orient="index").rename_axis("run")
        return table if wide else table.reset_index()
    long = _buckets(pandas, runs) if kind == HISTOGRAM and not wide else _long(pandas, runs, kind)
    if not wide:
        return long
    tags = long["tag"].drop_duplicates()
    last = long.drop_duplicates(["run", "step", "tag"], keep="last")
    table = last.pivot(index=["run", "step"], columns="tag", values="value")
    runs_in_order = [run.name for run in runs]
    return table.reindex(runs_in_order, level="run").reindex(columns=tags)


def _long(pandas: Any, runs: Sequence[PointSource], kind: str) -> Any:
    tables = [
        pandas.DataFrame(
            {
                "run": run.name,
                "tag": tag,
                "step": points.steps,
                "wall_time": points.wall_times,
                "value": _values(points),
            }
        )
        for run in runs
        for tag, points in run.points(kind).items()
    ]
    if tables:
        return pandas.concat(tables, ignore_index=True)
    return pandas.DataFrame(columns=["run", "tag", "step", "wall_time", "value"])


def _values(points: ScalarSeries | Points[Any]) -> Any:
    if isinstance(points, ScalarSeries):
        return points.values
    found = list(points)
    column = np.empty(len(found), object)
    for row, one in enumerate(found):
        # One text is a str, one number a number.
        column[row] = one.item() if isinstance(one, np.ndarray) and one.size == 1 else one
    return column


def _buckets(pandas: Any, runs: Sequence[PointSource]) -> Any:
    tables = []
    for run in runs:
        for tag, points in run.histograms.items():
            rows = zip(points.steps, points.wall_times, points, strict=True)
            for step, wall_time, one in rows:
                tables.append(
                    pandas.DataFrame(
                        {
                            "run": run.name,
                            "tag": tag,
                            "step": step,
                            "wall_time": wall_time,
                            "left": one.left,
                            "right": one.right,
                            "count": one.counts,
                        }
                    )
                )
    if tables:
        return pandas.concat(tables, ignore_index=True)
    return pandas.DataFrame(columns=["run", "tag", "step", "wall_time", "left", "right", "count"])
