"""Queues."""

from tensorflow.python.framework import ops
from tensorflow.python.ops import data_flow_ops, gen_data_flow_ops

from tfv1.graphs.replacing import replaces


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
