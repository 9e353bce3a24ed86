"""Gradients of tf.nn and tf.image."""

from typing import Any

from tensorflow.python.framework import tensor_util
from tensorflow.python.ops import array_ops, gen_nn_ops, math_ops

from tfv1.graphs.replacing import gradient, original, replaces


@gradient("SparseSoftmaxCrossEntropyWithLogits", why="1.15 had no second derivative, and said so")
def sparse_softmax_cross_entropy(op: Any, grad_loss: object, _: object) -> Any:
    softmax_grad = array_ops.prevent_gradient(
        op.outputs[1],
        message="Currently there is no way to take the second derivative of "
        "sparse_softmax_cross_entropy_with_logits due to the fused implementation's interaction "
        "with tf.gradients()",
    )
    return array_ops.expand_dims(grad_loss, -1) * softmax_grad, None


@gradient("SoftmaxCrossEntropyWithLogits", why="1.15 found other zeros in loops")
def softmax_cross_entropy(op: Any, grad_loss: object, grad_grad: Any) -> Any:
    logits = op.inputs[0]
    grad = array_ops.expand_dims(grad_loss, -1) * op.outputs[1]
    if grad_grad is not None and not _is_zero(grad_grad):
        softmax = gen_nn_ops.softmax(logits)
        row, column = array_ops.expand_dims(grad_grad, 1), array_ops.expand_dims(softmax, 2)
        inner = array_ops.squeeze(math_ops.matmul(row, column), axis=1)
        grad += (grad_grad - inner) * softmax
    log_softmax = -gen_nn_ops.log_softmax(logits)
    return grad, array_ops.expand_dims(grad_loss, -1) * log_softmax


def _is_zero(grad: Any) -> bool:
    if grad.op.type in ("ZerosLike", "Zeros"):
        return True
    value = tensor_util.constant_value(grad)
    return value is not None and not value.any()


@gradient("FusedBatchNormV3", why="1.15 gave gradients to the two reserved inputs, too")
def fused_batch_norm(op: Any, *grads: object) -> Any:
    found = original(fused_batch_norm)(op, *grads)
    return found[0].op.outputs[:5] if op.get_attr("is_training") else found


@gradient("Conv3D", why="TensorFlow 2 takes both shapes by one node")
def conv3d(op: Any, grad: object) -> Any:
    x, filters = op.inputs
    options = {name: op.get_attr(name) for name in ("dilations", "strides", "padding")}
    options["data_format"] = op.get_attr("data_format").decode()
    to_x = gen_nn_ops.conv3d_backprop_input_v2
    to_filters = gen_nn_ops.conv3d_backprop_filter_v2
    return [
        to_x(array_ops.shape(x), filters, grad, **options),
        to_filters(x, array_ops.shape(filters), grad, **options),
    ]


@replaces("ops.image_grad:_CustomReciprocal", "TensorFlow 2 casts the number")
def _CustomReciprocal(x: object) -> Any:
    return math_ops.div_no_nan(1.0, x)


_ZEROS = "TensorFlow 2 has zeros without a shape of their own"


def _zeros(x: Any) -> Any:
    return array_ops.zeros(array_ops.shape(x), x.dtype)


@gradient("ReluGrad", why=_ZEROS)
def relu_grad(op: Any, grad: object) -> Any:
    return gen_nn_ops.relu_grad(grad, op.inputs[1]), _zeros(op.inputs[1])


@gradient("Relu6Grad", why=_ZEROS)
def relu6_grad(op: Any, grad: object) -> Any:
    return gen_nn_ops.relu6_grad(grad, op.inputs[1]), _zeros(op.inputs[1])


@gradient("LeakyReluGrad", why=_ZEROS)
def leaky_relu_grad(op: Any, grad: object) -> Any:
    x, alpha = op.inputs[1], op.get_attr("alpha")
    return gen_nn_ops.leaky_relu_grad(grad, x, alpha=alpha), _zeros(x)


@gradient("MaxPoolGrad", why=_ZEROS)
def max_pool_grad(op: Any, grad: object) -> Any:
    return _pooling_grad(op, grad, gen_nn_ops.max_pool_grad_grad)


@gradient("MaxPool3DGrad", why=_ZEROS)
def max_pool_3d_grad(op: Any, grad: object) -> Any:
    return _pooling_grad(op, grad, gen_nn_ops.max_pool3d_grad_grad)


def _pooling_grad(op: Any, grad: object, pool: Any) -> Any:
    x, y = op.inputs[:2]
    options = {name: op.get_attr(name) for name in ("ksize", "strides")}
    options.update({name: op.get_attr(name).decode() for name in ("padding", "data_format")})
    return _zeros(x), _zeros(y), pool(x, y, grad, **options)


@gradient("NthElement", why="1.15 divided by another function")
def nth_element(op: Any, grad: Any) -> Any:
    found = array_ops.expand_dims(op.outputs[0], -1)
    equal = math_ops.cast(math_ops.equal(found, op.inputs[0]), grad.dtype)
    grad = array_ops.expand_dims(grad, -1)
    count = array_ops.expand_dims(math_ops.reduce_sum(equal, -1), -1)
    return math_ops.div(equal, count) * grad, None
