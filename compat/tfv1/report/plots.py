"""Panels of curves: what they show, and where it is on the page.

They are drawn on a canvas: `tfv1.report.svg`, or matplotlib's in `tfv1.logs.picture`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

import numpy as np

from tfv1.report.axes import Ticks, step_ticks, value_range, value_ticks
from tfv1.report.text import columns_of, shortened
from tfv1.report.thinning import heights, places, thinned_band, thinned_lines, together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Anchor = Literal["start", "middle", "end"]

PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#555555")
DASHES: tuple[tuple[int, ...], ...] = ((), (6, 3), (2, 2))
"""How lines of one color are told apart: drawn through, dashed, dotted."""

INK, GRID = "#222222", "#e4e4e4"
REST = "#c4c4c4"  # of the curves that a legend has no room for
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 16, 30, 32  # margins of a panel, in pixels
_LEGEND_LINE, _LEGEND_COLUMNS = 20, 60
_LETTER = 6.6  # a wide guess
_FEW_CURVES = 8  # in one panel; more are drawn as thinner lines
_MOST_POINTS = 20_000  # of all curves in a panel
_MOST_OF_ONE, _FEWEST_OF_ONE = 1_800, 100


class Curve(NamedTuple):
    """A line to draw: `x` and `y` have shape [N]; the line is broken where y is not finite.

    `low` and `high`, if given, are the edges of a band around it. `width` is in pixels; by default
    it depends on the number of curves.
    """

    label: str
    color: str
    x: NDArray[np.int64] | NDArray[np.float64]
    y: NDArray[np.float64]
    low: NDArray[np.float64] | None = None
    high: NDArray[np.float64] | None = None
    dash: tuple[int, ...] = ()
    width: float | None = None


class Panel(NamedTuple):
    """Curves with the same axes; with `log`, values are on a logarithmic scale.

    `x_ticks` makes the ticks of the horizontal axis of its ends.
    """

    title: str
    curves: Sequence[Curve]
    log: bool = False
    x_ticks: Callable[[float, float], Ticks] = step_ticks


class Key(NamedTuple):
    """A line of a legend."""

    label: str
    color: str
    dash: tuple[int, ...] = ()


class Axes(NamedTuple):
    """The ends of a panel's axes; of the vertical one as logarithms if the panel is `log`."""

    first: float
    last: float
    low: float
    high: float


def style(number: int) -> tuple[str, tuple[int, ...]]:
    """The color and dash of curve `number`; the first 24 differ."""
    return PALETTE[number % len(PALETTE)], DASHES[number // len(PALETTE) % len(DASHES)]


def faint(color: str) -> str:
    """A pale form of a color, for the raw curve behind a smoothed one."""
    parts = [int(color[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{(part + 2 * 255) // 3:02x}" for part in parts)


class Layout:
    """Where panels and the lines of a legend are on a page, in pixels from the top left."""

    def __init__(self, panels: int, legend: Sequence[Key], columns: int | None = None) -> None:
        self._columns = columns or max(1, min(3, math.ceil(math.sqrt(panels))))
        # A panel by itself is large.
        self._cell = (720, 420) if panels == 1 else (440, 250)
        self.width = self._columns * self._cell[0]
        self.legend = [key._replace(label=shortened(key.label, _LEGEND_COLUMNS)) for key in legend]
        longest = max((columns_of(key.label) for key in self.legend), default=0)
        across = max(1, math.floor(self.width / (longest * _LETTER + 60)))
        self._lines = math.ceil(len(legend) / across)
        self._key_width = self.width / across
        self.top = _LEGEND_LINE * self._lines + 10
        self.height = self.top + math.ceil(panels / self._columns) * self._cell[1]

    def key(self, number: int) -> tuple[float, float]:
        """The left end and the middle of a line of the legend."""
        column, line = divmod(number, self._lines)
        return 16 + column * self._key_width, 14 + line * _LEGEND_LINE

    def frame(self, number: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the frame of a panel."""
        row, column = divmod(number, self._columns)
        width, height = self._cell
        left, top = column * width, self.top + row * height
        return left + _LEFT, top + _TOP, left + width - _RIGHT, top + height - _BOTTOM


def axes_of(panel: Panel) -> Axes | None:
    """The ends of a panel's axes; None if it has nothing that can be drawn."""
    edges = [
        (curve.x, values)
        for curve in panel.curves
        for values in (curve.y, curve.low, curve.high)
        if values is not None
    ]
    known_x, known_y = [], []
    for x, rows in together(edges):
        y = heights(rows, panel.log)
        is_known = np.isfinite(y)
        if is_known.any():
            x, y = x[is_known.any(axis=0)], y[is_known]
            known_x += [float(x.min()), float(x.max())]
            known_y += [float(y.min()), float(y.max())]
    if not known_y:
        return None
    return Axes(min(known_x), max(known_x), *value_range(min(known_y), max(known_y), panel.log))


class Stroke(NamedTuple):
    """How a line is drawn; a page may show the `label` of one that is pointed at."""

    color: str
    width: float = 1.0
    dash: tuple[int, ...] = ()
    label: str = ""


class Canvas(Protocol):
    """What a page is drawn on. Points are [n, 2], in pixels from the top left."""

    def line(self, points: Points, stroke: Stroke) -> None: ...

    def area(self, outline: Points, color: str) -> None:
        """Draw what is inside an outline, so that what is behind it can be seen."""

    def dot(self, point: Points, color: str, radius: float, label: str) -> None: ...

    def text(self, x: float, y: float, text: str, anchor: Anchor = "start") -> None:
        """Draw a text that starts, ends or has its middle at `x`, on the line `y`."""


def draw(canvas: Canvas, layout: Layout, panels: Sequence[Panel]) -> None:
    """Draw the legend of `layout` and the panels on a canvas."""
    for number, key in enumerate(layout.legend):
        x, y = layout.key(number)
        canvas.line(np.array([(x, y), (x + 24, y)]), Stroke(key.color, 2, key.dash))
        canvas.text(x + 32, y + 4, key.label)
    for number, panel in enumerate(panels):
        _draw_panel(canvas, panel, layout.frame(number))


def _draw_panel(canvas: Canvas, panel: Panel, frame: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = frame
    canvas.text(left, top - 12, panel.title)
    axes = axes_of(panel)
    if axes is None:
        canvas.text((left + right) / 2, (top + bottom) / 2, "no finite value", "middle")
        return

    def pixels(x: NDArray[Any], y: NDArray[np.float64]) -> Points:
        across = places(x, axes.first, axes.last, left, right)
        return np.column_stack([across, places(y, axes.low, axes.high, bottom, top)])

    for value, label in value_ticks(axes.low, axes.high, panel.log):
        ((_, y),) = pixels(np.array([axes.first]), np.array([value]))
        canvas.line(np.array([(left, y), (right, y)]), Stroke(GRID))
        canvas.text(left - 6, y + 4, label, "end")
    for place, label in panel.x_ticks(axes.first, axes.last):
        ((x, _),) = pixels(np.array([place]), np.array([axes.low]))
        anchor: Anchor = "start" if x < left + 12 else "end" if x > right - 12 else "middle"
        canvas.line(np.array([(x, bottom), (x, bottom + 4)]), Stroke(INK))
        canvas.text(x, bottom + 17, label, anchor)
    canvas.line(np.array([(left, top), (left, bottom), (right, bottom)]), Stroke(INK))
    most = _most_points(len(panel.curves))
    for curve in panel.curves:
        if curve.low is not None and curve.high is not None:
            band = thinned_band(curve.x, curve.low, curve.high, panel.log, most, axes.low)
            for x_outline, y_outline in band:
                canvas.area(pixels(x_outline, y_outline), curve.color)
    lines = thinned_lines([(curve.x, curve.y) for curve in panel.curves], panel.log, most)
    for curve, parts in zip(panel.curves, lines, strict=True):
        width = curve.width or (1.5 if len(panel.curves) <= _FEW_CURVES else 1.0)
        for x_part, y_part in parts:
            points = pixels(x_part, y_part)
            if len(points) > 1:
                canvas.line(points, Stroke(curve.color, width, curve.dash, curve.label))
            else:
                canvas.dot(points, curve.color, width + 1, curve.label)


def _most_points(curves: int) -> int:
    """About how many points are drawn of each of so many curves."""
    return min(_MOST_OF_ONE, max(_FEWEST_OF_ONE, _MOST_POINTS // curves))
