"""The values of a run that TensorBoard hides by default, to leave them out of a copy."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from tensorboard.compat.proto import event_pb2

from tfv1.events.reading.kinds import tag_of
from tfv1.events.reading.superseded import shown
from tfv1.logs.copies import Part

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Hidden:
    """Values that a later one of the same tag at the same or an earlier step supersedes.

    Events are numbered from 1 in the order of the run.
    """

    def __init__(self, parts: Iterable[tuple[str, Part]]) -> None:
        """`parts` are the contents of the run's files, each with its file."""
        self.first: dict[str, int] = {}
        """How many events there are before each file."""
        points: dict[str, tuple[array[int], array[int]]] = {}
        count = 0
        for path, part in parts:
            self.first.setdefault(path, count)
            for tag, numbers, steps in _points(part):
                columns = points.setdefault(tag, (array("q"), array("q")))
                columns[0].extend((count + 1 + numbers).tolist())
                columns[1].extend(steps.tolist())
            count += len(part.batch.starts)
        self._counts: dict[str, Counter[int]] = {}
        for tag, found in points.items():
            order, steps = np.array(found[0]), np.array(found[1])
            places = np.argsort(order, kind="stable")
            hidden = order[places][~shown(steps[places])]
            if len(hidden):
                self._counts[tag] = Counter(hidden.tolist())

    def among(self, tags: Iterable[str], numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of the events `numbers` have a hidden value of one of the `tags`."""
        found = np.zeros(len(numbers), bool)
        for tag in tags:
            if tag in self._counts:
                found |= np.isin(numbers, list(self._counts[tag]))
        return found

    def remove(self, event: event_pb2.Event, number: int) -> bool:
        """Remove the hidden values from event `number`; whether there were any."""
        left = {tag: counts[number] for tag, counts in self._counts.items() if number in counts}
        kept = []
        for value in event.summary.value:
            tag = tag_of(value)
            if left.get(tag):
                left[tag] -= 1  # of several values of one tag, the first ones
            else:
                kept.append(value)
        if len(kept) == len(event.summary.value):
            return False
        summary = type(event.summary)(value=kept)
        event.summary.CopyFrom(summary)
        return True


def _points(part: Part) -> Iterator[tuple[str, NDArray[np.int64], NDArray[np.int64]]]:
    """The tag, row and step of each value of a part."""
    for columns in part.columns:
        for value in columns.layout.values:
            yield value.tag, columns.rows, columns.steps
    for row, event in part.others:
        for one in event.summary.value if event is not None else ():
            assert event is not None
            yield tag_of(one), np.array([row]), np.array([event.step])
