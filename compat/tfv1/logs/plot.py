"""`tfv1 show --plot`: the scalar curves of one or more runs on one page."""

import os
from collections.abc import Mapping, Sequence

from tfv1.logs import LogError
from tfv1.logs.copies import replacing
from tfv1.logs.drawing import STEPS, Drawing
from tfv1.logs.overview import Overview
from tfv1.logs.picture import picture
from tfv1.report.html import page
from tfv1.report.plots import REST, Curve, Key, Panel, faint, style, svg
from tfv1.report.text import counted, shortened

SUFFIXES = (".png", ".pdf", ".svg", ".html")
_LEGEND = 24  # runs that a legend names, and whose curves can be told apart


def check_suffix(path: str) -> None:
    """Raise LogError if the suffix of `path` is not one that can be drawn."""
    if not path.endswith(SUFFIXES):
        raise LogError(f"Cannot draw {path}: its name must end in {', '.join(SUFFIXES)}.")


def has_scalars(overviews: Sequence[Overview]) -> bool:
    """Whether there is any point to draw."""
    return any(len(series) for one in overviews for series in one.scalars.values())


def _panels(overviews: Sequence[Overview], drawing: Drawing) -> tuple[list[Panel], list[Key]]:
    """A panel for each scalar tag, with a curve for each run that has it; and the legend."""
    if not has_scalars(overviews):
        raise LogError("There are no scalars to draw.")
    styles = {one.name: style(number) for number, one in enumerate(overviews[:_LEGEND])}
    raw: dict[str, list[Curve]] = {}
    curves: dict[str, list[Curve]] = {}
    # Backwards: the first runs, which the legend names, are drawn last.
    for one in reversed(overviews):
        color, dash = styles.get(one.name, (REST, ()))
        for tag, series in one.scalars.items():
            if len(series):
                name, x = shortened(one.name), drawing.x(series)
                if drawing.smooth:
                    raw.setdefault(tag, []).append(Curve(name, faint(color), x, series.values))
                curve = Curve(name, color, x, drawing.y(series), dash=dash)
                curves.setdefault(tag, []).append(curve)
    tags = dict.fromkeys(tag for one in overviews for tag in one.scalars if tag in curves)
    panels = [
        Panel(shortened(tag, 60), raw.get(tag, []) + curves[tag], drawing.log, drawing.x_ticks)
        for tag in tags
    ]
    return panels, _legend(overviews, styles)


def _legend(
    overviews: Sequence[Overview], styles: Mapping[str, tuple[str, tuple[int, ...]]]
) -> list[Key]:
    if len(overviews) < 2:
        return []
    legend = [Key(name, *one) for name, one in styles.items()]
    rest = len(overviews) - len(styles)
    return [*legend, Key(f"and {counted(rest, 'more run')}", REST)] if rest else legend


def curves_svg(overviews: Sequence[Overview], drawing: Drawing = STEPS) -> str:
    """The scalars of `overviews` as an SVG element. Raises LogError if there are none."""
    return svg(*_panels(overviews, drawing))


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
