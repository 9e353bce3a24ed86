"""Keras layers that now compute differently."""

from typing import Any

from tensorflow.python.framework import constant_op, dtypes
from tensorflow.python.ops import (
    array_ops,
    ctc_ops,
    gen_math_ops,
    image_ops_impl,
    math_ops,
    nn_ops,
    sparse_ops,
)
from tensorflow.python.util import nest
from tf_keras.src.layers.locally_connected import locally_connected_utils

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_LAYERS = "tf_keras.src.layers"
_tf = locally_connected_utils.tf


def _matmul(a: Any, b: Any, b_is_sparse: bool = False) -> Any:
    if b_is_sparse and in_graph():
        return gen_math_ops.sparse_mat_mul(a, b, b_is_sparse=True)
    return _tf.matmul(a, b, b_is_sparse=b_is_sparse)


replaces_name(
    locally_connected_utils,
    "tf",
    over(_tf, "tf", matmul=_matmul),
    "1.15 multiplied the matrices of implementation 2 by SparseMatMul",
)


@replaces("tf_keras.src.activations:softmax", "1.15 computed it of more dimensions itself")
def softmax(x: Any, axis: int = -1) -> Any:
    if x.shape.rank is None or x.shape.rank < 2:
        return original(softmax)(x, axis)
    if x.shape.rank == 2:
        return nn_ops.softmax(x)
    powers = math_ops.exp(x - math_ops.reduce_max(x, axis=axis, keepdims=True))
    return powers / math_ops.reduce_sum(powers, axis=axis, keepdims=True)


@replaces(
    f"{_LAYERS}.normalization.layer_normalization:LayerNormalization._fused_can_be_used",
    "1.15 normalized by moments",
)
def _fused_can_be_used(self: object, ndims: object) -> bool:
    return False


@replaces("tf_keras.src.backend:resize_images", "TensorFlow 2 takes the sizes that it knows")
def resize_images(
    x: Any,
    height_factor: object,
    width_factor: object,
    data_format: object,
    interpolation: object = "nearest",
) -> Any:
    from tf_keras.src import backend

    if data_format not in ("channels_first", "channels_last") or interpolation not in (
        "nearest",
        "bilinear",
    ):
        return original(resize_images)(x, height_factor, width_factor, data_format, interpolation)
    first = data_format == "channels_first"
    rows = 2 if first else 1
    sizes = backend.int_shape(x)[rows : rows + 2]
    size = array_ops.shape(x)[rows : rows + 2]
    size *= constant_op.constant([height_factor, width_factor], dtype="int32")
    if first:
        x = array_ops.transpose(x, [0, 2, 3, 1])
    x = image_ops_impl.resize_images_v2(x, size, method=interpolation)
    if first:
        x = array_ops.transpose(x, [0, 3, 1, 2])
    factors = height_factor, width_factor
    known = [n and n * factor for n, factor in zip(sizes, factors, strict=True)]
    x.set_shape((None, None, *known) if first else (None, *known, None))
    return x


@replaces("tf_keras.src.backend:batch_dot", "TensorFlow 2 makes matrices of all operands")
def batch_dot(x: Any, y: Any, axes: Any = None) -> Any:
    ranks = x.shape.rank, y.shape.rank
    if None in ranks or min(ranks) < 2 or (isinstance(axes, list | tuple) and None in axes):
        return original(batch_dot)(x, y, axes)
    if axes is None:
        axes = ranks[0] - 1, ranks[1] - 2
    x_axis, y_axis = (axes, axes) if isinstance(axes, int) else axes
    x_axis, y_axis = x_axis % ranks[0], y_axis % ranks[1]
    if ranks == (2, 2):
        if x_axis != y_axis:
            x = array_ops.transpose(x, [1, 0])
        return array_ops.expand_dims(math_ops.reduce_sum(math_ops.multiply(x, y), y_axis), 1)
    rank = max(ranks)
    x, y = _with_rank(x, rank), _with_rank(y, rank)
    product = math_ops.matmul(x, y, adjoint_a=x_axis != rank - 1, adjoint_b=y_axis == rank - 1)
    added = rank - min(ranks)
    if added:
        first = sum(ranks) - 3 if ranks[0] > ranks[1] else ranks[0] - 1
        product = array_ops.squeeze(product, list(range(first, first + added)))
    return array_ops.expand_dims(product, 1) if product.shape.rank == 1 else product


def _with_rank(x: Any, rank: int) -> Any:
    """x with further axes of size 1, up to the rank."""
    if x.shape.rank == rank:
        return x
    sizes = [array_ops.shape(x), [1] * (rank - x.shape.rank)]
    return array_ops.reshape(x, array_ops.concat(sizes, axis=0))


@replaces("tf_keras.src.backend:switch", "TensorFlow 2 does not select rows")
def switch(condition: Any, then_expression: Any, else_expression: Any) -> Any:
    if condition.shape.rank != 1:
        return original(switch)(condition, then_expression, else_expression)
    condition = math_ops.cast(condition, dtypes.bool)
    then, otherwise = (
        one() if callable(one) else one for one in (then_expression, else_expression)
    )
    return array_ops.where(condition, then, otherwise)


@replaces(
    f"{_LAYERS}.rnn.time_distributed:TimeDistributed.compute_mask",
    "TensorFlow 2 reshapes the inputs for masks that do not depend on them",
)
def compute_mask(self: Any, inputs: Any, mask: Any = None) -> Any:
    from tf_keras.src import backend
    from tf_keras.src.engine import base_layer, base_layer_v1

    plain = base_layer.Layer.compute_mask, base_layer_v1.Layer.compute_mask
    if type(self.layer).compute_mask not in plain:
        return original(compute_mask)(self, inputs, mask)
    if mask is None or nest.is_nested(inputs):
        return None if mask is None else original(compute_mask)(self, inputs, mask)
    batch, steps = backend.int_shape(inputs)[:2]
    if batch:
        return mask
    steps_mask = backend.reshape(mask, self._get_shape_tuple((-1,), mask, 2))
    steps_mask = self.layer.compute_mask(inputs, steps_mask)
    steps = steps or backend.shape(inputs)[1]
    return backend.reshape(steps_mask, self._get_shape_tuple((-1, steps), steps_mask, 1))


@replaces(
    f"{_LAYERS}.pooling.global_average_pooling1d:GlobalAveragePooling1D.call",
    "TensorFlow 2 takes the type of the mask from a part of the inputs",
)
def average(self: Any, inputs: Any, mask: Any = None) -> Any:
    from tf_keras.src import backend

    if mask is None or self.keepdims:
        return original(average)(self, inputs, mask)
    axis = 1 if self.data_format == "channels_last" else 2
    mask = math_ops.cast(mask, backend.floatx())
    mask = array_ops.reshape(mask, [-1, inputs.shape.as_list()[axis], 1])
    inputs *= mask
    return backend.sum(inputs, axis=axis) / math_ops.reduce_sum(mask, axis=axis)


@replaces(
    f"{_LAYERS}.rnn.time_distributed:TimeDistributed._get_shape_tuple",
    "TensorFlow 2 takes the size of the batch, if it is known",
)
def _get_shape_tuple(self: object, init_tuple: Any, tensor: object, start_idx: object) -> Any:
    if len(init_tuple) == 2:  # of the batch, and of time
        init_tuple = (-1, init_tuple[1])
    return original(_get_shape_tuple)(self, init_tuple, tensor, start_idx)


@replaces("tf_keras.src.backend:ctc_decode", "TensorFlow 2 pads to the number of steps")
def ctc_decode(
    y_pred: Any,
    input_length: Any,
    greedy: bool = True,
    beam_width: int = 100,
    top_paths: int = 1,
) -> tuple[list[Any], Any]:
    from tf_keras.src import backend

    steps = math_ops.log(array_ops.transpose(y_pred, perm=[1, 0, 2]) + backend.epsilon())
    lengths = math_ops.cast(input_length, dtypes.int32)
    if greedy:
        decoded, score = ctc_ops.ctc_greedy_decoder(steps, lengths)
    else:
        decoded, score = ctc_ops.ctc_beam_search_decoder(steps, lengths, beam_width, top_paths)
    dense = [
        sparse_ops.sparse_to_dense(one.indices, one.dense_shape, one.values, default_value=-1)
        for one in decoded
    ]
    return dense, score


@replaces("tf_keras.src.backend:elu", "TensorFlow 2 selects by SelectV2")
def elu(x: Any, alpha: Any = 1.0) -> Any:
    result = nn_ops.elu(x)
    return result if alpha == 1 else array_ops.where(x > 0, result, alpha * result)


@replaces("tf_keras.src.activations:selu", "TensorFlow 2 has an op for it")
def selu(x: Any) -> Any:
    return 1.0507009873554804934193349852946 * elu(x, 1.6732632423543772848170429916717)


@replaces(
    f"{_LAYERS}.attention.base_dense_attention:BaseDenseAttention._apply_scores",
    "1.15 had no dropout here",
)
def _apply_scores(
    self: Any, scores: Any, value: Any, scores_mask: Any = None, training: Any = None
) -> Any:
    if not self.dropout:
        training = False
    return original(_apply_scores)(self, scores, value, scores_mask, training)


@replaces("tf_keras.src.backend:bias_add", "TensorFlow 2 has an op for every rank")
def bias_add(x: Any, bias: Any, data_format: Any = None) -> Any:
    from tf_keras.src import backend

    rank, shape = x.shape.rank, backend.int_shape(bias)
    data_format = data_format or backend.image_data_format()
    first = data_format == "channels_first"
    vector = len(shape) == 1
    by_op = rank not in (3, 4, 5) or (rank == 4 and vector and not first)
    known = data_format in ("channels_first", "channels_last") and len(shape) in (
        1,
        (rank or 0) - 1,
    )
    if by_op or not known:
        return original(bias_add)(x, bias, data_format)
    if not vector:
        shape = (1, shape[-1], *shape[:-1]) if first else (1, *shape)
    elif first:
        shape = (1, *shape) + (1,) * (rank - 2)
    else:
        shape = (1,) * (2 if rank == 3 else 3) + shape
    return x + backend.reshape(bias, shape)
