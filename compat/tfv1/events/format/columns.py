"""Extract scalars from many serialized events at once.

The events of a training loop look alike: the same tags at the same offsets; only wall time, step
and values differ. So the first one is walked field by field to find its `Layout`, and events whose
other bytes are all equal to it are read as columns of a NumPy matrix. Anything without such a
layout is left to the protocol buffer parser.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from google.protobuf.message import DecodeError
from numpy.lib.stride_tricks import sliding_window_view
from tensorboard.compat.proto import event_pb2, summary_pb2, types_pb2

from tfv1.events.format.wire import BYTES, FIXED32, FIXED64, VARINT, Field, walk
from tfv1.events.reading.kinds import SCALAR
from tfv1.events.reading.scan import Batch

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONGEST = 1 << 14  # bytes: longer events are not worth a column per byte
_FEWEST = 8  # events of one length from which columns pay off
_MOST_LAYOUTS = 64  # kept per event length


class ScalarColumns(NamedTuple):
    """The scalars of n events with the same layout.

    `rows` are the events' indices in their batch, `steps` int64, `wall_times` float64, all of shape
    [n]; `values` has a tag and its float64 values [n] for each value of the events, in order.
    """

    rows: NDArray[np.int64]
    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]
    values: list[tuple[str, NDArray[np.float64]]]
    layout: Layout


class _Value(NamedTuple):
    tag: str
    start: int  # of its float32
    metadata: summary_pb2.SummaryMetadata | None


@dataclass(frozen=True)
class Layout:
    """Where the variable bytes are in events that are otherwise equal."""

    template: NDArray[np.uint8]
    wall_time: int
    step: tuple[int, int] | None  # start and stop
    values: tuple[_Value, ...]
    mask: NDArray[np.uint8]
    """[length] uint8: the bits of each byte that must equal the template's."""

    def matches(self, matrix: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Which rows of `matrix` [n, length] have this layout: bool [n]."""
        differs: NDArray[np.bool_] = ((matrix ^ self.template) & self.mask).any(axis=1)
        return ~differs

    def columns(self, matrix: NDArray[np.uint8], rows: NDArray[np.int64]) -> ScalarColumns:
        steps = np.zeros(len(matrix), np.uint64)
        if self.step:
            for shift, column in enumerate(range(*self.step)):
                steps |= (matrix[:, column] & 0x7F).astype(np.uint64) << np.uint64(7 * shift)
        values = [
            (value.tag, _floats(matrix, value.start, "<f4").astype(np.float64))
            for value in self.values
        ]
        wall_times = _floats(matrix, self.wall_time, "<f8")
        return ScalarColumns(rows, steps.view(np.int64), wall_times, values, self)

    @property
    def metadata(self) -> dict[str, summary_pb2.SummaryMetadata]:
        """The metadata of the tags whose values carry some."""
        return {one.tag: one.metadata for one in self.values if one.metadata is not None}

    def rewritten(
        self, batch: Batch, rows: Sequence[int], target: Layout, kept: Sequence[int]
    ) -> list[bytes] | None:
        """The events `rows` of a batch, which have this layout, in another one.

        `kept` are the numbers of the values that are values of `target` too, in its order. None
        where `target` has no room for the step or those values.
        """
        start, stop = self.step or (0, 0)
        place, end = target.step or (0, 0)
        if stop - start != end - place or len(kept) != len(target.values):
            return None
        moved = [(self.wall_time, target.wall_time, 8), (start, place, stop - start)]
        moved += [
            (self.values[number].start, value.start, 4)
            for number, value in zip(kept, target.values, strict=True)
        ]
        old = _matrix(batch, np.array(batch.starts)[rows], len(self.template))
        new = np.tile(target.template, (len(rows), 1))
        for start, place, width in moved:
            new[:, place : place + width] = old[:, start : start + width]
        data, length = new.tobytes(), len(target.template)
        return [data[place : place + length] for place in range(0, len(data), length)]


def _matrix(batch: Batch, starts: NDArray[np.int64], length: int) -> NDArray[np.uint8]:
    """The `length` bytes from each of `starts` [n] on: uint8 [n, length]."""
    content = np.frombuffer(batch.buffer, np.uint8)
    matrix: NDArray[np.uint8] = sliding_window_view(content, length)[starts]
    return matrix


def _floats(matrix: NDArray[np.uint8], start: int, dtype: str) -> NDArray[np.float64]:
    width = np.dtype(dtype).itemsize
    return np.ascontiguousarray(matrix[:, start : start + width]).view(dtype)[:, 0]


class ScalarSplitter:
    """Splits batches of events into scalar columns and the rest, learning layouts as it goes."""

    def __init__(self) -> None:
        self._layouts: dict[int, list[Layout]] = {}

    def split(
        self, batch: Batch, scalar_tags: Collection[str] = ()
    ) -> tuple[list[ScalarColumns], list[int]]:
        """The columns found in `batch`, and the indices of its other events, in order."""
        found: list[ScalarColumns] = []
        if len(batch.starts) < _FEWEST:
            return found, list(range(len(batch.starts)))
        starts = np.array(batch.starts)
        lengths = np.array(batch.stops) - starts
        rest: list[int] = []
        for length in np.unique(lengths).tolist():
            rows = np.flatnonzero(lengths == length)
            if len(rows) >= _FEWEST and 0 < length <= _LONGEST:
                matrix = _matrix(batch, starts[rows], length)
                rows = self._take(matrix, rows, found, scalar_tags)
            rest += rows.tolist()
        return found, sorted(rest)

    def _take(
        self,
        matrix: NDArray[np.uint8],
        rows: NDArray[np.int64],
        found: list[ScalarColumns],
        scalar_tags: Collection[str],
    ) -> NDArray[np.int64]:
        """Move rows with a known or new layout to `found`; return the rows without one."""
        layouts = self._layouts.setdefault(matrix.shape[1], [])
        odd: list[int] = []
        known = 0
        while len(rows) >= _FEWEST:
            if known == len(layouts):
                layout = None
                if known < _MOST_LAYOUTS:
                    layout = scalar_layout(matrix[0].tobytes(), scalar_tags)
                if layout is None:
                    odd.append(int(rows[0]))
                    matrix, rows = matrix[1:], rows[1:]
                    if known == _MOST_LAYOUTS or len(odd) >= _MOST_LAYOUTS:
                        break
                    continue
                layouts.append(layout)
            layout = layouts[known]
            known += 1
            hit = layout.matches(matrix)
            if hit.all():
                found.append(layout.columns(matrix, rows))
                return np.array(odd, int)
            if hit.any():
                found.append(layout.columns(matrix[hit], rows[hit]))
                matrix, rows = matrix[~hit], rows[~hit]
        return np.concatenate([np.array(odd, int), rows])


def scalar_layout(data: bytes, scalar_tags: Collection[str] = ()) -> Layout | None:
    """The layout of the event `data`, or None if it contains anything but float32 scalars.

    A tensor counts as a scalar if its metadata or an earlier event (its tag is in `scalar_tags`)
    says so.
    """
    try:
        event_pb2.Event.FromString(data)  # so that the walk only ever sees a valid message
        return _layout(data, scalar_tags)
    except (DecodeError, ValueError, IndexError):
        return None


class _NoLayoutError(ValueError):
    pass


def _layout(data: bytes, scalar_tags: Collection[str]) -> Layout:
    fields = _only_once(walk(data, 0, len(data)), {1: FIXED64, 2: VARINT, 5: BYTES})
    wall_time, step, summary = fields.get(1), fields.get(2), fields.get(5)
    if wall_time is None or summary is None:
        raise _NoLayoutError
    values = []
    for field in walk(data, summary.start, summary.stop):
        if (field.number, field.wire_type) != (1, BYTES):
            raise _NoLayoutError
        values.append(_value(data, field, scalar_tags))
    mask = np.full(len(data), 0xFF, np.uint8)
    mask[wall_time.start : wall_time.stop] = 0
    for value in values:
        mask[value.start : value.start + 4] = 0
    if step:
        # A varint's high bits mark its end; its tenth byte may use only one bit.
        mask[step.start : min(step.stop, step.start + 9)] = 0x80
    return Layout(
        template=np.frombuffer(data, np.uint8),
        wall_time=wall_time.start,
        step=(step.start, step.stop) if step else None,
        values=tuple(values),
        mask=mask,
    )


def _value(data: bytes, outer: Field, scalar_tags: Collection[str]) -> _Value:
    """The one scalar in a Summary.Value."""
    kinds = {1: BYTES, 2: FIXED32, 8: BYTES, 9: BYTES}
    fields = _only_once(walk(data, outer.start, outer.stop), kinds)
    tag, simple, tensor, metadata = (fields.get(number) for number in kinds)
    if tag is None or tag.start == tag.stop:
        raise _NoLayoutError
    name = data[tag.start : tag.stop].decode()
    parsed = None
    if metadata:
        parsed = summary_pb2.SummaryMetadata.FromString(data[metadata.start : metadata.stop])
        is_scalar = parsed.plugin_data.plugin_name == SCALAR
    else:
        is_scalar = simple is not None or name in scalar_tags
    if not is_scalar or (simple is None) == (tensor is None):
        raise _NoLayoutError
    return _Value(name, simple.start if simple else _tensor_place(data, tensor), parsed)


def _tensor_place(data: bytes, outer: Field | None) -> int:
    """The offset of the float32 in a scalar TensorProto."""
    assert outer is not None
    place = None
    for field in walk(data, outer.start, outer.stop):
        size = field.stop - field.start
        if field.number == 1:
            is_known = data[field.start : field.stop] == bytes([types_pb2.DT_FLOAT])
        elif field.number == 2:
            is_known = size == 0  # no dimensions
        else:
            # tensor_content, or float_val, packed or not
            is_known = field.number in (4, 5) and size == 4 and place is None
            place = field.start
        if not is_known:
            raise _NoLayoutError
    if place is None:
        raise _NoLayoutError
    return place


def _only_once(fields: Iterable[Field], wire_types: dict[int, int]) -> dict[int, Field]:
    """`fields` by number; there is no layout if one repeats or is not in `wire_types`."""
    found: dict[int, Field] = {}
    for field in fields:
        if field.number in found or wire_types.get(field.number) != field.wire_type:
            raise _NoLayoutError
        found[field.number] = field
    return found
