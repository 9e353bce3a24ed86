"""`scipy.spatial.distance.wminkowski` from SciPy 1.1."""

from typing import Any

import numpy as np


def wminkowski(u: Any, v: Any, p: float, w: Any) -> Any:
    """The Minkowski distance of order `p`, each difference times its weight."""
    from scipy.spatial.distance import minkowski

    return minkowski(u, v, p, np.abs(np.asarray(w, float)) ** p)
