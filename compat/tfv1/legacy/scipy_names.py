"""Numeric functions of SciPy 1.1 and scikit-learn 0.20 that have no equal today."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np


def central_diff_weights(Np: int, ndiv: int = 1) -> np.ndarray:
    """Weights of the central difference on `Np` (odd) points, for the `ndiv`-th derivative."""
    if Np < ndiv + 1:
        raise ValueError("Number of points must be at least the derivative order + 1.")
    if Np % 2 == 0:
        raise ValueError("The number of points must be odd.")
    half = Np // 2
    powers = np.arange(-half, half + 1.0)[:, np.newaxis] ** np.arange(Np)
    return np.prod(np.arange(1, ndiv + 1), axis=0) * np.linalg.inv(powers)[ndiv]


def derivative(
    func: Callable[..., Any],
    x0: float,
    dx: float = 1.0,
    n: int = 1,
    args: Sequence[Any] = (),
    order: int = 3,
) -> Any:
    """The `n`-th derivative of `func` at `x0`: central differences on `order` points `dx` apart."""
    if order < n + 1:
        raise ValueError("'order' (the number of points) must be at least n + 1.")
    if order % 2 == 0:
        raise ValueError("'order' (the number of points) must be odd.")
    offsets = np.arange(order) - order // 2
    weights = central_diff_weights(order, n)
    total = 0.0
    for weight, offset in zip(weights, offsets, strict=True):
        total += weight * func(x0 + offset * dx, *args)
    return total / dx**n


def simps(y: Any, x: Any = None, dx: float = 1, axis: int = -1, even: str = "avg") -> Any:
    """Simpson's rule; an odd number of intervals is treated as SciPy 1.1 did.

    Args:
      y: samples, of any shape.
      x: positions, of the shape of y or of its `axis`; None means `dx` apart.
      even: which end interval takes the trapezoidal rule when the number of samples is even:
        'first' (the rule of Simpson covers the first N-2 intervals), 'last', or the mean, 'avg'.
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


def linear_assignment(X: Any) -> np.ndarray:
    """The cheapest assignment of rows to columns of the cost matrix X: [n, 2] index pairs."""
    from scipy.optimize import linear_sum_assignment

    return np.column_stack(linear_sum_assignment(X))
