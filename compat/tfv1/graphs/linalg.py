"""tf.linalg."""

from collections.abc import Sequence
from typing import Any

from tensorflow.python.framework import constant_op, dtypes, ops
from tensorflow.python.ops import (
    array_ops,
    gen_linalg_ops,
    linalg_ops,
    math_ops,
    while_loop,
)
from tensorflow.python.ops.linalg import (
    linalg_impl,
    linear_operator,
    linear_operator_low_rank_update,
    linear_operator_util,
)

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


@replaces("ops.linalg_ops:matrix_triangular_solve", "TensorFlow 2 has a scope around it")
def matrix_triangular_solve(
    matrix: object,
    rhs: object,
    lower: object = True,
    adjoint: object = False,
    name: str | None = None,
) -> Any:
    return gen_linalg_ops.matrix_triangular_solve(matrix, rhs, lower, adjoint, name)


@replaces(
    "ops.linalg.linear_operator_lower_triangular:LinearOperatorLowerTriangular._solve",
    "1.15 had a scope around it",
)
def _solve(self: Any, rhs: Any, adjoint: bool = False, adjoint_arg: bool = False) -> Any:
    rhs = linalg_impl.adjoint(rhs) if adjoint_arg else rhs
    matrix = self._get_tril()
    with ops.name_scope(None, "MatrixTriangularSolve", [matrix, rhs]):
        matrix, rhs, restored, in_place = linear_operator_util._reshape_for_efficiency(
            matrix, rhs, adjoint_a=adjoint
        )
        solution = linalg_ops.matrix_triangular_solve(
            *linear_operator_util.broadcast_matrix_batch_dims([matrix, rhs]),
            lower=in_place or not adjoint,
            adjoint=adjoint and in_place,
        )
        return restored(solution)


@replaces(
    "ops.linalg.linalg_impl:_tridiagonal_solve_compact_format",
    "1.15 also transposed the solution if the right-hand sides are transposed",
)
def _tridiagonal_solve(
    diagonals: Any,
    rhs: Any,
    transpose_rhs: bool,
    conjugate_rhs: bool,
    partial_pivoting: bool,
    perturb_singular: bool,
    name: str | None,
) -> Any:
    solve = original(_tridiagonal_solve)
    options = conjugate_rhs, partial_pivoting, perturb_singular, name
    solution = solve(diagonals, rhs, transpose_rhs, *options)
    is_vector = rhs.shape.rank is not None and rhs.shape.rank + 1 == diagonals.shape.rank
    return array_ops.matrix_transpose(solution) if transpose_rhs and not is_vector else solution


def _cholesky_solve(chol: Any, rhs: Any, name: str | None = None) -> Any:
    if not in_graph():
        return linalg_ops.cholesky_solve(chol, rhs, name)
    with ops.name_scope(name, "CholeskySolveWithBroadcast", [chol, rhs]):
        return linalg_ops.cholesky_solve(
            *linear_operator_util.broadcast_matrix_batch_dims([chol, rhs])
        )


for _operators in (linear_operator, linear_operator_low_rank_update):
    replaces_name(
        _operators,
        "linalg_ops",
        over(linalg_ops, "linalg_ops", cholesky_solve=_cholesky_solve),
        "1.15 had a scope around it",
    )


@replaces(
    "ops.linalg.linear_operator_low_rank_update:LinearOperatorLowRankUpdate._solve",
    "TensorFlow 2 makes the capacitance first",
)
def _solve_update(self: Any, rhs: Any, adjoint: bool = False, adjoint_arg: bool = False) -> Any:
    base = self.base_operator
    if base.is_non_singular is False:
        return original(_solve_update)(self, rhs, adjoint, adjoint_arg)
    u, v = self._get_uv_as_tensors()
    left, right = (v, u) if adjoint else (u, v)
    solution = base.solve(rhs, adjoint=adjoint, adjoint_arg=adjoint_arg)
    seen = math_ops.matmul(right, solution, adjoint_a=True)
    capacitance = self._make_capacitance(u=u, v=v)
    if self._use_cholesky:
        seen = _cholesky_solve(linalg_ops.cholesky(capacitance), seen)
    else:
        solve = linear_operator_util.matrix_solve_with_broadcast
        seen = solve(capacitance, seen, adjoint=adjoint)
    return solution - base.solve(math_ops.matmul(left, seen), adjoint=adjoint)


@replaces(
    "ops.linalg.linear_operator_low_rank_update:LinearOperatorLowRankUpdate._diag_part",
    "1.15 made the whole matrix",
)
def _diag_part(self: Any) -> Any:
    return linear_operator.LinearOperator._diag_part(self)


# By the type of the matrix: the largest norm of the highest approximant, and the degree of each
# approximant with the norm below which it is exact enough.
_SINGLE = 3.925724783138660, ((3, 0.4258730016922831), (5, 1.880152677804762), (7, None))
_DOUBLE = (
    5.371920351148152,
    (
        (3, 0.01495585217958292),
        (5, 0.2539398330063230),
        (7, 0.9504178996162932),
        (9, 2.097847961257068),
        (13, None),
    ),
)


@replaces("ops.linalg.linalg_impl:matrix_exponential", "TensorFlow 2 selects with SelectV2")
def matrix_exponential(input: Any, name: str | None = None) -> Any:
    with ops.name_scope(name, "matrix_exponential", [input]):
        matrix = ops.convert_to_tensor(input, name="input")
        if matrix.shape[-2:] == [0, 0]:
            return matrix
        batch = matrix.shape[:-2]
        known = batch.is_fully_defined()
        if not known:
            batch = array_ops.shape(matrix)[:-2]
        inner = array_ops.shape(matrix)[-2:]
        matrix = array_ops.reshape(matrix, array_ops.concat(([-1], inner), axis=0))
        sizes = math_ops.abs(matrix)
        rows = array_ops.size(array_ops.shape(matrix)) - 2
        norm = math_ops.reduce_max(math_ops.reduce_sum(sizes, axis=rows), axis=-1)

        def constant(x: float) -> Any:
            return constant_op.constant(x, norm.dtype)

        single = matrix.dtype in (dtypes.float16, dtypes.float32, dtypes.complex64)
        if not single and matrix.dtype not in (dtypes.float64, dtypes.complex128):
            return original(matrix_exponential)(input, name)
        largest, approximants = _SINGLE if single else _DOUBLE
        scale = math_ops.log(norm / constant(largest)) / math_ops.log(constant(2.0))
        squarings = math_ops.maximum(math_ops.floor(scale), 0)
        terms = []
        for degree, bound in approximants:
            scaled = matrix
            if bound is None:
                two = constant_op.constant(2.0, dtype=matrix.dtype)
                factor = math_ops.pow(two, math_ops.cast(squarings, matrix.dtype))
                scaled = matrix / factor[..., array_ops.newaxis, array_ops.newaxis]
            terms.append(getattr(linalg_impl, f"_matrix_exp_pade{degree}")(scaled))

        def chosen(values: Sequence[Any], bounds: Sequence[Any]) -> Any:
            below = math_ops.less(norm, constant(bounds[0]))
            if len(bounds) == 1:
                return array_ops.where(below, values[0], values[1])
            return array_ops.where(below, values[0], chosen(values[1:], bounds[1:]))

        bounds = [bound for _, bound in approximants[:-1]]
        u, v = (chosen(side, bounds) for side in zip(*terms, strict=True))
        above = u + v
        result = linalg_ops.matrix_solve(-u + v, above)
        most = math_ops.reduce_max(squarings)

        def squared(i: Any, r: Any) -> Any:
            following = i + 1
            again = math_ops.less(i, squarings)
            return following, array_ops.where(again, math_ops.matmul(r, r), r)

        start = constant(0.0)
        _, result = while_loop.while_loop(
            lambda i, r: math_ops.less(i, most), squared, [start, result]
        )
        if known:
            return array_ops.reshape(result, batch.concatenate(result.shape[-2:]))
        shape = array_ops.concat((batch, array_ops.shape(result)[-2:]), axis=0)
        return array_ops.reshape(result, shape)
