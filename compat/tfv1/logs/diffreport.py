"""Show a comparison of two logs as text, as plain data, or as a page with curves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from tfv1.events.reading.runlog import is_event_key
from tfv1.logs.differences import LogDiff, RunDiff, TagDiff, scalar_tags
from tfv1.report.data import json_number
from tfv1.report.html import page, table
from tfv1.report.plots import PALETTE, Curve, Key, Panel
from tfv1.report.svg import svg
from tfv1.report.text import aligned, counted, shortened

_HEADER = ("tag", "kind", "A", "B", "differing", "first step", "largest abs", "largest rel")
_MOST_NOTES = 20


def as_text(diff: LogDiff) -> Iterator[str]:
    """The lines of a report: for each run its first differences and a table, then a summary."""
    yield f"A: {diff.a}"
    yield f"B: {diff.b}"
    for note in diff.notes:
        yield f"  {note}"
    for run in diff.runs:
        if not run.equal:
            yield ""
            yield from _run_lines(run)
    yield ""
    yield summary_line(diff)


def summary_line(diff: LogDiff) -> str:
    """The outcome of the comparison, in one line.

    It counts tags, each once in however many runs it is, and names kinds of events without one.
    """
    found = [tag for run in diff.runs for tag in run.tags]
    if diff.equal:
        compared = sum(tag.compared for tag in found if not is_event_key(tag.key))
        tags, kinds = tags_and_kinds(found)
        what = ", ".join([counted(tags, "tag"), *kinds])
        return f"equal: {what}, {counted(compared, 'point')} compared"
    tags, kinds = tags_and_kinds([tag for tag in found if not tag.equal])
    wrong = [f"{tags} of {counted(tags_and_kinds(found)[0], 'tag')}"] if tags or not kinds else []
    runs = sum(not run.equal for run in diff.runs)
    where = f"in {runs} of {counted(len(diff.runs), 'run')}"
    return f"different: {', '.join([*wrong, *kinds])}, {where}{unread(diff.notes)}"


def unread(notes: Sequence[str]) -> str:
    """The end of a summary, if there are notes on what was not read."""
    return f"; {counted(len(notes), 'path')} not read" if notes else ""


def tags_and_kinds(found: Iterable[TagDiff]) -> tuple[int, list[str]]:
    """How many tags there are among keys, and the kinds of events without a tag."""
    keys = dict.fromkeys(tag.key for tag in found)
    kinds = dict.fromkeys(key.kind for key in keys if is_event_key(key))
    kinds.pop("file_version", None)  # it is in every log, and always the same
    return sum(not is_event_key(key) for key in keys), list(kinds)


def _run_lines(run: RunDiff) -> Iterator[str]:
    yield f"run {run.name}"
    notes = [*run.notes, *(f"{_name(tag)}: {note}" for tag in run.tags for note in tag.notes)]
    for note in notes[:_MOST_NOTES]:
        yield f"  {note}"
    if len(notes) > _MOST_NOTES:
        yield f"  ... and {len(notes) - _MOST_NOTES} more"
    for tag in run.tags:
        if tag.first:
            yield f"  {_name(tag)}: first differs at step {tag.first.step}: {_first_text(tag)}"
    rows = [_row(tag) for tag in run.tags if not tag.equal]
    if rows:
        yield ""
        yield from (f"  {line}" for line in aligned([_HEADER, *rows], left=2))


def _first_text(tag: TagDiff) -> str:
    first = tag.first
    assert first is not None
    if first.absolute is None:
        return first.text
    return f"{first.text} (abs {first.absolute:.3g}, rel {first.relative:.3g})"


def _name(tag: TagDiff) -> str:
    return shortened(tag.key.name)


def _row(tag: TagDiff) -> tuple[str, ...]:
    return (
        _name(tag),
        tag.key.kind,
        str(tag.points_a),
        str(tag.points_b),
        str(tag.differing),
        str(tag.first.step) if tag.first else "-",
        "-" if tag.largest_absolute is None else f"{tag.largest_absolute:.3g}",
        "-" if tag.largest_relative is None else f"{tag.largest_relative:.3g}",
    )


def as_json(diff: LogDiff) -> dict[str, Any]:
    """The comparison as plain data; numbers that JSON lacks are strings."""
    return {
        "a": diff.a,
        "b": diff.b,
        "equal": diff.equal,
        "notes": diff.notes,
        "runs": [
            {
                "run": run.name,
                "equal": run.equal,
                "notes": run.notes,
                "tags": [_tag_json(tag) for tag in run.tags],
            }
            for run in diff.runs
        ],
    }


def _tag_json(tag: TagDiff) -> dict[str, Any]:
    first = tag.first
    return {
        "tag": tag.key.tag,
        "kind": tag.key.kind,
        "equal": tag.equal,
        "notes": tag.notes,
        "points_a": tag.points_a,
        "points_b": tag.points_b,
        "compared": tag.compared,
        "differing": tag.differing,
        "largest_absolute": _number(tag.largest_absolute),
        "largest_relative": _number(tag.largest_relative),
        "first": first
        and {
            "step": first.step,
            "text": first.text,
            "a": _number(first.a),
            "b": _number(first.b),
            "absolute": _number(first.absolute),
            "relative": _number(first.relative),
        },
    }


def _number(value: float | None) -> float | str | None:
    return None if value is None else json_number(value)


def as_html(diff: LogDiff) -> str:
    """A self-contained page of `html_parts`."""
    return page("tfv1 diff", html_parts(diff))


def html_parts(diff: LogDiff) -> list[str]:
    """The elements of the page: tables, and both curves of each scalar with their difference."""
    paths = table(["", "log"], [["A", diff.a], ["B", diff.b]])
    parts = [paths, f"<p>{summary_line(diff)}</p>"]
    if diff.notes:
        parts.append(table(["not read"], [[note] for note in diff.notes]))
    for run in diff.runs:
        heading = table([f"run {run.name}"], [[note] for note in run.notes])
        parts.append(heading)
        rows = [[*_row(tag), "; ".join(tag.notes) or _difference(tag)] for tag in run.tags]
        if rows:
            parts.append(table([*_HEADER, "what differs"], rows))
        panels = [panel for tag in scalar_tags(run) for panel in _panels(tag)]
        if panels:
            legend = [Key(*one) for one in zip(("A", "B", "B - A"), PALETTE, strict=False)]
            parts.append(svg(panels, legend, columns=2))
    return parts


def _difference(tag: TagDiff) -> str:
    return f"step {tag.first.step}: {_first_text(tag)}" if tag.first else ""


def _panels(tag: TagDiff) -> Iterator[Panel]:
    """Both curves of a scalar, and their difference at the steps they share."""
    a, b = tag.a, tag.b
    assert a is not None and b is not None and a.values is not None and b.values is not None
    curves = [Curve("A", PALETTE[0], a.steps, a.values), Curve("B", PALETTE[1], b.steps, b.values)]
    yield Panel(_name(tag), curves)
    if np.array_equal(a.steps, b.steps):
        steps, values_a, values_b = a.steps, a.values, b.values
    else:
        steps, rows_a, rows_b = np.intersect1d(a.steps, b.steps, return_indices=True)
        values_a, values_b = a.values[rows_a], b.values[rows_b]
    with np.errstate(invalid="ignore", over="ignore"):
        difference = values_b - values_a
    yield Panel(f"{_name(tag)}: B - A", [Curve("B - A", PALETTE[2], steps, difference)])
