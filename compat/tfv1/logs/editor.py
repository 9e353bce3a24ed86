"""What `tfv1 edit` does to one event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from google.protobuf.message import DecodeError
from tensorboard.compat.proto import event_pb2, graph_pb2, meta_graph_pb2, summary_pb2

from tfv1.events.format.columns import ScalarColumns, scalar_layout
from tfv1.events.format.record import frame
from tfv1.events.reading.kinds import event_kind, tag_of
from tfv1.events.reading.patterns import matching

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tfv1.logs.copies import Part

_LARGE_CONSTANT_BYTES = 1024


@dataclass(frozen=True)
class Steps:
    """The steps from `first` to `last`, both included; None means no bound."""

    first: int | None
    last: int | None

    def among(self, steps: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of `steps` [n] are between these: bool [n]."""
        found = np.ones(len(steps), bool)
        if self.first is not None:
            found &= steps >= self.first
        if self.last is not None:
            found &= steps <= self.last
        return found


@dataclass(frozen=True)
class Edits:
    """What to change: patterns of tags to drop, tags to rename, steps to keep or drop.

    `runs` are patterns of the runs to copy; `drop_superseded` leaves out what TensorBoard hides.
    """

    drop: Sequence[str] = ()
    rename: dict[str, str] = field(default_factory=dict)
    keep_steps: Steps | None = None
    drop_steps: Sequence[Steps] = ()
    merge: bool = False
    strip_constants: bool = False
    runs: Sequence[str] = ()
    drop_superseded: bool = False


class Editor:
    """Edits the events of one file, in order."""

    def __init__(self, edits: Edits) -> None:
        self._edits = edits
        # Only the first value of a tag has its metadata, and that value may be dropped.
        self._metadata: dict[str, summary_pb2.SummaryMetadata] = {}
        self._has_metadata: set[str] = set()
        self._dropped: dict[str, bool] = {}  # by tag

    def edit(self, event: event_pb2.Event) -> bool | None:
        """Edit the event in place; whether anything changed, or None to leave it out."""
        kind = event_kind(event)
        if kind == "summary":
            return self._edit_summary(event)
        if kind == "tagged_run_metadata":
            return self._edit_run_metadata(event)
        if self._edits.strip_constants and kind in ("graph_def", "meta_graph_def"):
            return _strip_constants(event)
        return False

    def _keeps(self, step: int) -> bool:
        return bool(self._kept(np.array([step]))[0])

    def _kept(self, steps: NDArray[np.int64]) -> NDArray[np.bool_]:
        kept = np.ones(len(steps), bool)
        if self._edits.keep_steps is not None:
            kept = self._edits.keep_steps.among(steps)
        for dropped in self._edits.drop_steps:
            kept &= ~dropped.among(steps)
        return kept

    def _drops(self, tag: str) -> bool:
        if tag not in self._dropped:
            self._dropped[tag] = bool(matching({tag: None}, self._edits.drop))
        return self._dropped[tag]

    def edits_alike(self, part: Part) -> bool:
        """Whether no value of `part` has metadata that a value of another event may need."""
        tags = {tag for columns in part.columns for tag in columns.layout.metadata}
        for _, event in part.others:
            values = event.summary.value if event is not None else ()
            tags.update(tag_of(value) for value in values if value.HasField("metadata"))
        return self._are_settled(tags)

    def _are_settled(self, tags: Iterable[str]) -> bool:
        """Whether each of `tags` has its metadata in the copy, or is dropped."""
        return all(tag in self._has_metadata or self._drops(tag) for tag in tags)

    def edit_columns(
        self, part: Part, columns: ScalarColumns, wanted: NDArray[np.bool_]
    ) -> dict[int, bytes] | None:
        """The edited records, by row, of those events with the same layout that are `wanted`.

        One of them is edited, and what it became is the template of the others. None if they must
        be edited one by one: while a tag lacks its metadata, or if what was edited has no
        layout.
        """
        tags = [value.tag for value in columns.layout.values]
        if not self._are_settled(tag for tag in tags if tag in self._metadata):
            return None
        rows = columns.rows[wanted & self._kept(columns.steps)].tolist()
        if not rows:
            return {}
        event = event_pb2.Event.FromString(part.data(rows[0]))
        changed = self.edit(event)
        if changed is None:
            return {}
        if not changed:
            return {row: part.record(row) for row in rows}
        edited = event.SerializeToString()
        target = scalar_layout(edited, [*tags, *self._edits.rename.values()])
        kept = [number for number, tag in enumerate(tags) if not self._drops(tag)]
        events = target and columns.layout.rewritten(part.batch, rows, target, kept)
        return dict(zip(rows, map(frame, events), strict=True)) if events else None

    def _edit_run_metadata(self, event: event_pb2.Event) -> bool | None:
        tag = event.tagged_run_metadata.tag
        if self._drops(tag) or not self._keeps(event.step):
            return None
        if tag in self._edits.rename:
            event.tagged_run_metadata.tag = self._edits.rename[tag]
            return True
        return False

    def note_metadata(self, event: event_pb2.Event) -> None:
        """Keep the metadata of an event's values: a later value may need it."""
        for value in event.summary.value:
            if value.HasField("metadata"):
                self._metadata.setdefault(tag_of(value), value.metadata)

    def _edit_summary(self, event: event_pb2.Event) -> bool | None:
        self.note_metadata(event)
        if not self._keeps(event.step):
            return None
        values = event.summary.value
        dropped = [row for row, value in enumerate(values) if self._drops(tag_of(value))]
        if dropped and len(dropped) == len(values):
            return None
        for row in reversed(dropped):
            del values[row]
        changed = bool(dropped)
        for value in values:
            changed = self._edit_value(value) or changed
        return changed

    def _edit_value(self, value: summary_pb2.Summary.Value) -> bool:
        """Rename a value, and give it the metadata of an earlier one that was dropped."""
        tag = tag_of(value)
        changed = False
        if tag in self._metadata and tag not in self._has_metadata:
            self._has_metadata.add(tag)
            if not value.HasField("metadata"):
                value.metadata.CopyFrom(self._metadata[tag])
                changed = True
        if tag in self._edits.rename:
            value.tag = self._edits.rename[tag]
            changed = True
        return changed


def _strip_constants(event: event_pb2.Event) -> bool:
    """Strip the graph of an event, if it has one that can be read; whether that changed it."""
    try:
        graph = graph_pb2.GraphDef.FromString(event.graph_def)
        meta = meta_graph_pb2.MetaGraphDef.FromString(event.meta_graph_def)
    except DecodeError:
        return False  # not a readable graph, so it has no constants
    if event.HasField("graph_def") and _strip(graph):
        event.graph_def = graph.SerializeToString()
    elif event.HasField("meta_graph_def") and _strip(meta.graph_def):
        event.meta_graph_def = meta.SerializeToString()
    else:
        return False
    return True


def _strip(graph: graph_pb2.GraphDef) -> int:
    """Remove the contents of large constants from a graph; return the number of constants."""
    count = 0
    functions = [node for function in graph.library.function for node in function.node_def]
    for node in [*graph.node, *functions]:
        tensor = node.attr["value"].tensor if node.op == "Const" else None
        if tensor is not None and tensor.ByteSize() > _LARGE_CONSTANT_BYTES:
            dtype, shape = tensor.dtype, type(tensor.tensor_shape)()
            shape.CopyFrom(tensor.tensor_shape)
            tensor.Clear()
            tensor.dtype = dtype
            tensor.tensor_shape.CopyFrom(shape)
            count += 1
    return count
