"""`tfv1 show`: the contents of a logdir, as text or as JSON."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tfv1.events.reading.kinds import SCALAR
from tfv1.events.reading.notes import Notes
from tfv1.events.reading.patterns import matching
from tfv1.events.reading.runs import Skipped
from tfv1.events.reading.series import ScalarSeries
from tfv1.logs import LogError
from tfv1.logs.curves import plot, sparkline
from tfv1.logs.drawing import STEPS, Drawing
from tfv1.logs.overview import Overview, Repeated, TagInfo, scalar_stats
from tfv1.logs.showruns import MOST_IN_FULL, many_runs, overlays
from tfv1.report.data import json_number
from tfv1.report.text import (
    aligned,
    clock,
    columns_of,
    counted,
    duration,
    listed,
    printable,
    shortened,
    size_text,
)

_MOST_GAPS = 5
_MOST_RESTARTS = 5
_LONGEST_TAG, _SHORTEST_TAG = 60, 16  # columns
_MOST_NOTES = 10  # lines


def keep_tags(
    overviews: Sequence[Overview], patterns: Sequence[str], must_match: bool = True
) -> list[Overview]:
    """The overviews with only the tags that match a glob in `patterns`; all tags if it is empty.

    With `must_match`, raises LogError if no tag is left.
    """
    if not patterns:
        return list(overviews)
    kept = [
        replace(
            one,
            scalars=matching(one.scalars, patterns),
            repeated=matching(one.repeated, patterns),
            tags={kind: matching(tags, patterns) for kind, tags in one.tags.items()},
        )
        for one in overviews
    ]
    if must_match and not any(map(_tag_names, kept)):
        known = sorted({tag for one in overviews for tag in _tag_names(one)})
        wanted = " or ".join(map(repr, patterns))
        raise LogError(f"No tag matches {wanted}; the tags are: {listed(known)}.")
    return kept


def _tag_names(overview: Overview) -> list[str]:
    return [*overview.scalars, *(tag for tags in overview.tags.values() for tag in tags)]


def as_text(
    overviews: Sequence[Overview],
    width: int = 100,
    unicode: bool = True,
    large: bool = False,
    drawing: Drawing = STEPS,
    everything: bool = False,
    together: bool = False,
) -> Iterator[str]:
    """The lines that describe `overviews`; with `large`, each scalar gets a larger plot.

    Many runs get a line each, and their larger plots are drawn into one, unless `everything` is to
    be shown. `together` draws the plots of few runs into one, too.
    """
    is_many = len(overviews) > MOST_IN_FULL and not everything
    if together or (large and is_many):
        yield from overlays(overviews, width, unicode, drawing)
        return
    if is_many:
        yield from many_runs(overviews, width, unicode, drawing)
        return
    for number, overview in enumerate(overviews):
        if number:
            yield ""
        yield from _run_lines(overview, width, unicode, large, drawing)


def _run_lines(
    overview: Overview, width: int, unicode: bool, large: bool, drawing: Drawing
) -> Iterator[str]:
    name = "" if overview.name == "." else f" {overview.name}"
    yield f"run{name} ({overview.path})"
    events = sum(overview.events.values())
    yield f"  {counted(events, 'event')}{_time_span(overview)}"
    yield from _notes(overview.notes, width)
    for file in overview.files.values():
        size = size_text(file.size)
        yield f"  {os.path.basename(file.path)}  {size}, {counted(file.events, 'event')}"
    for gap in overview.gaps[:_MOST_GAPS]:
        yield f"  damage: {os.path.basename(gap.path)}: {gap.what}"
    if len(overview.gaps) > _MOST_GAPS:
        yield f"  damage: {counted(len(overview.gaps) - _MOST_GAPS, 'more gap')}"
    for restart in overview.restarts[:_MOST_RESTARTS]:
        yield f"  restarted at step {restart.step} ({os.path.basename(restart.path)})"
    if len(overview.restarts) > _MOST_RESTARTS:
        yield f"  restarted {counted(len(overview.restarts) - _MOST_RESTARTS, 'more time')}"
    series = [s for s in overview.scalars.values() if len(s)]
    yield from _hidden(overview)
    if series:
        yield ""
        yield from (_plots if large else _table)(series, width, unicode, drawing)
    for kind, tags in overview.tags.items():
        if tags:
            yield ""
            yield from _tag_lines(kind, tags, width)
    rest = _other_events(overview)
    if rest:
        yield ""
        yield f"  also: {rest}"


def _notes(notes: Notes, width: int) -> Iterator[str]:
    if notes.tags:
        yield shortened(printable(f"  tags: {listed(notes.tags)}"), width)
    lines = notes.text.splitlines()
    for number, line in enumerate(lines[:_MOST_NOTES]):
        yield shortened(printable(f"  {'       ' if number else 'notes: '}{line}"), width)
    if len(lines) > _MOST_NOTES:
        yield f"         and {counted(len(lines) - _MOST_NOTES, 'more line')}"


def _hidden(overview: Overview) -> Iterator[str]:
    """Which points TensorBoard does not show, and why."""
    tags = [
        f"{shortened(tag)} {one.hidden:,} of {one.points:,}"
        for tag, one in overview.repeated.items()
    ]
    if not tags:
        return
    back = sorted({step for one in overview.repeated.values() for step in one.back})
    how = f"go back to {listed(back)}" if back else "repeat"
    yield f"  steps {how}: TensorBoard shows the last attempt only, and hides {listed(tags, 4)}"
    yield "  (it draws them with --load_fast=false, and this with --superseded restarts)"


def _table(
    series: Sequence[ScalarSeries], width: int, unicode: bool, drawing: Drawing
) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [("points", "steps", "last", "min", "max")]
    for one in series:
        stats = scalar_stats(one)
        bounds = ["-" if x is None else _number(x) for x in (stats.low, stats.high)]
        steps = _steps(stats.first_step, stats.last_step)
        rows.append((str(stats.points), steps, _number(stats.last), *bounds))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    # On a narrow terminal the tag is shortened before the numbers wrap.
    longest = max(_SHORTEST_TAG, min(_LONGEST_TAG, width - sum(widths) - 2 * len(widths) - 12))
    tags = [shortened(printable(tag), longest) for tag in ("scalars", *(s.tag for s in series))]
    lines = list(aligned([(tag, *row) for tag, row in zip(tags, rows, strict=True)], left=1))
    room = max(8, min(32, width - columns_of(lines[0]) - 4))
    for line, one_series in zip(lines, [None, *series], strict=True):
        curve = ""
        if one_series is not None:
            curve = sparkline(drawing.x(one_series), drawing.y(one_series), room, unicode)
            curve += _not_finite(one_series)
        yield f"  {line}  {curve}".rstrip()


def _plots(
    series: Sequence[ScalarSeries], width: int, unicode: bool, drawing: Drawing
) -> Iterator[str]:
    for number, one in enumerate(series):
        if number:
            yield ""
        stats = scalar_stats(one)
        yield (
            f"  {shortened(one.tag)}: {counted(stats.points, 'point')}, steps "
            f"{_steps(stats.first_step, stats.last_step)}, last {_number(stats.last)}"
            f"{_not_finite(one)}"
        )
        size = min(width, 80) - 4
        x, y = drawing.x(one), drawing.y(one)
        for line in plot(x, y, size, 10, unicode, drawing.log, drawing.x_text):
            yield f"    {line}"


def _tag_lines(kind: str, tags: dict[str, TagInfo], width: int) -> Iterator[str]:
    longest = max(_SHORTEST_TAG, min(_LONGEST_TAG, width - 30))
    yield f"  {shortened(kind, _LONGEST_TAG)}"
    rows = [
        (
            shortened(printable(tag), longest),
            f"{counted(info.count, 'time')}, steps {_steps(info.first_step, info.last_step)}",
        )
        for tag, info in tags.items()
    ]
    yield from (f"    {line}".rstrip() for line in aligned(rows, left=2))


def _other_events(overview: Overview) -> str:
    names = {
        "graph_def": "graph",
        "meta_graph_def": "meta graph",
        "session_log": "session log",
        "log_message": "log message",
    }
    parts = [counted(overview.events[field], name) for field, name in names.items()
             if overview.events[field]]  # fmt: skip
    if overview.run_metadata:
        parts.append(f"run metadata ({listed(overview.run_metadata, 4)})")
    return ", ".join(parts)


def _not_finite(series: ScalarSeries) -> str:
    count = scalar_stats(series).not_finite
    return f"  {count} NaN or Inf" if count else ""


def _time_span(overview: Overview) -> str:
    first, last = overview.first_wall_time, overview.last_wall_time
    if first is None or last is None:
        return ""
    return f", from {clock(first)}, {duration(last - first)} long"


def _steps(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}..{last}"


def _number(value: float) -> str:
    return f"{value:.5g}"


def as_json(overviews: Sequence[Overview], skipped: Iterable[Skipped] = ()) -> dict[str, Any]:
    """The overviews, and what was not read, as plain data."""
    return {
        "runs": [_run_json(overview) for overview in overviews],
        "not_read": [one._asdict() for one in skipped],
    }


def _run_json(overview: Overview) -> dict[str, Any]:
    return {
        "run": overview.name,
        "path": overview.path,
        "files": [vars(file) for file in overview.files.values()],
        "events": dict(overview.events),
        "first_wall_time": overview.first_wall_time,
        "last_wall_time": overview.last_wall_time,
        "notes": overview.notes._asdict(),
        "tags": {
            SCALAR: {
                tag: _scalar_json(s, overview.repeated.get(tag))
                for tag, s in overview.scalars.items()
                if len(s)
            },
            **{
                kind: {tag: vars(info) for tag, info in tags.items()}
                for kind, tags in overview.tags.items()
            },
        },
        "run_metadata": overview.run_metadata,
        "restarts": [{"path": r.path, "step": r.step} for r in overview.restarts],
        "gaps": [vars(gap) for gap in overview.gaps],
    }


def _scalar_json(series: ScalarSeries, repeated: Repeated | None) -> dict[str, Any]:
    stats = scalar_stats(series)
    return {
        "count": stats.points,
        "first_step": stats.first_step,
        "last_step": stats.last_step,
        "last": json_number(stats.last),
        "min": stats.low,
        "max": stats.high,
        "not_finite": stats.not_finite,
        "hidden": repeated.hidden if repeated else 0,
    }
