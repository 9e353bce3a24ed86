"""tf.linalg's operators of Kronecker, Householder, circulant and other structure."""

from typing import Any

from tensorflow.python.framework import ops
from tensorflow.python.ops import array_ops, math_ops, nn
from tensorflow.python.ops.linalg import (
    linalg_impl,
    linear_operator,
    linear_operator_circulant,
    linear_operator_householder,
    linear_operator_util,
)
from tensorflow.python.ops.signal import fft_ops

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_OPERATOR = "ops.linalg.linear_operator:LinearOperator"
_KRONECKER = "ops.linalg.linear_operator_kronecker:LinearOperatorKronecker"
_TOEPLITZ = "ops.linalg.linear_operator_toeplitz:LinearOperatorToeplitz"
_CIRCULANT = "ops.linalg.linear_operator_circulant"
_BASE = f"{_CIRCULANT}:_BaseLinearOperatorCirculant"
_SCOPE = "1.15 had a second scope"


@replaces(f"{_OPERATOR}.adjoint", _SCOPE)
def adjoint(self: Any, name: str = "adjoint") -> Any:
    if self.is_self_adjoint:
        return self
    with self._name_scope(name), ops.name_scope("Adjoint"):
        return self._linop_adjoint()


replaces_name(
    linear_operator,
    "LinearOperator.H",
    property(lambda self: self.adjoint()),
    f"as adjoint: {_SCOPE}",
)


@replaces(f"{_OPERATOR}.inverse", _SCOPE)
def inverse(self: Any, name: str = "inverse") -> Any:
    if self.is_square is False or self.is_non_singular is False:
        return original(inverse)(self, name)  # which says that there is none
    with self._name_scope(name), ops.name_scope("Inverse"):
        return self._linop_inverse()


@replaces(f"{_OPERATOR}.cholesky", _SCOPE)
def cholesky(self: Any, name: str = "cholesky") -> Any:
    if not self._can_use_cholesky():
        return original(cholesky)(self, name)  # which says that there is none
    with self._name_scope(name), ops.name_scope("Cholesky"):
        return self._linop_cholesky()


@replaces(
    "ops.linalg.linear_operator_block_diag:LinearOperatorBlockDiag.matvec",
    "TensorFlow 2 also takes the blocks of a vector",
)
def matvec(self: Any, x: Any, adjoint: bool = False, name: str = "matvec") -> Any:
    if isinstance(x, list | tuple):
        return original(matvec)(self, x, adjoint, name)
    return linear_operator.LinearOperator.matvec(self, x, adjoint, name)


def _l2_normalize(x: Any, axis: int) -> Any:
    if not in_graph():
        return nn.l2_normalize(x, axis=axis)
    return x / linalg_impl.norm(x, axis=axis, keepdims=True)


replaces_name(
    linear_operator_householder,
    "nn",
    over(nn, "nn", l2_normalize=_l2_normalize),
    "1.15 divided by the norm",
)


@replaces(
    "ops.linalg.linear_operator_householder:LinearOperatorHouseholder._trace",
    "TensorFlow 2 makes the shape once",
)
def _trace(self: Any) -> Any:
    size = math_ops.cast(self.domain_dimension_tensor() - 2, self.dtype)
    return size * array_ops.ones(shape=self.batch_shape_tensor(), dtype=self.dtype)


@replaces(f"{_KRONECKER}._matmul", "1.15 turned the axes of the operand")
def _matmul(self: Any, x: Any, adjoint: bool = False, adjoint_arg: bool = False) -> Any:
    return _factor_by_factor(self, ("matmul", "matvec"), x, adjoint, adjoint_arg)


@replaces(f"{_KRONECKER}._solve", "1.15 turned the axes of the operand")
def _solve(self: Any, rhs: Any, adjoint: bool = False, adjoint_arg: bool = False) -> Any:
    return _factor_by_factor(self, ("solve", "solvevec"), rhs, adjoint, adjoint_arg)


def _factor_by_factor(
    product: Any, methods: tuple[str, str], x: Any, adjoint: bool, adjoint_arg: bool
) -> Any:
    """Calls a method of each factor of the product in turn: the last one with vectors."""
    of_matrices, of_vectors = methods
    if adjoint_arg:
        x = linalg_impl.adjoint(x)
    batch = array_ops.concat([array_ops.ones_like(product.batch_shape_tensor()), [1, 1]], 0)
    x = x + array_ops.zeros(batch, dtype=x.dtype.base_dtype)
    rest = _turned(x, right=True)[array_ops.newaxis, ...]
    *factors, last = product.operators
    for factor in factors:
        size = factor.range_dimension_tensor() if adjoint else factor.domain_dimension_tensor()
        columns = array_ops.concat([array_ops.shape(rest)[:-1], [size, -1]], axis=0)
        rest = array_ops.matrix_transpose(array_ops.reshape(rest, columns))
        rest = array_ops.matrix_transpose(rest)
        rest = array_ops.matrix_transpose(getattr(factor, of_matrices)(rest, adjoint=adjoint))
        rest = _turned(_as_vectors(_turned(rest)), right=True)
    rest = _turned(getattr(last, of_vectors)(rest, adjoint=adjoint))
    result = _turned(_as_vectors(rest))
    if x.shape.is_fully_defined():
        rows = product.domain_dimension if adjoint else product.range_dimension
        batches = array_ops.broadcast_static_shape(x.shape[:-2], product.batch_shape)
        result.set_shape(batches.concatenate([rows, x.shape[-1]]))
    return result


def _turned(x: Any, right: bool = False) -> Any:
    """x with its last axis as the first, or its first as the last."""
    rank = array_ops.rank(x)
    order = [[rank - 1], math_ops.range(0, rank - 1)] if right else [math_ops.range(1, rank), [0]]
    return array_ops.transpose(x, array_ops.concat(order, axis=0))


def _as_vectors(x: Any) -> Any:
    """The columns of each matrix, one after the other."""
    columns = array_ops.matrix_transpose(x)
    return array_ops.reshape(columns, array_ops.concat([array_ops.shape(x)[:-2], [-1]], axis=0))


@replaces(f"{_KRONECKER}._to_dense", "1.15 asked for each size when the graph ran")
def _to_dense(self: Any) -> Any:
    first, *others = self.operators
    new = array_ops.newaxis
    result = first.to_dense()
    for other in others:
        result = result[..., :, new, :, new]
        result = result * other.to_dense()[..., new, :, new, :]
        shape = array_ops.shape
        sizes = [
            shape(result)[:-4],
            [shape(result)[-4] * shape(result)[-3], shape(result)[-2] * shape(result)[-1]],
        ]
        result = array_ops.reshape(result, array_ops.concat(sizes, axis=0))
    result.set_shape(self.shape)
    return result


@replaces(f"{_TOEPLITZ}._check_row_col", "1.15 made the circulant operator at once")
def _check_row_col(self: Any, row: Any, col: Any) -> None:
    original(_check_row_col)(self, row, col)
    parts = [col, array_ops.zeros_like(col[..., 0:1]), array_ops.reverse(row[..., 1:], axis=[-1])]
    spectrum = linear_operator_circulant._to_complex(array_ops.concat(parts, axis=-1))
    self._circulant = linear_operator_circulant.LinearOperatorCirculant(
        fft_ops.fft(spectrum), input_output_dtype=row.dtype
    )


@replaces(f"{_TOEPLITZ}._matmul", "1.15 had made the circulant operator before")
def _matmul_toeplitz(self: Any, x: Any, adjoint: bool = False, adjoint_arg: bool = False) -> Any:
    x = linalg_impl.adjoint(x) if adjoint_arg else x
    padded = array_ops.concat([x, array_ops.zeros_like(x)], axis=-2)
    result = self._circulant.matmul(padded, adjoint=adjoint)
    return math_ops.cast(result[..., : self.domain_dimension_tensor(), :], self.dtype)


@replaces(f"{_TOEPLITZ}._to_dense", "1.15 multiplied with the identity")
def _to_dense_toeplitz(self: Any) -> Any:
    return linear_operator.LinearOperator._to_dense(self)


@replaces(f"{_BASE}._check_spectrum_and_return_tensor", "1.15 made all of the spectrum at once")
def _check_spectrum_and_return_tensor(self: Any, spectrum: Any) -> Any:
    spectrum = original(_check_spectrum_and_return_tensor)(self, spectrum)
    self._own_block_shape = array_ops.shape(spectrum)[-self.block_depth :]
    self._spectrum_complex = linear_operator_circulant._to_complex(spectrum)
    self._abs_spectrum = math_ops.abs(spectrum)
    self._conj_spectrum = math_ops.conj(self._spectrum_complex)
    return spectrum


@replaces(f"{_BASE}.block_shape_tensor", "1.15 made the shape at once")
def block_shape_tensor(self: Any) -> Any:
    return self._own_block_shape


@replaces(f"{_BASE}._matmul", "1.15 had made all of the spectrum before")
def _matmul_circulant(self: Any, x: Any, adjoint: bool = False, adjoint_arg: bool = False) -> Any:
    x = linalg_impl.adjoint(x) if adjoint_arg else x
    x = math_ops.cast(x, self._spectrum_complex.dtype)
    transformed, spectrum = _transformed(self, x, adjoint)
    return _transformed_back(self, spectrum * transformed)


@replaces(f"{_BASE}._solve", "1.15 had made all of the spectrum before")
def _solve_circulant(self: Any, rhs: Any, adjoint: bool = False, adjoint_arg: bool = False) -> Any:
    rhs = linalg_impl.adjoint(rhs) if adjoint_arg else rhs
    transformed, spectrum = _transformed(self, rhs, adjoint)
    return _transformed_back(self, transformed / spectrum)


def _transformed(operator: Any, x: Any, adjoint: bool) -> tuple[Any, Any]:
    """A matrix's transform, and the spectrum for it."""
    spectrum = operator._conj_spectrum if adjoint else operator._spectrum_complex
    shape = array_ops.concat((operator.batch_shape_tensor(), [-1, 1]), axis=0)
    pair = x, array_ops.reshape(spectrum, shape)
    x, column = linear_operator_util.broadcast_matrix_batch_dims(pair)
    blocks = array_ops.concat((array_ops.shape(x)[:-2], operator.block_shape_tensor()), axis=0)
    spectrum = array_ops.reshape(column, blocks)
    return operator._fft(operator._vectorize_then_blockify(x)), spectrum


def _transformed_back(operator: Any, x: Any) -> Any:
    matrix = operator._unblockify_then_matricize(operator._ifft(x))
    return math_ops.cast(matrix, operator.dtype)


@replaces(f"{_BASE}._log_abs_determinant", "1.15 had made all of the spectrum before")
def _log_abs_determinant(self: Any) -> Any:
    axes = [-(i + 1) for i in range(self.block_depth)]
    logarithms = math_ops.log(self._abs_spectrum)
    return math_ops.cast(math_ops.reduce_sum(logarithms, axis=axes), self.dtype)


@replaces(f"{_BASE}.convolution_kernel", "1.15 had made all of the spectrum before")
def convolution_kernel(self: Any, name: str = "convolution_kernel") -> Any:
    with self._name_scope(name):
        return math_ops.cast(self._ifft(self._spectrum_complex), self.dtype)


def _general_adjoint(self: Any) -> Any:
    return linear_operator.LinearOperator._linop_adjoint(self)


def _general_inverse(self: Any) -> Any:
    return linear_operator.LinearOperator._linop_inverse(self)


for _class in ("LinearOperatorCirculant2D", "LinearOperatorCirculant3D"):
    for _method, _general in (
        ("_linop_adjoint", _general_adjoint),
        ("_linop_inverse", _general_inverse),
    ):
        replaces(f"{_CIRCULANT}:{_class}.{_method}", "1.15 had the general ones")(_general)
