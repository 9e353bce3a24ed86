"""Functions of `scipy.stats` that SciPy 1.1 and 1.3 had."""

from collections.abc import Callable
from typing import Any

import numpy as np


def itemfreq(a: object) -> Any:
    """The different values and how often each occurs, as two columns."""
    values, counts = np.unique(np.asarray(a), return_counts=True)
    return np.array([values, counts]).T


def binom_test(x: Any, n: int | None = None, p: float = 0.5, alternative: str = "two-sided") -> Any:
    """The p-value of `x` successes in `n` trials; or `x` holds successes and failures."""
    from scipy.stats import binomtest

    counts = np.atleast_1d(x)
    if len(counts) == 2:
        successes, n = counts[0], counts.sum()
    elif len(counts) == 1 and n is not None:
        successes = counts[0]
    else:
        raise ValueError("Incorrect length for x.")
    return binomtest(int(successes), int(n), p, alternative).pvalue


def median_absolute_deviation(
    x: Any,
    axis: int | None = 0,
    center: Callable[..., Any] = np.median,
    scale: float = 1.4826,
    nan_policy: str = "propagate",
) -> Any:
    """The median distance from the center, times `scale`."""
    from scipy.stats import median_abs_deviation

    deviation = median_abs_deviation(x, axis=axis, center=center, nan_policy=nan_policy)
    return deviation * scale
