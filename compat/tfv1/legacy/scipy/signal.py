"""`scipy.signal.lfilter` of arrays of objects, which SciPy 1.15 dropped."""

from typing import Any

import numpy as np
import scipy.signal


def lfilter(b: Any, a: Any, x: Any, axis: int = -1, zi: Any = None) -> Any:
    """`scipy.signal.lfilter`; objects, such as ragged arrays hold, are added and multiplied."""
    b, a, x = (np.asarray(value) for value in (b, a, x))
    if not any(value.dtype == object for value in (b, a, x)):
        return scipy.signal.lfilter(b, a, x, axis, zi)
    order = max(len(b), len(a))
    forward, back = (np.zeros(order, dtype=object) for _ in range(2))
    forward[: len(b)], back[: len(a)] = b / a[0], a / a[0]
    samples = np.moveaxis(x.astype(object), axis, 0)
    held = [0] * order if zi is None else [*np.moveaxis(np.asarray(zi, dtype=object), axis, 0), 0]
    filtered = np.empty_like(samples)
    for place, sample in enumerate(samples):
        filtered[place] = result = forward[0] * sample + held[0]
        for i in range(order - 1):
            held[i] = forward[i + 1] * sample + held[i + 1] - back[i + 1] * result
    out = np.moveaxis(filtered, 0, axis)
    if zi is None:
        return out
    final = np.empty((order - 1, *samples.shape[1:]), dtype=object)
    for i in range(order - 1):
        final[i] = held[i]
    return out, np.moveaxis(final, 0, axis)
