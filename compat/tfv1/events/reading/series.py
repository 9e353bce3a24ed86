"""A run's scalar series as NumPy arrays, from TF1 and TF2 summaries alike."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, types_pb2

from tfv1.events.format.columns import ScalarColumns, ScalarSplitter
from tfv1.events.format.outline import Shorten, beginning
from tfv1.events.reading.collected import ChosenRows, CollectedPoints, Rows
from tfv1.events.reading.kinds import Kinds, event_kind, tag_of
from tfv1.events.reading.reader import LoggedEvent, OnGap, events_in, scan_run, warn_of_gap
from tfv1.events.reading.runs import OnSkipped, Path, check_is_no_tree
from tfv1.events.reading.scan import Batch, Gap
from tfv1.events.reading.superseded import Chosen, Restart, Superseded
from tfv1.events.reading.tensors import tensor_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The events whose steps TensorBoard checks: it turns graphs and run metadata into summaries.
_STEP_KINDS = ("summary", "graph_def", "tagged_run_metadata")


@dataclass(frozen=True)
class ScalarSeries:
    """The points of one tag, in the order they were written.

    `steps` is int64, `wall_times` (seconds since 1970) and `values` are float64, all of shape [N].
    Tags that were logged together share the first two arrays, which are read-only.
    """

    tag: str
    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]
    values: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.steps)

    def __repr__(self) -> str:
        return f"ScalarSeries({self.tag!r}: {described(self.steps)})"

    def _repr_html_(self) -> str:
        """What a notebook shows of it: the curve."""
        from tfv1.report.plots import PALETTE, Curve, Panel
        from tfv1.report.svg import svg
        from tfv1.report.text import shortened

        curve = Curve(shortened(self.tag), PALETTE[0], self.steps, self.values)
        return svg([Panel(shortened(self.tag), [curve])])

    def steps_back(self) -> NDArray[np.intp]:
        """The indices of points whose step is lower than the previous point's."""
        return np.flatnonzero(np.diff(self.steps) < 0) + 1


class ScalarAccumulator:
    """Collects the scalars of one run from its events, in order.

    A restarted run wrote some steps twice. Those of the abandoned attempt are left out, by
    TensorBoard's rule: in a log of version 2, every START session log but the first supersedes all
    earlier points from its step on; without a version, a step that goes back does the same for the
    tags of its event.
    """

    def __init__(
        self, tags: Container[str] | None = None, shorten: Shorten | None = beginning
    ) -> None:
        """`tags` limits what is collected; without `shorten`, `add_batch` returns whole events."""
        self._wanted = tags
        self._shorten = shorten
        self._points: dict[str, CollectedPoints] = {}
        self.kinds = Kinds()
        self._events = 0
        self._version = 0.0
        self._last_step = -1
        self._started = False
        self._restarts: list[tuple[int, Restart]] = []
        self._splitter = ScalarSplitter()

    @property
    def is_empty(self) -> bool:
        """Whether there was no event so far."""
        return not self._events

    @property
    def restarts(self) -> list[Restart]:
        """The restarts, in the order of the log."""
        return [restart for _, restart in self._restarts]

    def add_event(self, item: LoggedEvent) -> None:
        event = item.event
        self._events += 1
        kind = event_kind(event)
        if kind == "file_version":
            self._version = parse_version(event.file_version)
        self._note_restart(item, kind)
        if kind == "summary":
            for value in event.summary.value:
                self._add_value(event, value)

    def add_batch(self, path: str, batch: Batch) -> list[LoggedEvent | Gap]:
        """Like `add_event` for each record of `batch`, but many at a time if they look alike.

        Returns the events that were read one by one, which include all that contain anything but
        scalars, and a gap for each record that is not an event. Of long events they are outlines.
        """
        others: list[LoggedEvent | Gap] = []
        # A file's first event states its version; without one, every step matters, in order.
        self._add_events(path, batch.part(range(min(1, len(batch.starts)))), others)
        batch = batch.part(range(1, len(batch.starts)))
        if self._version < 2:
            self._add_events(path, batch, others)
            return others
        found, rows = self._splitter.split(batch, self.kinds.scalar_tags)
        first = self._events + 1
        for columns in found:
            self._add_columns(first, columns)
        for row in rows:
            self._events = first + row - 1
            self._add_events(path, batch.part([row]), others)
        self._events = first + len(batch.starts) - 1
        return others

    def _add_events(self, path: str, batch: Batch, others: list[LoggedEvent | Gap]) -> None:
        for item in events_in(path, batch, self._shorten):
            if isinstance(item, LoggedEvent):
                self.add_event(item)
                item = item._replace(number=self._events)
            others.append(item)

    def _add_columns(self, first: int, columns: ScalarColumns) -> None:
        rows = Rows(first + columns.rows, columns.steps, columns.wall_times)
        for tag, values in columns.values:
            self.kinds.note_scalar(tag)
            if self._wanted is None or tag in self._wanted:
                self._points.setdefault(tag, CollectedPoints()).extend(rows, values)

    def _note_restart(self, item: LoggedEvent, kind: str) -> None:
        event = item.event
        tags: frozenset[str] | None = None
        if self._version >= 2:
            if kind != "session_log" or event.session_log.status != event_pb2.SessionLog.START:
                return
            if not self._started:
                self._started = True  # the first one begins the run
                return
        else:
            if kind not in _STEP_KINDS:
                return
            last, self._last_step = self._last_step, event.step
            if event.step >= last:
                return
            tags = frozenset(tag_of(value) for value in event.summary.value)
        restart = Restart(item.path, item.offset, event.step, tags)
        self._restarts.append((self._events, restart))

    def _add_value(self, event: event_pb2.Event, value: summary_pb2.Summary.Value) -> None:
        tag = tag_of(value)
        self.kinds.of(value)
        if self._wanted is not None and tag not in self._wanted:
            return
        # Tensors of any kind are collected: a later event may say that they are scalars.
        number = scalar_number(value)
        if number is not None:
            points = self._points.setdefault(tag, CollectedPoints())
            points.append(self._events, event.step, event.wall_time, number)

    def series(self, superseded: Superseded = "restarts") -> dict[str, ScalarSeries]:
        """The series by tag, in order of first appearance."""
        scalars = [(tag, p) for tag, p in self._points.items() if tag in self.kinds.scalar_tags]
        scalars.sort(key=lambda item: item[1].first)
        chosen = self.chosen(superseded)
        found: dict[str, ScalarSeries] = {}
        shared: dict[tuple[object, ...], ChosenRows] = {}
        for tag, points in scalars:
            events = *points.events, *((tag,) if chosen.depends_on(tag) else ())
            if events not in shared:
                shared[events] = points.chosen(tag, chosen)
            places, steps, wall_times = shared[events]
            found[tag] = ScalarSeries(tag, steps, wall_times, points.values(places))
        return found

    def chosen(self, superseded: Superseded) -> Chosen:
        """Which points of this run there are, by a choice."""
        return Chosen(superseded, self._restarts)


def described(steps: NDArray[np.int64]) -> str:
    """The number of points and their steps, for a repr."""
    if not len(steps):
        return "no points"
    return f"{len(steps):,} points, steps {steps.min()}..{steps.max()}"


def parse_version(file_version: str) -> float:
    """The number in an event's file_version ("brain.Event:2" is 2.0); -1 if there is none."""
    try:
        return float(file_version.rpartition("brain.Event:")[2])
    except ValueError:
        return -1.0


def scalar_number(value: summary_pb2.Summary.Value) -> float | None:
    """The number in a value that is a scalar, or could be one in TF2's form; otherwise None."""
    if value.HasField("simple_value"):
        return float(value.simple_value)
    return tensor_number(value.tensor) if value.HasField("tensor") else None


def tensor_number(tensor: tensor_pb2.TensorProto) -> float | None:
    """The one number in a tensor, or None if it does not have exactly one real number."""
    if any(dim.size != 1 for dim in tensor.tensor_shape.dim) or tensor.dtype in (
        types_pb2.DT_STRING,
        types_pb2.DT_COMPLEX64,
        types_pb2.DT_COMPLEX128,
    ):
        return None
    array = tensor_array(tensor)
    try:
        return None if array is None else float(array.item())
    except (TypeError, ValueError):
        return None  # a dtype without numbers


def read_scalars(
    path: Path,
    tags: Collection[str] | None = None,
    superseded: bool = False,
    on_gap: OnGap = warn_of_gap,
    on_skipped: OnSkipped | None = None,
) -> dict[str, ScalarSeries]:
    """The scalar series of an event file, or of the event files in a run's directory, by tag.

    `tags` selects the tags to return. Points superseded by a restart are left out unless
    `superseded`. `on_gap` is called for each range of bytes that could not be read, `on_skipped`
    for each file; without `on_skipped`, a file that cannot be read raises OSError. A directory
    without event files gives no series; ValueError if there are runs below it, which is a tree that
    `read` takes.
    """
    series, has_events = read_series(
        path, tags, "keep" if superseded else "restarts", on_gap, on_skipped
    )
    if not has_events:
        check_is_no_tree(path)
    return series


def read_series(
    path: Path,
    tags: Collection[str] | None,
    superseded: Superseded,
    on_gap: OnGap,
    on_skipped: OnSkipped | None,
) -> tuple[dict[str, ScalarSeries], bool]:
    """Like `read_scalars`, with any choice of points; and whether there was an event."""
    accumulator = ScalarAccumulator(None if tags is None else frozenset(tags))
    for file, item in scan_run(path, on_skipped):
        found = [item] if isinstance(item, Gap) else accumulator.add_batch(file, item)
        for gap in found:
            if isinstance(gap, Gap):
                on_gap(gap)
    return accumulator.series(superseded), not accumulator.is_empty
