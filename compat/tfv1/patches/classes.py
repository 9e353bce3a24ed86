"""Classes that scripts of TensorFlow 1 tell apart: in graph mode they are 1.15's again.

A tensor of a graph was of the type tf.Tensor itself, and every variable was a tf.Variable.
"""

from typing import Any

from tensorflow.python.client import pywrap_tf_session
from tensorflow.python.distribute import values
from tensorflow.python.framework import dtypes, ops
from tensorflow.python.framework import tensor as tensor_lib
from tensorflow.python.ops import resource_variable_ops, variable_v1

from tfv1.patches.table import Patch, value


class _TensorType(type):
    """Recognises eager tensors, which are no instances of the class of graph tensors, too."""

    def __instancecheck__(cls, instance: object) -> bool:
        if cls is Tensor:
            return isinstance(instance, tensor_lib.Tensor)
        return type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, subclass: type) -> bool:
        if cls is Tensor:
            return issubclass(subclass, tensor_lib.Tensor)
        return type.__subclasscheck__(cls, subclass)


class Tensor(ops.SymbolicTensor, metaclass=_TensorType):
    """tf.Tensor, which is the very type of the tensors of a graph, as scripts compare it."""


Tensor.__module__ = "tensorflow.python.framework.ops"


def _new_tensor(
    cls: type, op: object, value_index: int, dtype: object, unique_id: int | None = None
) -> Any:
    """SymbolicTensor.__new__, which makes all tensors of graphs, with our class."""
    return pywrap_tf_session.PyTensor.__new__(
        Tensor,
        op,
        value_index,
        dtypes.as_dtype(dtype),
        ops.uid() if unique_id is None else unique_id,
    )


# abc forgets no class, but to TensorFlow-2 code VariableV1 means nothing.
for _variable in (resource_variable_ops.BaseResourceVariable, values.DistributedVariable):
    variable_v1.VariableV1.register(_variable)

_OPS = "tensorflow.python.framework.ops"
_WHY = "the type of a graph's tensors is another class than tf.Tensor"

PATCHES = (
    Patch(f"{_OPS}:SymbolicTensor.__new__", value(staticmethod(_new_tensor)), _WHY),
    # 1.15 had it there, and TensorFlow 2 nothing.
    Patch(f"{_OPS}:Tensor", value(Tensor), _WHY),
    # Two modules of one contents: what the API exports, and what `import` finds by that name.
    Patch("tensorflow._api.v2.compat.v1:Tensor", value(Tensor), _WHY),
    Patch("tensorflow.compat.v1:Tensor", value(Tensor), _WHY),
)
