"""Panels of curves as SVG: each panel is a frame labelled with its lowest and highest numbers.

This needs nothing but NumPy. A PNG, with axes, is drawn by matplotlib: see `tfv1.logs.picture`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tfv1.report.html import escape

if TYPE_CHECKING:
    from numpy.typing import NDArray

PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#555555")
_INK, _FAINT = "#222222", "#cccccc"
_WIDTH, _HEIGHT = 440, 250  # of a panel, in pixels
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 16, 30, 32
_LEGEND_LINE = 20


class Curve(NamedTuple):
    """A line to draw: `x` and `y` have shape [N]; the line is broken where y is not finite."""

    label: str
    color: str
    x: NDArray[np.int64]
    y: NDArray[np.float64]


class Panel(NamedTuple):
    """Curves with the same axes."""

    title: str
    curves: Sequence[Curve]
    log: bool = False
    x_text: Callable[[float], str] = lambda x: f"{x:.6g}"
    is_over_steps: bool = True


def faint(color: str) -> str:
    """A pale form of a color, for the raw curve behind a smoothed one."""
    parts = [int(color[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{(part + 2 * 255) // 3:02x}" for part in parts)


def grid(count: int, columns: int | None = None) -> tuple[int, int]:
    """The number of rows and columns in which `count` panels are arranged."""
    columns = columns or max(1, min(3, math.ceil(math.sqrt(count))))
    return math.ceil(count / columns), columns


def svg(
    panels: Sequence[Panel], legend: Sequence[tuple[str, str]] = (), columns: int | None = None
) -> str:
    """The panels below a `legend` of labels and colors, as an SVG element that is also a file."""
    rows, columns = grid(len(panels), columns)
    legend_lines = math.ceil(len(legend) / columns)
    top = _LEGEND_LINE * legend_lines + 10
    size = f'width="{columns * _WIDTH}" height="{top + rows * _HEIGHT}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">',
        f'<rect {size} fill="#ffffff"/>',
    ]
    for number, (label, color) in enumerate(legend):
        column, line = divmod(number, legend_lines)
        x, y = 16 + column * _WIDTH, 18 + line * _LEGEND_LINE
        lines += [_line([(x, y - 4), (x + 24, y - 4)], color, 3), _text(x + 32, y, label)]
    for number, panel in enumerate(panels):
        row, column = divmod(number, columns)
        lines.append(f'<g transform="translate({column * _WIDTH} {top + row * _HEIGHT})">')
        lines += [*_panel(panel), "</g>"]
    return "\n".join([*lines, "</svg>\n"])


def _panel(panel: Panel) -> Iterator[str]:
    left, right, top, bottom = _LEFT, _WIDTH - _RIGHT, _TOP, _HEIGHT - _BOTTOM
    yield _text(left, 18, panel.title)
    parts = [
        (curve, x, y)
        for curve in panel.curves
        for x, y in unbroken(curve.x, logarithms(curve.y) if panel.log else curve.y)
    ]
    if not parts:
        yield _text((left + right) / 2, (top + bottom) / 2, "no finite value", "middle")
        return
    bounds = [
        (min(float(part.min()) for part in column), max(float(part.max()) for part in column))
        for column in zip(*[(x, y) for _, x, y in parts], strict=True)
    ]
    (first, last), (low, high) = bounds
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    yield _line(corners, _FAINT)
    lowest, highest = (10.0**low, 10.0**high) if panel.log else (low, high)
    yield _text(left - 6, bottom, f"{lowest:.6g}", "end")
    yield _text(left - 6, top + 8, f"{highest:.6g}", "end")
    yield _text(left, bottom + 17, panel.x_text(first))
    yield _text(right, bottom + 17, panel.x_text(last), "end")
    for curve, steps, values in parts:
        x, y = _places(steps, first, last, left, right), _places(values, low, high, bottom, top)
        px, py = thinned(x, y)
        points = list(zip(px.tolist(), py.tolist(), strict=True))
        # A single point would not make a line.
        points = points if len(points) > 1 else [(points[0][0] - 2, points[0][1]), *points]
        yield _line(points, curve.color, 1.5)


def logarithms(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithms of what is positive and finite, NaN for the rest."""
    known = np.isfinite(values) & (values > 0)
    return np.log10(values, out=np.full(len(values), np.nan), where=known)


def _places(
    values: NDArray[Any], low: float, high: float, start: float, end: float
) -> NDArray[np.float64]:
    """The pixels of `values`, which range from `low` to `high`; the middle if all are equal."""
    # Halved, since the difference between the largest doubles overflows.
    span = high / 2 - low / 2
    if not span:
        return np.full(len(values), (start + end) / 2)
    return start + np.clip((values / 2 - low / 2) / span, 0, 1) * (end - start)


def unbroken(
    x: NDArray[np.int64], y: NDArray[np.float64]
) -> list[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """The stretches in which y is finite, none of them empty."""
    edges = np.flatnonzero(np.diff(np.isfinite(y))) + 1
    parts = zip(np.split(x, edges), np.split(y, edges), strict=True)
    return [(part_x, part_y) for part_x, part_y in parts if len(part_y) and np.isfinite(part_y[0])]


def thinned(
    x: NDArray[Any], y: NDArray[np.float64], most: int = 4 * _WIDTH
) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """The same picture with about `most` points: first, lowest, highest and last of each column."""
    if len(x) <= most or np.any(np.diff(x) < 0):
        return x, y
    columns = np.floor(_places(x, float(x[0]), float(x[-1]), 0, most / 4))
    starts = np.flatnonzero(np.diff(columns, prepend=-np.inf))
    by_column = np.lexsort((y, columns))
    stops = np.append(starts[1:], len(x))
    keep = np.concatenate([starts, by_column[starts], by_column[stops - 1], stops - 1])
    keep = np.unique(keep)
    return x[keep], y[keep]


def _line(points: Sequence[tuple[float, float]], color: str, width: float = 1) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="{width:g}"/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}"'
    return f"<text {place}>{escape(text)}</text>"
