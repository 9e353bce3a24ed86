"""Many runs on one page: a line for each, and one for each tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tfv1.events.reading.kinds import SCALAR
from tfv1.logs.curves import LETTERS, overlay, sparkline
from tfv1.logs.drawing import Drawing
from tfv1.logs.overview import Overview
from tfv1.report.text import aligned, counted, duration, listed, printable, shortened, size_text

MOST_IN_FULL = 12
"""The most runs that are shown one after the other."""

_MOST_TAGS = 40


def many_runs(
    overviews: Sequence[Overview], width: int, unicode: bool, drawing: Drawing
) -> Iterator[str]:
    """A table of runs with the curve of the scalar that most of them have, and a table of tags."""
    tags = Counter(
        (kind, tag)
        for one in overviews
        for kind, found in (
            (SCALAR, [tag for tag, series in one.scalars.items() if len(series)]),
            *((kind, found) for kind, found in one.tags.items()),
        )
        for tag in found
    )
    scalars = [tag for (kind, tag), _ in tags.most_common() if kind == SCALAR]
    first = scalars[0] if scalars else None
    header: tuple[str, ...] = ("run", "events", "size", "last step", "long", "last")
    rows = [_row(one, first, width // 2) for one in overviews]
    if any(one.notes.tags for one in overviews):
        header = (*header, "tags")
        noted = [shortened(printable(", ".join(one.notes.tags)), width // 4) for one in overviews]
        rows = [(*row, tags or "-") for row, tags in zip(rows, noted, strict=True)]
    lines = list(aligned([header, *rows], left=1))
    room = max(8, min(32, width - max(map(len, lines)) - 2))
    title = shortened(printable(first), room) if first else ""
    yield f"{lines[0]}  {title}".rstrip()
    for one, line in zip(overviews, lines[1:], strict=True):
        series = one.scalars.get(first) if first else None
        curve = "" if series is None else sparkline(
            drawing.x(series), drawing.y(series), room, unicode
        )  # fmt: skip
        yield f"{line}  {curve}".rstrip()
    yield ""
    shown = tags.most_common(_MOST_TAGS)
    table = [("tag", "kind", "runs")]
    table += [(shortened(printable(tag), 60), kind, str(count)) for (kind, tag), count in shown]
    yield from (line.rstrip() for line in aligned(table, left=2))
    if len(tags) > len(shown):
        yield f"and {counted(len(tags) - len(shown), 'more tag')}"
    yield ""
    yield (
        f"{counted(len(overviews), 'run')}; --runs PATTERN chooses, --tag PATTERN draws their "
        "curves, --all shows each in full"
    )


def _row(one: Overview, tag: str | None, most: int) -> tuple[str, ...]:
    series = one.scalars.get(tag) if tag else None
    steps = [int(found.steps.max()) for found in one.scalars.values() if len(found)]
    steps += [info.last_step for found in one.tags.values() for info in found.values()]
    first, last = one.first_wall_time, one.last_wall_time
    return (
        shortened(printable(one.name), most) + (" (damaged)" if one.gaps else ""),
        f"{sum(one.events.values()):,}",
        size_text(sum(file.size for file in one.files.values())),
        str(max(steps)) if steps else "-",
        "-" if first is None or last is None else duration(last - first),
        f"{series.values[-1]:.5g}" if series is not None and len(series) else "-",
    )


def overlays(
    overviews: Sequence[Overview], width: int, unicode: bool, drawing: Drawing
) -> Iterator[str]:
    """One plot for each scalar tag, with a letter for each run."""
    tags = dict.fromkeys(tag for one in overviews for tag in one.scalars)
    for number, tag in enumerate(tags):
        found = {one.name: one.scalars[tag] for one in overviews if tag in one.scalars}
        found = {name: series for name, series in found.items() if len(series)}
        names = list(found)
        curves = {
            shortened(printable(name), width - 4): (drawing.x(series), drawing.y(series))
            for name, series in list(found.items())[: len(LETTERS)]
        }
        if number:
            yield ""
        yield f"{shortened(printable(tag), width)}: {counted(len(found), 'run')}"
        for line in overlay(curves, min(width, 80) - 2, 12, unicode, drawing.log, drawing.x_text):
            yield f"  {line}"
        if len(names) > len(LETTERS):
            yield f"  not drawn: {listed(names[len(LETTERS) :], 4)}"
