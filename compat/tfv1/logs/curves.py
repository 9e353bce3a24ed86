"""Draw a curve in text: with block or braille characters, or in plain ASCII."""

import locale
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TextIO

import numpy as np

_BLOCKS = "▁▂▃▄▅▆▇█"
_ASCII_LEVELS = "_.-=+*%#"
_BRAILLE = 0x2800
LETTERS = "abcdefghijklmnopqrstuvwxyz"  # of the curves in one plot
_ROUNDING = 4 * 2.0**-23  # of float32: values this close, relative to the largest, are equal
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
    heights = _scaled(columns, len(levels), _ROUNDING)
    return "".join(" " if h < 0 else levels[h] for h in heights).rstrip()


def plot(
    x: np.ndarray,
    values: np.ndarray,
    width: int = 64,
    height: int = 10,
    unicode: bool = True,
    log: bool = False,
    x_text: Callable[[float], str] = str,
) -> list[str]:
    """The curve in `height` lines and an axis, at most `width` characters wide; [] without points.

    Every finite value is drawn, on a logarithmic scale every positive one. The lines are labelled
    with the largest and the smallest of them, the axis with the first and the last `x`.
    """
    x, values = _drawable(x, values, log)
    if not len(values):
        return []
    frame = _Frame(x, values, width, height, unicode, x_text)
    heights = np.log10(values) if log else values
    lines = _braille(x, heights, frame.columns, height) if unicode else []
    return frame.around(lines or _stars(x, heights, frame.columns, height))


def overlay(
    curves: Mapping[str, tuple[np.ndarray, np.ndarray]],
    width: int = 64,
    height: int = 12,
    unicode: bool = True,
    log: bool = False,
    x_text: Callable[[float], str] = str,
) -> list[str]:
    """Curves in one frame, each of a letter, with a legend; [] without points.

    `curves` maps a label to x and values. Where curves meet, the later one is seen.
    """
    drawn = {label: _drawable(x, values, log) for label, (x, values) in curves.items()}
    drawn = {label: points for label, points in drawn.items() if len(points[0])}
    if not drawn:
        return []
    counts = [len(x) for x, _ in drawn.values()]
    x = np.concatenate([points[0] for points in drawn.values()])
    values = np.concatenate([points[1] for points in drawn.values()])
    frame = _Frame(x, values, width, height, unicode, x_text)
    cells = np.full((height, frame.columns), " ")
    places = _scaled(x, frame.columns)
    heights = height - 1 - _scaled(np.log10(values) if log else values, height, _ROUNDING)
    letters = [LETTERS[number % len(LETTERS)] for number in range(len(drawn))]
    cells[heights, places] = np.repeat(letters, counts)
    lines = frame.around(["".join(row).rstrip() for row in cells])
    return lines + [f"{letter} {label}" for letter, label in zip(letters, drawn, strict=True)]


def _drawable(x: np.ndarray, values: np.ndarray, log: bool) -> tuple[np.ndarray, np.ndarray]:
    keep = np.isfinite(values) & np.isfinite(x)
    if log:
        keep &= values > 0
    return x[keep], values[keep]


class _Frame:
    """Labels and lines around a picture of characters."""

    def __init__(
        self, x: np.ndarray, values: np.ndarray, width: int, height: int, unicode: bool,
        x_text: Callable[[float], str],
    ) -> None:  # fmt: skip
        low, high = f"{values.min():.4g}", f"{values.max():.4g}"
        self._margin = max(len(low), len(high))
        self._labels = [high] + [""] * (height - 2) + [low]
        self._marks = ("│", "└", "─") if unicode else ("|", "+", "-")
        self.columns = max(width - self._margin - 2, 8)
        first, last = x_text(x.min()), x_text(x.max())
        is_point = x.min() == x.max()
        self._axis = first if is_point else first + last.rjust(self.columns - len(first))

    def around(self, lines: Sequence[str]) -> list[str]:
        bar, corner, dash = self._marks
        margin = self._margin
        rows = zip(self._labels, lines, strict=True)
        return [
            *(f"{label:>{margin}} {bar}{line}" for label, line in rows),
            f"{'':{margin}} {corner}{dash * self.columns}",
            f"{'':{margin}}  {self._axis}",
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


def _scaled(values: np.ndarray, levels: int, rounding: float = 0.0) -> np.ndarray:
    """Each value's level from 0 to levels - 1 between the smallest and the largest; -1 for NaN.

    Values that differ by less than `rounding`, relative to the largest, are all in the middle.
    """
    known = ~np.isnan(values)
    result = np.full(len(values), -1)
    if not known.any():
        return result
    numbers = values[known].astype(np.float64)
    low, high = numbers.min(), numbers.max()
    # Halved, since the difference between the largest doubles overflows.
    span = high / 2 - low / 2
    is_flat = span <= rounding / 2 * max(abs(low), abs(high))
    share = np.full(len(numbers), 0.5) if is_flat else (numbers / 2 - low / 2) / span
    result[known] = np.minimum((share * levels).astype(int), levels - 1)
    return result


def _braille(steps: np.ndarray, values: np.ndarray, columns: int, height: int) -> list[str]:
    x, y = _scaled(steps, columns * 2), height * 4 - 1 - _scaled(values, height * 4, _ROUNDING)
    cells = np.zeros((height, columns), int)
    np.bitwise_or.at(cells, (y // 4, x // 2), _DOTS[y % 4, x % 2])
    return ["".join(chr(_BRAILLE + cell) for cell in row).rstrip("\u2800") for row in cells]


def _stars(steps: np.ndarray, values: np.ndarray, columns: int, height: int) -> list[str]:
    x, y = _scaled(steps, columns), height - 1 - _scaled(values, height, _ROUNDING)
    cells = np.zeros((height, columns), bool)
    cells[y, x] = True
    return ["".join("*" if cell else " " for cell in row).rstrip() for row in cells]
