"""Gradients of tf.nn."""

from typing import Any

from tensorflow.python.ops import array_ops

from tfv1.graphs.replacing import gradient


@gradient("SparseSoftmaxCrossEntropyWithLogits", why="1.15 had no second derivative, and said so")
def sparse_softmax_cross_entropy(op: Any, grad_loss: Any, _: Any) -> Any:
    softmax_grad = array_ops.prevent_gradient(
        op.outputs[1],
        message="Currently there is no way to take the second derivative of "
        "sparse_softmax_cross_entropy_with_logits due to the fused implementation's interaction "
        "with tf.gradients()",
    )
    return array_ops.expand_dims(grad_loss, -1) * softmax_grad, None
