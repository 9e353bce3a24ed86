"""Draw panels of curves with matplotlib, as PNG or PDF."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from tfv1.logs import LogError
from tfv1.report.plots import INK, REST, Key, Layout, Panel, draw
from tfv1.report.text import printable

if TYPE_CHECKING:
    from matplotlib.collections import Collection
    from matplotlib.figure import Figure
    from PIL.Image import Image

    from tfv1.report.plots import Anchor, Points, Stroke

_MOST_PANELS = 120
_MANY_PANELS = 12  # in one picture; more are drawn with fewer pixels each
_INCH = 100.0  # of the layout's pixels
_POINT = 0.72  # of a pixel, the unit of matplotlib's lines and letters
_SIZE = 8.0  # of letters, in points
_ALIGN = {"start": "left", "middle": "center", "end": "right"}


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
    scale = 2 if len(panels) <= _MANY_PANELS else 1
    figure = Figure(figsize=(layout.width / _INCH, layout.height / _INCH), dpi=scale * _INCH)
    canvas = _Artists(figure, layout)
    draw(canvas, layout, panels)
    rest = canvas.take_rest(scale) if form == "png" else None
    canvas.add_to_figure()
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about characters missing from the font
        if rest is None:
            figure.savefig(buffer, format="pdf", metadata={"CreationDate": None})
        else:
            _save_png(figure, rest, buffer)
    return buffer.getvalue()


def _save_png(figure: Figure, rest: Image, file: BinaryIO) -> None:
    """Write a figure on top of the curves that `rest` is a mask of."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    figure.patch.set_visible(False)
    canvas: Any = FigureCanvasAgg(figure)  # its methods have no types
    canvas.draw()
    drawn = Image.fromarray(np.asarray(canvas.buffer_rgba()))
    page = Image.new("RGB", rest.size, "white")
    page.paste(REST, mask=rest)
    page.paste(drawn, (0, 0), drawn)
    page.save(file, "png", dpi=(figure.dpi, figure.dpi))


class _Artists:
    """A canvas that is a figure.

    What is drawn one after the other and is of one kind becomes one artist: each costs as much as a
    line of a thousand points.
    """

    def __init__(self, figure: Figure, layout: Layout) -> None:
        self._figure = figure
        self._layout = layout
        self._drawn: list[tuple[str, dict[str, Any]]] = []

    def line(self, points: Points, stroke: Stroke) -> None:
        width = stroke.width
        pattern = (0, tuple(length / width for length in stroke.dash)) if stroke.dash else "solid"
        style = {"colors": stroke.color, "linewidths": width * _POINT, "linestyles": pattern}
        kind = "rest" if stroke.color == REST and stroke.label else "line"
        self._drawn.append((kind, {"segments": points, **style}))

    def area(self, outline: Points, color: str) -> None:
        self._drawn.append(("area", {"verts": outline, "facecolors": color}))

    def dot(self, point: Points, color: str, radius: float, label: str) -> None:
        size = math.pi * (radius * _POINT) ** 2
        self._drawn.append(("dot", {"offsets": point[0], "facecolors": color, "sizes": size}))

    def text(self, x: float, y: float, text: str, anchor: Anchor = "start") -> None:
        place = x / self._layout.width, 1 - y / self._layout.height
        # Tags are plain text: what is between two $ is not a formula.
        self._figure.text(
            *place, printable(text), ha=_ALIGN[anchor], size=_SIZE, color=INK, parse_math=False
        )

    def take_rest(self, scale: int) -> Image:
        """A mask of the curves that a legend has no room for, with `scale` times as many pixels.

        They may be thousands, and matplotlib takes half a millisecond for one with many turns.
        """
        from PIL import Image, ImageChops, ImageDraw

        mask = Image.new("L", (2 * self._layout.width, 2 * self._layout.height))
        pen = ImageDraw.Draw(mask)
        for kind, one in self._drawn:
            if kind == "rest":
                pen.line((2 * one["segments"]).ravel().tolist(), fill=255)
        self._drawn = [one for one in self._drawn if one[0] != "rest"]
        for move in ((1, 0), (0, 1)):  # so that a line is two of these pixels wide
            mask = ImageChops.lighter(mask, ImageChops.offset(mask, *move))
        return mask.reduce(2 // scale)

    def add_to_figure(self) -> None:
        """Add the artists of what has been drawn."""
        from matplotlib.collections import CircleCollection, LineCollection, PolyCollection
        from matplotlib.transforms import Affine2D

        size = self._layout.width, self._layout.height
        pixels = Affine2D().scale(1 / size[0], -1 / size[1]).translate(0, 1)
        transform = pixels + self._figure.transFigure
        kinds: dict[str, Callable[..., Collection]] = {
            "line": partial(LineCollection, transform=transform),
            "rest": partial(LineCollection, transform=transform),
            "area": partial(PolyCollection, transform=transform, alpha=0.2),
            "dot": partial(CircleCollection, offset_transform=transform),
        }
        for kind, group in groupby(self._drawn, itemgetter(0)):
            rows = [one for _, one in group]
            columns = {name: [one[name] for one in rows] for name in rows[0]}
            self._figure.add_artist(kinds[kind](**columns))
