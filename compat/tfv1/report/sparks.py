"""Small curves as SVG, to stand in a line of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tfv1.report.plots import PALETTE, Curve, Panel, axes_of
from tfv1.report.thinning import places, thinned_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WIDTH, _HEIGHT, _MARGIN = 140, 24, 2
_MOST_POINTS = 280


def spark(x: NDArray[Any], y: NDArray[np.float64]) -> str:
    """The curve as an SVG element; "" if no value is finite."""
    axes = axes_of(Panel("", [Curve("", PALETTE[0], x, y)]))
    if axes is None:
        return ""
    lines = [f'<svg width="{_WIDTH}" height="{_HEIGHT}">']
    for part_x, part_y in next(thinned_lines([(x, y)], False, _MOST_POINTS)):
        across = places(part_x, axes.first, axes.last, _MARGIN, _WIDTH - _MARGIN).tolist()
        up = places(part_y, axes.low, axes.high, _HEIGHT - _MARGIN, _MARGIN).tolist()
        if len(across) == 1:
            lines.append(
                f'<circle cx="{across[0]:.1f}" cy="{up[0]:.1f}" r="2" fill="{PALETTE[0]}"/>'
            )
            continue
        corners = " ".join(f"{left:.1f},{top:.1f}" for left, top in zip(across, up, strict=True))
        lines.append(f'<polyline points="{corners}" fill="none" stroke="{PALETTE[0]}"/>')
    return "".join([*lines, "</svg>"])
