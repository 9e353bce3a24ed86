"""Tensor arrays and what loops over them."""

from typing import Any

from tensorflow.python.ops import gen_data_flow_ops

from tfv1.graphs.replacing import replaces


@replaces(
    "ops.tensor_array_ops:_GraphTensorArray.size", "TensorFlow 2 knows a size that cannot change"
)
def size(self: Any, name: str | None = None) -> Any:
    return gen_data_flow_ops.tensor_array_size_v3(handle=self._handle, flow_in=self.flow, name=name)
