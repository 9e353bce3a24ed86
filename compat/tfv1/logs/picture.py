"""Draw panels of curves with matplotlib, as PNG or PDF."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tfv1.logs import LogError
from tfv1.report.plots import Panel, grid, thinned, unbroken
from tfv1.report.text import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_PANELS = 120
_WIDTH, _HEIGHT = 4.4, 2.5  # of a panel, in inches
_LEFT, _RIGHT, _TOP, _BOTTOM = 0.75, 0.15, 0.35, 0.35  # of its margins
_LEGEND_LINE = 0.22
_LARGEST = 1e300  # matplotlib can still add margins around this
_MOST_POINTS, _FEWEST_POINTS = 20_000, 100  # of all curves in a panel, and of each
_MANY_CURVES = 8  # in one panel; more are drawn as thinner lines
_MANY_PANELS = 12  # in one picture; more are drawn with fewer pixels each


def picture(panels: Sequence[Panel], legend: Sequence[tuple[str, str]], form: str) -> bytes:
    """The panels below a `legend` of labels and colors, as a file of the format "png" or "pdf".

    Raises LogError without matplotlib, and for more panels than a picture has room for.
    """
    if len(panels) > _MOST_PANELS:
        raise LogError(
            f"A {form.upper()} has room for {_MOST_PANELS} tags, and there are {len(panels):,}: "
            "choose some with --tag, or write .svg or .html."
        )
    try:
        from matplotlib.figure import Figure
        from matplotlib.lines import Line2D
    except ImportError as error:
        raise LogError(
            f"Writing a {form.upper()} needs matplotlib: pip install 'tfv1[plot]', or write .svg "
            "or .html."
        ) from error
    rows, columns = grid(len(panels))
    lines = math.ceil(len(legend) / columns)
    top = _LEGEND_LINE * lines
    width, height = columns * _WIDTH, rows * _HEIGHT + top
    figure = Figure(figsize=(width, height))
    for number, panel in enumerate(panels):
        row, column = divmod(number, columns)
        left = column * _WIDTH + _LEFT
        bottom = (rows - 1 - row) * _HEIGHT + _BOTTOM
        size = (_WIDTH - _LEFT - _RIGHT) / width, (_HEIGHT - _TOP - _BOTTOM) / height
        _draw(figure.add_axes((left / width, bottom / height, *size)), panel)
    for number, (label, color) in enumerate(legend):
        column, line = divmod(number, lines)
        x, y = column * _WIDTH, 1 - _LEGEND_LINE * (line + 0.7) / height
        key = (x + 0.1) / width, (x + 0.4) / width
        figure.add_artist(Line2D(key, (y, y), color=color, linewidth=2))
        text = figure.text((x + 0.5) / width, y, printable(label), va="center", fontsize="small")
        text.set_parse_math(False)
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about characters missing from the font
        dpi = 200 if len(panels) <= _MANY_PANELS else 100
        metadata = {"CreationDate": None} if form == "pdf" else {}
        figure.savefig(buffer, format=form, dpi=dpi, metadata=metadata)
    return buffer.getvalue()


def _draw(axes: Axes, panel: Panel) -> None:
    from matplotlib.collections import LineCollection

    # Tags are plain text: what is between two $ is not a formula.
    axes.set_title(printable(panel.title), loc="left", fontsize="medium", parse_math=False)
    axes.tick_params(labelsize="small")
    if panel.log:
        axes.set_yscale("log")
    if not panel.is_over_steps:
        # Its ends only: times are long.
        known = [x for curve in panel.curves for x in (curve.x.min(), curve.x.max())]
        axes.set_xticks([min(known), max(known)])
        axes.set_xticklabels(map(panel.x_text, (min(known), max(known))))
    lines, colors = [], []
    most = max(_FEWEST_POINTS, _MOST_POINTS // len(panel.curves))
    for curve in panel.curves:
        values = np.where(curve.y > 0, curve.y, np.nan) if panel.log else curve.y
        for x, y in unbroken(curve.x, values):
            x, y = thinned(x, np.clip(y, -_LARGEST, _LARGEST), most)
            if len(x) == 1:
                axes.plot(x, y, color=curve.color, marker=".")
            else:
                lines.append(np.column_stack([x, y]))
                colors.append(curve.color)
    width = 1.5 if len(panel.curves) <= _MANY_CURVES else 0.7
    # One collection: an artist for each of thousands of curves takes longer than drawing them.
    axes.add_collection(LineCollection(lines, colors=colors, linewidths=width))
    axes.autoscale_view()
