"""tf.assert_*, tf.is_non_decreasing and tf.is_strictly_increasing."""

from typing import Any

from tensorflow.python.framework import ops
from tensorflow.python.ops import array_ops, check_ops, cond, math_ops

from tfv1.graphs.replacing import replaces


@replaces("ops.check_ops:_message_prefix", "TensorFlow 2 ends the message with a full stop")
def _message_prefix(message: str | None) -> str:
    return message or ""


@replaces(
    "ops.check_ops:_get_results_for_monotonic_comparison", "1.15 compared the differences with zero"
)
def monotonic_comparison(x: Any, compare_op: Any) -> Any:
    x = array_ops.reshape(x, [-1])
    if not check_ops.is_numeric_tensor(x):
        raise TypeError(f"Expected x to be numeric, instead found: {x}")
    has_no_pair = math_ops.less(array_ops.size(x), 2)
    count = array_ops.shape(x) - 1
    differences = cond.cond(
        has_no_pair,
        lambda: ops.convert_to_tensor([], dtype=x.dtype),
        lambda: (
            array_ops.strided_slice(x, [1], [1] + count) - array_ops.strided_slice(x, [0], count)
        ),
    )
    zero = ops.convert_to_tensor(0, dtype=differences.dtype)
    compare = math_ops.less if compare_op is math_ops.greater else math_ops.less_equal
    return compare(zero, differences)
