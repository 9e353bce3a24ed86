"""Gradients of reshapes, slices, gathers, matrix products and tensor arrays."""

from typing import Any

from tensorflow.python.framework import dtypes, indexed_slices, ops, sparse_tensor, tensor_util
from tensorflow.python.ops import (
    array_ops,
    array_ops_stack,
    gen_array_ops,
    gen_math_ops,
    gen_sparse_ops,
    math_ops,
    sparse_ops,
    tensor_array_grad,
    tensor_array_ops,
)

from tfv1.graphs.gradients.broadcasting import same_static_shapes
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


@gradient("GatherV2", why="1.15 took the shape in 64 bits, and transposed it in place")
def gather(op: Any, grad: Any) -> Any:
    params, indices, axis = op.inputs
    with ops.colocate_with(params):
        shape = math_ops.cast(array_ops.shape(params, out_type=dtypes.int64), dtypes.int32)
    size = array_ops.expand_dims(array_ops.size(indices), 0)
    batch_dims = int(op.get_attr("batch_dims"))
    if batch_dims < 0:
        batch_dims += indices.shape.rank
    if tensor_util.constant_value(axis) == 0:
        values = array_ops.reshape(grad, array_ops.concat([size, shape[1:]], 0))
        indices = array_ops.reshape(indices, size)
        return [indexed_slices.IndexedSlices(values, indices, shape), None, None]
    outer, inner = shape[:axis], shape[axis:][1:]
    values_shape = array_ops.concat([outer, [-1], inner], 0)
    rank, outer_rank = array_ops.size(values_shape), array_ops.size(outer)
    batches = math_ops.range(batch_dims)
    before = math_ops.range(batch_dims, outer_rank)
    after = math_ops.range(outer_rank + 1, rank)
    # The axis, moved to where the batch ends, is summed by segments and moved back.
    values = array_ops.reshape(grad, values_shape)
    there = array_ops.concat([batches, [outer_rank], before, after], 0)
    values = array_ops.transpose(values, there)
    summed = _summed_by_index(shape, values, indices, batch_dims, shape[axis])
    back = array_ops.concat([batches, before + 1, [batch_dims], after], 0)
    return [array_ops.transpose(summed, back), None, None]


def _summed_by_index(shape: Any, values: Any, indices: Any, batch_dims: int, size: Any) -> Any:
    count = array_ops.expand_dims(array_ops.size(indices), 0)
    if not batch_dims:
        return math_ops.unsorted_segment_sum(values, array_ops.reshape(indices, count), size)
    values_shape = array_ops.shape(values)
    outer, inner = values_shape[:batch_dims], values_shape[batch_dims:][1:]
    batches = gen_math_ops.prod(outer, [0], False)
    flat_shape = array_ops.concat([[-1], inner], 0)
    size *= batches
    indices = _indices_in_batch(shape, indices, batch_dims)
    values = array_ops.reshape(values, flat_shape)
    summed = math_ops.unsorted_segment_sum(values, array_ops.reshape(indices, count), size)
    return array_ops.reshape(summed, array_ops.concat([outer, flat_shape], 0))


def _indices_in_batch(shape: Any, indices: Any, batch_dims: int) -> Any:
    """Indices into all batches, one after the other."""
    dtype = indices.dtype.base_dtype
    shape = math_ops.cast(shape, dtype)
    stride = array_ops.ones((), dtype=dtype)
    for dim in reversed(range(batch_dims)):
        size = shape[dim]
        stride *= shape[dim + 1]
        start, step = array_ops.zeros((), dtype=dtype), array_ops.ones((), dtype=dtype)
        offsets = math_ops.range(start, size, step) * stride
        ones_after = [1] * (indices.shape.rank - dim - 1)
        along = array_ops_stack.stack([1] * dim + [size] + ones_after, axis=0)
        indices += array_ops.reshape(offsets, along)
    return indices


@gradient("SparseTensorDenseMatMul", why="TensorFlow 2 multiplies by matrices")
def sparse_tensor_dense_matmul(op: Any, grad: Any) -> Any:
    indices, values, shape, b = op.inputs
    adjoint_a, adjoint_b = op.get_attr("adjoint_a"), op.get_attr("adjoint_b")
    if values.dtype.is_complex or values.dtype != b.dtype:
        return original(sparse_tensor_dense_matmul)(op, grad)
    multiply = gen_sparse_ops.sparse_tensor_dense_mat_mul
    to_b = multiply(indices, values, shape, grad, adjoint_a=not adjoint_a)
    if adjoint_b:
        to_b = array_ops.transpose(to_b)
    rows, columns = indices[:, 0], indices[:, 1]
    if adjoint_a:
        rows, columns = columns, rows
    from_grad = array_ops.gather(grad, rows)
    from_b = array_ops.gather(array_ops.transpose(b) if adjoint_b else b, columns)
    return None, math_ops.reduce_sum(from_grad * from_b, axis=1), None, to_b


@gradient("ExtractImagePatches", why="1.15 multiplied by a sparse matrix")
def extract_image_patches(op: Any, grad: Any) -> Any:
    shape = array_ops.shape(op.inputs[0], out_type=dtypes.int64)
    batch, rows, columns, channels = (shape[i] for i in range(4))
    count = 1 + rows * columns
    pixels = math_ops.range(1, count, dtype=dtypes.int64)  # 0 is the padding
    patched = gen_array_ops.extract_image_patches(
        array_ops.reshape(pixels, (1, rows, columns, 1)),
        *(op.get_attr(name) for name in ("ksizes", "strides", "rates", "padding")),
    )
    result_shape = array_ops.shape(op.outputs[0], out_type=dtypes.int64)
    result_rows, result_columns = result_shape[1], result_shape[2]
    _, height, width, _ = op.get_attr("ksizes")
    result_count = result_rows * result_columns * height * width
    results = array_ops.reshape(
        math_ops.range(result_count, dtype=dtypes.int64),
        (1, result_rows, result_columns, height * width),
    )
    pairs = [array_ops.expand_dims(x, axis=-1) for x in (patched, results)]
    pairs = array_ops.reshape(array_ops.concat(pairs, axis=-1), (-1, 2))
    matrix_shape = count, result_count
    ones = array_ops.ones([result_count], dtype=grad.dtype)
    with_padding = sparse_tensor.SparseTensor(pairs, ones, matrix_shape)
    taken = sparse_ops.sparse_slice(with_padding, (1, 0), (count - 1, result_count))
    patches = (batch, result_rows, result_columns, height, width, channels)
    grad = array_ops.transpose(array_ops.reshape(grad, patches), (1, 2, 3, 4, 0, 5))
    grad = array_ops.reshape(grad, (-1, batch * channels))
    result = sparse_ops.sparse_tensor_dense_matmul(taken, grad)
    result = array_ops.reshape(result, (rows, columns, batch, channels))
    return [array_ops.transpose(result, (2, 0, 1, 3))]


@gradient("BroadcastTo", why="TensorFlow 2 takes the shape that it knows")
def broadcast_to(op: Any, grad: Any) -> Any:
    shape = array_ops.shape(op.inputs[0])
    _, axes = gen_array_ops.broadcast_gradient_args(op.inputs[1], shape)
    return [array_ops.reshape(math_ops.reduce_sum(grad, axis=axes, keepdims=True), shape), None]


@gradient("SelectV2", why=_SHAPES)
def select_v2(op: Any, grad: Any) -> Any:
    condition, x, y = op.inputs
    zeros = array_ops.zeros([], dtype=grad.dtype.base_dtype)
    gradients, result_shape = [], None
    for value, chosen in ((x, (grad, zeros)), (y, (zeros, grad))):
        part = array_ops.where_v2(condition, *chosen)
        shape = array_ops.shape(value)
        if result_shape is None:
            result_shape = array_ops.shape(op.outputs[0])
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
    if same_static_shapes(x, y):
        return grad_x, grad_y
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
