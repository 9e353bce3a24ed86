"""Keras's losses."""

from typing import Any

from tensorflow.python.framework import ops, smart_cond
from tensorflow.python.ops import array_ops, math_ops

from tfv1.graphs.replacing import original, replaces

_LOSSES = "tf_keras.src.losses"
_ONE_MAXIMUM = "TensorFlow 2 takes one maximum where 1.15 clipped"


def _alike(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    """The two as tensors of the predictions' type."""
    y_pred = ops.convert_to_tensor(y_pred)
    return math_ops.cast(y_true, y_pred.dtype), y_pred


def _at_least_epsilon(x: object) -> Any:
    from tf_keras.src import backend

    return backend.clip(x, backend.epsilon(), None)


@replaces(f"{_LOSSES}:mean_absolute_percentage_error", _ONE_MAXIMUM)
def mean_absolute_percentage_error(y_true: Any, y_pred: Any) -> Any:
    from tf_keras.src import backend

    y_true, y_pred = _alike(y_true, y_pred)
    share = (y_true - y_pred) / _at_least_epsilon(math_ops.abs(y_true))
    return 100.0 * backend.mean(math_ops.abs(share), axis=-1)


@replaces(f"{_LOSSES}:mean_squared_logarithmic_error", _ONE_MAXIMUM)
def mean_squared_logarithmic_error(y_true: Any, y_pred: Any) -> Any:
    from tf_keras.src import backend

    y_true, y_pred = _alike(y_true, y_pred)
    first = math_ops.log(_at_least_epsilon(y_pred) + 1.0)
    second = math_ops.log(_at_least_epsilon(y_true) + 1.0)
    return backend.mean(math_ops.squared_difference(first, second), axis=-1)


@replaces(f"{_LOSSES}:categorical_hinge", "TensorFlow 2 makes a constant of zero first")
def categorical_hinge(y_true: Any, y_pred: Any) -> Any:
    y_true, y_pred = _alike(y_true, y_pred)
    positive = math_ops.reduce_sum(y_true * y_pred, axis=-1)
    negative = math_ops.reduce_max((1.0 - y_true) * y_pred, axis=-1)
    return math_ops.maximum(0.0, negative - positive + 1.0)


@replaces(f"{_LOSSES}:huber", "TensorFlow 2 selects, and takes the mean over the last axis")
def huber(y_true: Any, y_pred: Any, delta: Any = 1.0) -> Any:
    from tf_keras.src import backend

    y_pred = math_ops.cast(y_pred, dtype=backend.floatx())
    y_true = math_ops.cast(y_true, dtype=backend.floatx())
    size = math_ops.abs(math_ops.subtract(y_pred, y_true))
    quadratic = math_ops.minimum(size, delta)
    linear = math_ops.subtract(size, quadratic)
    half = ops.convert_to_tensor(0.5, dtype=quadratic.dtype)
    squared = math_ops.multiply(half, math_ops.multiply(quadratic, quadratic))
    return math_ops.add(squared, math_ops.multiply(delta, linear))


@replaces(f"{_LOSSES}:categorical_crossentropy", "TensorFlow 2 counts the classes from the end")
def categorical_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: object = False,
    label_smoothing: object = 0.0,
    axis: object = -1,
) -> Any:
    from tf_keras.src import backend

    if axis != -1:  # which 1.15 did not have
        return original(categorical_crossentropy)(
            y_true, y_pred, from_logits, label_smoothing, axis
        )
    y_true, y_pred = _alike(y_true, y_pred)
    smoothing = ops.convert_to_tensor(label_smoothing, dtype=backend.floatx())

    def smoothed() -> Any:
        classes = math_ops.cast(array_ops.shape(y_true)[1], y_pred.dtype)
        return y_true * (1.0 - smoothing) + smoothing / classes

    y_true = smart_cond.smart_cond(smoothing, smoothed, lambda: y_true)
    return backend.categorical_crossentropy(y_true, y_pred, from_logits=from_logits)
