"""What distribution strategies do in a replica."""

from typing import Any

from tensorflow.python.framework import constant_op, dtypes
from tensorflow.python.ops import math_ops, variables
from tensorflow.python.training import adam

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


@replaces(
    "distribute.distribute_lib:ReplicaContextBase.__enter__",
    "1.15 put the number of a replica into the graph",
)
def enter(self: Any) -> None:
    if isinstance(self._replica_id_in_sync_group, int):  # on a TPU it is a tensor
        constant_op.constant(self._replica_id_in_sync_group, dtypes.int32)
    original(enter)(self)


def _cast(x: Any, dtype: Any, name: str | None = None) -> Any:
    if in_graph() and isinstance(x, variables.Variable) and x.dtype.base_dtype == dtype:
        return x
    return math_ops.cast(x, dtype, name)


replaces_name(
    adam,
    "math_ops",
    over(math_ops, "math_ops", cast=_cast),
    "1.15 read a strategy's powers of beta where they are used",
)
