"""Names of Pillow before 10, PyYAML before 6 and Matplotlib before 3.10."""

from collections.abc import Iterator
from typing import Any


def truetype(*args: Any, **kwargs: Any) -> Any:
    """``ImageFont.truetype``; the font has getsize and getoffset again."""
    from PIL import ImageFont

    return _with_sizes(ImageFont.truetype(*args, **kwargs))


def load_default(*args: Any, **kwargs: Any) -> Any:
    """``ImageFont.load_default``; the font has getsize and getoffset again."""
    from PIL import ImageFont

    return _with_sizes(ImageFont.load_default(*args, **kwargs))


def _with_sizes(font: Any) -> Any:
    font.getsize = lambda text, *args, **kwargs: _extent(font.getbbox(text, *args, **kwargs))
    font.getoffset = lambda text: tuple(font.getbbox(text)[:2])
    return font


def Draw(im: Any, mode: str | None = None) -> Any:
    """``ImageDraw.Draw``; the drawing has textsize again."""
    from PIL import ImageDraw

    draw: Any = ImageDraw.Draw(im, mode)

    def textsize(text: str, font: Any = None, *args: Any, **kwargs: Any) -> tuple[int, int]:
        return _extent(draw.textbbox((0, 0), text, font, *args, **kwargs))

    def multiline_textsize(text: str, font: Any = None, **kwargs: Any) -> tuple[int, int]:
        return _extent(draw.multiline_textbbox((0, 0), text, font, **kwargs))

    draw.textsize = textsize
    draw.multiline_textsize = multiline_textsize
    return draw


def _extent(box: tuple[float, float, float, float]) -> tuple[int, int]:
    """Width and height up to the far corner, which is what the old functions counted."""
    return int(box[2]), int(box[3])


def figure(*args: Any, **kwargs: Any) -> Any:
    """``pyplot.figure``; the canvas has tostring_rgb again."""
    import matplotlib.pyplot

    return _with_rgb(matplotlib.pyplot.figure(*args, **kwargs))


def gcf() -> Any:
    """``pyplot.gcf``, see `figure`."""
    import matplotlib.pyplot

    return _with_rgb(matplotlib.pyplot.gcf())


def subplots(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
    """``pyplot.subplots``, see `figure`."""
    import matplotlib.pyplot

    made, axes = matplotlib.pyplot.subplots(*args, **kwargs)
    return _with_rgb(made), axes


def _with_rgb(made: Any) -> Any:
    canvas = made.canvas
    if hasattr(canvas, "buffer_rgba") and not hasattr(canvas, "tostring_rgb"):
        canvas.tostring_rgb = lambda: _without_alpha(canvas.buffer_rgba())
    return made


def _without_alpha(pixels: Any) -> bytes:
    import numpy

    return numpy.asarray(pixels)[..., :3].tobytes()


def load(stream: Any, Loader: Any = None) -> Any:
    """``yaml.load``, whose loader was optional; without one, the full loader is taken."""
    import yaml

    return yaml.load(stream, Loader or yaml.FullLoader)


def load_all(stream: Any, Loader: Any = None) -> Iterator[Any]:
    """``yaml.load_all``, see `load`."""
    import yaml

    return yaml.load_all(stream, Loader or yaml.FullLoader)
