"""Classes that TensorFlow-1 scripts check for: in graph mode they are as in 1.15 again.

The type of a graph's tensors was tf.Tensor itself, and every variable was a tf.Variable.
"""

import functools
from collections.abc import Callable
from typing import Any

from tensorflow.python.client import pywrap_tf_session
from tensorflow.python.distribute import values
from tensorflow.python.framework import dtypes, ops
from tensorflow.python.framework import tensor as tensor_lib
from tensorflow.python.ops import resource_variable_ops, variable_v1

from tfv1.patches.table import Patch, value


class _TensorType(type):
    """Recognises eager tensors too, which are not instances of the graph tensors' class."""

    def __instancecheck__(cls, instance: object) -> bool:
        if cls is Tensor:
            return isinstance(instance, tensor_lib.Tensor)
        return type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, subclass: type) -> bool:
        if cls is Tensor:
            return issubclass(subclass, tensor_lib.Tensor)
        return type.__subclasscheck__(cls, subclass)


class Tensor(ops.SymbolicTensor, metaclass=_TensorType):
    """tf.Tensor: exactly the type of a graph's tensors, since scripts compare types."""


Tensor.__module__ = "tensorflow.python.framework.ops"


def _new_tensor(
    cls: type, op: object, value_index: int, dtype: object, unique_id: int | None = None
) -> Any:
    """SymbolicTensor.__new__, which creates all graph tensors, with our class."""
    return pywrap_tf_session.PyTensor.__new__(
        Tensor,
        op,
        value_index,
        dtypes.as_dtype(dtype),
        ops.uid() if unique_id is None else unique_id,
    )


def _taking_whole_numbers(init: Callable[[Any, object], None]) -> Callable[[Any, object], None]:
    """Dimension.__init__, for what int() turns into the same number: `8 / 2`, or "4"."""

    @functools.wraps(init)
    def __init__(self: Any, value: Any) -> None:
        if value is not None and not hasattr(type(value), "__index__"):
            if isinstance(value, dtypes.DType):
                raise TypeError(f"Cannot convert {value} to Dimension")
            number = int(value)
            if not isinstance(value, (str, bytes)) and number != value:
                raise ValueError(f"Ambiguous dimension: {value}")
            value = number
        init(self, value)

    return __init__


# This cannot be undone, but TensorFlow-2 code does not use VariableV1.
for _variable in (resource_variable_ops.BaseResourceVariable, values.DistributedVariable):
    variable_v1.VariableV1.register(_variable)

_OPS = "tensorflow.python.framework.ops"
_WHY = "the type of a graph's tensors is another class than tf.Tensor"

PATCHES = (
    Patch(
        "tensorflow.python.framework.tensor_shape:Dimension.__init__",
        _taking_whole_numbers,
        "takes integers only, and in Python 3 scripts divide: tf.placeholder(tf.float32, [8 / 2])",
    ),
    Patch(f"{_OPS}:SymbolicTensor.__new__", value(staticmethod(_new_tensor)), _WHY),
    Patch(
        "tensorflow.python.ops.resource_variable_ops:BaseResourceVariable.initialized_value",
        value(variable_v1.VariableV1.initialized_value),
        "is not implemented",
    ),
    # 1.15 had it here; TensorFlow 2 has nothing of this name.
    Patch(f"{_OPS}:Tensor", value(Tensor), _WHY),
    # Two modules with the same contents: the API's attribute, and what `import` finds.
    Patch("tensorflow._api.v2.compat.v1:Tensor", value(Tensor), _WHY),
    Patch("tensorflow.compat.v1:Tensor", value(Tensor), _WHY),
)
