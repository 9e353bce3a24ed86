"""tf.linalg and tf.signal."""

from collections.abc import Sequence
from typing import Any

from tensorflow.python.framework import constant_op, dtypes, ops, tensor_util
from tensorflow.python.ops import (
    array_ops,
    gen_linalg_ops,
    linalg_ops,
    math_ops,
    while_loop,
)
from tensorflow.python.ops.linalg import linalg_impl
from tensorflow.python.ops.signal import dct_ops, fft_ops, util_ops

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


def _constant_value(value: object, partial: bool = False) -> Any:
    """For lengths of transforms: in graphs 1.15 left them in the tensor that they came in."""
    return None if in_graph() else tensor_util.constant_value(value, partial)


replaces_name(
    fft_ops,
    "_tensor_util",
    over(tensor_util, "tensor_util", constant_value=_constant_value),
    "TensorFlow 2 makes a second constant of the length",
)


def _convert_to_tensor(value: object, *args: object, **names: object) -> Any:
    """For dct, where the zero stays a number in graphs: the op makes its tensor."""
    if in_graph() and isinstance(value, float):
        return value
    return ops.convert_to_tensor(value, *args, **names)


replaces_name(
    dct_ops,
    "_ops",
    over(ops, "ops", convert_to_tensor=_convert_to_tensor),
    "TensorFlow 2 makes a constant of the zero first",
)


@replaces("ops.signal.shape_ops:frame", "TensorFlow 2 computes what is static without nodes")
def frame(
    signal: Any,
    frame_length: Any,
    frame_step: Any,
    pad_end: bool = False,
    pad_value: Any = 0,
    axis: Any = -1,
    name: str | None = None,
) -> Any:
    with ops.name_scope(name, "frame", [signal, frame_length, frame_step, pad_value]):
        signal = ops.convert_to_tensor(signal, name="signal")
        length = ops.convert_to_tensor(frame_length, name="frame_length")
        step = ops.convert_to_tensor(frame_step, name="frame_step")
        axis = ops.convert_to_tensor(axis, name="axis")
        signal.shape.with_rank_at_least(1)
        for scalar in (length, step, axis):
            scalar.shape.assert_has_rank(0)
        static = _framed_shape(signal, length, step, pad_end, axis)
        rank = array_ops.rank(signal)
        axis = math_ops.range(rank)[axis]
        shape = array_ops.shape(signal)
        outer, samples, inner = array_ops.split(shape, [axis, 1, rank - 1 - axis])
        samples = array_ops.reshape(samples, [])
        outer_rank, inner_rank = array_ops.size(outer), array_ops.size(inner)
        if pad_end:
            pad_value = ops.convert_to_tensor(pad_value, signal.dtype)
            pad_value.shape.assert_has_rank(0)
            count = -(-samples // step)
            missing = math_ops.maximum(0, length + step * (count - 1) - samples)
            paddings = [
                array_ops.zeros([outer_rank, 2], dtype=missing.dtype),
                [[0, missing]],
                array_ops.zeros([inner_rank, 2], dtype=missing.dtype),
            ]
            signal = array_ops.pad(signal, array_ops.concat(paddings, 0), constant_values=pad_value)
            shape = array_ops.shape(signal)
            samples = shape[axis]
        else:
            count = math_ops.maximum(0, 1 + (samples - length) // step)
        part = util_ops.gcd(length, step)
        parts_of_frame, parts_of_step, parts = length // part, step // part, samples // part
        cut_shape = array_ops.concat([outer, [parts * part], inner], 0)
        pieces_shape = array_ops.concat([outer, [parts, part], inner], 0)
        cut = array_ops.strided_slice(signal, array_ops.zeros_like(shape), cut_shape)
        pieces = array_ops.reshape(cut, pieces_shape)
        starts = array_ops.reshape(math_ops.range(count) * parts_of_step, [count, 1])
        offsets = array_ops.reshape(math_ops.range(parts_of_frame), [1, parts_of_frame])
        frames = array_ops.gather(pieces, starts + offsets, axis=axis)
        framed_shape = array_ops.concat([outer, [count, length], inner], 0)
        frames = array_ops.reshape(frames, framed_shape)
        if static:
            frames.set_shape(static)
        return frames


def _framed_shape(signal: Any, length: Any, step: Any, pad_end: bool, axis: Any) -> Any:
    from tensorflow.python.ops.signal import shape_ops

    return shape_ops._infer_frame_shape(signal, length, step, pad_end, axis)
