"""Gradients of reductions, and the shape of a reduction's result."""

from typing import Any

import numpy as np
from tensorflow.python.framework import constant_op, dtypes, ops, tensor_util
from tensorflow.python.ops import array_ops, gen_array_ops, gen_data_flow_ops, math_ops

from tfv1.graphs.replacing import gradient, replaces

_WHY = "TensorFlow 2 knows reduced shapes without nodes for them"


@replaces("ops.math_ops:reduced_shape", _WHY)
def reduced_shape(input_shape: object, axes: object) -> Any:
    input_shape = math_ops.cast(input_shape, dtypes.int32)
    axes = math_ops.cast(axes, dtypes.int32)
    rank = array_ops.size(input_shape)
    axes = (axes + rank) % rank
    axes_shape = array_ops.shape(axes)
    return gen_data_flow_ops.dynamic_stitch(
        [math_ops.range(rank), axes], [input_shape, array_ops.fill(axes_shape, 1)]
    )


def _quotient(x: object, y: object) -> Any:
    """x // y, with 0 // 0 = 0."""
    return x // math_ops.maximum(y, 1)


@gradient("Sum", why=_WHY)
def sum_(op: Any, grad: object) -> Any:
    x = op.inputs[0]
    axes = tensor_util.constant_value(op.inputs[1])
    if x.shape.rank is not None and axes is not None:
        dims = x.shape.as_list()
        if np.array_equal(axes, np.arange(len(dims))):
            grad = array_ops.reshape(grad, np.ones(len(dims), np.int32))
            known = x.shape.is_fully_defined()
            shape = constant_op.constant(dims, dtypes.int32) if known else array_ops.shape(x)
            return [array_ops.tile(grad, shape), None]
        if x.shape.is_fully_defined():
            kept, scaling = _static_shapes(tuple(dims), tuple(axes.reshape(-1)))
            return [array_ops.tile(array_ops.reshape(grad, kept), scaling), None]
    input_shape = array_ops.shape(x)
    with ops.colocate_with(input_shape):
        kept = math_ops.reduced_shape(input_shape, op.inputs[1])
        scaling = _quotient(input_shape, kept)
    return [array_ops.tile(array_ops.reshape(grad, kept), scaling), None]


@gradient("EuclideanNorm", why="1.15 had no gradient for it")
def euclidean_norm(op: object, grad: object) -> Any:
    return [None, None]


def _static_shapes(dims: tuple[int, ...], axes: tuple[int, ...]) -> tuple[Any, Any]:
    """The reduced shape, and how often it fits into `dims`; created once per graph."""
    cache = ops.get_default_graph()._reduced_shape_cache
    if (dims, axes) not in cache:
        kept = tuple(tensor_util.try_evaluate_constant(math_ops.reduced_shape(dims, axes)))
        scaling = tuple(tensor_util.try_evaluate_constant(_quotient(dims, kept)))
        cache[dims, axes] = kept, scaling
    found: tuple[Any, Any] = cache[dims, axes]
    return found


@gradient("Mean", why=_WHY)
def mean(op: Any, grad: object) -> Any:
    summed = sum_(op, grad)[0]
    x, result = op.inputs[0], op.outputs[0]
    if x.shape.is_fully_defined() and result.shape.is_fully_defined():
        factor = int(np.prod(x.shape.as_list())) // max(int(np.prod(result.shape.as_list())), 1)
        factor = constant_op.constant(factor, dtype=summed.dtype)
    else:
        input_shape, output_shape = array_ops.shape(x), array_ops.shape(result)
        factor = _quotient(math_ops.reduce_prod(input_shape), math_ops.reduce_prod(output_shape))
    return math_ops.truediv(summed, math_ops.cast(factor, summed.dtype)), None


@gradient("Max", "Min", why=_WHY)
def extremum(op: Any, grad: Any) -> Any:
    x, axes = op.inputs
    kept = math_ops.reduced_shape(array_ops.shape(x), axes)
    y = array_ops.reshape(op.outputs[0], kept)
    grad = array_ops.reshape(grad, kept)
    chosen = math_ops.cast(math_ops.equal(y, x), grad.dtype)
    count = array_ops.reshape(math_ops.reduce_sum(chosen, axes), kept)
    return [math_ops.divide(chosen, count) * grad, None]


@gradient("Prod", why=_WHY)
def prod(op: Any, grad: Any) -> Any:
    x, axes = op.inputs
    shape = array_ops.shape(x)
    flat_axes = array_ops.reshape(axes, [-1])
    kept = math_ops.reduced_shape(shape, axes)
    scaling = _quotient(shape, kept)
    grad = array_ops.tile(array_ops.reshape(grad, kept), scaling)
    with ops.device("/cpu:0"):
        rank = array_ops.rank(x)
        axes = (flat_axes + rank) % rank
        reduced = math_ops.cast(axes, dtypes.int32)
        others, _ = gen_array_ops.list_diff(math_ops.range(0, rank), reduced)
        order = array_ops.concat([reduced, others], 0)
        reduced_size = math_ops.reduce_prod(array_ops.gather(shape, reduced))
        others_size = math_ops.reduce_prod(array_ops.gather(shape, others))
    moved = array_ops.transpose(x, order)
    moved_shape = array_ops.shape(moved)
    matrix = array_ops.reshape(moved, (reduced_size, others_size))
    before = math_ops.cumprod(matrix, axis=0, exclusive=True)
    after = math_ops.cumprod(matrix, axis=0, exclusive=True, reverse=True)
    rest = array_ops.reshape(math_ops.conj(before) * math_ops.conj(after), moved_shape)
    rest = array_ops.transpose(rest, array_ops.invert_permutation(order))
    return array_ops.reshape(grad * rest, shape), None
