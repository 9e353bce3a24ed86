"""Runs as HTML, which notebooks show in place of their repr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tfv1.report.html import escape, rows_of
from tfv1.report.sparks import spark
from tfv1.report.text import counted, shortened

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_TAGS = 40
MOST_RUNS = 24
"""The most runs that are shown at once, and read for it."""


class TagRow(NamedTuple):
    """The points of a tag; `values` are None if they are not numbers."""

    tag: str
    kind: str
    steps: NDArray[np.int64]
    values: NDArray[np.float64] | None = None


class RunRow(NamedTuple):
    """A run: how many tags there are of each kind, and how many pieces of it were not read."""

    name: str
    path: str
    unread: int
    tags: Sequence[TagRow]


def run_html(run: RunRow) -> str:
    """A line for each tag, with the curve of a scalar."""
    header = [*map(escape, ("tag", "kind", "points", "steps", "last")), ""]
    lines = [
        [escape(shortened(one.tag)), escape(one.kind), f"{len(one.steps):,}", *_curve(one)]
        for one in run.tags[:_MOST_TAGS]
    ]
    parts = [f"<b>{escape(shortened(run.name))}</b> ({escape(run.path)}){_unread(run)}"]
    if lines:
        parts.append(rows_of([header, *lines]))
    if len(run.tags) > _MOST_TAGS:
        parts.append(f"and {counted(len(run.tags) - _MOST_TAGS, 'more tag')}")
    return "\n".join(parts)


def runs_html(runs: Sequence[RunRow], count: int) -> str:
    """A line for each of the first runs of `count`, with the curve of its first scalar."""
    header = [*map(escape, ("run", "tags", "first scalar", "steps", "last")), ""]
    lines = []
    for run in runs:
        kinds = dict.fromkeys(one.kind for one in run.tags)
        tags = ", ".join(f"{sum(one.kind == kind for one in run.tags)} {kind}" for kind in kinds)
        first = next((one for one in run.tags if one.values is not None), None)
        name = escape(shortened(run.name)) + _unread(run)
        curve = [escape(shortened(first.tag, 40)), *_curve(first)] if first else [""] * 4
        lines.append([name, escape(tags), *curve])
    parts = [counted(count, "run")]
    if lines:
        parts.append(rows_of([header, *lines]))
    if count > len(runs):
        parts.append(f"and {counted(count - len(runs), 'more run')}")
    return "\n".join(parts)


def _unread(run: RunRow) -> str:
    return f" (not read to the end: {counted(run.unread, 'gap')})" if run.unread else ""


def _curve(one: TagRow) -> list[str]:
    """The cells with the steps, the last value and the curve."""
    if not len(one.steps):
        return ["", "", ""]
    steps = f"{one.steps.min()}..{one.steps.max()}"
    if one.values is None:
        return [steps, "", ""]
    return [steps, f"{one.values[-1]:.5g}", spark(one.steps, one.values)]
