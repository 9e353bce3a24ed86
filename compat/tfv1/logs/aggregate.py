"""`tfv1 aggregate`: mean, deviation, median, least and largest value over the runs of a group."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from tfv1.events.reading.log import Runs
from tfv1.events.reading.patterns import Matching, natural_key
from tfv1.events.reading.series import ScalarSeries
from tfv1.logs import LogError
from tfv1.logs.find import one_by_one
from tfv1.logs.named import Param
from tfv1.logs.summary import params_of_runs
from tfv1.report.text import listed

Align = Literal["exact", "interpolate"]
"""The steps of an aggregate.

"exact": those at which every run of the group has a point of the tag.

"interpolate": all steps between the latest first and the earliest last step of the runs, with
values between two points of a run on the line through them.
"""

STATISTICS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "mean": lambda values: values.mean(axis=0),
    "std": lambda values: values.std(axis=0),
    "median": lambda values: np.median(values, axis=0),
    "min": lambda values: values.min(axis=0),
    "max": lambda values: values.max(axis=0),
}
"""What is computed of values [runs, steps]. "std" divides by the number of runs, as NumPy does."""


class Aggregate(NamedTuple):
    """The statistics of one tag over the runs of a group, each of shape [steps]."""

    group: str
    tag: str
    runs: int
    steps: np.ndarray
    wall_times: np.ndarray
    statistics: Mapping[str, np.ndarray]


def group_runs(runs: Runs, by: str) -> dict[str, list[str]]:
    """Group runs by hyperparameters ("lr,bs") or by a regular expression that their names match.

    The group is named by the hyperparameters' values, or by what the expression's groups match
    (without any, by what all of it matches). Without `by`, all runs are one group. Raises LogError
    if no run belongs to a group.
    """
    return grouped(list(runs), params_of_runs(runs) if by else {}, by)


def grouped(
    runs: Sequence[str], params: Mapping[str, Mapping[str, Param]], by: str
) -> dict[str, list[str]]:
    """Like `group_runs`, for runs of which the names and the hyperparameters are known."""
    names = [name.strip() for name in by.split(",")]
    known = list(dict.fromkeys(key for found in params.values() for key in found))
    by_params = all(name in known for name in names)
    expression = None if by_params else _expression(by)
    found: dict[str, list[str]] = {}
    for name in runs:
        group = "all" if not by else None
        if by and expression is None:
            group = _by_params(params[name], names)
        elif by and expression is not None:
            group = _by_match(expression.search(name))
        if group is not None:
            found.setdefault(group, []).append(name)
    if not found:
        raise LogError(
            f"No run belongs to a group by {by!r}: give hyperparameters ({listed(known)}) or a "
            f"regular expression that matches names of runs ({listed(runs)})."
        )
    return dict(sorted(found.items(), key=lambda item: natural_key(item[0])))


def _by_params(params: Mapping[str, Param], names: Sequence[str]) -> str | None:
    if not all(name in params for name in names):
        return None
    return ",".join(f"{name}={_short(params[name])}" for name in names)


def _short(value: Param) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _expression(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise LogError(f"Cannot read the regular expression {text!r}: {error}.") from error


def _by_match(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    parts = match.groups() or (match[0],)
    return "-".join(part for part in parts if part) or "all"


def aggregate(
    runs: Runs, group: str, members: Sequence[str], tags: Matching, align: Align
) -> list[Aggregate]:
    """The aggregates of a group: of every matching tag that all of its runs have.

    Raises LogError if a tag has no step in common.
    """
    found = [
        {tag: series for tag, series in run.scalars.items() if tag in tags}
        for run in one_by_one(runs, members)
    ]
    common = [tag for tag in found[0] if all(tag in one for one in found)]
    return [aggregate_series(group, tag, [one[tag] for one in found], align) for tag in common]


def aggregate_series(
    group: str, tag: str, series: Sequence[ScalarSeries], align: Align
) -> Aggregate:
    """The aggregate of one tag. Raises LogError if the series have no step in common."""
    columns = [_last_of_each_step(one) for one in series]
    steps = columns[0][0]
    for other, _, _ in columns[1:]:
        steps = np.intersect1d(steps, other) if align == "exact" else np.union1d(steps, other)
    if align == "interpolate":
        first = max(one[0] for one, _, _ in columns)
        last = min(one[-1] for one, _, _ in columns)
        steps = steps[(first <= steps) & (steps <= last)]
    if not len(steps):
        hint = ": use --align interpolate" if align == "exact" else ""
        raise LogError(f"The runs of group {group!r} have no step of {tag!r} in common{hint}.")
    values = np.stack([_at(steps, known, y) for known, _, y in columns])
    times = np.stack([_at(steps, known, when) for known, when, _ in columns])
    with np.errstate(invalid="ignore", over="ignore"):  # NaN and infinity give NaN
        statistics = {name: compute(values) for name, compute in STATISTICS.items()}
    return Aggregate(group, tag, len(series), steps, times.mean(axis=0), statistics)


def _at(steps: np.ndarray, known: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The values at `steps`: those at the `known` steps, and between two on the line."""
    places = np.minimum(np.searchsorted(known, steps), len(known) - 1)
    # Not interpolated if it is known: NaN would spread to the steps beside it.
    return np.where(known[places] == steps, values[places], np.interp(steps, known, values))


def _last_of_each_step(series: ScalarSeries) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Steps in order, wall times and values; of several points at one step, the last."""
    backwards = slice(None, None, -1)
    steps, places = np.unique(series.steps[backwards], return_index=True)
    return steps, series.wall_times[backwards][places], series.values[backwards][places]
