"""Shapes, constants, diagonals, splits."""

import functools
import operator
from typing import Any

from tensorflow.python.framework import (
    constant_op,
    dtypes,
    ops,
    sparse_tensor,
    tensor,
    tensor_shape,
    tensor_util,
)
from tensorflow.python.ops import array_ops, gen_array_ops, gen_math_ops, math_ops, sparse_ops

from tfv1.graphs.replacing import original, replaces

_ARRAYS = "ops.array_ops"
_TWICE = "1.15 packed the tensors of a list twice"


@replaces(f"{_ARRAYS}:_constant_if_small", "TensorFlow 2 does not multiply tensors to see the size")
def _constant_if_small(
    value: object, shape: object, dtype: object, name: object, layout: object = None
) -> Any:
    if isinstance(shape, list | tuple) and any(isinstance(s, tensor.Tensor) for s in shape):
        _ = functools.reduce(operator.mul, shape) < 1000
        return None
    return original(_constant_if_small)(value, shape, dtype, name, layout)


@replaces(f"{_ARRAYS}:shape_internal", "TensorFlow 2 names the shape differently")
def shape_internal(
    input: Any, name: str | None = None, optimize: bool = True, out_type: Any = None
) -> Any:
    out_type = out_type or dtypes.int32
    if not isinstance(input, list | tuple):
        return original(shape_internal)(input, name, optimize, out_type)
    with ops.name_scope(name, "Shape", [input]) as name:
        shape = ops.convert_to_tensor(input).shape
        if optimize and shape.is_fully_defined():
            return constant_op.constant(shape.as_list(), out_type, name=name)
        return gen_array_ops.shape(input, out_type, name)


@replaces(f"{_ARRAYS}:size_internal", _TWICE)
def size_internal(
    input: Any, name: str | None = None, optimize: bool = True, out_type: Any = dtypes.int32
) -> Any:
    if not isinstance(input, list | tuple):
        return original(size_internal)(input, name, optimize, out_type)
    with ops.name_scope(name, "Size", [input]) as name:
        count = ops.convert_to_tensor(input).shape.num_elements()
        if optimize and count is not None:
            return constant_op.constant(count, out_type, name=name)
        return gen_array_ops.size(input, out_type, name)


@replaces(f"{_ARRAYS}:rank_internal", _TWICE)
def rank_internal(input: Any, name: str | None = None, optimize: bool = True) -> Any:
    if not isinstance(input, list | tuple):
        return original(rank_internal)(input, name, optimize)
    with ops.name_scope(name, "Rank", [input]) as name:
        rank = ops.convert_to_tensor(input).shape.rank
        if optimize and rank is not None:
            return constant_op.constant(rank, dtypes.int32, name=name)
        return gen_array_ops.rank(input, name)


@replaces(f"{_ARRAYS}:split", "TensorFlow 2 makes no node of the number of splits")
def split(
    value: object,
    num_or_size_splits: object,
    axis: object = 0,
    num: object = None,
    name: str = "split",
) -> Any:
    if isinstance(num_or_size_splits, int):
        ops.convert_to_tensor(num_or_size_splits)
    return original(split)(value, num_or_size_splits, axis, num, name)


@replaces(f"{_ARRAYS}:one_hot", "TensorFlow 2 converts given values once")
def one_hot(
    indices: Any,
    depth: Any,
    on_value: Any = None,
    off_value: Any = None,
    axis: Any = None,
    dtype: Any = None,
    name: str | None = None,
) -> Any:
    if on_value is None or off_value is None:
        return original(one_hot)(indices, depth, on_value, off_value, axis, dtype, name)
    values = [indices, depth, on_value, off_value, axis, dtype]
    with ops.name_scope(name, "one_hot", values) as name:
        on, off = (ops.convert_to_tensor(v, dtype_hint=dtype) for v in (on_value, off_value))
        if on.dtype != off.dtype or dtype not in (None, on.dtype):
            return original(one_hot)(indices, depth, on, off, axis, dtype, name)
        return gen_array_ops.one_hot(indices, depth, on_value, off_value, axis, name)


@replaces(f"{_ARRAYS}:matrix_diag", "TensorFlow 2 makes MatrixDiagV3")
def matrix_diag(
    diagonal: object,
    name: str = "diag",
    k: object = 0,
    num_rows: object = -1,
    num_cols: object = -1,
    padding_value: object = 0,
    align: str = "RIGHT_LEFT",
) -> Any:
    if _is_of_2(k, align):
        return original(matrix_diag)(diagonal, name, k, num_rows, num_cols, padding_value, align)
    return gen_array_ops.matrix_diag(diagonal=diagonal, name=name)


@replaces(f"{_ARRAYS}:matrix_diag_part", "TensorFlow 2 makes MatrixDiagPartV3")
def matrix_diag_part(
    input: object,
    name: str = "diag_part",
    k: object = 0,
    padding_value: object = 0,
    align: str = "RIGHT_LEFT",
) -> Any:
    if _is_of_2(k, align):
        return original(matrix_diag_part)(input, name, k, padding_value, align)
    return gen_array_ops.matrix_diag_part(input=input, name=name)


@replaces(f"{_ARRAYS}:matrix_set_diag", "TensorFlow 2 makes MatrixSetDiagV3")
def matrix_set_diag(
    input: object,
    diagonal: object,
    name: str = "set_diag",
    k: object = 0,
    align: str = "RIGHT_LEFT",
) -> Any:
    if _is_of_2(k, align):
        return original(matrix_set_diag)(input, diagonal, name, k, align)
    return gen_array_ops.matrix_set_diag(input=input, diagonal=diagonal, name=name)


def _is_of_2(k: object, align: str) -> bool:
    """Whether TensorFlow 2 calls, or differentiates, its own ops.

    1.15 took `k` and the arguments beside it, and ignored them.
    """
    return align != "RIGHT_LEFT" or tensor_util.is_tf_type(k)


@replaces(f"{_ARRAYS}:repeat_with_axis", "TensorFlow 2 multiplies the sizes")
def repeat_with_axis(data: Any, repeats: Any, axis: Any, name: str | None = None) -> Any:
    if not isinstance(axis, int):
        raise TypeError(f"axis must be an int; got {type(axis).__name__}")
    with ops.name_scope(name, "Repeat", [data, repeats]):
        data = ops.convert_to_tensor(data, name="data")
        repeats = array_ops.convert_to_int_tensor(repeats, name="repeats")
        repeats.shape.with_rank_at_most(1)
        data = array_ops._with_nonzero_rank(data)
        shape = array_ops.shape(data)
        axis = array_ops.get_positive_axis(axis, data.shape.rank)
        if repeats.shape.rank == 0:
            tiled = _repeat_each(data, axis, repeats)
            return array_ops.reshape(tiled, _with_size(shape, axis))
        if repeats.shape.rank == 1:
            data.shape.dims[axis].assert_is_compatible_with(repeats.shape[0])
        if repeats.shape.rank != axis + 1:
            repeats_shape, rank = array_ops.shape(repeats), array_ops.rank(repeats)
            counts_shape = array_ops.concat([shape[: axis + 1 - rank], repeats_shape], axis=0)
            repeats = array_ops.broadcast_to(repeats, counts_shape)
            repeats.set_shape([None] * (axis + 1))
        most = gen_math_ops.maximum(
            0, gen_math_ops._max(repeats, array_ops._all_dimensions(repeats))
        )
        mask = array_ops.sequence_mask(repeats, most)
        result = array_ops.boolean_mask(_repeat_each(data, axis, most), mask)
        if axis > 0:
            result = array_ops.reshape(result, _with_size(shape, axis))
        if data.shape.rank is not None:
            size = 0 if repeats.shape[0] == 0 else None
            before, after = data.shape[:axis], data.shape[axis + 1 :]
            result.set_shape(before.concatenate([size]).concatenate(after))
        return result


def _repeat_each(data: Any, axis: int, count: object) -> Any:
    """The elements along an axis, each `count` times along a new axis after it."""
    return array_ops.tile_one_dimension(array_ops.expand_dims(data, axis + 1), axis + 1, count)


def _with_size(shape: Any, axis: int) -> Any:
    """A shape without the size along an axis."""
    return array_ops.concat([shape[:axis], [-1], shape[axis + 1 :]], axis=0)


@replaces(f"{_ARRAYS}:sparse_placeholder", "TensorFlow 2 lets the shape be fed")
def sparse_placeholder(dtype: Any, shape: Any = None, name: str | None = None) -> Any:
    parts = {p: None if name is None else f"{name}/{p}" for p in ("shape", "values", "indices")}
    if tensor_util.is_tf_type(shape):
        rank = shape.shape[0]
    elif shape is not None:
        known = tensor_shape.TensorShape(shape)
        rank, shape = known.rank, known.as_list() if known.is_fully_defined() else None
    else:
        rank = None
    if shape is None:
        shape = array_ops.placeholder(dtypes.int64, shape=[rank], name=parts["shape"])
    else:
        shape = ops.convert_to_tensor(shape, dtype=dtypes.int64, name=parts["shape"])
    values = array_ops.placeholder(dtype, shape=[None], name=parts["values"])
    indices = array_ops.placeholder(dtypes.int64, shape=[None, rank], name=parts["indices"])
    return sparse_tensor.SparseTensor(values=values, indices=indices, dense_shape=shape)


@replaces(
    "framework.sparse_tensor:SparseTensor.__init__",
    "TensorFlow 2 reads a constant shape at once, and lets nobody feed it then",
)
def sparse_tensor_init(self: Any, indices: Any, values: Any, dense_shape: Any) -> None:
    graph = ops.get_default_graph()
    graph.prevent_feeding = lambda tensor: None
    try:
        original(sparse_tensor_init)(self, indices, values, dense_shape)
    finally:
        del graph.prevent_feeding


@replaces(f"{_ARRAYS}:transpose", "TensorFlow 2 counts down by one Range")
def transpose(a: Any, perm: Any = None, name: str = "transpose", conjugate: Any = False) -> Any:
    with ops.name_scope(name, "transpose", [a]) as name:
        if perm is not None and not conjugate:
            return gen_array_ops.transpose(a, perm, name=name)
        a = ops.convert_to_tensor(a, name="a")
        if perm is None and a.shape.rank is None:
            rank = gen_array_ops.rank(a)
            perm = (rank - 1) - gen_math_ops._range(0, rank, 1)
            turn = gen_array_ops.conjugate_transpose if conjugate else gen_array_ops.transpose
            return turn(a, perm, name=name)
        return original(transpose)(a, perm, name, conjugate)


@replaces(f"{_ARRAYS}:ones_like_v2", "TensorFlow 2 makes a constant of what it knows")
def ones_like_v2(
    input: Any, dtype: object = None, name: str | None = None, layout: object = None
) -> Any:
    return array_ops.ones_like(input, dtype, name)


@replaces("ops.sparse_ops:sparse_transpose", "TensorFlow 2 knows the rank")
def sparse_transpose(sp_input: Any, perm: Any = None, name: str | None = None) -> Any:
    with ops.name_scope(name, "SparseTranspose", [sp_input]) as name:
        if perm is None:
            rank = array_ops.rank(sp_input)
            perm = (rank - 1) - math_ops.range(0, rank, 1)
        indices = array_ops.gather(array_ops.transpose(sp_input.indices), perm)
        indices = array_ops.transpose(indices)
        order = tensor_util.constant_value(ops.convert_to_tensor(perm))
        if order is not None and sp_input.shape.is_fully_defined():
            dims = sp_input.shape.as_list()
            shape = [dims[i] for i in order]
        else:
            shape = array_ops.gather(sp_input.dense_shape, perm)
        moved = sparse_tensor.SparseTensor(indices, sp_input.values, shape)
        return sparse_ops.sparse_reorder(moved)
