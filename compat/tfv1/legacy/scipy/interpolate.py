"""Interpolation that SciPy 1.1 supported and SciPy rejects today."""

from typing import Any

import numpy as np
from scipy import interpolate


class interp1d(interpolate.interp1d):
    """scipy.interpolate.interp1d, whose kind 'slinear' accepts repeated positions.

    They are common in ROC curves. Today only kind 'linear', which gives the same values, does.
    """

    def __init__(
        self, x: Any, y: object, kind: object = "linear", *args: object, **keywords: object
    ) -> None:
        if isinstance(kind, str | int) and kind in ("slinear", 1) and np.unique(x).size < len(x):
            kind = "linear"
        super().__init__(x, y, kind, *args, **keywords)
