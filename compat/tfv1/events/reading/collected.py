"""The points of one tag while a run is read, in little memory.

A training loop logs many tags in one event. What those share, the events' numbers, steps and wall
times, is kept once, and the values as the float32 numbers they were written as.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tfv1.events.reading.superseded import Chosen


class Rows(NamedTuple):
    """Events by their numbers in the run, all arrays of shape [n]."""

    order: NDArray[np.int64]
    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]


class ChosenRows(NamedTuple):
    """The events of a tag that were chosen; `places` are those of their values."""

    places: NDArray[np.intp]
    steps: NDArray[np.int64]
    wall_times: NDArray[np.float64]


class CollectedPoints:
    """The points of one tag: those of many events at once, and those of single events."""

    def __init__(self) -> None:
        self._parts: list[tuple[Rows, NDArray[np.float32]]] = []
        self._order, self._steps = array("q"), array("q")
        self._wall_times, self._values = array("d"), array("d")

    def append(self, order: int, step: int, wall_time: float, value: float) -> None:
        self._order.append(order)
        self._steps.append(step)
        self._wall_times.append(wall_time)
        self._values.append(value)

    def extend(self, rows: Rows, values: NDArray[np.float64]) -> None:
        """Add the points of `rows`, which other tags may have too; `values` were float32s."""
        self._parts.append((rows, values.astype(np.float32)))

    @property
    def first(self) -> int:
        """The number of the first event."""
        return min(int(rows.order.min()) for rows in self._rows())

    @property
    def events(self) -> tuple[object, ...]:
        """What is the same for tags of the same events."""
        return (self._order.tobytes(), *(id(rows) for rows, _ in self._parts))

    def chosen(self, tag: str, chosen: Chosen) -> ChosenRows:
        """The chosen events, in the order of the run."""
        order, steps, wall_times = map(np.concatenate, zip(*self._rows(), strict=True))
        # The columns of a batch arrive grouped by layout.
        places = np.argsort(order, kind="stable")
        keep = chosen.keep(tag, order[places], steps[places])
        places = places[keep]
        found = ChosenRows(places, steps[places], wall_times[places])
        for shared in (found.steps, found.wall_times):
            shared.flags.writeable = False
        return found

    def values(self, places: NDArray[np.intp]) -> NDArray[np.float64]:
        parts = [*(part for _, part in self._parts), np.array(self._values)]
        values: NDArray[np.float64] = np.concatenate(parts, dtype=np.float64)[places]
        return values

    def _rows(self) -> list[Rows]:
        found = [rows for rows, _ in self._parts]
        if self._order or not found:
            single = map(np.array, (self._order, self._steps, self._wall_times))
            found.append(Rows(*single))
        return found
