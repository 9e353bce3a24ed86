"""What a replica of a distribution strategy begins with."""

from typing import Any

from tensorflow.python.framework import constant_op, dtypes

from tfv1.graphs.replacing import original, replaces


@replaces(
    "distribute.distribute_lib:ReplicaContextBase.__enter__",
    "1.15 put the number of a replica into the graph",
)
def enter(self: Any) -> None:
    if isinstance(self._replica_id_in_sync_group, int):  # on a TPU it is a tensor
        constant_op.constant(self._replica_id_in_sync_group, dtypes.int32)
    original(enter)(self)
