"""Reductions, and what a reduction over all axes takes for its axes."""

from typing import Any

import numpy as np
from tensorflow.python.framework import constant_op, dtypes, ops, sparse_tensor, tensor
from tensorflow.python.ops import array_ops, clip_ops, gen_math_ops, math_ops

from tfv1.graphs.replacing import replaces


@replaces("ops.math_ops:_ReductionDims", "TensorFlow 2 knows the rank of variables and lists")
def _ReductionDims(x: object, axis: object) -> Any:
    if axis is not None:
        return axis
    rank = None
    if isinstance(x, tensor.Tensor):
        rank = x.shape.rank
    elif isinstance(x, sparse_tensor.SparseTensor) and x.dense_shape.shape.is_fully_defined():
        rank = x.dense_shape.shape.dims[0].value
    if rank is not None:
        return constant_op.constant(np.arange(rank), dtype="int32")
    return math_ops.range(0, array_ops.rank(x))


@replaces("ops.math_ops:reduce_logsumexp", "TensorFlow 2 selects with SelectV2")
def reduce_logsumexp(
    input_tensor: Any, axis: Any = None, keepdims: Any = False, name: str | None = None
) -> Any:
    keepdims = bool(keepdims)
    x = ops.convert_to_tensor(input_tensor)
    with ops.name_scope(name, "ReduceLogSumExp", [x]) as name:
        largest = math_ops.reduce_max(x, axis=axis, keepdims=True)
        finite = gen_math_ops.is_finite(largest)
        offset = array_ops.where(finite, largest, array_ops.zeros_like(largest))
        offset = array_ops.stop_gradient(offset)
        powers = gen_math_ops.exp(gen_math_ops.sub(x, offset))
        result = gen_math_ops.log(math_ops.reduce_sum(powers, axis, keepdims=keepdims))
        if not keepdims:
            offset = array_ops.reshape(offset, array_ops.shape(result))
        result = gen_math_ops.add(result, offset)
        return math_ops._may_reduce_to_scalar(keepdims, axis, result)


@replaces("ops.math_ops:count_nonzero_v2", "TensorFlow 2 does not compare booleans")
def count_nonzero_v2(
    input: Any,
    axis: object = None,
    keepdims: object = None,
    dtype: Any = dtypes.int64,
    name: str | None = None,
) -> Any:
    with ops.name_scope(name, "count_nonzero", [input]):
        x = ops.convert_to_tensor(input, name="input")
        nonzero = gen_math_ops.not_equal(x, array_ops.zeros([], dtype=x.dtype))
        ones = math_ops.cast(nonzero, dtypes.int64)
        return math_ops.cast(math_ops.reduce_sum(ones, axis, keepdims=bool(keepdims)), dtype)


@replaces("ops.histogram_ops:histogram_fixed_width_bins", "TensorFlow 2 checks the number of bins")
def histogram_fixed_width_bins(
    values: Any,
    value_range: Any,
    nbins: Any = 100,
    dtype: object = dtypes.int32,
    name: str | None = None,
) -> Any:
    with ops.name_scope(name, "histogram_fixed_width_bins", [values, value_range, nbins]):
        values = ops.convert_to_tensor(values, name="values")
        shape = array_ops.shape(values)
        values = array_ops.reshape(values, [-1])
        value_range = ops.convert_to_tensor(value_range, name="value_range")
        nbins = ops.convert_to_tensor(nbins, dtype=dtypes.int32, name="nbins")
        count = math_ops.cast(nbins, values.dtype)
        offsets = values - value_range[0]
        width = value_range[1] - value_range[0]
        scaled = math_ops.truediv(offsets, width, name="scaled_values")
        indices = math_ops.floor(count * scaled, name="indices")
        indices = clip_ops.clip_by_value(indices, 0, count - 1)
        return array_ops.reshape(math_ops.cast(indices, dtypes.int32), shape)


@replaces("ops.nn_impl:weighted_moments", "TensorFlow 2 divides by DivNoNan")
def weighted_moments(
    x: Any,
    axes: Any,
    frequency_weights: Any,
    name: str | None = None,
    keep_dims: Any = None,
    keepdims: Any = None,
) -> Any:
    keep = bool(keep_dims if keepdims is None else keepdims)
    with ops.name_scope(name, "weighted_moments", [x, frequency_weights, axes]):
        x = ops.convert_to_tensor(x, name="x")
        weights = ops.convert_to_tensor(frequency_weights, name="weights")
        half = x.dtype == dtypes.float16
        if half:
            x = math_ops.cast(x, dtypes.float32)
        if weights.dtype != x.dtype:
            weights = math_ops.cast(weights, x.dtype)
        weighted = math_ops.reduce_sum(weights * x, axes, name="weighted_input_sum", keepdims=True)
        everywhere = weights + array_ops.zeros_like(x)
        total = math_ops.reduce_sum(everywhere, axes, name="sum_of_weights", keepdims=True)
        inverse = math_ops.reciprocal(total, name="inv_weight_sum")
        mean = math_ops.multiply(weighted, inverse)
        distances = weights * math_ops.squared_difference(x, mean)
        distances = math_ops.reduce_sum(distances, axes, name="weighted_distsq", keepdims=True)
        moments = [mean, math_ops.multiply(distances, inverse)]
        if not keep:
            moments = [array_ops.squeeze(moment, axis=axes) for moment in moments]
        if half:
            moments = [math_ops.cast(moment, dtypes.float16) for moment in moments]
        return tuple(moments)


@replaces("ops.nn_impl:sufficient_statistics", "TensorFlow 2 asks for the rank")
def sufficient_statistics(
    x: Any,
    axes: Any,
    shift: Any = None,
    keep_dims: Any = None,
    name: str | None = None,
    keepdims: Any = None,
) -> Any:
    axes = list(set(axes))
    keep = bool(keep_dims if keepdims is None else keepdims)
    with ops.name_scope(name, "sufficient_statistics", [x, shift]):
        x = ops.convert_to_tensor(x, name="x")
        dims = x.shape.dims
        sizes: list[Any] = [None] if dims is None else [dims[axis].value for axis in axes]
        if None in sizes:
            shape = math_ops.cast(array_ops.shape(x), x.dtype)
            counts = math_ops.reduce_prod(array_ops.gather(shape, axes), name="count")
        else:
            counts = constant_op.constant(int(np.prod(sizes)), dtype=x.dtype)
        if shift is None:
            means, variances = x, math_ops.square(x)
        else:
            shift = ops.convert_to_tensor(shift, name="shift")
            means = math_ops.subtract(x, shift)
            variances = math_ops.squared_difference(x, shift)
        means = math_ops.reduce_sum(means, axes, keepdims=keep, name="mean_ss")
        variances = math_ops.reduce_sum(variances, axes, keepdims=keep, name="var_ss")
        return counts, means, variances, shift
