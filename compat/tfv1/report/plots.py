"""Panels of curves: what they show, where it is on the page, and how it is drawn as SVG.

This needs nothing but NumPy. A PNG or PDF is drawn by matplotlib: see `tfv1.logs.picture`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tfv1.report.axes import LARGEST, Ticks, step_ticks, value_range, value_ticks
from tfv1.report.html import escape
from tfv1.report.text import columns_of, shortened

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    known_x, known_y = [], []
    for curve in panel.curves:
        for values in (curve.y, curve.low, curve.high):
            if values is None:
                continue
            drawn = heights(values, panel.log)
            known = np.isfinite(drawn)
            if known.any():
                known_x += [float(curve.x[known].min()), float(curve.x[known].max())]
                known_y += [float(drawn[known].min()), float(drawn[known].max())]
    if not known_y:
        return None
    return Axes(min(known_x), max(known_x), *value_range(min(known_y), max(known_y), panel.log))


def heights(values: NDArray[np.float64], log: bool) -> NDArray[np.float64]:
    """What is drawn of values: with `log` the logarithms; NaN for what cannot be drawn."""
    finite = np.where(np.isfinite(values), np.clip(values, -LARGEST, LARGEST), np.nan)
    if not log:
        return finite
    known = np.isfinite(finite) & (finite > 0)
    return np.log10(finite, out=np.full(len(values), np.nan), where=known)


def most_points(panel: Panel) -> int:
    """About how many points of each curve are drawn."""
    share = _MOST_POINTS // max(1, len(panel.curves))
    return min(_MOST_OF_ONE, max(_FEWEST_OF_ONE, share))


def line_width(panel: Panel, curve: Curve) -> float:
    """The width of a curve, in pixels."""
    return curve.width or (1.5 if len(panel.curves) <= _FEW_CURVES else 1.0)


def stretches(known: NDArray[np.bool_]) -> list[slice]:
    """Where what is known has no gap."""
    edges = np.flatnonzero(np.diff(known, prepend=False, append=False)).tolist()
    return [slice(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def parts(curve: Curve, log: bool, most: int) -> Iterator[tuple[NDArray[Any], NDArray[np.float64]]]:
    """The unbroken parts of a curve, with about `most` points."""
    y = heights(curve.y, log)
    for part in stretches(np.isfinite(y)):
        yield thinned(curve.x[part], y[part], most)


def bands(
    curve: Curve, log: bool, most: int, bottom: float
) -> Iterator[tuple[NDArray[Any], NDArray[np.float64]]]:
    """The outlines of the parts of a curve's band; what is too low for the axis is at `bottom`."""
    if curve.low is None or curve.high is None:
        return
    low, high = heights(curve.low, log), heights(curve.high, log)
    known = np.isfinite(high)
    low = np.where(np.isfinite(low), low, bottom)
    for part in stretches(known):
        (x, below), (back, above) = (
            thinned(curve.x[part], edge[part], most) for edge in (low, high)
        )
        yield np.concatenate([x, back[::-1]]), np.concatenate([below, above[::-1]])


def thinned(
    x: NDArray[Any], y: NDArray[np.float64], most: int
) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """The same picture with about `most` points: first, lowest, highest and last of each column."""
    if len(x) <= most or np.any(np.diff(x) < 0):
        return x, y
    columns = np.floor(places(x, float(x[0]), float(x[-1]), 0, most / 4))
    starts = np.flatnonzero(np.diff(columns, prepend=-np.inf))
    by_column = np.lexsort((y, columns))
    stops = np.append(starts[1:], len(x))
    keep = np.concatenate([starts, by_column[starts], by_column[stops - 1], stops - 1])
    keep = np.unique(keep)
    return x[keep], y[keep]


def places(
    values: NDArray[Any], low: float, high: float, start: float, end: float
) -> NDArray[np.float64]:
    """The pixels of `values`, which range from `low` to `high`; the middle if all are equal."""
    if low == high:
        return np.full(len(values), (start + end) / 2)
    return start + np.clip((values - low) / (high - low), 0, 1) * (end - start)


def svg(panels: Sequence[Panel], legend: Sequence[Key] = (), columns: int | None = None) -> str:
    """The panels below a `legend`, as an SVG element that is also a file.

    A browser shows the label of the curve that is pointed at.
    """
    layout = Layout(len(panels), legend, columns)
    size = f'width="{layout.width}" height="{layout.height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">',
        f'<rect {size} fill="#ffffff"/>',
    ]
    for number, key in enumerate(layout.legend):
        x, y = layout.key(number)
        lines += [
            _line([(x, y), (x + 24, y)], key.color, 2, key.dash),
            _text(x + 32, y + 4, key.label),
        ]
    for number, panel in enumerate(panels):
        lines += _panel(panel, layout.frame(number))
    return "\n".join([*lines, "</svg>\n"])


def _panel(panel: Panel, frame: tuple[float, float, float, float]) -> Iterator[str]:
    left, top, right, bottom = frame
    yield _text(left, top - 12, panel.title)
    axes = axes_of(panel)
    if axes is None:
        yield _text((left + right) / 2, (top + bottom) / 2, "no finite value", "middle")
        return

    def pixels(x: NDArray[Any], y: NDArray[np.float64]) -> list[tuple[float, float]]:
        across = places(x, axes.first, axes.last, left, right)
        up = places(y, axes.low, axes.high, bottom, top)
        return list(zip(across.tolist(), up.tolist(), strict=True))

    for value, label in value_ticks(axes.low, axes.high, panel.log):
        ((_, y),) = pixels(np.array([axes.first]), np.array([value]))
        yield _line([(left, y), (right, y)], GRID)
        yield _text(left - 6, y + 4, label, "end")
    for place, label in panel.x_ticks(axes.first, axes.last):
        ((x, _),) = pixels(np.array([place]), np.array([axes.low]))
        anchor = "start" if x < left + 12 else "end" if x > right - 12 else "middle"
        yield _line([(x, bottom), (x, bottom + 4)], INK)
        yield _text(x, bottom + 17, label, anchor)
    yield _line([(left, top), (left, bottom), (right, bottom)], INK)
    most = most_points(panel)
    for curve in panel.curves:
        for x_band, y_band in bands(curve, panel.log, most, axes.low):
            corners = _joined(pixels(x_band, y_band))
            yield f'<polygon points="{corners}" fill="{curve.color}" fill-opacity="0.2"/>'
    for curve in panel.curves:
        width = line_width(panel, curve)
        for x_part, y_part in parts(curve, panel.log, most):
            points = pixels(x_part, y_part)
            if len(points) > 1:
                yield _line(points, curve.color, width, curve.dash, curve.label)
            else:
                yield _dot(*points[0], curve.color, width + 1, curve.label)


def _line(
    points: Sequence[tuple[float, float]],
    color: str,
    width: float = 1,
    dash: Sequence[int] = (),
    label: str = "",
) -> str:
    dashes = f' stroke-dasharray="{",".join(map(str, dash))}"' if dash else ""
    line = f'fill="none" stroke="{color}" stroke-width="{width:g}"{dashes}'
    return f'<polyline points="{_joined(points)}" {line}>{_title(label)}</polyline>'


def _dot(x: float, y: float, color: str, radius: float, label: str) -> str:
    place = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"'
    return f'<circle {place} fill="{color}">{_title(label)}</circle>'


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _title(label: str) -> str:
    return f"<title>{escape(label)}</title>" if label else ""


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}"'
    return f"<text {place}>{escape(text)}</text>"
