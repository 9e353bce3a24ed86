"""tf.metrics."""

from typing import Any

from tensorflow.python.ops import math_ops, metrics_impl

from tfv1.graphs.replacing import replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


def _divide(x: object, y: object, name: str | None = None) -> Any:
    """`math_ops.divide` for the metrics, which used to divide with tf.div, whose node is Div."""
    return (math_ops.div if in_graph() else math_ops.divide)(x, y, name)


replaces_name(
    metrics_impl, "math_ops", over(math_ops, "math_ops", divide=_divide), "1.15 divided by tf.div"
)
