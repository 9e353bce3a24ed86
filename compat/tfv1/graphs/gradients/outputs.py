"""The gradients of the ys, from which tf.gradients starts, and the sums of gradients."""

from typing import Any

from tensorflow.python.framework import constant_op, tensor
from tensorflow.python.ops import array_ops, gradients_util, math_ops

from tfv1.graphs.replacing import original, replaces


@replaces(
    "ops.gradients_util:_DefaultGradYs", "TensorFlow 2 gives the parts of the ones other names"
)
def _DefaultGradYs(
    grad_ys: list[Any],
    ys: list[Any],
    colocate_gradients_with_ops: bool,
    gradient_uid: str = "__unsupported__",
) -> list[Any]:
    own = original(_DefaultGradYs)
    # TensorFlow rejects complex ys and checks given gradients.
    if any(given is not None for given in grad_ys) or any(y.dtype.is_complex for y in ys):
        found: list[Any] = own(grad_ys, ys, colocate_gradients_with_ops, gradient_uid)
        return found
    found = []
    for i, y in enumerate(ys):
        with gradients_util._maybe_colocate_with(y.op, gradient_uid, colocate_gradients_with_ops):
            shape = array_ops.shape(y)
            one = constant_op.constant(1, dtype=y.dtype, name=f"grad_ys_{i}")
            found.append(array_ops.fill(shape, one))
    return found


@replaces("ops.gradients_util:_AggregatedGrads", "TensorFlow 2 adds in pairs to accumulate, too")
def _AggregatedGrads(
    grads: Any,
    op: object,
    gradient_uid: object,
    loop_state: object,
    aggregation_method: int | None = None,
) -> Any:
    if aggregation_method == gradients_util.AggregationMethod.EXPERIMENTAL_ACCUMULATE_N:
        of_outputs = gradients_util._GetGrads(grads, op)
        for i, parts in enumerate(of_outputs):
            if _can_accumulate(parts):
                of_outputs[i] = [math_ops.accumulate_n(parts)]
    return original(_AggregatedGrads)(grads, op, gradient_uid, loop_state, aggregation_method)


def _can_accumulate(parts: Any) -> bool:
    return (
        isinstance(parts, list)
        and len(parts) > 2
        and all(isinstance(part, tensor.Tensor) for part in parts)
        and gradients_util._AccumulatorShape(parts).is_fully_defined()
    )
