"""What distribution strategies do in a replica."""

from typing import Any

from tensorflow.python.framework import constant_op, dtypes
from tensorflow.python.ops import math_ops, variables
from tensorflow.python.training import adam
from tensorflow.python.training.saving import saveable_object, saveable_object_util

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
    # A variable with references, whose dtype says so, was read by `cast` on 1.15, too.
    if in_graph() and isinstance(x, variables.Variable) and x.dtype == dtype:
        return x
    return math_ops.cast(x, dtype, name)


replaces_name(
    adam,
    "math_ops",
    over(math_ops, "math_ops", cast=_cast),
    "1.15 read a strategy's powers of beta where they are used",
)


@replaces("distribute.values_util:get_on_write_saveable", "1.15 saved the primary variable")
def get_on_write_saveable(var: object, primary_var: Any, name: str) -> Any:
    saveable = saveable_object_util.ResourceVariableSaveable(primary_var, "", name)
    return saveable.op, saveable.specs


@replaces("distribute.values_util:get_on_read_saveable", "1.15 read the variable of one replica")
def get_on_read_saveable(var: Any, primary_var: Any, name: str) -> Any:
    if len(var.values) > 1:
        return original(get_on_read_saveable)(var, primary_var, name)

    def tensor() -> Any:
        return primary_var

    spec = saveable_object.SaveSpec(tensor, "", name, var.dtype, primary_var.device)
    return tensor, [spec]
