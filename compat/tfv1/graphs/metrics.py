"""tf.metrics."""

from types import ModuleType
from typing import Any

from tensorflow.python.ops import math_ops, metrics_impl

from tfv1.graphs.replacing import replaces_name
from tfv1.graphs.scopes import in_graph


class _DivNamed(ModuleType):
    """`math_ops` as the metrics see it: they divided by tf.div, whose node has another name."""

    def __getattr__(self, name: str) -> Any:
        if name == "divide" and in_graph():
            name = "div"
        return getattr(math_ops, name)


replaces_name(metrics_impl, "math_ops", _DivNamed("math_ops"), "1.15 divided by tf.div")
