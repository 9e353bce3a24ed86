"""Write a figure as SVG."""

from tfv1.logs.figure import PAPER, Figure, Line, Text
from tfv1.report.html import escape


def svg(figure: Figure) -> str:
    """The figure as an SVG element, which is a complete SVG file as well."""
    size = f'width="{figure.width:g}" height="{figure.height:g}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">',
        f'<rect {size} fill="{PAPER}"/>',
        *map(_shape, figure.shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _shape(shape: Line | Text) -> str:
    if isinstance(shape, Text):
        return (
            f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size:g}" '
            f'text-anchor="{shape.anchor}" fill="{shape.color}">{escape(shape.text)}</text>'
        )
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
    return (
        f'<polyline points="{points}" fill="none" stroke="{shape.color}" '
        f'stroke-width="{shape.width:g}"/>'
    )
