"""Queues."""

from typing import Any

from tensorflow.python.framework import dtypes as tf_dtypes
from tensorflow.python.framework import ops
from tensorflow.python.ops import data_flow_ops, gen_data_flow_ops
from tensorflow.python.training import queue_runner_impl, sync_replicas_optimizer

from tfv1.graphs.replacing import replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


@replaces("ops.data_flow_ops:FIFOQueue.__init__", "TensorFlow 2 puts it on a CPU")
def fifo_queue(
    self: object,
    capacity: object,
    dtypes: object,
    shapes: object = None,
    names: object = None,
    shared_name: str | None = None,
    name: str = "fifo_queue",
) -> None:
    dtypes = data_flow_ops._as_type_list(dtypes)
    shapes = data_flow_ops._as_shape_list(shapes, dtypes)
    names = data_flow_ops._as_name_list(names, dtypes)
    with ops.init_scope():
        handle = gen_data_flow_ops.fifo_queue_v2(
            component_types=dtypes,
            shapes=shapes,
            capacity=capacity,
            shared_name=data_flow_ops._shared_name(shared_name),
            name=name,
        )
    data_flow_ops.QueueBase.__init__(self, dtypes, shapes, names, handle)


class _TokenQueue(data_flow_ops.FIFOQueue):
    """SyncReplicasOptimizer's queue of tokens, beside which 1.15 made one for its queue runner."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.runs = None
        if in_graph():
            name = "dummy_queue"
            self.runs = data_flow_ops.FIFOQueue(
                1, tf_dtypes.int32, shapes=(), name=name, shared_name=name
            )


def _queue_runner(queue: Any, enqueue_ops: Any) -> Any:
    return queue_runner_impl.QueueRunner(queue.runs or queue, enqueue_ops)


_WHY = "TensorFlow 2 runs the tokens' own queue"
replaces_name(
    sync_replicas_optimizer,
    "data_flow_ops",
    over(data_flow_ops, "data_flow_ops", FIFOQueue=_TokenQueue),
    _WHY,
)
replaces_name(
    sync_replicas_optimizer,
    "queue_runner",
    over(queue_runner_impl, "queue_runner", QueueRunner=_queue_runner),
    _WHY,
)
