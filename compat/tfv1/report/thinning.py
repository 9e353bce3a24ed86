"""Curves with no more points than can be seen.

Curves over the same x, as those of runs of one program are, are thinned together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tfv1.report.axes import LARGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Line = tuple[NDArray[Any], NDArray[np.float64]]
    """The x and y of the points of a line, both [n]."""

_TOGETHER = 1 << 18  # points


def heights(values: NDArray[np.float64], log: bool) -> NDArray[np.float64]:
    """What is drawn of values: with `log` the logarithms; NaN for what cannot be drawn."""
    finite = np.where(np.isfinite(values), np.clip(values, -LARGEST, LARGEST), np.nan)
    if not log:
        return finite
    known = np.isfinite(finite) & (finite > 0)
    return np.log10(finite, out=np.full(values.shape, np.nan), where=known)


def together(curves: Sequence[Line]) -> Iterator[Line]:
    """Successive curves over the same x [n] as rows of y [k, n], of which k * n is bounded."""
    rows: list[NDArray[np.float64]] = []
    for number, (x, y) in enumerate(curves):
        rows.append(y)
        following = curves[number + 1][0] if number + 1 < len(curves) else None
        if following is None or len(rows) * len(x) > _TOGETHER or not np.array_equal(x, following):
            yield x, np.stack(rows)
            rows = []


def thinned_lines(curves: Sequence[Line], log: bool, most: int) -> Iterator[list[Line]]:
    """The unbroken parts of each curve (x [n], y [n]), with about `most` points each."""
    for x, rows in together(curves):
        y = heights(rows, log)
        is_known = np.isfinite(y)
        is_whole = is_known.all(axis=1) & (len(x) > 0)
        whole = iter(_thinned(x, y[is_whole], most))
        for number, values in enumerate(y):
            if is_whole[number]:
                yield [next(whole)]
            else:
                parts = _stretches(is_known[number])
                yield [_thinned(x[part], values[None, part], most)[0] for part in parts]


def thinned_band(
    x: NDArray[Any],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    log: bool,
    most: int,
    bottom: float,
) -> Iterator[Line]:
    """The outlines of the parts of a band; what is too low for the axis is at `bottom`."""
    low, high = heights(low, log), heights(high, log)
    is_known = np.isfinite(high)
    low = np.where(np.isfinite(low), low, bottom)
    for part in _stretches(is_known):
        there, below = _thinned(x[part], low[None, part], most)[0]
        back, above = _thinned(x[part], high[None, part], most)[0]
        yield np.concatenate([there, back[::-1]]), np.concatenate([below, above[::-1]])


def _stretches(is_known: NDArray[np.bool_]) -> list[slice]:
    """Where what is known has no gap."""
    edges = np.flatnonzero(np.diff(is_known, prepend=False, append=False)).tolist()
    return [slice(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def _thinned(x: NDArray[Any], y: NDArray[np.float64], most: int) -> list[Line]:
    """The lines y [k, n] over x [n], looking the same with about `most` points each.

    Of each column of the picture they keep the first, lowest, highest and last point.
    """
    if len(x) <= most or np.any(x[1:] < x[:-1]):
        return [(x, row) for row in y]
    columns = np.floor(places(x, float(x[0]), float(x[-1]), 0, most / 4))
    starts = np.flatnonzero(np.diff(columns, prepend=-np.inf))
    stops = np.append(starts[1:], len(x))
    from_end = np.arange(len(x), 0, -1)

    def where(edges: NDArray[np.float64]) -> NDArray[np.int64]:
        """The first point of each column that is at its edge."""
        at_edge = y == np.repeat(edges, stops - starts, axis=1)
        return len(x) - np.maximum.reduceat(at_edge * from_end, starts, axis=1)

    ends = np.tile(np.concatenate([starts, stops - 1]), (len(y), 1))
    lowest = where(np.minimum.reduceat(y, starts, axis=1))
    highest = where(np.maximum.reduceat(y, starts, axis=1))
    kept = map(np.unique, np.concatenate([ends, lowest, highest], axis=1))
    return [(x[keep], row[keep]) for keep, row in zip(kept, y, strict=True)]


def places(
    values: NDArray[Any], low: float, high: float, start: float, end: float
) -> NDArray[np.float64]:
    """The pixels of `values`, which range from `low` to `high`; the middle if all are equal."""
    if low == high:
        return np.full(len(values), (start + end) / 2)
    share = (values - low) / (high - low)
    return start + np.minimum(np.maximum(share, 0), 1) * (end - start)
