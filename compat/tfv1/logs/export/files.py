"""A folder with everything that a log has: a file for each value, and an index."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import BinaryIO, NamedTuple

import numpy as np
from google.protobuf.message import Message

import tfv1.limits as limits
from tfv1.events.reading.hparams import HPARAMS
from tfv1.events.reading.kinds import AUDIO, HISTOGRAM, IMAGE, SCALAR, TENSOR, TEXT
from tfv1.events.reading.notes import notes_bytes
from tfv1.events.reading.points import Points
from tfv1.events.reading.run import GRAPH, RUN_METADATA, Run
from tfv1.events.reading.runs import OnSkipped, Skipped
from tfv1.events.reading.scan import Gap
from tfv1.events.reading.series import ScalarSeries
from tfv1.logs.copies import check_outside, new_directory
from tfv1.logs.export.formats import CsvLines, as_npz, csv_header, csv_row
from tfv1.logs.export.names import safe_parts
from tfv1.logs.export.series import (
    Row,
    Series,
    Wanted,
    check_found,
    chosen_tags,
    columns_of,
    hparams_row,
    hparams_table,
    read_runs,
    readable,
)
from tfv1.logs.runtable import as_csv as table_csv
from tfv1.report.data import json_text

KINDS = (SCALAR, HPARAMS, HISTOGRAM, IMAGE, AUDIO, TEXT, TENSOR, GRAPH, RUN_METADATA)
"""The kinds that have a name of their own; those of other plugins have the plugin's."""

_NOTES = "notes"  # their kind in the index, and their directory
_INDEX = ("run", "tag", "kind", "step", "wall_time", "points", "file")
_IMAGES = {
    b"\x89PNG": ".png", b"GIF8": ".gif", b"\xff\xd8\xff": ".jpg", b"RIFF": ".webp",
}  # fmt: skip
_SOUNDS = {b"RIFF": ".wav", b"OggS": ".ogg", b"fLaC": ".flac", b"ID3": ".mp3"}


class Encoded(NamedTuple):
    """The content of a file, and how its name ends."""

    suffix: str
    content: bytes


def export_files(
    logdir: str,
    directory: str,
    kinds: Sequence[str],
    wanted: Wanted,
    on_gap: Callable[[Gap], None],
    on_skipped: OnSkipped,
    cell: Callable[[str], str] = str,
) -> int:
    """Write the values of some kinds, or all without any, into a new directory; how many files.

    Scalars and hyperparameters become one CSV each, a tag's histograms an NPZ, every other value a
    file of its own: DIRECTORY/kind/run/tag/step.png, without "kind" where there is one kind. All
    kinds include the notes on runs, as they are. index.csv has a line for each. `cell` makes a
    cell of a run or a tag in CSV.

    Raises LogError if there is nothing to write or `directory` already exists, LimitExceededError
    if there are more files than the limit `export-files`.
    """
    check_outside(logdir, directory)
    skipped: list[Skipped] = []

    def skip(one: Skipped) -> None:
        skipped.append(one)
        on_skipped(one)

    with new_directory(directory) as root, ExitStack() as stack:
        folder = _Folder(root, stack, kinds, cell)
        known: set[str] = set()
        for run in read_runs(logdir, wanted, skip):
            for gap in run.gaps:
                on_gap(gap)
            if not kinds:
                folder.add_notes(run, skip)
            for kind in kinds or [SCALAR, HPARAMS, *_other_kinds(run)]:
                if kind == HPARAMS:
                    folder.add_hparams(run)
                    continue
                points = run.points(kind)
                known.update(points)
                for tag, one in chosen_tags(points, wanted.tags).items():
                    folder.add(run.name, tag, kind, one, skip)
        folder.finish()
        check_found(folder.lines, wanted, known, " or ".join(kinds) or "values", skipped)
        return folder.files


def _other_kinds(run: Run) -> Iterable[str]:
    yield from (kind for kind in run.tags if kind != SCALAR)
    yield from (GRAPH, RUN_METADATA)


class _Folder:
    def __init__(
        self, root: str, stack: ExitStack, kinds: Sequence[str], cell: Callable[[str], str]
    ) -> None:
        self.files = 0
        self.lines = 0
        self._root = root
        self._stack = stack
        self._one_kind = len(set(kinds)) == 1
        self._cell, self._lines = cell, CsvLines(cell)
        self._used: Counter[str] = Counter()
        self._index = self._table("index.csv")
        self._index.write(f"{','.join(_INDEX)}\n".encode())
        self._scalars: BinaryIO | None = None
        self._hparams: list[Row] = []

    def add_hparams(self, run: Run) -> None:
        if run.hparams:
            self._hparams.append(hparams_row(run))
            self._note(run.name, "", HPARAMS, "", "", len(run.hparams.values), "hparams.csv")

    def add_notes(self, run: Run, on_skipped: OnSkipped) -> None:
        content = notes_bytes(run.path, on_skipped)
        if content:
            name = self._write(run.name, "", _NOTES, "", Encoded(".txt", content))
            self._note(run.name, "", _NOTES, "", "", 1, name)

    def add(
        self, run: str, tag: str, kind: str, points: ScalarSeries | Points, on_skipped: OnSkipped
    ) -> None:
        """Write the points of a tag."""
        if isinstance(points, ScalarSeries) or kind == HISTOGRAM:
            series = Series(run, tag, columns_of(points, kind, on_skipped))
            if kind == SCALAR:
                self._add_scalars(series)
                name = "scalars.csv"
            else:
                name = self._write(run, tag, kind, "", Encoded(".npz", b"".join(as_npz([series]))))
            self._note(run, tag, kind, "", "", len(points), name)
            return
        for row, value in readable(points, on_skipped):
            step, wall_time = points.steps[row].item(), points.wall_times[row].item()
            for encoded in files_of(kind, value):
                name = self._write(run, tag, kind, str(step), encoded)
                self._note(run, tag, kind, step, repr(wall_time), 1, name)

    def finish(self) -> None:
        """Write what is only complete at the end."""
        if self._hparams:
            text = table_csv(hparams_table(self._hparams), self._cell)
            self._table("hparams.csv").write(text.encode("utf-8", "backslashreplace"))

    def _add_scalars(self, series: Series) -> None:
        if self._scalars is None:
            self._scalars = self._table("scalars.csv")
            self._scalars.write(csv_header(series).encode())
        self._scalars.writelines(self._lines.of(series))

    def _table(self, name: str) -> BinaryIO:
        self.files += 1
        return self._stack.enter_context(open(os.path.join(self._root, name), "xb"))

    def _write(self, run: str, tag: str, kind: str, step: str, encoded: Encoded) -> str:
        """Write a value into a new file, and return its name below the directory."""
        limits.check("export-files", self.files + 1, "The folder")
        of_kind = [] if self._one_kind else safe_parts(kind)
        parts = [*of_kind, *safe_parts(run), *safe_parts(tag)]
        if not step:  # one file for the tag
            parts[-1:], step = [], (parts or ["_"])[-1]
        base = "/".join([*parts, step])
        path = os.path.join(self._root, base)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        while True:
            number = self._used[base]
            self._used[base] += 1
            ending = f"{f'-{number}' if number else ''}{encoded.suffix}"
            try:
                with open(path + ending, "xb") as file:
                    file.write(encoded.content)
            except FileExistsError:
                continue  # taken by a tag that differs only in characters replaced in file names
            self.files += 1
            return base + ending

    def _note(
        self, run: str, tag: str, kind: str, step: object, wall_time: str, points: int, name: str
    ) -> None:
        names = map(self._cell, (run, tag, kind))
        row = csv_row([*names, step, wall_time, points, name])
        self._index.write(f"{row}\n".encode("utf-8", "backslashreplace"))
        self.lines += 1


def files_of(kind: str, value: object) -> Iterator[Encoded]:
    """The files that a value becomes: one for each image, or a single one."""
    if kind in (IMAGE, AUDIO):
        magic = _IMAGES if kind == IMAGE else _SOUNDS
        for content in value if isinstance(value, list) else ():
            suffix = next((end for start, end in magic.items() if content.startswith(start)), "")
            yield Encoded(suffix or ".bin", content)
    elif isinstance(value, Message):
        yield Encoded(".pb", value.SerializeToString())
    elif kind == TEXT:
        yield _text_file(np.asarray(value, object))
    else:
        yield _array_file(np.asarray(value))


def _text_file(texts: np.ndarray) -> Encoded:
    if texts.size == 1:
        return Encoded(".txt", texts.item().encode("utf-8", "backslashreplace"))
    rows = texts.reshape(len(texts), -1).tolist() if texts.size else []
    lines = "".join(f"{csv_row(row)}\n" for row in rows)
    return Encoded(".csv", lines.encode("utf-8", "backslashreplace"))


def _array_file(array: np.ndarray) -> Encoded:
    """An array of numbers as NPY, of bytes as they are or, if they are several, as JSON."""
    if array.dtype != object:
        buffer = io.BytesIO()
        np.save(buffer, array, allow_pickle=False)
        return Encoded(".npy", buffer.getvalue())
    if array.size == 1 and isinstance(array.item(), bytes):
        return Encoded(".bin", array.item())
    texts = [_text(one) for one in array.reshape(-1).tolist()]
    nested = np.array(texts, object).reshape(array.shape).tolist()
    return Encoded(".json", json_text(nested).encode())


def _text(value: object) -> str:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)
