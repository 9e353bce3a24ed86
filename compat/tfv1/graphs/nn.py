"""tf.nn."""

import numbers
from typing import Any

from tensorflow.python.compat import compat
from tensorflow.python.distribute import distribute_lib
from tensorflow.python.framework import dtypes, ops, tensor_shape, tensor_util
from tensorflow.python.ops import (
    array_ops,
    custom_gradient,
    embedding_ops,
    gen_math_ops,
    gen_nn_ops,
    math_grad,
    math_ops,
    nn_ops,
    random_ops,
)
from tensorflow.python.ops.losses import util as losses_util
from tensorflow.python.util import deprecation

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


@replaces("ops.nn_ops:dropout_v2", "TensorFlow 2 scales first and selects with SelectV2")
def dropout_v2(
    x: Any, rate: Any, noise_shape: object = None, seed: object = None, name: str | None = None
) -> Any:
    number = isinstance(rate, numbers.Real)
    if number and not 0 <= rate < 1:
        return original(dropout_v2)(x, rate, noise_shape, seed, name)
    with ops.name_scope(name, "dropout", [x]):
        x = ops.convert_to_tensor(x, name="x")
        if not x.dtype.is_floating:
            raise ValueError(
                "x has to be a floating point tensor since it's going to be scaled. "
                f"Got a {x.dtype} tensor instead."
            )
        if number and rate == 0:
            return x  # without drawing a seed
        rate = ops.convert_to_tensor(rate, dtype=x.dtype, name="rate")
        rate.shape.assert_has_rank(0)
        noise_shape = nn_ops._get_noise_shape(x, noise_shape)
        drawn = random_ops.random_uniform(noise_shape, seed=seed, dtype=x.dtype)
        scale = 1 / (1 - rate)
        kept = drawn >= rate
        result = x * scale * math_ops.cast(kept, x.dtype)
        result.set_shape(x.shape)
        return result


@replaces("ops.nn_impl:swish", "TensorFlow 2 has a factor, as a node")
def swish(features: Any, beta: Any = 1.0) -> Any:
    if not isinstance(beta, float) or beta != 1:
        return original(swish)(features, beta)
    return _swish(ops.convert_to_tensor(features, name="features"))


@custom_gradient.custom_gradient
def _swish(features: Any) -> Any:
    def gradient(grad: Any) -> Any:
        with ops.control_dependencies([grad]):
            sigmoid = math_ops.sigmoid(features)
        return grad * (sigmoid * (1.0 + features * (1.0 - sigmoid)))

    return features * math_ops.sigmoid(features), gradient


@replaces("ops.nn_ops:conv1d", "TensorFlow 2 counts the dimension from the end")
def conv1d(
    value: object = None,
    filters: object = None,
    stride: object = None,
    padding: object = None,
    use_cudnn_on_gpu: object = None,
    data_format: object = None,
    name: str | None = None,
    input: object = None,
    dilations: object = None,
) -> Any:
    value = deprecation.deprecated_argument_lookup("input", input, "value", value)
    first = data_format in ("NCHW", "NCW")
    axis = 2 if first else 1
    if getattr(value, "shape", tensor_shape.unknown_shape()).rank != 3:
        options = use_cudnn_on_gpu, data_format, name, None, dilations
        return original(conv1d)(value, filters, stride, padding, *options)
    with ops.name_scope(name, "conv1d", [value, filters]) as name:
        channels = 1 if first else 2
        strides = [1, *nn_ops._get_sequence(stride, 1, channels, "stride")]
        dilations = [1, *nn_ops._get_sequence(dilations, 1, channels, "dilations")]
        result = gen_nn_ops.conv2d(
            array_ops.expand_dims(value, axis),
            array_ops.expand_dims(filters, 0),
            strides,
            padding,
            use_cudnn_on_gpu=use_cudnn_on_gpu,
            data_format="NCHW" if first else "NHWC",
            dilations=dilations,
            name=name,
        )
        return array_ops.squeeze(result, [axis])


@replaces("ops.gen_nn_ops:conv2d_backprop_input", "TensorFlow 2 forgets the given number of images")
def conv2d_backprop_input(
    input_sizes: Any,
    filter: object,
    out_backprop: object,
    strides: object,
    padding: object,
    use_cudnn_on_gpu: object = True,
    explicit_paddings: object = (),
    data_format: object = "NHWC",
    dilations: object = (1, 1, 1, 1),
    name: str | None = None,
) -> Any:
    result = original(conv2d_backprop_input)(
        input_sizes,
        filter,
        out_backprop,
        strides,
        padding,
        use_cudnn_on_gpu,
        explicit_paddings,
        data_format,
        dilations,
        name,
    )
    sizes = result.op.inputs[0]
    if sizes.shape.num_elements() == 4:
        result.set_shape(tensor_util.constant_value_as_shape(sizes))
    return result


def _forward_compatible(*date: int) -> bool:
    """For embeddings and their gradients, which since 2021 gather and sum with one op."""
    return not in_graph() and compat.forward_compatible(*date)


for _module in (embedding_ops, math_grad):
    replaces_name(
        _module,
        "compat",
        over(compat, "compat", forward_compatible=_forward_compatible),
        "1.15 looked up and then summed",
    )


@replaces("ops.embedding_ops:embedding_lookup_sparse_impl", "1.15 summed as it was asked to")
def embedding_lookup_sparse_impl(
    params: Any,
    segment_ids: Any,
    sp_weights: Any,
    ids: object,
    combiner: Any,
    ignore_weights: object,
    max_norm: object,
    allow_fast_lookup: object,
    partition_strategy: object,
    name: object,
) -> Any:
    if segment_ids.dtype != dtypes.int32:
        segment_ids = math_ops.cast(segment_ids, dtypes.int32)
    if allow_fast_lookup or combiner not in _COMBINERS:
        return original(embedding_lookup_sparse_impl)(
            params,
            segment_ids,
            sp_weights,
            ids,
            combiner,
            ignore_weights,
            max_norm,
            allow_fast_lookup,
            partition_strategy,
            name,
        )
    ids, idx = array_ops.unique(ids)
    embeddings = embedding_ops.embedding_lookup(
        params, ids, partition_strategy=partition_strategy, max_norm=max_norm
    )
    if embeddings.dtype in (dtypes.float16, dtypes.bfloat16):
        embeddings = math_ops.cast(embeddings, dtypes.float32)
    if ignore_weights:
        return _COMBINERS[combiner](embeddings, idx, segment_ids, name=name)
    embeddings = array_ops.gather(embeddings, idx)
    return _weighted(embeddings, segment_ids, sp_weights.values, combiner, name)


_COMBINERS = {
    "sum": math_ops.sparse_segment_sum,
    "mean": math_ops.sparse_segment_mean,
    "sqrtn": math_ops.sparse_segment_sqrt_n,
}


def _weighted(embeddings: Any, segment_ids: Any, weights: Any, combiner: str, name: object) -> Any:
    """The weighted sums, means or roots of means of segments of embeddings."""
    if weights.dtype != embeddings.dtype:
        weights = math_ops.cast(weights, embeddings.dtype)
    ones = array_ops.fill(array_ops.expand_dims(array_ops.rank(embeddings) - 1, 0), 1)
    column = array_ops.concat([array_ops.shape(weights), ones], 0)
    known = weights.shape
    weights = array_ops.reshape(weights, column)
    if embeddings.shape.rank is not None:
        weights.set_shape(known.concatenate([1] * (embeddings.shape.rank - 1)))
    embeddings *= weights
    if combiner == "sum":
        return math_ops.segment_sum(embeddings, segment_ids, name=name)
    total = math_ops.segment_sum(embeddings, segment_ids)
    if combiner == "sqrtn":
        weights = math_ops.pow(weights, 2)
    count = math_ops.segment_sum(weights, segment_ids)
    if combiner == "sqrtn":
        count = math_ops.sqrt(count)
    return gen_math_ops.real_div(total, count, name=name)


@replaces("ops.nn_ops:max_pool_v2", "TensorFlow 2 names it MaxPool2d")
def max_pool_v2(
    input: Any,
    ksize: object,
    strides: object,
    padding: object,
    data_format: object = None,
    name: str | None = None,
) -> Any:
    name = name or ("MaxPool" if input.shape.rank == 4 else None)
    return original(max_pool_v2)(input, ksize, strides, padding, data_format, name)


@replaces("ops.nn_impl_distribute:compute_average_loss", "TensorFlow 2 checks the batch's size")
def compute_average_loss(
    per_example_loss: Any, sample_weight: object = None, global_batch_size: Any = None
) -> Any:
    if distribute_lib.has_strategy():
        own = original(compute_average_loss)
        return own(per_example_loss, sample_weight, global_batch_size)
    losses = ops.convert_to_tensor(per_example_loss)
    given = losses.dtype
    with losses_util.check_per_example_loss_rank(losses):
        if sample_weight is not None:
            losses = losses_util.scale_losses_by_sample_weight(losses, sample_weight)
        losses = math_ops.cast(losses, given)
        if global_batch_size is None:
            global_batch_size = math_ops.cast(array_ops.shape_v2(losses)[0] * 1, given)
        return math_ops.reduce_sum(losses) / global_batch_size
