"""What scikit-learn 0.20 had and has since dropped."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def linear_assignment(X: object) -> NDArray[Any]:
    """The cheapest assignment of rows to columns of the cost matrix X: [n, 2] index pairs."""
    from scipy.optimize import linear_sum_assignment

    return np.column_stack(linear_sum_assignment(X))
