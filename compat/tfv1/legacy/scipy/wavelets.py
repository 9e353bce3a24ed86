"""Wavelets of `scipy.signal` from SciPy 1.1."""

from collections.abc import Callable
from typing import Any

import numpy as np


def ricker(points: int, a: float) -> Any:
    """The Mexican hat wavelet of width `a` at `points` positions."""
    squares = ((np.arange(points) - (points - 1) / 2) / a) ** 2
    return 2 / (np.sqrt(3 * a) * np.pi**0.25) * (1 - squares) * np.exp(-squares / 2)


def cwt(data: Any, wavelet: Callable[..., Any], widths: Any) -> Any:
    """The continuous wavelet transform: a row for each width."""
    rows = np.empty((len(widths), len(data)))
    for row, width in zip(rows, widths, strict=True):
        points = int(min(10 * width, len(data)))
        row[:] = np.convolve(data, np.conj(wavelet(points, width))[::-1], mode="same")
    return rows
