"""Draw panels of curves with matplotlib, as PNG or PDF."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from tfv1.logs import LogError
from tfv1.report.axes import value_ticks
from tfv1.report.plots import (
    GRID,
    INK,
    Key,
    Layout,
    Panel,
    axes_of,
    bands,
    line_width,
    most_points,
    parts,
)
from tfv1.report.text import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_PANELS = 120
_MANY_PANELS = 12  # in one picture; more are drawn with fewer pixels each
_INCH = 100.0  # of the layout's pixels
_POINT = 0.72  # of a pixel, the unit of matplotlib's lines and letters
_SIZE = 8.0  # of letters


def picture(panels: Sequence[Panel], legend: Sequence[Key], form: str) -> bytes:
    """The panels below a `legend`, as a file of the format "png" or "pdf".

    Raises LogError without matplotlib, and for more panels than a picture has room for.
    """
    if len(panels) > _MOST_PANELS:
        raise LogError(
            f"A {form.upper()} has room for {_MOST_PANELS} tags, and there are {len(panels):,}: "
            "choose some with --tag, or write .svg or .html."
        )
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise LogError(
            f"Writing a {form.upper()} needs matplotlib: pip install 'tfv1[plot]', or write .svg "
            "or .html."
        ) from error
    layout = Layout(len(panels), legend)
    figure = Figure(figsize=(layout.width / _INCH, layout.height / _INCH))
    _draw_legend(figure, layout)
    for number, panel in enumerate(panels):
        left, top, right, bottom = layout.frame(number)
        place = (
            left / layout.width,
            1 - bottom / layout.height,
            (right - left) / layout.width,
            (bottom - top) / layout.height,
        )
        _draw(figure.add_axes(place), panel)
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about characters missing from the font
        dpi = 200 if len(panels) <= _MANY_PANELS else 100
        metadata = {"CreationDate": None} if form == "pdf" else {}
        figure.savefig(buffer, format=form, dpi=dpi, metadata=metadata)
    return buffer.getvalue()


def _draw_legend(figure: Figure, layout: Layout) -> None:
    from matplotlib.lines import Line2D

    for number, key in enumerate(layout.legend):
        left, top = layout.key(number)
        y = 1 - top / layout.height
        ends = [left / layout.width, (left + 24) / layout.width]
        line = Line2D(ends, [y, y], color=key.color, linewidth=1.5, linestyle=_dashes(key.dash))
        figure.add_artist(line)
        x = (left + 32) / layout.width
        text = figure.text(x, y, printable(key.label), va="center", fontsize=_SIZE)
        text.set_parse_math(False)


def _draw(axes: Axes, panel: Panel) -> None:
    from matplotlib.collections import LineCollection, PolyCollection

    # Tags are plain text: what is between two $ is not a formula.
    axes.set_title(printable(panel.title), loc="left", fontsize=_SIZE, parse_math=False)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=_SIZE, color=INK)
    ends = axes_of(panel)
    if ends is None:
        axes.set_xticks([])
        axes.set_yticks([])
        axes.text(0.5, 0.5, "no finite value", ha="center", fontsize=_SIZE)
        return
    middle = 0.5 if ends.first == ends.last else 0.0  # a single step is in the middle
    axes.set_xlim(ends.first - middle, ends.last + middle)
    axes.set_ylim(ends.low, ends.high)
    for axis, ticks in (
        (axes.xaxis, panel.x_ticks(ends.first, ends.last)),
        (axes.yaxis, value_ticks(ends.low, ends.high, panel.log)),
    ):
        axis.set_ticks([place for place, _ in ticks], [label for _, label in ticks])
    axes.grid(axis="y", color=GRID, linewidth=_POINT)
    axes.set_axisbelow(True)
    most = most_points(panel)
    for curve in panel.curves:
        outlines = [np.column_stack(one) for one in bands(curve, panel.log, most, ends.low)]
        if outlines:
            axes.add_collection(PolyCollection(outlines, facecolors=curve.color, alpha=0.2))
    # One collection: an artist for each of thousands of curves takes longer than drawing them.
    lines, colors, widths, styles = [], [], [], []
    for curve in panel.curves:
        width = line_width(panel, curve)
        for x, y in parts(curve, panel.log, most):
            if len(x) == 1:
                size = 2 * (width + 1) * _POINT
                axes.plot(x, y, color=curve.color, marker="o", markersize=size, clip_on=False)
                continue
            lines.append(np.column_stack([x, y]))
            colors.append(curve.color)
            widths.append(width * _POINT)
            styles.append(_dashes(curve.dash))
    collection = LineCollection(lines, colors=colors, linewidths=widths, linestyles=styles)
    axes.add_collection(collection)


def _dashes(dash: tuple[int, ...]) -> Literal["solid"] | tuple[float, Sequence[float]]:
    return (0, tuple(length * 0.5 for length in dash)) if dash else "solid"
