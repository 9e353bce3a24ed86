"""Numerical derivatives from SciPy 1.1's `scipy.misc`."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def central_diff_weights(Np: int, ndiv: int = 1) -> NDArray[Any]:
    """Central difference weights on `Np` (odd) points for the `ndiv`-th derivative."""
    if Np < ndiv + 1:
        raise ValueError("Number of points must be at least the derivative order + 1.")
    if Np % 2 == 0:
        raise ValueError("The number of points must be odd.")
    half = Np // 2
    powers = np.arange(-half, half + 1.0)[:, np.newaxis] ** np.arange(Np)
    weights: NDArray[Any] = np.linalg.inv(powers)[ndiv]
    return np.prod(np.arange(1, ndiv + 1), axis=0) * weights


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
