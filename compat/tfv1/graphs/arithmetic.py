"""Operators and arithmetic."""

from typing import Any

import numpy as np
from tensorflow.python.framework import (
    composite_tensor,
    constant_op,
    dtypes,
    ops,
    sparse_tensor,
    tensor_shape,
)
from tensorflow.python.ops import (
    array_ops,
    array_ops_stack,
    confusion_matrix,
    gen_math_ops,
    gen_special_math_ops,
    math_ops,
    sparse_ops,
    special_math_ops,
)

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_MATH = "ops.math_ops"


@replaces(f"{_MATH}:add", "TensorFlow 2 makes AddV2")
def add(x: object, y: object, name: str | None = None) -> Any:
    return gen_math_ops.add(x, y, name)


@replaces(f"{_MATH}:mod", "TensorFlow 2 names it mod")
def mod(x: object, y: object, name: str | None = None) -> Any:
    return gen_math_ops.floor_mod(x, y, name)


@replaces(f"{_MATH}:sign", "TensorFlow 2 converts an array outside the op's scope")
def sign(x: object, name: str | None = None) -> Any:
    if isinstance(x, composite_tensor.CompositeTensor):
        return original(sign)(x, name)
    return gen_math_ops.sign(x, name)


@replaces(f"{_MATH}:xdivy", "TensorFlow 2 has a scope around it")
def xdivy(x: object, y: object, name: str | None = None) -> Any:
    return gen_math_ops.xdivy(x, y, name)


@replaces("ops.special_math_ops:bessel_i0e", "TensorFlow 2 has a scope around it")
def bessel_i0e(x: object, name: str | None = None) -> Any:
    return gen_special_math_ops.bessel_i0e(x, name)


@replaces("ops.special_math_ops:bessel_i1e", "TensorFlow 2 has a scope around it")
def bessel_i1e(x: object, name: str | None = None) -> Any:
    return gen_special_math_ops.bessel_i1e(x, name)


@replaces(f"{_MATH}:tensordot", "TensorFlow 2 leaves out the steps that change nothing")
def tensordot(a: Any, b: Any, axes: object, name: str | None = None) -> Any:
    with ops.name_scope(name, "Tensordot", [a, b, axes]) as name:
        a = ops.convert_to_tensor(a, name="a")
        b = ops.convert_to_tensor(b, name="b")
        pair = _contracted(axes, a.shape.rank)
        if pair is None or a.shape.rank is None or b.shape.rank is None:
            return original(tensordot)(a, b, axes, name)
        a_matrix, a_free = _as_matrix(a, pair[0], first=True)
        b_matrix, b_free = _as_matrix(b, pair[1], first=False)
        product = math_ops.matmul(a_matrix, b_matrix)
        static = [d for x, c in ((a, pair[0]), (b, pair[1])) for d in _free_sizes(x, c)]
        if isinstance(a_free, list) and isinstance(b_free, list):
            shape = np.array(a_free + b_free, dtype=np.int32)
            return array_ops.reshape(product, shape, name=name)
        a_free = ops.convert_to_tensor(a_free, dtype=dtypes.int32)
        b_free = ops.convert_to_tensor(b_free, dtype=dtypes.int32)
        result = array_ops.reshape(product, array_ops.concat([a_free, b_free], 0), name=name)
        result.set_shape(static)
        return result


def _contracted(axes: object, rank: int | None) -> tuple[list[int], list[int]] | None:
    """The axes of a and of b; None if they are known only when the graph runs."""
    if isinstance(axes, int) and rank is not None and 0 <= axes <= rank:
        return list(range(rank - axes, rank)), list(range(axes))
    if not isinstance(axes, list | tuple) or len(axes) != 2:
        return None
    pair = [[side] if isinstance(side, int) else side for side in axes]
    if not all(isinstance(side, list | tuple) for side in pair) or len(pair[0]) != len(pair[1]):
        return None
    return list(pair[0]), list(pair[1])


def _as_matrix(x: Any, axes: list[int], first: bool) -> tuple[Any, Any]:
    """x as a matrix of its free and contracted axes, and the sizes of the free ones."""
    rank = x.shape.rank
    axes = [axis % rank for axis in axes]
    free = [axis for axis in range(rank) if axis not in axes]
    if x.shape.is_fully_defined():
        dims = x.shape.as_list()
        free_dims = [dims[axis] for axis in free]
        sizes = [int(np.prod(free_dims)), int(np.prod([dims[axis] for axis in axes]))]
        moved = array_ops.transpose(x, free + axes if first else axes + free)
        return array_ops.reshape(moved, sizes if first else sizes[::-1]), free_dims
    axes = ops.convert_to_tensor(axes, dtype=dtypes.int32, name="axes")
    free = ops.convert_to_tensor(free, dtype=dtypes.int32, name="free")
    shape = array_ops.shape(x)
    free_shape = array_ops.gather(shape, free)
    axes_shape = array_ops.gather(shape, axes)
    sizes = [math_ops.reduce_prod(free_shape), math_ops.reduce_prod(axes_shape)]
    order = array_ops.concat([free, axes] if first else [axes, free], 0)
    target = array_ops_stack.stack(sizes if first else sizes[::-1])
    return array_ops.reshape(array_ops.transpose(x, order), target), free_shape


def _free_sizes(x: Any, axes: list[int]) -> list[int | None]:
    dims = x.shape.as_list()
    axes = [axis % len(dims) for axis in axes]
    return [size for axis, size in enumerate(dims) if axis not in axes]


@replaces(f"{_MATH}:saturate_cast", "TensorFlow 2 makes one ClipByValue")
def saturate_cast(value: Any, dtype: Any, name: str | None = None) -> Any:
    with ops.name_scope(name, "saturate_cast", [value]) as name:
        value = ops.convert_to_tensor(value, name="value")
        dtype = dtypes.as_dtype(dtype).base_dtype
        if value.dtype.is_complex or dtype.is_complex:
            return original(saturate_cast)(value, dtype, name)
        if value.dtype.min < dtype.min:
            least = ops.convert_to_tensor(dtype.min, dtype=value.dtype, name="min")
            value = gen_math_ops.maximum(value, least)
        if value.dtype.max > dtype.max:
            most = ops.convert_to_tensor(dtype.max, dtype=value.dtype, name="max")
            value = gen_math_ops.minimum(value, most)
        return math_ops.cast(value, dtype, name=name)


@replaces(f"{_MATH}:accumulate_n", "TensorFlow 2 makes AddN")
def accumulate_n(
    inputs: Any, shape: Any = None, tensor_dtype: Any = None, name: str | None = None
) -> Any:
    tensors = [ops.convert_to_tensor(x) for x in inputs]
    known = tensor_shape.TensorShape(shape)
    for x in tensors:
        known = known.merge_with(x.shape)
    if len(tensors) < 2 or (tensor_dtype and tensor_dtype != tensors[0].dtype):
        return original(accumulate_n)(inputs, shape, tensor_dtype, name)
    return gen_math_ops.accumulate_nv2(tensors, name=name, shape=known)


@replaces("ops.special_math_ops:einsum", "TensorFlow 2 makes Einsum")
def einsum(equation: Any, *inputs: Any, **kwargs: Any) -> Any:
    return special_math_ops._einsum_v1(equation, *inputs, **kwargs)


@replaces(f"{_MATH}:linspace_nd", "TensorFlow 2 broadcasts first")
def linspace_nd(start: Any, stop: Any, num: Any, name: str | None = None, axis: Any = 0) -> Any:
    if axis != 0:
        return original(linspace_nd)(start, stop, num, name, axis)
    return gen_math_ops.lin_space(start, stop, num, name)


@replaces("ops.bincount_ops:bincount_v1", "TensorFlow 2 makes DenseBincount")
def bincount(
    arr: Any,
    weights: Any = None,
    minlength: Any = None,
    maxlength: Any = None,
    dtype: Any = dtypes.int32,
) -> Any:
    with ops.name_scope("bincount"):
        arr = ops.convert_to_tensor(arr, name="arr", dtype=dtypes.int32)
        some = math_ops.reduce_prod(array_ops.shape(arr)) > 0
        size = math_ops.cast(some, dtypes.int32) * (math_ops.reduce_max(arr) + 1)
        for limit, name, choose in (
            (minlength, "minlength", gen_math_ops.maximum),
            (maxlength, "maxlength", gen_math_ops.minimum),
        ):
            if limit is not None:
                size = choose(ops.convert_to_tensor(limit, dtype=dtypes.int32, name=name), size)
        if weights is None:
            return gen_math_ops.bincount(arr, size, constant_op.constant([], dtype))
        weights = ops.convert_to_tensor(weights, name="weights")
        return gen_math_ops.unsorted_segment_sum(weights, arr, size)


def _scatter_nd(indices: Any, updates: Any, shape: Any) -> Any:
    if not in_graph():
        return array_ops.scatter_nd(indices, updates, shape)
    uncast = shape.op.inputs[0] if shape.op.type == "Cast" else shape
    zeros = array_ops.zeros(math_ops.cast(uncast, dtypes.int32), updates.dtype)
    cells = sparse_tensor.SparseTensor(indices, updates, math_ops.cast(shape, dtypes.int64))
    return sparse_ops.sparse_add(zeros, cells)


replaces_name(
    confusion_matrix,
    "array_ops",
    over(array_ops, "array_ops", scatter_nd=_scatter_nd),
    "1.15 added a sparse tensor to zeros",
)


def _segment_mean(data: Any, segment_ids: Any, num_segments: Any, name: Any, root: bool) -> Any:
    with ops.name_scope(name, "UnsortedSegmentSqrtN" if root else "UnsortedSegmentMean"):
        data = ops.convert_to_tensor(data)
        segment_ids = ops.convert_to_tensor(segment_ids)
        ids_shape = array_ops.shape_internal(segment_ids)
        ones = array_ops.ones(ids_shape, dtype=data.dtype)
        count = gen_math_ops.unsorted_segment_sum(ones, segment_ids, num_segments)
        rest = data.shape.rank - segment_ids.shape.rank
        count = array_ops.reshape(count, [num_segments] + [1] * rest)
        count = gen_math_ops.maximum(count, 1)
        total = gen_math_ops.unsorted_segment_sum(data, segment_ids, num_segments)
        return total / (gen_math_ops.sqrt(count) if root else count)


@replaces(f"{_MATH}:unsorted_segment_mean", "TensorFlow 2 works the shape out")
def unsorted_segment_mean(
    data: Any, segment_ids: Any, num_segments: Any, name: str | None = None
) -> Any:
    return _segment_mean(data, segment_ids, num_segments, name, root=False)


@replaces(f"{_MATH}:unsorted_segment_sqrt_n", "TensorFlow 2 works the shape out")
def unsorted_segment_sqrt_n(
    data: Any, segment_ids: Any, num_segments: Any, name: str | None = None
) -> Any:
    return _segment_mean(data, segment_ids, num_segments, name, root=True)
