"""The points of a tag that is not scalar: their steps in memory, their values in the file."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

import numpy as np
from tensorboard.compat.proto import event_pb2

from tfv1.events.reading.place import Place
from tfv1.events.reading.series import described

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tfv1.events.reading.reader import LoggedEvent
    from tfv1.events.reading.superseded import Chosen

_T = TypeVar("_T")
Decode = Callable[[event_pb2.Event, int], _T]
"""Makes a point of an event and the index of the value in it. ValueError if it is malformed."""


class PointColumns:
    """The growing columns of one tag: where its points are."""

    def __init__(self) -> None:
        self.order, self.steps = array("q"), array("q")
        self.wall_times = array("d")
        self.files, self.offsets, self.numbers = array("q"), array("q"), array("q")

    def append(self, item: LoggedEvent, file: int, index: int) -> None:
        """Add value `index` of an event in file number `file`."""
        self.order.append(item.number)
        self.steps.append(item.event.step)
        self.wall_times.append(item.event.wall_time)
        self.files.append(file)
        self.offsets.append(item.offset)
        self.numbers.append(index)


class Points(Sequence[_T], Generic[_T]):
    """The points of one tag, in the order they were written.

    `steps` is int64, `wall_times` (seconds since 1970) float64, both of shape [N]. `points[i]`
    reads the value of point i from its file, and `for value in points` one after the other. OSError
    if the file is gone or has changed, ValueError if the value is malformed.
    """

    def __init__(
        self, tag: str, columns: PointColumns, chosen: Chosen, paths: Sequence[str],
        decode: Decode[_T],
    ) -> None:  # fmt: skip
        self.tag = tag
        steps = np.array(columns.steps)
        keep = chosen.keep(tag, np.array(columns.order), steps)
        self.steps: NDArray[np.int64] = steps[keep]
        self.wall_times: NDArray[np.float64] = np.array(columns.wall_times)[keep]
        self._places = [
            np.array(column)[keep] for column in (columns.files, columns.offsets, columns.numbers)
        ]
        self._paths = paths
        self._decode = decode

    def __len__(self) -> int:
        return len(self.steps)

    @overload
    def __getitem__(self, index: int) -> _T: ...

    @overload
    def __getitem__(self, index: slice) -> list[_T]: ...

    def __getitem__(self, index: int | slice) -> _T | list[_T]:
        if isinstance(index, slice):
            return [self._read(row) for row in range(len(self))[index]]
        return self._read(range(len(self))[index])

    def __iter__(self) -> Iterator[_T]:
        return map(self._read, range(len(self)))

    def __repr__(self) -> str:
        return f"Points({self.tag!r}: {described(self.steps)})"

    def _read(self, row: int) -> _T:
        file, offset, number = (int(column[row]) for column in self._places)
        event = Place(self._paths[file], offset, number).read()
        try:
            return self._decode(event, number)
        except ValueError as error:
            raise ValueError(
                f"{self._paths[file]}: {self.tag!r} at step {self.steps[row]}: {error}"
            ) from error
