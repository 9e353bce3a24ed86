"""Write a figure as PNG, with pillow."""

import io

from tfv1.logs import LogError
from tfv1.logs.figure import PAPER, Figure, Text

_SCALE = 2  # pixels of the image for one of the figure: sharp on today's screens
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def png(figure: Figure) -> bytes:
    """The figure as a PNG file. LogError without pillow."""
    try:
        from PIL import Image, ImageDraw, ImageFont
    except ImportError as error:
        raise LogError(
            "Writing a PNG needs pillow: pip install pillow, or write .svg or .html."
        ) from error
    size = (round(figure.width * _SCALE), round(figure.height * _SCALE))
    image = Image.new("RGB", size, PAPER)
    canvas = ImageDraw.Draw(image)
    for shape in figure.shapes:
        if isinstance(shape, Text):
            place = (shape.x * _SCALE, shape.y * _SCALE)
            font = ImageFont.load_default(shape.size * _SCALE)
            canvas.text(place, shape.text, shape.color, font, _ANCHORS[shape.anchor])
        else:
            points = [(x * _SCALE, y * _SCALE) for x, y in shape.points]
            canvas.line(points, shape.color, round(shape.width * _SCALE), joint="curve")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
