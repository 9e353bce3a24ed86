"""Draw panels of curves as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tfv1.report.html import escape
from tfv1.report.plots import INK, Key, Layout, Panel, draw

if TYPE_CHECKING:
    from tfv1.report.plots import Anchor, Points, Stroke


def svg(panels: Sequence[Panel], legend: Sequence[Key] = (), columns: int | None = None) -> str:
    """The panels below a `legend`, as an SVG element that is also a file.

    A browser shows the label of the curve that is pointed at.
    """
    layout = Layout(len(panels), legend, columns)
    canvas = _Svg()
    draw(canvas, layout, panels)
    size = f'width="{layout.width}" height="{layout.height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">',
        f'<rect {size} fill="#ffffff"/>',
    ]
    return "\n".join([*lines, *canvas.elements, "</svg>\n"])


class _Svg:
    """A canvas whose elements are SVG."""

    def __init__(self) -> None:
        self.elements: list[str] = []

    def line(self, points: Points, stroke: Stroke) -> None:
        dashes = f' stroke-dasharray="{",".join(map(str, stroke.dash))}"' if stroke.dash else ""
        line = f'fill="none" stroke="{stroke.color}" stroke-width="{stroke.width:g}"{dashes}'
        self.elements.append(
            f'<polyline points="{_joined(points)}" {line}>{_title(stroke.label)}</polyline>'
        )

    def area(self, outline: Points, color: str) -> None:
        self.elements.append(
            f'<polygon points="{_joined(outline)}" fill="{color}" fill-opacity="0.2"/>'
        )

    def dot(self, point: Points, color: str, radius: float, label: str) -> None:
        ((x, y),) = point.tolist()
        place = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"'
        self.elements.append(f'<circle {place} fill="{color}">{_title(label)}</circle>')

    def text(self, x: float, y: float, text: str, anchor: Anchor = "start") -> None:
        place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}"'
        self.elements.append(f"<text {place}>{escape(text)}</text>")


def _joined(points: Points) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points.tolist())


def _title(label: str) -> str:
    return f"<title>{escape(label)}</title>" if label else ""
