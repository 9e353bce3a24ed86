"""One run of a log with all that is in it, read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from google.protobuf.message import DecodeError, Message
from tensorboard.compat.proto import config_pb2, graph_pb2, summary_pb2

import tfv1.events.reading.values as values
from tfv1.events.reading.hparams import HPARAMS, HParams, note_hparams
from tfv1.events.reading.kinds import (
    AUDIO,
    HISTOGRAM,
    IMAGE,
    SCALAR,
    TENSOR,
    TEXT,
    event_kind,
    tag_of,
)
from tfv1.events.reading.notes import Notes, read_notes
from tfv1.events.reading.patterns import Matching
from tfv1.events.reading.points import Decode, PointColumns, Points
from tfv1.events.reading.reader import LoggedEvent, OnGap, RunFollower, warn_of_gap
from tfv1.events.reading.runs import OnSkipped, Skipped, warn_of_skipped
from tfv1.events.reading.scan import Batch, Gap, RecordScanner
from tfv1.events.reading.series import ScalarAccumulator, ScalarSeries, scalar_number
from tfv1.events.reading.superseded import Restart, Superseded

if TYPE_CHECKING:
    from pandas import DataFrame

    from tfv1.report.runs import RunRow

_T = TypeVar("_T")
_M = TypeVar("_M", bound=Message)
GRAPH, RUN_METADATA = "graphs", "run_metadata"


class Run:
    """What one run has logged: a directory with event files, or one event file.

    The files are scanned when something is first asked for, and once; `refresh` scans what has been
    written since. Scalars are then in memory, every other value is read from its file when it is
    used. Ranges of bytes that could not be read are in `gaps`, files in `skipped`.
    """

    def __init__(
        self,
        name: str,
        path: str,
        tags: Matching | None = None,
        superseded: Superseded = "drop",
        on_gap: OnGap = warn_of_gap,
        on_skipped: OnSkipped = warn_of_skipped,
    ) -> None:
        self.name = name
        self.path = path
        self._tags = tags or Matching()
        self._superseded = superseded
        self._on_gap, self._on_skipped = on_gap, on_skipped
        self._follower = RunFollower(path)
        self._accumulator = ScalarAccumulator(self._tags)
        self._files: dict[str, int] = {}
        self._columns: dict[tuple[str, str], PointColumns] = {}
        self._hparams = HParams()
        self._gaps: list[Gap] = []
        self._tails: dict[str, Gap] = {}
        self._skipped: dict[str, Skipped] = {}
        self._made: dict[str, dict[str, Any]] = {}
        self.was_read = False
        """Whether it has been read, at least once."""

    # What is in it.

    @property
    def scalars(self) -> dict[str, ScalarSeries]:
        """The scalars by tag, in order of first appearance."""
        self._read_once()
        if SCALAR not in self._made:
            series = self._accumulator.series(self._superseded)
            self._made[SCALAR] = {tag: one for tag, one in series.items() if len(one)}
        return self._made[SCALAR]

    @property
    def histograms(self) -> dict[str, Points[values.Histogram]]:
        """The histograms by tag: each point has the edges and counts of its buckets."""
        return self._points_of(HISTOGRAM, values.histogram)

    @property
    def images(self) -> dict[str, Points[list[bytes]]]:
        """The images by tag: each point is a list of encoded images."""
        return self._points_of(IMAGE, values.images)

    @property
    def audio(self) -> dict[str, Points[list[bytes]]]:
        """The sounds by tag: each point is a list of encoded clips."""
        return self._points_of(AUDIO, values.audio)

    @property
    def text(self) -> dict[str, Points[Any]]:
        """The texts by tag: each point is an array of str, of shape [] or [1] for one text."""
        return self._points_of(TEXT, values.text)

    @property
    def tensors(self) -> dict[str, Points[Any]]:
        """The tensors by tag that are of no plugin: each point is an array."""
        return self._points_of(TENSOR, values.tensor)

    def points(self, kind: str) -> Mapping[str, ScalarSeries | Points[Any]]:
        """The points by tag of a kind: one of `tags`, such as "scalars" or "pr_curves".

        Those of plugins that are not among the properties of a run are arrays. The points of
        "graphs", under the tag "", and of "run_metadata" are messages.
        """
        if kind == SCALAR:
            return self.scalars
        if kind in _MESSAGES:
            return self._points_in(kind, _MESSAGES[kind])
        return self._points_of(kind, values.BY_KIND.get(kind, values.tensor))

    @property
    def graphs(self) -> list[graph_pb2.GraphDef]:
        """The graphs, in the order they were written."""
        return list(self._points_in(GRAPH, _MESSAGES[GRAPH]).get("", ()))

    @property
    def run_metadata(self) -> dict[str, config_pb2.RunMetadata]:
        """The metadata of `session.run` calls by tag; of several with one tag, the last."""
        points = self._points_in(RUN_METADATA, _MESSAGES[RUN_METADATA])
        return {tag: one[-1] for tag, one in points.items()}

    @property
    def hparams(self) -> HParams | None:
        """What the hparams plugin wrote into this run, None if it wrote nothing."""
        self._read_once()
        return self._hparams if self._hparams != HParams() else None

    @property
    def notes(self) -> Notes:
        """The tags and the note in the run's notes.txt, which is read each time."""
        return read_notes(self.path, self._on_skipped)

    @property
    def tags(self) -> dict[str, list[str]]:
        """The tags by kind: "scalars", "histograms" ..., or the name of another plugin."""
        found = {SCALAR: list(self.scalars)} if self.scalars else {}
        for kind, tag in self._columns:
            if kind not in (GRAPH, RUN_METADATA):
                found.setdefault(kind, []).append(tag)
        return found

    @property
    def is_empty(self) -> bool:
        """Whether there is no event in it, not even one that begins a file."""
        self._read_once()
        return self._accumulator.is_empty

    # What is wrong with it.

    @property
    def gaps(self) -> list[Gap]:
        """The ranges of bytes from which no event could be read, an incomplete last record too."""
        self._read_once()
        return [*self._gaps, *self._tails.values()]

    @property
    def skipped(self) -> list[Skipped]:
        """The files that could not be read."""
        self._read_once()
        return list(self._skipped.values())

    @property
    def restarts(self) -> list[Restart]:
        """The places where the run was resumed."""
        self._read_once()
        return self._accumulator.restarts

    def to_pandas(self, kind: str = SCALAR, wide: bool = False) -> DataFrame:
        """The points of a kind as a table; see `Runs.to_pandas`."""
        from tfv1.events.reading.frames import frame

        return frame([self], kind, wide)

    def __repr__(self) -> str:
        if not self.was_read:
            return f"Run({self.name!r}, not read yet)"
        tags = ", ".join(f"{len(names)} {kind}" for kind, names in self.tags.items())
        return f"Run({self.name!r}: {tags or 'no tags'})"

    def _repr_html_(self) -> str:
        """What a notebook shows of it, which reads it."""
        from tfv1.report.runs import run_html

        return run_html(row_of(self))

    # How it is read.

    def refresh(self) -> bool:
        """Read what was written since the last time; true if there was anything."""
        self.was_read = True
        try:
            scanners = self._follower.scanners()
        except OSError as error:
            self._skip(Skipped.because(self.path, error))
            return False
        changed = [self._read_file(scanner) for scanner in scanners]
        if any(changed):
            self._made.clear()
        return any(changed)

    def _read_once(self) -> None:
        if not self.was_read:
            self.refresh()

    def _skip(self, skipped: Skipped) -> None:
        if self._skipped.get(skipped.path) != skipped:
            self._skipped[skipped.path] = skipped
            self._on_skipped(skipped)

    def _read_file(self, scanner: RecordScanner) -> bool:
        """Read what is new in a file; true if anything was."""
        path = scanner.path
        before, gap, changed = self._tails.pop(path, None), None, False
        try:
            for item in scanner.batches():
                gap = item if isinstance(item, Gap) else None
                if item != before:
                    changed = True
                    self._add(path, item)
        except OSError as error:
            self._skip(Skipped.because(path, error))
        if gap is not None and gap.offset + gap.length == scanner.offset:
            # The writer may still complete it.
            scanner.offset = gap.offset
            self._tails[path] = gap
            if gap != before:
                self._gaps.pop()
        return changed

    def _add(self, path: str, item: Batch | Gap) -> None:
        found = [item] if isinstance(item, Gap) else self._accumulator.add_batch(path, item)
        for one in found:
            if isinstance(one, Gap):
                self._gaps.append(one)
                self._on_gap(one)
            else:
                self._add_event(one)

    def _add_event(self, item: LoggedEvent) -> None:
        event = item.event
        kind = event_kind(event)
        if kind == "graph_def":
            self._note(GRAPH, "", item, 0)
        elif kind == "tagged_run_metadata":
            self._note(RUN_METADATA, event.tagged_run_metadata.tag, item, 0)
        for index, value in enumerate(event.summary.value):
            kind, tag = self._accumulator.kinds.of(value), tag_of(value)
            if kind == HPARAMS:
                note_hparams(self._hparams, value.metadata)
            elif tag in self._tags:
                if kind != SCALAR:
                    self._note(kind, tag, item, index)
                elif scalar_number(value) is None:
                    self._note(TENSOR, tag, item, index)

    def _note(self, kind: str, tag: str, item: LoggedEvent, index: int) -> None:
        file = self._files.setdefault(item.path, len(self._files))
        columns = self._columns.setdefault((kind, tag), PointColumns())
        columns.append(item, file, index)

    def _points_of(
        self, kind: str, decode: Callable[[summary_pb2.Summary.Value], _T]
    ) -> dict[str, Points[_T]]:
        return self._points_in(kind, lambda event, index: decode(event.summary.value[index]))

    def _points_in(self, kind: str, decode: Decode[_T]) -> dict[str, Points[_T]]:
        self._read_once()
        if kind not in self._made:
            paths = list(self._files)
            chosen = self._accumulator.chosen(self._superseded)
            self._made[kind] = {
                tag: Points(tag, columns, chosen, paths, decode)
                for (of, tag), columns in self._columns.items()
                if of == kind
            }
        return self._made[kind]


def _parsed(kind: type[_M], data: bytes) -> _M:
    try:
        return kind.FromString(data)
    except DecodeError as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error


_MESSAGES: dict[str, Decode[Any]] = {
    GRAPH: lambda event, _: _parsed(graph_pb2.GraphDef, event.graph_def),
    RUN_METADATA: lambda event, _: _parsed(
        config_pb2.RunMetadata, event.tagged_run_metadata.run_metadata
    ),
}


def row_of(run: Run) -> RunRow:
    """What `tfv1.report` shows of a run."""
    from tfv1.report.runs import RunRow, TagRow

    rows = [
        TagRow(tag, kind, one.steps, one.values if isinstance(one, ScalarSeries) else None)
        for kind in run.tags
        for tag, one in run.points(kind).items()
    ]
    return RunRow(run.name, run.path, len(run.gaps) + len(run.skipped), rows)
