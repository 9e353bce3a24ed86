"""scipy.misc's image functions as in SciPy 1.1, on top of Pillow.

Arrays are [height, width] or have 3 or 4 channels on one axis; Pillow's sizes are (width, height).
Anything but uint8 is stretched to the full range 0..255, each array by its own minimum and maximum.
Legacy code relies on that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

_RESAMPLE = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "cubic": 3}
_FILTERS = (
    *("blur", "contour", "detail", "edge_enhance", "edge_enhance_more", "emboss", "find_edges"),
    *("smooth", "smooth_more", "sharpen"),
)
_BAD_MODE = "Mode is unknown or incompatible with input array shape."


def bytescale(
    data: NDArray[Any],
    cmin: float | None = None,
    cmax: float | None = None,
    high: int = 255,
    low: int = 0,
) -> NDArray[Any]:
    """Maps cmin..cmax (default: the array's own range) onto low..high, as uint8.

    A uint8 array is returned unchanged.

    Raises:
      ValueError: not 0 <= low <= high <= 255, or cmax < cmin.
    """
    if data.dtype == np.uint8:
        return data
    if high > 255:
        raise ValueError("`high` should be less than or equal to 255.")
    if low < 0:
        raise ValueError("`low` should be greater than or equal to 0.")
    if high < low:
        raise ValueError("`high` should be greater than or equal to `low`.")
    bottom = data.min() if cmin is None else cmin
    top = data.max() if cmax is None else cmax
    if top < bottom:
        raise ValueError("`cmax` should be larger than `cmin`.")
    factor = float(high - low) / ((top - bottom) or 1)
    scaled = (data - bottom) * factor + low
    return (scaled.clip(low, high) + 0.5).astype(np.uint8)


def toimage(
    arr: object,
    high: int = 255,
    low: int = 0,
    cmin: float | None = None,
    cmax: float | None = None,
    pal: object = None,
    mode: str | None = None,
    channel_axis: int | None = None,
) -> Image.Image:
    """A Pillow image of an array.

    Args:
      arr: [height, width], or three-dimensional with 3 or 4 channels on one axis.
      high, low, cmin, cmax: see `bytescale`.
      pal: palette for mode 'P', [n, 3] values of 0..255.
      mode: for two dimensions 'L' (default), 'P', 'I', 'F' or '1'; for three 'RGB', 'YCbCr',
        'RGBA' or 'CMYK'.
      channel_axis: the axis of the channels; by default the first of length 3, else of length 4.

    Raises:
      ValueError: complex numbers, or a shape or mode that no image can have.
    """
    data = np.asarray(arr)
    if np.iscomplexobj(data):
        raise ValueError("Cannot convert a complex-valued array.")
    if data.ndim == 2:
        return _grey_image(data, high, low, cmin, cmax, pal, mode)
    if data.ndim == 3 and (3 in data.shape or 4 in data.shape):
        return _colour_image(bytescale(data, cmin, cmax, high, low), mode, channel_axis)
    raise ValueError(
        "'arr' does not have a suitable array shape for any mode. "
        f"Expected 2 dimensions, or 3 with 3 or 4 channels; the shape is {data.shape}."
    )


def _grey_image(
    data: NDArray[Any],
    high: int,
    low: int,
    cmin: float | None,
    cmax: float | None,
    pal: object,
    mode: str | None,
) -> Image.Image:
    image = _pillow()
    size = (data.shape[1], data.shape[0])
    if mode == "F":
        return image.frombytes("F", size, data.astype(np.float32).tobytes())
    if mode == "1":
        return image.fromarray((data > high).astype(np.uint8) * 255).convert("1")
    if mode == "I":
        bottom = data.min() if cmin is None else cmin
        top = data.max() if cmax is None else cmax
        stretched = (data * 1.0 - bottom) * (high - low) / (top - bottom) + low
        return image.frombytes("I", size, stretched.astype(np.uint32).tobytes())
    if mode not in (None, "L", "P"):
        raise ValueError(_BAD_MODE)
    made = image.frombytes("L", size, bytescale(data, cmin, cmax, high, low).tobytes())
    if pal is None and mode == "P":
        pal = np.repeat(np.arange(256), 3)
    if pal is not None:
        made.putpalette(np.asarray(pal, np.uint8).tobytes())
    return made


def _colour_image(pixels: NDArray[Any], mode: str | None, axis: int | None) -> Image.Image:
    if axis is None:
        axis = pixels.shape.index(3 if 3 in pixels.shape else 4)
    channels = pixels.shape[axis]
    if channels not in (3, 4):
        raise ValueError(f"Channel axis dimension is not valid: 3 or 4 expected, not {channels}.")
    if mode is None:
        mode = "RGB" if channels == 3 else "RGBA"
    if mode not in ("RGB", "RGBA", "YCbCr", "CMYK"):
        raise ValueError(_BAD_MODE)
    if (mode in ("RGB", "YCbCr")) != (channels == 3):
        raise ValueError("Invalid array shape for mode.")
    pixels = np.moveaxis(pixels, axis, 2)
    return _pillow().frombytes(mode, (pixels.shape[1], pixels.shape[0]), pixels.tobytes())


def fromimage(im: Image.Image, flatten: bool = False, mode: str | None = None) -> NDArray[Any]:
    """An image as an array: [height, width], or [height, width, channels].

    Args:
      im: the image; a palette is resolved to RGB (RGBA if it has transparency).
      flatten: reduce to grey values, float32.
      mode: convert to this mode first.
    """
    if not isinstance(im, _pillow().Image):
        raise TypeError(f"Input is not a PIL image, but {type(im).__name__}.")
    if mode is not None:
        im = im.convert(mode)
    elif im.mode == "P":
        im = im.convert("RGBA" if "transparency" in im.info else "RGB")
    if flatten:
        im = im.convert("F")
    elif im.mode == "1":
        im = im.convert("L")
    return np.array(im)


def imread(name: object, flatten: bool = False, mode: str | None = None) -> NDArray[Any]:
    """An image file as an array; `name` is a path or an open binary file. See `fromimage`."""
    with _pillow().open(name) as image:
        return fromimage(image, flatten, mode)


def imsave(name: Any, arr: object, format: str | None = None) -> None:
    """Writes an array ([height, width] or [height, width, 3 or 4]) as an image file.

    Values are stretched to 0..255 unless they are uint8. The format is inferred from the file name
    unless it is given.
    """
    toimage(arr, channel_axis=2).save(name, format)


def imresize(
    arr: object, size: Any, interp: str = "bilinear", mode: str | None = None
) -> NDArray[Any]:
    """The array resized, as uint8 (values are stretched to 0..255 first, see `toimage`).

    Args:
      size: an int is a percentage, a float a factor, a pair is (height, width).
      interp: 'nearest', 'lanczos', 'bilinear', 'bicubic' or 'cubic'.
      mode: the mode of the intermediate image, see `toimage`.
    """
    image = toimage(arr, mode=mode)
    if np.issubdtype(type(size), np.signedinteger):
        new = _scaled(image, size / 100.0)
    elif np.issubdtype(type(size), np.floating):
        new = _scaled(image, size)
    else:
        new = (int(size[1]), int(size[0]))
    return fromimage(image.resize(new, resample=_resample(interp)))


def imrotate(arr: object, angle: float, interp: str = "bilinear") -> NDArray[Any]:
    """The array rotated counter-clockwise by `angle` degrees, cropped and filled with 0."""
    return fromimage(toimage(arr).rotate(angle, resample=_resample(interp)))


def imfilter(arr: object, ftype: str) -> NDArray[Any]:
    """The array after Pillow's filter `ftype` ('blur', 'sharpen', 'find_edges', ...)."""
    from PIL import ImageFilter

    if ftype not in _FILTERS:
        raise ValueError(f"Unknown filter type {ftype!r}; there are {', '.join(_FILTERS)}.")
    return fromimage(toimage(arr).filter(getattr(ImageFilter, ftype.upper())))


def imshow(arr: object) -> None:
    """Opens the array in the system's image viewer."""
    toimage(arr).show()


def _scaled(image: Image.Image, factor: float) -> tuple[int, int]:
    return int(image.width * factor), int(image.height * factor)


def _resample(interp: str) -> Any:
    if interp not in _RESAMPLE:
        raise ValueError(f"interp is {interp!r}; expected one of {', '.join(_RESAMPLE)}.")
    return _RESAMPLE[interp]


def _pillow() -> Any:
    try:
        from PIL import Image
    except ImportError as error:
        raise ImportError(
            "The image functions of scipy.misc need Pillow; run: pip install pillow"
        ) from error
    return Image
