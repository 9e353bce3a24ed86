"""Draw panels of curves as PNG, with matplotlib."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

import numpy as np

from tfv1.logs import LogError
from tfv1.report.plots import Panel, grid, unbroken
from tfv1.report.text import printable

_MOST_PANELS = 120
_WIDTH, _HEIGHT = 4.4, 2.5  # of a panel, in inches
_LARGEST = 1e300  # matplotlib can still add margins around this


def png(panels: Sequence[Panel], legend: Sequence[tuple[str, str]]) -> bytes:
    """The panels below a `legend` of labels and colors, as a PNG file.

    Raises LogError without matplotlib, and for more panels than a picture has room for.
    """
    if len(panels) > _MOST_PANELS:
        raise LogError(
            f"A PNG has room for {_MOST_PANELS} tags, and there are {len(panels):,}: choose some "
            "with --tag, or write .svg or .html."
        )
    try:
        from matplotlib.figure import Figure
        from matplotlib.lines import Line2D
    except ImportError as error:
        raise LogError(
            "Writing a PNG needs matplotlib: pip install 'tfv1[plot]', or write .svg or .html."
        ) from error
    rows, columns = grid(len(panels))
    figure = Figure(figsize=(columns * _WIDTH, rows * _HEIGHT), layout="constrained")
    for number, panel in enumerate(panels):
        axes = figure.add_subplot(rows, columns, number + 1)
        # Tags are plain text: what is between two $ is not a formula.
        axes.set_title(printable(panel.title), loc="left", fontsize="medium", parse_math=False)
        if panel.log:
            axes.set_yscale("log")
        if not panel.is_over_steps:
            # Its ends only: times are long.
            known = [x for curve in panel.curves for x in (curve.x.min(), curve.x.max())]
            axes.set_xticks([min(known), max(known)])
            axes.set_xticklabels(map(panel.x_text, (min(known), max(known))))
        for curve in panel.curves:
            values = np.where(curve.y > 0, curve.y, np.nan) if panel.log else curve.y
            for x, y in unbroken(curve.x, values):
                marker = "." if len(x) == 1 else None
                axes.plot(x, np.clip(y, -_LARGEST, _LARGEST), color=curve.color, marker=marker)
    if legend:
        keys = [Line2D([], [], color=color) for _, color in legend]
        shown = figure.legend(keys, [""] * len(keys), loc="outside upper left")
        for text, (label, _) in zip(shown.get_texts(), legend, strict=True):
            text.set_parse_math(False)
            text.set_text(printable(label))
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about characters missing from the font
        figure.savefig(buffer, format="png", dpi=200)
    return buffer.getvalue()
