"""Which points of a tag count: a resumed run has written some of its steps more than once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Superseded = Literal["drop", "restarts", "keep"]
"""What to do with points that later ones supersede.

"drop": what TensorBoard shows by default. Its data server drops a point when a later one of the
same tag has the same step or an earlier one.

"restarts": what TensorBoard shows with `--load_fast=false`. Only a restart (a START session log;
in a log without a version, a step that goes back) supersedes what came before it.

"keep": every point.
"""

SUPERSEDED: tuple[Superseded, ...] = get_args(Superseded)


@dataclass(frozen=True)
class Restart:
    """A place in a log where a run continues from `step`.

    `tags` is None for a START session log, which affects every tag; otherwise the tags of the
    event whose step went back. `offset` is in bytes.
    """

    path: str
    offset: int
    step: int
    tags: frozenset[str] | None


class Cuts:
    """Restarts as (number of the event in the run, step), in event order."""

    def __init__(self, restarts: Sequence[tuple[int, int]]) -> None:
        self._numbers = np.array([number for number, _ in restarts], np.int64)
        steps = np.array([step for _, step in restarts], np.int64)
        # The lowest step of a restart and all later ones decides which earlier points remain.
        self._lowest = np.append(np.minimum.accumulate(steps[::-1])[::-1], 0)

    def keep(self, order: NDArray[np.int64], steps: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which points are not superseded by a later restart, given their events' numbers: bool."""
        places = np.searchsorted(self._numbers, order, side="right")
        keep: NDArray[np.bool_] = (places == len(self._numbers)) | (steps < self._lowest[places])
        return keep


class Chosen:
    """Which points of a run are chosen, tag by tag."""

    def __init__(
        self, superseded: Superseded, restarts: Iterable[tuple[int, Restart]] = ()
    ) -> None:
        """`restarts` are those of the run, each with the number of its event."""
        self._superseded = superseded
        everywhere: list[tuple[int, int]] = []
        self._by_tag: dict[str, list[tuple[int, int]]] = {}
        for number, restart in restarts if superseded == "restarts" else ():
            if restart.tags is None:
                everywhere.append((number, restart.step))
            for tag in restart.tags or ():
                self._by_tag.setdefault(tag, []).append((number, restart.step))
        self._everywhere = Cuts(everywhere)

    def depends_on(self, tag: str) -> bool:
        """Whether the points of `tag` are not chosen as those of any other tag would be."""
        return tag in self._by_tag

    def keep(
        self, tag: str, order: NDArray[np.int64], steps: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Which points of `tag` are chosen, given their events' increasing numbers and steps."""
        if self._superseded == "drop":
            return shown(steps)
        keep = self._everywhere.keep(order, steps)
        if self.depends_on(tag):
            keep &= Cuts(self._by_tag[tag]).keep(order, steps)
        return keep


def shown(steps: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which points of a tag the data server shows, given their steps in the order of the log."""
    keep = np.ones(len(steps), bool)
    lowest_from = np.minimum.accumulate(steps[::-1])[::-1]
    keep[:-1] = steps[:-1] < lowest_from[1:]
    return keep


def hidden_count(steps: NDArray[np.int64]) -> int:
    """How many of the points are not shown."""
    return int(np.count_nonzero(~shown(steps)))
