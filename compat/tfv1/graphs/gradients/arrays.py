"""Gradients of reshapes, slices, gathers, matrix products and tensor arrays."""

from typing import Any

from tensorflow.python.framework import dtypes, indexed_slices, ops, tensor_util
from tensorflow.python.ops import (
    array_ops,
    gen_array_ops,
    math_ops,
    tensor_array_grad,
    tensor_array_ops,
)

from tfv1.graphs.replacing import gradient, original

_SHAPES = "TensorFlow 2 takes the sizes that it knows"


@gradient("Reshape", why=_SHAPES)
def reshape(op: Any, grad: object) -> Any:
    shape = array_ops.shape(op.inputs[0])
    return [array_ops.reshape(grad, shape), None]


@gradient("StridedSlice", why="TensorFlow 2 folds the shape")
def strided_slice(op: Any, grad: object) -> Any:
    x, begin, end, strides = op.inputs
    shape = array_ops.shape(x, out_type=begin.dtype)
    masks = ("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask")
    return (
        array_ops.strided_slice_grad(
            shape, begin, end, strides, grad, **{name: op.get_attr(name) for name in masks}
        ),
        None,
        None,
        None,
    )


@gradient("GatherV2", why="1.15 took the shape in 64 bits")
def gather(op: Any, grad: Any) -> Any:
    params, indices, axis = op.inputs
    if tensor_util.constant_value(axis) != 0:
        return original(gather)(op, grad)
    with ops.colocate_with(params):
        shape = math_ops.cast(array_ops.shape(params, out_type=dtypes.int64), dtypes.int32)
    size = array_ops.expand_dims(array_ops.size(indices), 0)
    values = array_ops.reshape(grad, array_ops.concat([size, shape[1:]], 0))
    indices = array_ops.reshape(indices, size)
    return [indexed_slices.IndexedSlices(values, indices, shape), None, None]


@gradient("BroadcastTo", why="TensorFlow 2 takes the shape that it knows")
def broadcast_to(op: Any, grad: Any) -> Any:
    shape = array_ops.shape(op.inputs[0])
    _, axes = gen_array_ops.broadcast_gradient_args(op.inputs[1], shape)
    return [array_ops.reshape(math_ops.reduce_sum(grad, axis=axes, keepdims=True), shape), None]


@gradient("SelectV2", why=_SHAPES)
def select_v2(op: Any, grad: Any) -> Any:
    condition, x, y = op.inputs
    result_shape = array_ops.shape(op.outputs[0])
    zeros = array_ops.zeros([], dtype=grad.dtype.base_dtype)
    gradients = []
    for value, chosen in ((x, (grad, zeros)), (y, (zeros, grad))):
        part = array_ops.where_v2(condition, *chosen)
        shape = array_ops.shape(value)
        axes, _ = gen_array_ops.broadcast_gradient_args(shape, result_shape)
        part = math_ops.reduce_sum(part, keepdims=True, axis=axes)
        gradients.append(array_ops.reshape(part, shape))
    return (None, *gradients)


@gradient("BatchMatMulV2", why=_SHAPES)
def batch_matmul(op: Any, grad: object) -> Any:
    x, y = op.inputs
    adj_x, adj_y = op.get_attr("adj_x"), op.get_attr("adj_y")
    if not adj_x and not adj_y:
        factors = (grad, y, False, True), (x, grad, True, False)
    elif not adj_x:
        factors = (grad, y, False, False), (grad, x, True, False)
    elif not adj_y:
        factors = (y, grad, False, True), (x, grad, False, False)
    else:
        factors = (y, grad, True, True), (grad, x, True, True)
    grad_x, grad_y = (
        math_ops.matmul(a, b, adjoint_a=adj_a, adjoint_b=adj_b) for a, b, adj_a, adj_b in factors
    )
    x_shape, y_shape = array_ops.shape(x), array_ops.shape(y)
    x_axes, y_axes = gen_array_ops.broadcast_gradient_args(x_shape[:-2], y_shape[:-2])
    return (
        array_ops.reshape(math_ops.reduce_sum(grad_x, x_axes), x_shape),
        array_ops.reshape(math_ops.reduce_sum(grad_y, y_axes), y_shape),
    )


@gradient("TensorArrayWriteV3", why="TensorFlow 2 waits for the write")
def tensor_array_write(op: Any, flow: object) -> Any:
    return [None, None, _array_gradient(op, flow).read(op.inputs[1]), flow]


@gradient("TensorArrayScatterV3", why="TensorFlow 2 waits for the write")
def tensor_array_scatter(op: Any, flow: object) -> Any:
    return [None, None, _array_gradient(op, flow).gather(op.inputs[1]), flow]


@gradient("TensorArraySplitV3", why="TensorFlow 2 waits for the write")
def tensor_array_split(op: object, flow: object) -> Any:
    return [None, _array_gradient(op, flow).concat(), None, flow]


def _array_gradient(op: Any, flow: object) -> Any:
    """The tensor array for the gradients of the one that `op` writes to."""
    array = tensor_array_ops.TensorArray(
        dtype=op.get_attr("T"),
        handle=op.inputs[0],
        flow=flow,
        colocate_with_first_write_call=False,
    )
    return array.grad(source=tensor_array_grad._GetGradSource(flow), flow=flow)
