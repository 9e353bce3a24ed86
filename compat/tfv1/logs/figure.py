"""Draw panels of curves on one page, as shapes that an image writer turns into a file."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#555555")
INK, FAINT, PAPER = "#222222", "#dddddd", "#ffffff"

_PANEL_WIDTH, _PANEL_HEIGHT = 440, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 16, 30, 32
_LEGEND_LINE = 20
_TEXT = 11.0


class Curve(NamedTuple):
    """A line to draw: `x` and `y` are arrays of shape [N]; it is broken where y is not finite."""

    label: str
    color: str
    x: np.ndarray
    y: np.ndarray


class Panel(NamedTuple):
    """Curves over one pair of axes."""

    title: str
    curves: Sequence[Curve]


class Line(NamedTuple):
    """A line through `points`, in pixels from the top left corner."""

    points: list[tuple[float, float]]
    color: str
    width: float = 1.0


class Text(NamedTuple):
    """`text` with its base line at y; it starts, is centred, or ends at x ("start" and so on)."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    color: str = INK
    size: float = _TEXT


@dataclass
class Figure:
    """Shapes on a white page of `width` x `height` pixels."""

    width: float
    height: float
    shapes: list[Line | Text] = field(default_factory=list)


def draw(
    panels: Sequence[Panel], legend: Sequence[tuple[str, str]] = (), columns: int | None = None
) -> Figure:
    """A page with `panels` in a grid, below a `legend` of labels and their colors."""
    columns = columns or max(1, min(3, math.ceil(math.sqrt(len(panels)))))
    rows = math.ceil(len(panels) / columns)
    top = _LEGEND_LINE * len(legend) + 10.0
    figure = Figure(columns * _PANEL_WIDTH, top + rows * _PANEL_HEIGHT)
    for number, (label, color) in enumerate(legend):
        y = 18.0 + number * _LEGEND_LINE
        figure.shapes.append(Line([(16.0, y - 4), (40.0, y - 4)], color, 3.0))
        figure.shapes.append(Text(48.0, y, label))
    for number, panel in enumerate(panels):
        row, column = divmod(number, columns)
        _draw_panel(figure, panel, column * _PANEL_WIDTH, top + row * _PANEL_HEIGHT)
    return figure


def _draw_panel(figure: Figure, panel: Panel, left: float, top: float) -> None:
    x0, x1 = left + _LEFT, left + _PANEL_WIDTH - _RIGHT
    y0, y1 = top + _PANEL_HEIGHT - _BOTTOM, top + _TOP
    shapes = figure.shapes
    shapes.append(Text(x0, top + 18, panel.title, size=13.0))
    finite = [np.isfinite(curve.y) for curve in panel.curves]
    xs = [curve.x[known] for curve, known in zip(panel.curves, finite, strict=True)]
    ys = [curve.y[known] for curve, known in zip(panel.curves, finite, strict=True)]
    if not sum(map(len, ys)):
        shapes.append(Text((x0 + x1) / 2, (y0 + y1) / 2, "no finite value", "middle"))
        return
    x_axis = _Axis.around(np.concatenate(xs), x0, x1)
    y_axis = _Axis.around(np.concatenate(ys), y0, y1)
    for tick in y_axis.ticks(5):
        y = y_axis.place(tick)
        shapes.append(Line([(x0, y), (x1, y)], FAINT))
        shapes.append(Text(x0 - 6, y + 4, _label(tick), "end"))
    for tick in x_axis.ticks(5):
        x = x_axis.place(tick)
        shapes.append(Line([(x, y0), (x, y0 + 4)], INK))
        shapes.append(Text(x, y0 + 17, _label(tick), "middle"))
    shapes.append(Line([(x0, y1), (x0, y0), (x1, y0)], INK))
    for curve in panel.curves:
        for x_part, y_part in _unbroken(curve.x, curve.y):
            px, py = _thinned(x_axis.places(x_part), y_axis.places(y_part))
            points = list(zip(px.tolist(), py.tolist(), strict=True))
            # A lone point would be no line.
            points = points if len(points) > 1 else [(points[0][0] - 2, points[0][1]), *points]
            shapes.append(Line(points, curve.color, 1.5))


_LARGEST = sys.float_info.max


class _Axis(NamedTuple):
    """Maps values from `low` to `high` to pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def around(cls, values: np.ndarray, start: float, end: float) -> _Axis:
        low, high = float(values.min()), float(values.max())
        if high / 2 - low / 2 <= 1e-12 * max(abs(low), abs(high)):  # all the same
            margin = abs(low) / 10 or 1.0
            low, high = max(low - margin, -_LARGEST), min(high + margin, _LARGEST)
        return cls(low, high, start, end)

    def places(self, values: np.ndarray) -> np.ndarray:
        # Halved, since the range of the largest doubles is not a double.
        share = (values / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
        return self.start + share * (self.end - self.start)

    def place(self, value: float) -> float:
        return float(self.places(np.array([value], np.float64))[0])

    def ticks(self, most: int) -> list[float]:
        """At most about `most` round numbers on the axis."""
        rough = self.high / most - self.low / most
        unit = 10.0 ** math.floor(math.log10(rough)) if rough else 0.0
        if not math.isfinite(rough) or not unit:
            return [self.low, self.high]
        step = next(unit * n for n in (1, 2, 5, 10) if unit * n >= rough * 0.999)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [number * step for number in range(first, last + 1)]


def _label(number: float) -> str:
    return f"{number:.6g}" if abs(number) < 1e6 else f"{number:.3g}"


def _unbroken(x: np.ndarray, y: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The stretches of finite y, none of them empty."""
    edges = np.flatnonzero(np.diff(np.isfinite(y))) + 1
    parts = zip(np.split(x, edges), np.split(y, edges), strict=True)
    return [(part_x, part_y) for part_x, part_y in parts if len(part_y) and np.isfinite(part_y[0])]


def _thinned(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same picture with few points: first, lowest, highest and last of each pixel column."""
    if len(x) <= 4 * _PANEL_WIDTH or np.any(np.diff(x) < 0):
        return x, y
    starts = np.flatnonzero(np.diff(np.floor(x), prepend=-np.inf))
    by_column = np.lexsort((y, np.floor(x)))
    stops = np.append(starts[1:], len(x))
    keep = np.concatenate([starts, by_column[starts], by_column[stops - 1], stops - 1])
    keep = np.unique(keep)
    return x[keep], y[keep]
