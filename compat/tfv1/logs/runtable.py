"""`tfv1 table`: one line for each run, as text, Markdown, CSV or data."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tfv1.events.reading.patterns import Matching, matching, natural_key
from tfv1.logs import LogError
from tfv1.logs.conditions import Condition
from tfv1.logs.summary import RunSummary
from tfv1.report.data import json_number
from tfv1.report.html import escape, rows_of
from tfv1.report.text import aligned, clock, counted, duration, listed, printable, shortened

Cell = float | int | str | bool | tuple[str, ...] | None
_DEFAULT_METRICS = 4
_PARTIAL = "?"
_STEP = " step"  # ends the name of the column with the step of the best value
_FIXED = ("run", "last_step", "started", "seconds", "state", "read_to_end", "tags", "notes")
_LONGEST_CELL = 60


@dataclass(frozen=True)
class Wanted:
    """The columns to show: patterns of metrics and of those that are best at their largest."""

    metrics: Sequence[str] = ()
    largest: Sequence[str] = ()
    last: int | None = None


@dataclass(repr=False)
class Table:
    """Cells by row and column; `measured` are the columns that depend on all that was logged.

    `note` says what was left out.
    """

    columns: list[str]
    rows: list[dict[str, Cell]]
    measured: set[str] = field(default_factory=set)
    note: str = ""

    def __repr__(self) -> str:
        return "\n".join(as_text(self))

    def _repr_html_(self) -> str:
        """What a notebook shows of it."""
        header, *rows = _texts(self)
        return "\n".join(
            [
                rows_of(map(escape, row) for row in (header, *rows)),
                *(f"{escape(one)}<br>" for one in _remarks(self)),
            ]
        )

    def keep(self, condition: Condition) -> None:
        """Keep the rows for which `condition` holds. Raises LogError for an unknown column."""
        for name in condition.names:
            self._check(name)
        self.rows = [row for row in self.rows if condition.holds(row.get)]

    def sort(self, name: str) -> None:
        """Sort by a column, descending if "-" precedes its name; empty cells and NaN come last."""
        column = name if name in self.columns else name.removeprefix("-")
        self._check(column)
        known = [row for row in self.rows if not _is_nothing(row.get(column))]
        rest = [row for row in self.rows if _is_nothing(row.get(column))]
        known.sort(key=lambda row: _sort_key(row[column]), reverse=column != name)
        self.rows = known + rest

    def _check(self, name: str) -> None:
        if name not in self.columns:
            raise LogError(f"There is no column {name!r}; they are: {listed(self.columns, 40)}.")


def _is_nothing(cell: Cell) -> bool:
    return cell is None or cell == () or cell != cell


def _sort_key(cell: Cell) -> tuple[bool, object]:
    if isinstance(cell, str | tuple):
        return True, natural_key(_joined(cell))
    return False, cell


def make_table(summaries: Sequence[RunSummary], wanted: Wanted) -> Table:
    """The table of `summaries`. Raises LogError if a pattern matches no scalar."""
    tags = list(dict.fromkeys(tag for one in summaries for tag in one.metrics))
    chosen, note = _chosen(tags, wanted.metrics)
    largest = Matching(wanted.largest) if wanted.largest else frozenset[str]()
    params = list(dict.fromkeys(name for one in summaries for name in one.params))
    names = {tag: _metric_columns(tag, tag in largest, wanted.last) for tag in chosen}
    measured = [column for columns in names.values() for column in columns]
    headers = columns_of_params(params, [*_FIXED, *measured])
    rows = []
    for one in summaries:
        row: dict[str, Cell] = {"run": one.name}
        row.update((headers[name], value) for name, value in one.params.items())
        for tag, columns in names.items():
            metric = one.metrics.get(tag)
            if metric:
                cells = [metric.final, metric.best, metric.best_step, metric.mean]
                row.update(zip(columns, cells, strict=False))
        row["last_step"], row["started"], row["seconds"] = one.last_step, one.started, one.seconds
        row["state"], row["read_to_end"] = one.state, not one.trouble
        row["tags"], row["notes"] = one.notes.tags, one.notes.text or None
        rows.append(row)
    columns = ["run", *headers.values(), *measured, *_FIXED[1:]]
    return Table(columns, rows, {*measured, "last_step", "seconds"}, note)


def columns_of_params(names: Sequence[str], ours: Sequence[str]) -> dict[str, str]:
    """The column of each hyperparameter, which may be called like one of `ours`."""
    return {name: f"{name} (hparam)" if name in ours else name for name in names}


def _metric_columns(tag: str, is_largest: bool, last: int | None) -> list[str]:
    final = f"{tag} final" if tag in _FIXED else tag
    best = f"{tag} {'max' if is_largest else 'min'}"
    columns = [final, best, f"{best}{_STEP}"]
    return [*columns, f"{tag} mean({last})"] if last else columns


def _chosen(tags: Sequence[str], patterns: Sequence[str]) -> tuple[list[str], str]:
    for pattern in patterns:
        if not matching(dict.fromkeys(tags), [pattern]):
            raise LogError(f"No scalar tag matches {pattern!r}; they are: {listed(tags)}.")
    if patterns:
        return list(matching(dict.fromkeys(tags), patterns)), ""
    if len(tags) <= _DEFAULT_METRICS:
        return list(tags), ""
    note = f"the first {_DEFAULT_METRICS} of {len(tags)} scalar tags; --metric PATTERN chooses"
    return list(tags[:_DEFAULT_METRICS]), note


def as_text(table: Table) -> Iterator[str]:
    """Aligned columns without empty ones, and remarks below them."""
    yield from (line.rstrip() for line in aligned(list(_texts(table)), left=1))
    yield ""
    yield from _remarks(table)


def _remarks(table: Table) -> Iterator[str]:
    if any(not row["read_to_end"] for row in table.rows):
        yield f"{_PARTIAL} not read to the end: damaged, or still being written"
    yield counted(len(table.rows), "run") + (f"; {table.note}" if table.note else "")


def as_markdown(table: Table) -> Iterator[str]:
    """A table of Markdown."""
    for number, row in enumerate(_texts(table)):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
        if not number:
            yield (
                "|"
                + "|".join(" --- " if place == 0 else " ---: " for place in range(len(row)))
                + "|"
            )


def _texts(table: Table) -> Iterator[list[str]]:
    """The header and the rows; the step of the best value is in the value's cell."""
    empty = {c for c in table.columns if all(row.get(c) in (None, ()) for row in table.rows)}
    steps = {f"{c}{_STEP}" for c in table.measured} & table.measured
    columns = [c for c in table.columns if c not in empty | steps | {"read_to_end"}]
    yield [shortened(printable("time" if c == "seconds" else c), _LONGEST_CELL) for c in columns]
    for row in table.rows:
        mark = "" if row["read_to_end"] else _PARTIAL
        cells = []
        for c in columns:
            cell, step = row.get(c), row.get(f"{c}{_STEP}") if f"{c}{_STEP}" in steps else None
            text = _text(c, cell) + ("" if step is None else f" @{step}")
            text += mark if c in table.measured and cell is not None else ""
            cells.append(shortened(printable(text), _LONGEST_CELL))
        yield cells


def _text(column: str, cell: Cell) -> str:
    if cell in (None, ()):
        return "-"
    if isinstance(cell, float):
        if column == "seconds":
            return duration(cell)
        return clock(cell) if column == "started" else f"{cell:.5g}"
    return " ".join(_joined(cell).split()) if isinstance(cell, str | tuple) else str(cell)


def _joined(cell: str | tuple[str, ...]) -> str:
    return cell if isinstance(cell, str) else ", ".join(cell)


def as_csv(table: Table, cell: Callable[[str], str] = str) -> str:
    """A line for each run with all columns and digits; `cell` makes cells of texts."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([cell(column) for column in table.columns])
    for row in table.rows:
        values = [row.get(column) for column in table.columns]
        writer.writerow(
            [cell(_joined(one)) if isinstance(one, str | tuple) else one for one in values]
        )
    return text.getvalue()


def as_data(table: Table) -> list[dict[str, Cell]]:
    """A dictionary for each run, for strict JSON."""
    return [
        {c: json_number(x) if isinstance(x := row.get(c), float) else x for c in table.columns}
        for row in table.rows
    ]
