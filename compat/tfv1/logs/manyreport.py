"""Show the comparisons of many logs with one: who differs where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tfv1.logs.differences import LogDiff, TagDiff, scalar_tags
from tfv1.logs.diffmany import ManyDiff
from tfv1.logs.diffreport import as_json as one_as_json
from tfv1.logs.diffreport import tags_and_kinds, unread
from tfv1.report.html import escape, page, table
from tfv1.report.plots import REST, Curve, Key, Panel, style
from tfv1.report.svg import svg
from tfv1.report.text import aligned, counted, listed, shortened

_LOGS = ("log", "tags", "points", "first step", "largest abs", "largest rel", "where")
_TAGS = ("tag", "kind", "differs in", "first step", "largest abs", "largest rel")
_MOST_ROWS = 60
_LEGEND = 24
_A = Key("A", "#b8b8b8")
_A_WIDTH = 5.0  # a broad line, so that it is seen behind what is equal to it


class _Where(NamedTuple):
    """A tag of a run; `run` is "" where the logs are single runs."""

    run: str
    kind: str
    tag: str

    def __str__(self) -> str:
        name = self.tag or self.kind
        return f"{self.run}: {name}" if self.run else name


def as_text(many: ManyDiff) -> Iterator[str]:
    """The lines of a report: a table of the logs that differ, one of the tags, a summary."""
    yield f"A: {many.a}"
    yield from (f"  {note}" for note in many.notes)
    logs = [_log_row(diff) for diff in many.diffs if not diff.equal]
    tags = list(_tag_rows(many))
    for header, rows in ((_LOGS, logs), (_TAGS, tags)):
        if rows:
            yield ""
            shown = [[shortened(cell, 60) for cell in row] for row in rows[:_MOST_ROWS]]
            yield from (line.rstrip() for line in aligned([header, *shown], left=1))
            if len(rows) > _MOST_ROWS:
                yield f"and {len(rows) - _MOST_ROWS:,} more"
    yield ""
    yield summary_line(many)


def summary_line(many: ManyDiff) -> str:
    """The outcome of the comparisons, in one line."""
    total = counted(len(many.diffs), "log")
    found = [tag for diff in many.diffs for run in diff.runs for tag in run.tags]
    if many.equal:
        return f"equal to A: {total}, {counted(tags_and_kinds(found)[0], 'tag')}"
    wrong = [diff for diff in many.diffs if not diff.equal]
    tags, kinds = tags_and_kinds([tag for tag in found if not tag.equal])
    parts = [f"{tags} of {counted(tags_and_kinds(found)[0], 'tag')}", *kinds]
    return f"different from A: {len(wrong)} of {total}, in {', '.join(parts)}{unread(many.notes)}"


def _log_row(diff: LogDiff) -> list[str]:
    found = [(run.name, tag) for run in diff.runs for tag in run.tags]
    wrong = [(name, tag) for name, tag in found if not tag.equal]
    total, _ = tags_and_kinds(tag for _, tag in found)
    count, _ = tags_and_kinds(tag for _, tag in wrong)
    notes = [*diff.notes, *(note for run in diff.runs for note in run.notes)]
    names = [str(_where(diff, name, tag)) for name, tag in wrong]
    numbers = _numbers([tag for _, tag in wrong])
    points = f"{sum(tag.differing for _, tag in wrong):,}"
    return [diff.b, f"{count} of {total}", points, *numbers, listed([*names, *notes], 3)]


def _where(diff: LogDiff, run: str, tag: TagDiff) -> _Where:
    return _Where(run if len(diff.runs) > 1 else "", *tag.key)


def _numbers(tags: Sequence[TagDiff]) -> list[str]:
    """The first differing step and the largest errors of tags."""
    steps = [tag.first.step for tag in tags if tag.first]
    return [str(min(steps)) if steps else "-"] + [
        f"{max(known):.3g}" if (known := [one for one in errors if one is not None]) else "-"
        for errors in (
            [tag.largest_absolute for tag in tags], [tag.largest_relative for tag in tags]
        )
    ]  # fmt: skip


def _tag_rows(many: ManyDiff) -> Iterator[list[str]]:
    found: dict[_Where, list[TagDiff]] = {}
    for diff in many.diffs:
        for run in diff.runs:
            for tag in run.tags:
                found.setdefault(_where(diff, run.name, tag), []).append(tag)
    for where, tags in found.items():
        wrong = [tag for tag in tags if not tag.equal]
        if wrong:
            counts = f"{len(wrong)} of {counted(len(many.diffs), 'log')}"
            yield [str(where), where.kind, counts, *_numbers(wrong)]


def as_json(many: ManyDiff) -> dict[str, Any]:
    """The comparisons as plain data: each as that of two logs."""
    return {
        "a": many.a,
        "equal": many.equal,
        "notes": many.notes,
        "logs": [one_as_json(diff) for diff in many.diffs],
    }


def as_html(many: ManyDiff) -> str:
    """A self-contained page of `html_parts`."""
    return page("tfv1 diff", html_parts(many))


def html_parts(many: ManyDiff) -> list[str]:
    """The elements of the page: the tables, and the curves of each scalar over that of A."""
    wrong = [diff for diff in many.diffs if not diff.equal]
    equal = [diff.b for diff in many.diffs if diff.equal]
    parts = [table(["A"], [[many.a]]), f"<p>{escape(summary_line(many))}</p>"]
    if many.notes:
        parts.append(table(["not read"], [[note] for note in many.notes]))
    if wrong:
        parts.append(table(_LOGS, [_log_row(diff) for diff in wrong]))
        parts.append(table(_TAGS, _tag_rows(many)))
    if equal:
        parts.append(table(["equal to A"], [[name] for name in equal]))
    styles = {diff.b: style(number) for number, diff in enumerate(wrong[:_LEGEND])}
    panels = _panels(many, styles)
    if panels:
        legend = [_A, *(Key(name, *one) for name, one in styles.items())]
        rest = len(many.diffs) - len(styles)
        if rest:
            legend.append(Key(f"and {counted(rest, 'more log')}", REST))
        parts.append(svg(panels, legend))
    return parts


def _panels(many: ManyDiff, styles: dict[str, tuple[str, tuple[int, ...]]]) -> list[Panel]:
    """A panel for each scalar: A's curve, then those of equal logs, those that differ on top."""
    curves: dict[_Where, list[Curve]] = {}
    for diff in sorted(many.diffs, key=lambda diff: diff.b in styles):
        color, dash = styles.get(diff.b, (REST, ()))
        for run in diff.runs:
            for tag in scalar_tags(run):
                a, b = tag.a, tag.b
                assert a is not None and b is not None
                assert a.values is not None and b.values is not None
                where = _where(diff, run.name, tag)
                if where not in curves:
                    base = Curve("A", _A.color, a.steps, a.values, width=_A_WIDTH)
                    curves[where] = [base]
                curve = Curve(shortened(diff.b), color, b.steps, b.values, dash=dash)
                curves[where].append(curve)
    return [Panel(shortened(str(where), 60), found) for where, found in curves.items()]
