"""Tensor arrays, loops over them, and RNN cells."""

from typing import Any

from tensorflow.python.framework import ops
from tensorflow.python.ops import gen_data_flow_ops, math_ops

from tfv1.graphs.replacing import replaces

_ARRAY = "ops.tensor_array_ops:_GraphTensorArray"
_STATIC = "TensorFlow 2 knows a size that cannot change"


@replaces(f"{_ARRAY}.size", _STATIC)
def size(self: Any, name: str | None = None) -> Any:
    return gen_data_flow_ops.tensor_array_size_v3(handle=self._handle, flow_in=self.flow, name=name)


@replaces(f"{_ARRAY}.stack", _STATIC)
def stack(self: Any, name: str | None = None) -> Any:
    with ops.colocate_with(self._handle), ops.name_scope(name, "TensorArrayStack", [self._handle]):
        return self.gather(math_ops.range(0, self.size()), name=name)


@replaces(f"{_ARRAY}.concat", _STATIC)
def concat(self: Any, name: str | None = None) -> Any:
    row = self.element_shape[1:]
    value, _ = gen_data_flow_ops.tensor_array_concat_v3(
        handle=self._handle,
        flow_in=self._flow,
        dtype=self._dtype,
        name=name,
        element_shape_except0=row,
    )
    if row.rank is not None:
        value.set_shape([None, *row.dims])
    return value


@replaces(
    "tf_keras.src.layers.rnn.legacy_cell_wrappers:DropoutWrapper"
    "._variational_recurrent_dropout_value",
    "1.15 divided by tf.div",
)
def variational_dropout(
    self: object, unused_index: object, value: Any, noise: object, keep_prob: Any
) -> Any:
    kept = math_ops.floor(keep_prob + noise)
    result = math_ops.div(value, keep_prob) * kept
    result.set_shape(value.shape)
    return result
