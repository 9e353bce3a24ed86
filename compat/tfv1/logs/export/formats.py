"""Series as a table with a line for each point: CSV, JSON, NPZ and Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby, repeat
from operator import add, attrgetter
from typing import Any

import numpy as np

from tfv1.logs import LogError
from tfv1.logs.export.series import Column, Series
from tfv1.logs.runtable import Table, as_data
from tfv1.logs.runtable import as_csv as table_csv
from tfv1.report.data import json_number, json_text

_PART = 1 << 16  # points made into text together
_MOST_KEPT = 1 << 18  # points of which text is kept for the next series
_ROW_GROUP = 1 << 19  # points that are written to Parquet together
_PLURAL = {"step": "steps", "wall_time": "wall_times", "value": "values", "count": "counts"}


def as_csv(series: Iterable[Series], cell: Callable[[str], str] = str) -> Iterator[bytes]:
    """One line per point, below a line of column names; `cell` turns a text into a cell."""
    lines = CsvLines(cell)
    for number, one in enumerate(series):
        if not number:
            yield csv_header(one).encode()
        yield from lines.of(one)


def csv_header(one: Series) -> str:
    """The line of column names."""
    return ",".join(("run", "tag", *one.columns)) + "\n"


class CsvLines:
    """Makes lines of series; steps and times that one shares with the next are made text once."""

    def __init__(self, cell: Callable[[str], str] = str) -> None:
        """`cell` turns a text into a cell."""
        self._cell = cell
        self._columns: list[Column] = []
        self._texts: dict[int, list[str]] = {}

    def of(self, one: Series) -> Iterator[bytes]:
        """A line for each point of a series, many at a time."""
        start = csv_row([self._cell(one.run), self._cell(one.tag)])
        *columns, last = one.columns.values()
        if [*map(id, columns)] != [*map(id, self._columns)]:
            self._columns, self._texts = columns, {}
        for first in range(0, len(one), _PART):
            cells = _cells(last[first : first + _PART], self._cell)
            lines = f"\n{start},".join(map(add, self._text_from(first), cells))
            yield f"{start},{lines}\n".encode("utf-8", "backslashreplace")

    def _text_from(self, first: int) -> list[str]:
        """The cells of all columns but the last, and a comma, of the points from `first` on."""
        if first in self._texts:
            return self._texts[first]
        columns = (_cells(column[first : first + _PART], self._cell) for column in self._columns)
        found = list(map(",".join, zip(*columns, repeat(""))))
        if first < _MOST_KEPT:
            self._texts[first] = found
        return found


def csv_row(cells: Sequence[object]) -> str:
    """A line of CSV, without its end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _cells(column: Column, cell: Callable[[str], str]) -> Iterator[str]:
    if isinstance(column, np.ndarray):
        return map(repr, column.tolist())
    return (csv_row([cell(text)]) for text in column)


def escaped_formula(text: str) -> str:
    """`text`, preceded by an apostrophe if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def as_json(series: Iterable[Series]) -> Iterator[bytes]:
    """{run: {tag: {"steps": [], "wall_times": [], "values": []}}}; NaN and Inf become strings."""
    before = "{"
    for run, of_run in groupby(series, attrgetter("run")):
        yield f"{before}{json_text(run)}: ".encode()
        before = "{"
        for one in of_run:
            columns = {_PLURAL.get(name, name): _plain(c) for name, c in one.columns.items()}
            yield f"{before}{json_text(one.tag)}: {json_text(columns, indent=None)}".encode()
            before = ", "
        before = "}, "
    yield b"}}\n"


def _plain(column: Column) -> list[Any]:
    if isinstance(column, np.ndarray):
        values = column.tolist()
        return list(map(json_number, values)) if column.dtype.kind == "f" else values
    return list(column)


def as_npz(series: Iterable[Series]) -> Iterator[bytes]:
    """Arrays: runs [S] and tags [S] of the series; series [N], steps, wall_times, values of points.

    Point i belongs to the run runs[series[i]] and the tag tags[series[i]]. Raises LogError for
    texts.
    """
    series = list(series)
    arrays = {
        "runs": np.array([one.run for one in series]),
        "tags": np.array([one.tag for one in series]),
        "series": np.repeat(np.arange(len(series)), [len(one) for one in series]),
    }
    for name, columns in _joined(series).items():
        if not isinstance(columns, np.ndarray):
            # In an array of texts each takes as much room as the longest.
            raise LogError("NPZ is for numbers: export text as --csv, --json or --parquet.")
        arrays[_PLURAL.get(name, name)] = columns
    yield npz_file(arrays)


def npz_file(arrays: Mapping[str, np.ndarray]) -> bytes:
    """The bytes of an NPZ file."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def as_parquet(series: Iterable[Series]) -> Iterator[bytes]:
    """One row per point, with the columns of the CSV, in groups of about a million rows.

    Raises LogError without pyarrow.
    """
    _pyarrow()
    from pyarrow import parquet

    written = _Written()
    with ExitStack() as stack:
        writer = None
        for part in _parts(series, _ROW_GROUP):
            texts = {"run": [one.run for one in part], "tag": [one.tag for one in part]}
            table = _arrow_table(texts, [len(one) for one in part], _joined(part))
            if writer is None:
                writer = stack.enter_context(parquet.ParquetWriter(written, table.schema))
            writer.write_table(table)
            yield written.taken()
    yield written.taken()


def _parts(series: Iterable[Series], most: int) -> Iterator[list[Series]]:
    """The series, or pieces of them, with about `most` points a part."""
    part: list[Series] = []
    count = 0
    for one in series:
        for first in range(0, max(1, len(one)), most):
            piece = one.part(slice(first, first + most))
            part.append(piece)
            count += len(piece)
            if count >= most:
                yield part
                part, count = [], 0
    if part:
        yield part


class _Written(io.RawIOBase):
    """What a writer has written since it was taken last."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _joined(series: Sequence[Series]) -> dict[str, Column]:
    """The columns of all series, one after the other."""
    joined: dict[str, Column] = {}
    for name in series[0].columns:
        parts = [one.columns[name] for one in series]
        if isinstance(parts[0], np.ndarray):
            joined[name] = np.concatenate(parts)
        else:
            joined[name] = [text for part in parts for text in part]
    return joined


def parquet_file(
    texts: Mapping[str, Sequence[str]], lengths: Sequence[int], columns: Mapping[str, Column]
) -> bytes:
    """A Parquet file of columns; text i of each of `texts` stands in `lengths[i]` rows.

    Raises LogError without pyarrow.
    """
    return _parquet_of(_arrow_table(texts, lengths, columns))


def parquet_table(
    columns: Mapping[str, Any], masked: Mapping[str, tuple[np.ndarray, np.ndarray]]
) -> bytes:
    """A Parquet file of named columns, and of others with a mask of what is empty in them.

    Raises LogError without pyarrow.
    """
    arrow = _pyarrow()
    arrays = {name: arrow.array(column) for name, column in columns.items()}
    for name, (values, is_empty) in masked.items():
        arrays[_utf8(name)] = arrow.array(values, mask=is_empty)
    return _parquet_of(arrow.table(arrays))


def _arrow_table(
    texts: Mapping[str, Sequence[str]], lengths: Sequence[int], columns: Mapping[str, Column]
) -> Any:
    arrow = _pyarrow()
    places = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    arrays = {
        name: arrow.DictionaryArray.from_arrays(places, list(map(_utf8, column)))
        for name, column in texts.items()
    }
    for name, column in columns.items():
        arrays[_utf8(name)] = arrow.array(
            list(map(_utf8, column)) if isinstance(column, list) else column
        )
    return arrow.table(arrays)


def _parquet_of(table: Any) -> bytes:
    from pyarrow import parquet

    buffer = io.BytesIO()
    parquet.write_table(table, buffer)
    return buffer.getvalue()


def _utf8(text: str) -> str:
    """Text that Parquet can hold: without the bytes of file names that are not UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise LogError("Writing Parquet needs pyarrow: pip install 'tfv1[parquet]'.") from error
    except ImportError as error:  # its release from 26 on refuses NumPy 1
        raise LogError(f"Writing Parquet needs a pyarrow that works here: {error}.") from error
    return pyarrow


def of_table(table: Table, form: str, cell: Callable[[str], str] = str) -> Iterator[bytes]:
    """A table of runs as "csv" or "json"."""
    text = table_csv(table, cell) if form == "csv" else json_text(as_data(table)) + "\n"
    yield text.encode("utf-8", "backslashreplace")


TEXT_FORMATS = ("csv", "json")
FORMATS: dict[str, Callable[[Iterable[Series]], Iterator[bytes]]] = {
    "csv": as_csv,
    "json": as_json,
    "npz": as_npz,
    "parquet": as_parquet,
}
