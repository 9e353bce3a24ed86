"""`tfv1 show --plot`: the scalar curves of one or more runs on one page."""

import os
from collections.abc import Mapping, Sequence

from tfv1.events.reading.series import ScalarSeries
from tfv1.logs import LogError
from tfv1.logs.aggregate import Aggregate, aggregate_series, grouped
from tfv1.logs.copies import replacing
from tfv1.logs.drawing import STEPS, Drawing
from tfv1.logs.overview import Overview
from tfv1.logs.picture import picture
from tfv1.logs.summary import params_of_run
from tfv1.report.html import page
from tfv1.report.plots import REST, Curve, Key, Panel, faint, style
from tfv1.report.svg import svg
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


def _group_panels(
    overviews: Sequence[Overview], by: str, drawing: Drawing
) -> tuple[list[Panel], list[Key]]:
    """A panel for each scalar tag, with each group's mean and a band of one deviation around it."""
    written = {one.name: one.hparams.values for one in overviews if one.hparams.values}
    params = {one.name: params_of_run(one.name, written) for one in overviews}
    groups = grouped(list(params), params, by)
    scalars = {one.name: one.scalars for one in overviews}
    legend = [
        Key(f"{group}: {counted(len(names), 'run')}", *style(number))
        for number, (group, names) in enumerate(groups.items())
    ]
    panels = []
    for tag in dict.fromkeys(tag for one in overviews for tag in one.scalars):
        raw, curves, is_everywhere = [], [], True
        for (group, names), key in zip(groups.items(), legend, strict=True):
            members = [scalars[name][tag] for name in names if tag in scalars[name]]
            members = [series for series in members if len(series)]
            is_everywhere = is_everywhere and len(members) == len(names)
            if members:
                one = aggregate_series(group, tag, members, "interpolate")
                label = f"{group}: mean of {counted(len(members), 'run')}"
                curve = _with_band(one, drawing)._replace(
                    label=label, color=key.color, dash=key.dash
                )
                if drawing.smooth:
                    mean = one.statistics["mean"]
                    raw.append(Curve(label, faint(key.color), curve.x, mean))
                curves.append(curve)
        title = shortened(tag, 60) + ("" if is_everywhere else " (not in every run)")
        if curves:
            panels.append(Panel(title, raw + curves, drawing.log, drawing.x_ticks))
    return panels, legend


def _with_band(one: Aggregate, drawing: Drawing) -> Curve:
    mean, deviation = one.statistics["mean"], one.statistics["std"]
    middle, low, high = (
        ScalarSeries(one.tag, one.steps, one.wall_times, values)
        for values in (mean, mean - deviation, mean + deviation)
    )
    return Curve(
        "", "", drawing.x(middle), drawing.y(middle), low=drawing.y(low), high=drawing.y(high)
    )


def curves_svg(overviews: Sequence[Overview], drawing: Drawing = STEPS, by: str = "") -> str:
    """The scalars of `overviews` as an SVG element. Raises LogError as `write_plot`."""
    return svg(*_drawn(overviews, drawing, by))


def _drawn(
    overviews: Sequence[Overview], drawing: Drawing, by: str
) -> tuple[list[Panel], list[Key]]:
    if not has_scalars(overviews):
        raise LogError("There are no scalars to draw.")
    return _group_panels(overviews, by, drawing) if by else _panels(overviews, drawing)


def write_plot(
    overviews: Sequence[Overview], title: str, path: str, drawing: Drawing = STEPS, by: str = ""
) -> None:
    """Draw the scalars of `overviews` to the file `path`, in the format that its suffix names.

    With `by`, what is drawn are means over groups of runs, as `group_runs` makes them, over all
    steps that any run of the group has and all cover. Raises LogError if the suffix is unknown,
    there is nothing to draw, no run is in a group, or the file cannot be written.
    """
    check_suffix(path)
    panels, legend = _drawn(overviews, drawing, by)
    suffix = os.path.splitext(path)[1]
    if suffix in (".png", ".pdf"):
        content = picture(panels, legend, suffix[1:])
    elif suffix == ".svg":
        content = svg(panels, legend).encode()
    else:
        content = page(title, [svg(panels, legend)]).encode()
    with replacing(path) as file:
        file.write(content)
