"""Scalars as a wide table: a row for each step, a column for each tag of each run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

import tfv1.limits as limits
from tfv1.logs.export.formats import npz_file, parquet_table
from tfv1.logs.export.series import Series
from tfv1.report.data import json_number, json_text

_BLOCK = 1 << 16  # cells made into text together


class WideTable:
    """The steps of all series, in order, and in each row the last value of each series there.

    A column is called by its run and tag, "train/loss", in the run "." by its tag alone; of several
    with one name, the later ones end in a number. Raises LimitExceededError if most of what would
    be written is empty cells, more than the limit `table-cells`.
    """

    def __init__(self, found: Iterable[Series]) -> None:
        series = list(found)
        self.names = _names(series)
        steps = np.concatenate([np.asarray(one.columns["step"]) for one in series])
        self.steps, rows = np.unique(steps, return_inverse=True)
        limits.check("table-cells", len(self.steps) * len(series), "The wide table")
        columns = np.repeat(np.arange(len(series)), [len(one) for one in series])
        values = np.concatenate([np.asarray(one.columns["value"]) for one in series])
        order = np.argsort(rows, kind="stable")  # later points of a step stay behind earlier ones
        self._rows, self._columns, self._values = rows[order], columns[order], values[order]

    def blocks(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Some rows at a time: their steps, their values and which of those there are."""
        width = len(self.names)
        most = max(1, _BLOCK // width)
        for first in range(0, len(self.steps), most):
            steps = self.steps[first : first + most]
            start, stop = np.searchsorted(self._rows, (first, first + most))
            places = self._rows[start:stop] - first, self._columns[start:stop]
            values = np.full((len(steps), width), np.nan)
            values[places] = self._values[start:stop]
            known = np.zeros(values.shape, bool)
            known[places] = True
            yield steps, values, known

    def lines(self, cell: Callable[[float], object]) -> Iterator[list[object]]:
        """Each row: the step, and a cell of each value or None."""
        for block in self.blocks():
            for step, values, known in zip(*(part.tolist() for part in block), strict=True):
                pairs = zip(values, known, strict=True)
                yield [step, *(cell(value) if there else None for value, there in pairs)]


def _names(series: Sequence[Series]) -> list[str]:
    names: dict[str, None] = {}
    for one in series:
        base = one.tag if one.run == "." else f"{one.run}/{one.tag}"
        name, number = base, 1
        while name in names or name == "step":
            number += 1
            name = f"{base} ({number})"
        names[name] = None
    return list(names)


def as_csv(series: Iterable[Series], cell: Callable[[str], str] = str) -> Iterator[bytes]:
    """A line for each step, with empty cells; `cell` makes a cell of a name."""
    table = WideTable(series)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["step", *map(cell, table.names)])
    for line in table.lines(repr):
        writer.writerow(line)
        if text.tell() > _BLOCK:
            yield _taken(text)
    yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    content = text.getvalue().encode("utf-8", "backslashreplace")
    text.seek(0)
    text.truncate()
    return content


def as_json(series: Iterable[Series]) -> Iterator[bytes]:
    """{"columns": [], "data": [[step, value or null]]}; NaN and Inf become strings."""
    table = WideTable(series)
    yield f'{{"columns": {json_text(["step", *table.names], None)}, "data": ['.encode()
    separator = "\n"
    for line in table.lines(json_number):
        yield f"{separator}{json_text(line, None)}".encode()
        separator = ",\n"
    yield b"\n]}\n"


def as_npz(series: Iterable[Series]) -> Iterator[bytes]:
    """Arrays: columns [C], steps [N] and values [N, C], NaN where there is none."""
    table = WideTable(series)
    values = np.concatenate([values for _, values, _ in table.blocks()])
    yield npz_file({"columns": np.array(table.names), "steps": table.steps, "values": values})


def as_parquet(series: Iterable[Series]) -> Iterator[bytes]:
    """The table of the CSV. Raises LogError without pyarrow."""
    table = WideTable(series)
    parts = list(table.blocks())
    values = np.concatenate([values for _, values, _ in parts])
    known = np.concatenate([known for _, _, known in parts])
    columns = {name: (values[:, at], ~known[:, at]) for at, name in enumerate(table.names)}
    yield parquet_table({"step": table.steps}, masked=columns)


FORMATS: dict[str, Callable[[Iterable[Series]], Iterator[bytes]]] = {
    "csv": as_csv,
    "json": as_json,
    "npz": as_npz,
    "parquet": as_parquet,
}
