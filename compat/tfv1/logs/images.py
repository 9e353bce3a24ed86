"""Decode the images in logs, whose bytes cannot be trusted."""

from __future__ import annotations

import io
import struct
import warnings
import zlib

import numpy as np

import tfv1.limits as limits
from tfv1.logs import LogError

# Listed, since some of pillow's other decoders start programs (Ghostscript) or are little tested.
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
# What pillow raises for bytes that are not an image.
_NO_IMAGE = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError,
    struct.error, zlib.error,
)  # fmt: skip


def is_image(data: object) -> bool:
    """Whether `data` begins like an encoded image."""
    return isinstance(data, bytes) and data.startswith((b"\x89PNG", b"GIF8", b"\xff\xd8\xff"))


def pixels(image: bytes) -> np.ndarray | None:
    """The pixels of an encoded image, [height, width, channels] (animations: frames first).

    None if the bytes cannot be decoded, or the image exceeds the limit `image-pixels` or
    `image-frames`.
    """
    try:
        from PIL import Image
    except ImportError as error:
        raise LogError(
            "Images that were encoded differently are compared with pillow: pip install pillow, "
            "or leave their tags out with --ignore."
        ) from error
    room, most = limits.limit("image-pixels"), limits.limit("image-frames")
    frames: list[np.ndarray] = []
    try:
        with warnings.catch_warnings():
            # Damage shows in the result, and the size limit is ours rather than pillow's.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(image), formats=_FORMATS) as opened:
                is_animated = getattr(opened, "is_animated", False)
                while True:
                    room -= opened.width * opened.height  # known before anything is decoded
                    if room < 0 or len(frames) == most:
                        return None
                    # The frames of a GIF may differ in mode.
                    frames.append(np.asarray(opened.convert("RGBA") if is_animated else opened))
                    try:
                        opened.seek(len(frames))
                    except EOFError:
                        break  # that was the last frame
        return frames[0] if len(frames) == 1 else np.stack(frames)
    except (*_NO_IMAGE, Image.DecompressionBombError):
        return None
