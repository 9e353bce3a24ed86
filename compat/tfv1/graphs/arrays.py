"""Shapes, constants, diagonals, splits."""

import functools
import operator
from typing import Any

from tensorflow.python.framework import dtypes, ops, sparse_tensor, tensor, tensor_shape
from tensorflow.python.ops import array_ops, gen_array_ops, gen_math_ops

from tfv1.graphs.replacing import original, replaces

_ARRAYS = "ops.array_ops"


@replaces(f"{_ARRAYS}:_constant_if_small", "TensorFlow 2 does not multiply tensors to see the size")
def _constant_if_small(
    value: object, shape: object, dtype: object, name: object, layout: object = None
) -> Any:
    if isinstance(shape, list | tuple) and any(isinstance(s, tensor.Tensor) for s in shape):
        _ = functools.reduce(operator.mul, shape) < 1000
        return None
    return original(_constant_if_small)(value, shape, dtype, name, layout)


@replaces(f"{_ARRAYS}:ones_like_impl", "TensorFlow 2 names the shape otherwise")
def ones_like_impl(
    tensor: Any, dtype: object, name: object, optimize: bool = True, layout: object = None
) -> Any:
    with ops.name_scope(name, "ones_like", [tensor]) as name:
        tensor = ops.convert_to_tensor(tensor, name="tensor")
        shape = array_ops.shape_internal(tensor, optimize=optimize, out_type=dtypes.int32)
        result = array_ops.ones(shape, dtype=dtype or tensor.dtype, name=name, layout=layout)
        result.set_shape(tensor.shape)
        return result


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
    if not (_is(k, 0) and _is(num_rows, -1) and _is(num_cols, -1) and _is(padding_value, 0)):
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
    if not (_is(k, 0) and _is(padding_value, 0)):
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
    if not _is(k, 0):
        return original(matrix_set_diag)(input, diagonal, name, k, align)
    return gen_array_ops.matrix_set_diag(input=input, diagonal=diagonal, name=name)


def _is(value: object, default: int) -> bool:
    """Whether an argument has its default value, the only one that 1.15's ops support."""
    return isinstance(value, int) and value == default


@replaces(f"{_ARRAYS}:sparse_placeholder", "TensorFlow 2 lets the shape be fed")
def sparse_placeholder(dtype: Any, shape: Any = None, name: str | None = None) -> Any:
    parts = {p: None if name is None else f"{name}/{p}" for p in ("shape", "values", "indices")}
    known = None if shape is None else tensor_shape.TensorShape(shape)
    rank = None if known is None else known.rank
    if known is None or not known.is_fully_defined():
        shape = array_ops.placeholder(dtypes.int64, shape=[rank], name=parts["shape"])
    else:
        shape = ops.convert_to_tensor(known.as_list(), dtype=dtypes.int64, name=parts["shape"])
    values = array_ops.placeholder(dtype, shape=[None], name=parts["values"])
    indices = array_ops.placeholder(dtypes.int64, shape=[None, rank], name=parts["indices"])
    return sparse_tensor.SparseTensor(values=values, indices=indices, dense_shape=shape)


@replaces(f"{_ARRAYS}:transpose", "TensorFlow 2 counts down by one Range")
def transpose(a: Any, perm: Any = None, name: str = "transpose", conjugate: Any = False) -> Any:
    with ops.name_scope(name, "transpose", [a]) as name:
        a = ops.convert_to_tensor(a, name="a")
        if perm is None and a.shape.rank is None:
            rank = gen_array_ops.rank(a)
            perm = (rank - 1) - gen_math_ops._range(0, rank, 1)
            turn = gen_array_ops.conjugate_transpose if conjugate else gen_array_ops.transpose
            return turn(a, perm, name=name)
        return original(transpose)(a, perm, name, conjugate)
