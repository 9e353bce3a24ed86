"""Keras's metrics."""

from typing import Any

import numpy as np
from tensorflow.python.framework import constant_op, dtypes, ops
from tensorflow.python.ops import (
    array_ops,
    array_ops_stack,
    check_ops,
    control_flow_ops,
    math_ops,
    nn_ops,
    weights_broadcast_ops,
)
from tf_keras.src.metrics import confusion_metrics

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_UTILS = "tf_keras.src.utils.metrics_utils"
_ACCURACY = "tf_keras.src.metrics.accuracy_metrics"
_MEAN = "1.15 took the mean over the last axis"


@replaces(
    f"{_UTILS}:sparse_categorical_matches",
    "TensorFlow 2 asks for the shape first",
)
def sparse_categorical_matches(y_true: Any, y_pred: Any) -> Any:
    from tf_keras.src import backend

    y_pred, y_true = ops.convert_to_tensor(y_pred), _column(y_true, y_pred)
    y_pred = math_ops.argmax(y_pred, axis=-1)
    if backend.dtype(y_pred) != backend.dtype(y_true):
        y_pred = math_ops.cast(y_pred, backend.dtype(y_true))
    return math_ops.cast(math_ops.equal(y_true, y_pred), backend.floatx())


def _column(y_true: Any, y_pred: Any) -> Any:
    """The labels, without a last axis that the predictions have for their classes."""
    y_pred, y_true = ops.convert_to_tensor(y_pred), ops.convert_to_tensor(y_true)
    ranks = y_true.shape.rank, y_pred.shape.rank
    if None not in ranks and ranks[0] == ranks[1]:
        return array_ops.squeeze(y_true, [-1])
    return y_true


@replaces(f"{_UTILS}:binary_matches", _MEAN)
def binary_matches(y_true: Any, y_pred: Any, threshold: object = 0.5) -> Any:
    from tf_keras.src import backend

    y_pred = ops.convert_to_tensor(y_pred)
    threshold = math_ops.cast(threshold, y_pred.dtype)
    y_pred = math_ops.cast(y_pred > threshold, y_pred.dtype)
    return backend.mean(math_ops.equal(y_true, y_pred), axis=-1)


@replaces(f"{_ACCURACY}:binary_accuracy", _MEAN)
def binary_accuracy(y_true: Any, y_pred: Any, threshold: object = 0.5) -> Any:
    return binary_matches(y_true, y_pred, threshold)


@replaces(f"{_UTILS}:sparse_top_k_categorical_matches", "TensorFlow 2 asks for the shape first")
def sparse_top_k_categorical_matches(y_true: Any, y_pred: Any, k: object = 5) -> Any:
    return _top_k(math_ops.cast(_column(y_true, y_pred), "int32"), y_pred, k)


@replaces(f"{_ACCURACY}:top_k_categorical_accuracy", "TensorFlow 2 casts the classes")
def top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: object = 5) -> Any:
    return _top_k(math_ops.argmax(y_true, axis=-1), y_pred, k)


def _top_k(labels: Any, y_pred: Any, k: object) -> Any:
    from tf_keras.src import backend

    return math_ops.cast(nn_ops.in_top_k(y_pred, labels, k), backend.floatx())


@replaces(f"{_ACCURACY}:TopKCategoricalAccuracy.__init__", "TensorFlow 2 casts the classes")
def top_k(
    self: Any, k: object = 5, name: str = "top_k_categorical_accuracy", dtype: object = None
) -> None:
    from tf_keras.src.metrics import accuracy_metrics, base_metric

    function = accuracy_metrics.top_k_categorical_accuracy
    base_metric.MeanMetricWrapper.__init__(self, function, name, dtype=dtype, k=k)


@replaces(f"{_UTILS}:_filter_top_k", "TensorFlow 2 asks for the number of classes")
def _filter_top_k(x: Any, k: object) -> Any:
    from tf_keras.src.utils import metrics_utils

    _, index = nn_ops.top_k(x, k, sorted=False)
    chosen = math_ops.reduce_sum(array_ops.one_hot(index, x.shape[-1], axis=-1), axis=-2)
    return x * chosen + metrics_utils.NEG_INF * (1 - chosen)


@replaces(
    f"{_UTILS}:update_confusion_matrix_variables",
    "TensorFlow 2 checks no ranges, and counts by buckets where the thresholds are even",
)
def update_confusion_matrix_variables(
    variables_to_update: Any,
    y_true: Any,
    y_pred: Any,
    thresholds: Any,
    top_k: object = None,
    class_id: object = None,
    sample_weight: Any = None,
    multi_label: object = False,
    label_weights: object = None,
    thresholds_distributed_evenly: object = False,
) -> Any:
    from tf_keras.src.utils import losses_utils, metrics_utils

    kinds = metrics_utils.ConfusionMatrix
    known = variables_to_update and all(key in list(kinds) for key in variables_to_update)
    if not known or multi_label or label_weights is not None:
        return original(update_confusion_matrix_variables)(
            variables_to_update,
            y_true,
            y_pred,
            thresholds,
            top_k,
            class_id,
            sample_weight,
            multi_label,
            label_weights,
            thresholds_distributed_evenly,
        )
    y_true = math_ops.cast(y_true, dtype=dtypes.float32)
    y_pred = math_ops.cast(y_pred, dtype=dtypes.float32)
    (y_pred, y_true), _ = metrics_utils.ragged_assert_compatible_and_get_flat_values(
        [y_pred, y_true], sample_weight
    )
    y_pred.shape.assert_is_compatible_with(y_true.shape)
    with ops.control_dependencies(_in_range(y_pred)):
        squeezed = losses_utils.squeeze_or_expand_dimensions
        if sample_weight is None:
            y_pred, y_true = squeezed(y_pred, y_true)
        else:
            y_pred, y_true, sample_weight = squeezed(y_pred, y_true, sample_weight=sample_weight)
    if top_k is not None:
        y_pred = metrics_utils._filter_top_k(y_pred, top_k)
    if class_id is not None:
        y_true, y_pred = y_true[..., class_id], y_pred[..., class_id]
    thresholds = np.ravel(thresholds).tolist()
    times = [len(thresholds), 1]
    size = array_ops.size(y_pred)
    predictions = array_ops.reshape(y_pred, [1, -1])
    labels = array_ops.reshape(math_ops.cast(y_true, dtype=dtypes.bool), [1, -1])
    bounds = array_ops.expand_dims(constant_op.constant(thresholds), 1)
    bounds = array_ops.tile(bounds, array_ops_stack.stack([1, size]))
    positive = math_ops.greater(array_ops.tile(predictions, times), bounds)
    true = array_ops.tile(labels, times)
    weights = None
    if sample_weight is not None:
        weights = math_ops.cast(sample_weight, dtype=dtypes.float32)
        weights = weights_broadcast_ops.broadcast_weights(weights, y_pred)
        weights = array_ops.tile(array_ops.reshape(weights, [1, -1]), times)
    counted = {kinds.TRUE_POSITIVES: (true, positive)}
    needs_neither = kinds.TRUE_NEGATIVES in variables_to_update
    if needs_neither or kinds.FALSE_NEGATIVES in variables_to_update:
        negative = math_ops.logical_not(positive)
        counted[kinds.FALSE_NEGATIVES] = true, negative
    if needs_neither or kinds.FALSE_POSITIVES in variables_to_update:
        false = math_ops.logical_not(true)
        counted[kinds.FALSE_POSITIVES] = false, positive
        if needs_neither:
            counted[kinds.TRUE_NEGATIVES] = false, negative
    updates = [
        variables_to_update[kind].assign_add(_count(*pair, weights))
        for kind, pair in counted.items()
        if kind in variables_to_update
    ]
    return control_flow_ops.group(updates)


def _in_range(y_pred: Any) -> list[Any]:
    zero = math_ops.cast(0.0, dtype=y_pred.dtype)
    above = check_ops.assert_greater_equal(y_pred, zero, message="predictions must be >= 0")
    one = math_ops.cast(1.0, dtype=y_pred.dtype)
    return [above, check_ops.assert_less_equal(y_pred, one, message="predictions must be <= 1")]


def _count(label: Any, prediction: Any, weights: Any) -> Any:
    both = math_ops.cast(math_ops.logical_and(label, prediction), dtype=dtypes.float32)
    if weights is not None:
        both *= weights
    return math_ops.reduce_sum(both, 1)


def _add(x: Any, y: Any, name: str | None = None) -> Any:
    return x + y if in_graph() else math_ops.add(x, y, name)


_tf = confusion_metrics.tf
replaces_name(
    confusion_metrics,
    "tf",
    over(_tf, "tf", math=over(_tf.math, "math", add=_add)),
    "1.15 added variables by their operator",
)

_CONFUSION = "tf_keras.src.metrics.confusion_metrics"
_NEAREST = "1.15 took the threshold whose other rate is nearest to the one that was asked for"


@replaces(f"{_CONFUSION}:SensitivityAtSpecificity.result", _NEAREST)
def sensitivity(self: Any) -> Any:
    specificities = _share(self.true_negatives, self.false_positives)
    return _share_at(self, specificities, self.true_positives, self.false_negatives)


@replaces(f"{_CONFUSION}:SpecificityAtSensitivity.result", _NEAREST)
def specificity(self: Any) -> Any:
    sensitivities = _share(self.true_positives, self.false_negatives)
    return _share_at(self, sensitivities, self.true_negatives, self.false_positives)


def _share(right: Any, wrong: Any) -> Any:
    return math_ops.div_no_nan(right, right + wrong)


def _share_at(metric: Any, rates: Any, right: Any, wrong: Any) -> Any:
    """The share of the right ones at the threshold whose rate is nearest to the metric's value."""
    nearest = math_ops.argmin(math_ops.abs(rates - metric.value), axis=0)
    nearest = math_ops.cast(nearest, dtypes.int32)
    return math_ops.div_no_nan(right[nearest], right[nearest] + wrong[nearest])
