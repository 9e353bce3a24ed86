"""`scipy.integrate.simps` from SciPy 1.1."""

from collections.abc import Callable
from typing import Any

import numpy as np


def simps(y: object, x: object = None, dx: float = 1, axis: int = -1, even: str = "avg") -> Any:
    """Simpson's rule; an odd number of intervals is handled as in SciPy 1.1.

    Args:
      y: samples, of any shape.
      x: positions, with the shape of y or of its `axis`; None means `dx` apart.
      even: which end interval uses the trapezoidal rule if the number of samples is even:
        'first' (Simpson's rule covers the first N-2 intervals), 'last', or the mean, 'avg'.
    """
    from scipy.integrate import simpson, trapezoid

    samples = np.moveaxis(np.asarray(y), axis, -1)
    positions = None
    if x is not None:
        positions = np.asarray(x)
        positions = positions if positions.ndim == 1 else np.moveaxis(positions, axis, -1)
    if even not in ("avg", "first", "last"):
        raise ValueError("Parameter 'even' must be 'avg', 'last', or 'first'.")

    def rule(function: Callable[..., Any], part: slice) -> Any:
        at = None if positions is None else positions[..., part]
        return function(samples[..., part], x=at, dx=dx)

    if samples.shape[-1] % 2:
        return rule(simpson, slice(None))
    first = rule(simpson, slice(None, -1)) + rule(trapezoid, slice(-2, None))
    last = rule(trapezoid, slice(None, 2)) + rule(simpson, slice(1, None))
    return {"first": first, "last": last, "avg": (first + last) / 2}[even]
