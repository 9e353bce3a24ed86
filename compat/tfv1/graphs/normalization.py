"""Batch normalization of images."""

import contextvars
import functools
from typing import Any

from tensorflow.python.framework import ops, tensor_shape
from tensorflow.python.ops import nn_impl
from tf_keras.src.layers.normalization import batch_normalization

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.names.modules import over

_LAYER = "tf_keras.src.layers.normalization.batch_normalization:BatchNormalizationBase"
_LEAST_EPSILON = 1.001e-5  # the smallest that cuDNN accepts


@replaces("ops.nn_impl:fused_batch_norm", "TensorFlow 2 takes smaller epsilons")
def fused_batch_norm(
    x: object,
    scale: object,
    offset: object,
    mean: object = None,
    variance: object = None,
    epsilon: Any = 0.001,
    data_format: str = "NHWC",
    is_training: object = True,
    name: str | None = None,
    exponential_avg_factor: object = 1.0,
) -> Any:
    return original(fused_batch_norm)(
        x,
        scale,
        offset,
        mean,
        variance,
        max(epsilon, _LEAST_EPSILON),
        data_format,
        is_training,
        name,
        exponential_avg_factor,
    )


@replaces(f"{_LAYER}.build", "1.15 made what stands for gamma and beta with the variables")
def build(self: Any, input_shape: object) -> None:
    from tf_keras.src import backend

    shape = tensor_shape.TensorShape(input_shape)
    if shape.rank == 5 and not self._USE_V2_BEHAVIOR:
        self.fused = False
    axis = self.axis if isinstance(self.axis, int) else self.axis[0]
    self._ones = self._zeros = None
    channels = shape.dims[axis].value if shape.rank == 4 else None  # without, `build` says so
    if channels is not None and self.fused is not False and not self.scale:
        constant = functools.partial(backend.constant, dtype=self._param_dtype, shape=(channels,))
        self._ones = constant(1.0)
        if not self.center:
            self._zeros = constant(0.0)
    original(build)(self, input_shape)


@replaces(f"{_LAYER}._fused_batch_norm", "TensorFlow 2 makes no momentum that it does not use")
def _fused_batch_norm(self: Any, inputs: object, mask: object, training: object) -> Any:
    from tf_keras.src import backend
    from tf_keras.src.utils import control_flow_util

    constant = functools.partial(backend.constant, dtype=self._param_dtype, shape=self._param_shape)
    beta = self.beta if self.center else constant(0.0) if self._zeros is None else self._zeros
    gamma = self.gamma if self.scale else constant(1.0) if self._ones is None else self._ones

    def normalized(trained: bool) -> Any:
        return nn_impl.fused_batch_norm(
            inputs,
            gamma,
            beta,
            mean=None if trained else self.moving_mean,
            variance=None if trained else self.moving_variance,
            epsilon=self.epsilon,
            is_training=trained,
            data_format=self._data_format,
        )

    output, mean, variance = control_flow_util.smart_cond(
        training, lambda: normalized(True), lambda: normalized(False)
    )
    known = control_flow_util.constant_value(training)
    if known is None:
        momentum = control_flow_util.smart_cond(training, lambda: self.momentum, lambda: 1.0)
    else:
        momentum = ops.convert_to_tensor(self.momentum)
    if known is None or known:
        update = self._assign_moving_average
        self.add_update(lambda: update(self.moving_mean, mean, momentum, None))
        self.add_update(lambda: update(self.moving_variance, variance, momentum, None))
    return output


# Whether the layer that is called splits its batch into virtual ones: their shapes were lists.
_splits = contextvars.ContextVar("_splits", default=False)
_tf = batch_normalization.tf


@replaces(f"{_LAYER}.call", "TensorFlow 2 computes the shapes of virtual batches by nodes")
def call(self: Any, inputs: object, training: object = None, mask: object = None) -> Any:
    token = _splits.set(self.virtual_batch_size is not None)
    try:
        return original(call)(self, inputs, training, mask)
    finally:
        _splits.reset(token)


def _shape(x: Any) -> Any:
    return x.shape.as_list() if _splits.get() else _tf.shape(x)


def _constant(value: Any) -> Any:
    return value if _splits.get() else _tf.constant(value)


def _concat(values: Any, axis: Any) -> Any:
    if not _splits.get():
        return _tf.concat(values, axis=axis)
    return [size for part in values for size in part]


replaces_name(
    batch_normalization,
    "tf",
    over(_tf, "tf", shape=_shape, constant=_constant, concat=_concat),
    "1.15 took the shapes of virtual batches as lists",
)
