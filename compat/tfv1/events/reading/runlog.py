"""A whole run in a form that two runs can be compared by: points by tag, and their order."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from google.protobuf.message import Message
from tensorboard.compat.proto import event_pb2, summary_pb2

from tfv1.events.format.columns import ScalarColumns, ScalarSplitter
from tfv1.events.format.outline import Shorten
from tfv1.events.reading.kinds import SCALAR, TENSOR, Kinds, event_kind, tag_of
from tfv1.events.reading.payloads import payload_digest, payload_place
from tfv1.events.reading.place import Place, forget_events
from tfv1.events.reading.reader import LoggedEvent, events_in, scan_run
from tfv1.events.reading.runs import Skipped
from tfv1.events.reading.scan import Batch, Gap
from tfv1.events.reading.series import scalar_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Describe = Callable[[event_pb2.Event, int], str]
    Ints = NDArray[np.int64]
    Columns = tuple[Ints, Ints, NDArray[np.float64]]

_EVENT_NAMES = {
    "graph_def": "graph",
    "meta_graph_def": "meta graph",
    "tagged_run_metadata": "run metadata",
    "session_log": "session log",
    "log_message": "log message",
    "summary": "empty summary",  # one with values has the keys of its values
    "": "empty event",
}


class Key(NamedTuple):
    """What is compared as one series: the values of a tag, or the events of a kind without tags."""

    kind: str
    tag: str

    @property
    def name(self) -> str:
        """What patterns are matched against: the tag, or the kind if there is no tag."""
        return self.tag or self.kind


@dataclass
class Points:
    """The points of one key, in the order they were written.

    `order` is the number of each point's event in the run. Scalars have `values`; other kinds have
    digests, and `contents` to compare where those differ: Places, or what `read_run_log` was asked
    to keep. Contents with the same digest are equal, and those of two runs that were not read
    together have the same digest if they are equal.
    """

    order: Ints
    steps: Ints
    values: NDArray[np.float64] | None = None
    digests: list[bytes] = field(default_factory=list)
    contents: Sequence[object] = ()

    def __len__(self) -> int:
        return len(self.steps)

    def take(self, rows: Ints) -> Points:
        """The points at `rows`, in that order."""
        values = None if self.values is None else self.values[rows]
        digests = [self.digests[row] for row in rows.tolist()] if self.digests else []
        contents = [self.contents[row] for row in rows.tolist()] if self.contents else []
        return Points(self.order[rows], self.steps[rows], values, digests, contents)


@dataclass
class RunLog:
    """Everything read from one run.

    Event i of the run has the keys `layouts[layout[i]]` and the step `steps[i]`.
    """

    path: str
    points: dict[Key, Points] = field(default_factory=dict)
    metadata: dict[str, summary_pb2.SummaryMetadata] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    layouts: list[tuple[Key, ...]] = field(default_factory=list)
    layout: Ints = field(default_factory=lambda: np.array([], int))
    steps: Ints = field(default_factory=lambda: np.array([], int))


def read_run_log(path: str, describe: Describe | None = None) -> RunLog:
    """Read the run at `path`, a directory or an event file; unreadable files are skipped.

    `describe` makes a text of what is not a scalar: of value i of an event, or of an event without
    values. These texts are then the `contents` to compare, instead of Places in the files.
    """
    forget_events()  # files may have been rewritten since
    builder = _Builder(path, describe)
    # What describes contents is shown them whole.
    shorten = None if describe else payload_digest
    for file, item in scan_run(path, builder.log.skipped.append):
        builder.add(file, item, shorten)
    return builder.finish()


def read_two_run_logs(a: str, b: str) -> tuple[RunLog, RunLog]:
    """Read the runs at `a` and `b` together, which is faster where their bytes are the same.

    There, payloads are not hashed: what stands for one is where it was read.
    """
    forget_events()
    builders = _Builder(a), _Builder(b)
    scans = [scan_run(one.log.path, one.log.skipped.append) for one in builders]
    for number, found in enumerate(zip_longest(*scans)):
        shorten = partial(payload_place, number) if _are_same(*found) else payload_digest
        for builder, one in zip(builders, found, strict=True):
            if one is not None:
                file, item = one
                builder.add(file, item, shorten)
    return builders[0].finish(), builders[1].finish()


def _are_same(a: tuple[str, Batch | Gap] | None, b: tuple[str, Batch | Gap] | None) -> bool:
    """Whether both are batches of the same records at the same places of equal buffers."""
    if a is None or b is None or isinstance(a[1], Gap) or isinstance(b[1], Gap):
        return False
    one, other = a[1], b[1]
    return (one.starts, one.stops, one.buffer) == (other.starts, other.stops, other.buffer)


class _Builder:
    def __init__(self, path: str, describe: Describe | None = None) -> None:
        self.log = RunLog(path)
        self._describe = describe
        self._events = 0
        self._kinds = Kinds()
        self._splitter = ScalarSplitter()
        self._layout_numbers: dict[tuple[Key, ...], int] = {}
        # Chunks of columns: (order, steps, values) by key; (order, layout, steps) for all events.
        self._columns: dict[Key, list[Columns]] = {}
        self._sequence: list[tuple[Ints, Ints, Ints]] = []
        self._others: dict[Key, list[tuple[int, int, bytes, object]]] = {}

    def add(self, path: str, item: Batch | Gap, shorten: Shorten | None) -> None:
        if isinstance(item, Gap):
            self.log.gaps.append(item)
        else:
            self._add_batch(path, item, shorten)

    def _add_batch(self, path: str, batch: Batch, shorten: Shorten | None) -> None:
        found, rows = self._splitter.split(batch, self._kinds.scalar_tags)
        for columns in found:
            self._add_columns(columns)
        first = self._events
        for row, item in zip(rows, events_in(path, batch.part(rows), shorten), strict=True):
            if isinstance(item, Gap):
                self.log.gaps.append(item)
            else:
                self._add_event(first + row, item)
        self._events += len(batch.starts)

    def _add_columns(self, columns: ScalarColumns) -> None:
        order = self._events + columns.rows
        keys = tuple(Key(SCALAR, tag) for tag, _ in columns.values)
        for key in keys:
            self._kinds.note_scalar(key.tag)
        for tag, metadata in columns.layout.metadata.items():
            self.log.metadata.setdefault(tag, metadata)
        self._note(keys, order, columns.steps)
        for key, (_, values) in zip(keys, columns.values, strict=True):
            self._columns.setdefault(key, []).append((order, columns.steps, values))

    def _note(self, keys: tuple[Key, ...], order: Ints, steps: Ints) -> None:
        number = self._layout_numbers.setdefault(keys, len(self._layout_numbers))
        self._sequence.append((order, np.full(len(order), number), steps))

    def _add_event(self, number: int, item: LoggedEvent) -> None:
        event = item.event
        order, steps = np.array([number]), np.array([event.step])
        if not event.summary.value:
            key = event_key(event)
            self._note((key,), order, steps)
            place = Place(item.path, item.offset, 0)
            self._add_other(key, number, event, event_content(event), place)
            return
        keys = []
        for index, value in enumerate(event.summary.value):
            if value.HasField("metadata"):
                self.log.metadata.setdefault(tag_of(value), value.metadata)
            key, scalar = self._key_of(value)
            keys.append(key)
            if scalar is not None:
                columns = self._columns.setdefault(key, [])
                columns.append((order, steps, np.array([scalar])))
            else:
                place = Place(item.path, item.offset, index)
                self._add_other(key, number, event, value_content(value), place)
        self._note(tuple(keys), order, steps)

    def _key_of(self, value: summary_pb2.Summary.Value) -> tuple[Key, float | None]:
        kind, tag = self._kinds.of(value), tag_of(value)
        if kind != SCALAR:
            return Key(kind, tag), None
        number = scalar_number(value)
        return (Key(kind, tag), number) if number is not None else (Key(TENSOR, tag), None)

    def _add_other(
        self, key: Key, number: int, event: event_pb2.Event, content: bytes, place: Place
    ) -> None:
        kept: object = place
        if self._describe is not None:
            kept = text = self._describe(event, place.number)
            content = text.encode("utf-8", "surrogatepass")
        self._others.setdefault(key, []).append((number, event.step, digest_of(content), kept))

    def finish(self) -> RunLog:
        log = self.log
        # Tags of the same events share what is not their values.
        shared: dict[tuple[int, ...], tuple[Ints, Ints, Ints]] = {}
        alive = []  # what has been joined, so that an id stays that of one array
        for key in list(self._columns):
            orders, all_steps, values = zip(*self._columns.pop(key), strict=True)
            events = tuple(map(id, orders))
            if events not in shared:
                alive.append(orders)
                order = np.concatenate(orders)
                places = np.argsort(order, kind="stable")
                shared[events] = places, order[places], np.concatenate(all_steps)[places]
            places, order, steps = shared[events]
            log.points[key] = Points(order, steps, np.concatenate(values)[places])
        for key, rows in self._others.items():
            numbers, row_steps, digests, contents = zip(*rows, strict=True)
            log.points[key] = Points(
                np.array(numbers), np.array(row_steps), None, list(digests), contents
            )
        log.layouts = list(self._layout_numbers)
        if self._sequence:
            order, layout, steps = map(np.concatenate, zip(*self._sequence, strict=True))
            places = np.argsort(order, kind="stable")
            log.layout, log.steps = layout[places], steps[places]
        return log


def digest_of(content: bytes) -> bytes:
    """The digest by which `Points` know equal contents."""
    return hashlib.blake2b(content, digest_size=16).digest()


def event_key(event: event_pb2.Event) -> Key:
    """The key of an event without summary values."""
    kind = event_kind(event)
    return Key(_EVENT_NAMES.get(kind, kind), event.tagged_run_metadata.tag)


def is_event_key(key: Key) -> bool:
    """Whether `key` is that of events without summary values."""
    is_kind = key.kind == "file_version" or key.kind in _EVENT_NAMES.values()
    return is_kind and (not key.tag or key.kind == _EVENT_NAMES["tagged_run_metadata"])


def event_content(event: event_pb2.Event) -> bytes:
    """The content to compare of an event without summary values, at first byte for byte."""
    kind = event_kind(event)
    if kind == "tagged_run_metadata":
        return b""  # durations and addresses are never the same twice
    if kind == "session_log":
        log = event.session_log
        checkpoint = os.path.basename(log.checkpoint_path)  # its directory differs from run to run
        return f"{log.status} {checkpoint} {log.msg}".encode()
    content = getattr(event, kind) if kind else b""
    if isinstance(content, Message):
        return content.SerializeToString(deterministic=True)
    return content.encode() if isinstance(content, str) else bytes(content)


def value_content(value: summary_pb2.Summary.Value) -> bytes:
    """The content to compare of a summary value, at first byte for byte."""
    field_name = value.WhichOneof("value")
    if field_name is None:
        return b""
    content = getattr(value, field_name)
    if isinstance(content, Message):
        content = content.SerializeToString(deterministic=True)
    return f"{field_name} ".encode() + (content if isinstance(content, bytes) else b"")
