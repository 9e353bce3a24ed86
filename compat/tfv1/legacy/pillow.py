"""Names from Pillow before 10."""

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

    def textsize(
        text: str, font: object = None, *args: object, **kwargs: object
    ) -> tuple[int, int]:
        return _extent(draw.textbbox((0, 0), text, font, *args, **kwargs))

    def multiline_textsize(text: str, font: object = None, **kwargs: object) -> tuple[int, int]:
        return _extent(draw.multiline_textbbox((0, 0), text, font, **kwargs))

    draw.textsize = textsize
    draw.multiline_textsize = multiline_textsize
    return draw


def _extent(box: tuple[float, float, float, float]) -> tuple[int, int]:
    """Width and height up to the far corner, which is what the old functions returned."""
    return int(box[2]), int(box[3])
