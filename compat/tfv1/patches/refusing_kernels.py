"""Kernels that refuse what 1.15's refused, where today's give NaN.

A script that adds to the diagonal until the decomposition succeeds needs the error.
"""

import ctypes
import functools
from typing import Any

import numpy as np

from tfv1 import kernels

_TYPES = {
    kernels.FLOAT: np.float32,
    kernels.DOUBLE: np.float64,
    kernels.COMPLEX64: np.complex64,
    kernels.COMPLEX128: np.complex128,
}
_NOT_DEFINITE = "Cholesky decomposition was not successful. The input might not be valid."


def register() -> None:
    """Registers them with the TensorFlow that is loaded, if possible."""
    for kind in _TYPES:
        kernels.register("Cholesky", kind, functools.partial(_cholesky, kind))


def _cholesky(kind: int, call: kernels.Call) -> None:
    tensor = call.input(0)
    shape = call.shape(tensor)
    if len(shape) < 2:
        raise kernels.Refused(f"Input tensor 0 must have rank >= 2, got {len(shape)}")
    if shape[-1] != shape[-2]:
        raise kernels.Refused("Input matrix must be square.")
    matrices = np.frombuffer(call.data(tensor), _TYPES[kind]).reshape(shape)
    try:
        factors = np.linalg.cholesky(matrices)
    except np.linalg.LinAlgError:
        if not np.isnan(matrices).any():
            raise kernels.Refused(_NOT_DEFINITE) from None
        # NumPy refuses NaN, which 1.15 let through.
        rows = [_by_rows(matrix) for matrix in matrices.reshape(-1, *shape[-2:])]
        factors = np.array(rows, matrices.dtype).reshape(shape)
    factors = np.ascontiguousarray(factors)
    ctypes.memmove(call.allocate(kind, shape, factors.nbytes), factors.ctypes.data, factors.nbytes)


def _by_rows(matrix: Any) -> Any:
    """The factor of one matrix, in which NaN spreads as it comes."""
    factor = np.zeros_like(matrix)
    for k, row in enumerate(matrix):
        for j in range(k):
            known = factor[k, :j] @ factor[j, :j].conj()
            factor[k, j] = (row[j] - known) / factor[j, j]
        square = row[k].real - (abs(factor[k, :k]) ** 2).sum()
        if square <= 0:
            raise kernels.Refused(_NOT_DEFINITE)
        factor[k, k] = np.sqrt(square)
    return factor
