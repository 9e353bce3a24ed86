"""Draw a curve in text: with block or braille characters, or in plain ASCII."""

import locale
import sys
from typing import TextIO

import numpy as np

_BLOCKS = "▁▂▃▄▅▆▇█"
_ASCII_LEVELS = "_.-=+*%#"
_BRAILLE = 0x2800
# The bit of each of a braille character's dots, by row and column.
_DOTS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])


def can_draw_unicode(stream: TextIO = sys.stdout) -> bool:
    """Whether `stream` can encode the characters used to draw curves."""
    encoding = getattr(stream, "encoding", None) or locale.getpreferredencoding(False)
    try:
        (_BLOCKS + chr(_BRAILLE + 0xFF)).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def sparkline(steps: np.ndarray, values: np.ndarray, width: int, unicode: bool = True) -> str:
    """The curve in one line of at most `width` characters; "" if no value is finite.

    Each character stands for an equal range of steps and shows the mean of the finite values in it,
    or is blank if there are none.
    """
    columns = _column_means(steps, values, width)
    levels = _BLOCKS if unicode else _ASCII_LEVELS
    heights = _scaled(columns, len(levels))
    return "".join(" " if h < 0 else levels[h] for h in heights).rstrip()


def plot(
    steps: np.ndarray,
    values: np.ndarray,
    width: int = 64,
    height: int = 10,
    unicode: bool = True,
) -> list[str]:
    """The curve in `height` lines and an axis, at most `width` characters wide; [] without points.

    Every finite value is drawn. The lines are labelled with the largest and the smallest of them,
    the axis with the first and the last step.
    """
    finite = np.isfinite(values)
    steps, values = steps[finite], values[finite]
    if not len(values):
        return []
    low, high = f"{values.min():.4g}", f"{values.max():.4g}"
    margin = max(len(low), len(high))
    columns = width - margin - 2
    lines = _braille(steps, values, columns, height) if unicode else []
    lines = lines or _stars(steps, values, columns, height)
    labels = [high] + [""] * (height - 2) + [low]
    bar, corner, dash = ("│", "└", "─") if unicode else ("|", "+", "-")
    first, last = str(steps.min()), str(steps.max())
    axis = first + last.rjust(columns - len(first)) if steps.min() < steps.max() else first
    return [
        *(f"{label:>{margin}} {bar}{line}" for label, line in zip(labels, lines, strict=True)),
        f"{'':{margin}} {corner}{dash * columns}",
        f"{'':{margin}}  {axis}",
    ]


def _column_means(steps: np.ndarray, values: np.ndarray, width: int) -> np.ndarray:
    finite = np.isfinite(values)
    steps, values = steps[finite], values[finite]
    width = min(width, len(np.unique(steps)))
    if not width:
        return np.array([])
    columns = _scaled(steps, width)
    # Values are divided before they are added: a sum of large ones would overflow.
    counts = np.bincount(columns, minlength=width)
    means = np.bincount(columns, values / counts[columns], minlength=width)
    return np.where(counts, means, np.nan)


def _scaled(values: np.ndarray, levels: int) -> np.ndarray:
    """Each value's level from 0 to levels - 1 between the smallest and the largest; -1 for NaN."""
    known = ~np.isnan(values)
    result = np.full(len(values), -1)
    if not known.any():
        return result
    numbers = values[known].astype(np.float64)
    low, high = numbers.min(), numbers.max()
    # Halved, since the difference between the largest doubles overflows.
    span = high / 2 - low / 2
    share = (numbers / 2 - low / 2) / span if span > 0 else np.full(len(numbers), 0.5)
    result[known] = np.minimum((share * levels).astype(int), levels - 1)
    return result


def _braille(steps: np.ndarray, values: np.ndarray, columns: int, height: int) -> list[str]:
    x, y = _scaled(steps, columns * 2), height * 4 - 1 - _scaled(values, height * 4)
    cells = np.zeros((height, columns), int)
    np.bitwise_or.at(cells, (y // 4, x // 2), _DOTS[y % 4, x % 2])
    return ["".join(chr(_BRAILLE + cell) for cell in row).rstrip("\u2800") for row in cells]


def _stars(steps: np.ndarray, values: np.ndarray, columns: int, height: int) -> list[str]:
    x, y = _scaled(steps, columns), height - 1 - _scaled(values, height)
    cells = np.zeros((height, columns), bool)
    cells[y, x] = True
    return ["".join("*" if cell else " " for cell in row).rstrip() for row in cells]
