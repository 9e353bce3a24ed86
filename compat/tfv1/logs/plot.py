"""`tfv1 show --plot`: the scalar curves of one or more runs on one page."""

import os
from collections.abc import Sequence

from tfv1.logs import LogError
from tfv1.logs.copies import replacing
from tfv1.logs.drawing import STEPS, Drawing
from tfv1.logs.overview import Overview
from tfv1.logs.picture import picture
from tfv1.report.html import page
from tfv1.report.plots import PALETTE, Curve, Panel, faint, svg
from tfv1.report.text import shortened

SUFFIXES = (".png", ".pdf", ".svg", ".html")
_LEGEND = 24  # runs that a legend names


def check_suffix(path: str) -> None:
    """Raise LogError if the suffix of `path` is not one that can be drawn."""
    if not path.endswith(SUFFIXES):
        raise LogError(f"Cannot draw {path}: its name must end in {', '.join(SUFFIXES)}.")


def has_scalars(overviews: Sequence[Overview]) -> bool:
    """Whether there is any point to draw."""
    return any(len(series) for one in overviews for series in one.scalars.values())


def _panels(
    overviews: Sequence[Overview], drawing: Drawing
) -> tuple[list[Panel], list[tuple[str, str]]]:
    """A panel for each scalar tag, with a curve for each run that has it; and the legend."""
    if not has_scalars(overviews):
        raise LogError("There are no scalars to draw.")
    colors = {one.name: PALETTE[i % len(PALETTE)] for i, one in enumerate(overviews)}
    curves: dict[str, list[Curve]] = {}
    raw: dict[str, list[Curve]] = {}  # drawn first, behind the smoothed ones
    for one in overviews:
        for tag, series in one.scalars.items():
            if len(series):
                name, color, x = shortened(one.name), colors[one.name], drawing.x(series)
                if drawing.smooth:
                    raw.setdefault(tag, []).append(Curve(name, faint(color), x, series.values))
                curves.setdefault(tag, []).append(Curve(name, color, x, drawing.y(series)))
    legend = list(colors.items())[:_LEGEND] if len(colors) > 1 else []
    if len(colors) > _LEGEND:
        legend.append((f"and {len(colors) - _LEGEND:,} more runs", "#ffffff"))
    panels = [
        Panel(
            shortened(tag, 60),
            raw.get(tag, []) + some,
            drawing.log,
            drawing.x_text,
            drawing.axis == "step",
        )
        for tag, some in curves.items()
    ]
    return panels, legend


def write_plot(
    overviews: Sequence[Overview], title: str, path: str, drawing: Drawing = STEPS
) -> None:
    """Draw the scalars of `overviews` to the file `path`, in the format that its suffix names.

    Raises LogError if the suffix is unknown, there is nothing to draw or the file cannot be
    written.
    """
    check_suffix(path)
    panels, legend = _panels(overviews, drawing)
    suffix = os.path.splitext(path)[1]
    if suffix in (".png", ".pdf"):
        content = picture(panels, legend, suffix[1:])
    elif suffix == ".svg":
        content = svg(panels, legend).encode()
    else:
        content = page(title, [svg(panels, legend)]).encode()
    with replacing(path) as file:
        file.write(content)
