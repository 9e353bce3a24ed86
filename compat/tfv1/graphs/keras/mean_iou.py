"""Keras's MeanIoU, which counted in float64 and knew one kind of label."""

from typing import Any

from tensorflow.python.framework import dtypes
from tensorflow.python.ops import array_ops, confusion_matrix, math_ops
from tf_keras.src.metrics import base_metric

from tfv1.graphs.replacing import original, replaces

_METRICS = "tf_keras.src.metrics.iou_metrics"


@replaces(f"{_METRICS}:_IoUBase.__init__", "1.15 counted in float64")
def prepare(
    self: Any,
    num_classes: int,
    name: object = None,
    dtype: object = None,
    ignore_class: object = None,
    sparse_y_true: bool = True,
    sparse_y_pred: bool = True,
    axis: int = -1,
) -> None:
    later = ignore_class, sparse_y_true, sparse_y_pred, axis
    if later != (None, True, True, -1):
        original(prepare)(self, num_classes, name, dtype, *later)
        return
    base_metric.Metric.__init__(self, name=name, dtype=dtype)
    self.num_classes = num_classes
    self.ignore_class, self.sparse_y_true, self.sparse_y_pred, self.axis = later
    shape = num_classes, num_classes
    self.total_cm = self.add_weight(
        "total_confusion_matrix", shape=shape, initializer="zeros", dtype=dtypes.float64
    )


@replaces(f"{_METRICS}:_IoUBase.update_state", "1.15 counted in float64")
def update_state(self: Any, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
    if self.total_cm.dtype != dtypes.float64:
        return original(update_state)(self, y_true, y_pred, sample_weight)
    y_true, y_pred = math_ops.cast(y_true, self._dtype), math_ops.cast(y_pred, self._dtype)
    y_pred, y_true = _flat(y_pred), _flat(y_true)
    weights = None if sample_weight is None else _flat(sample_weight)
    counts = confusion_matrix.confusion_matrix(
        y_true, y_pred, self.num_classes, weights=weights, dtype=dtypes.float64
    )
    return self.total_cm.assign_add(counts)


def _flat(x: Any) -> Any:
    return array_ops.reshape(x, [-1]) if x.shape.rank > 1 else x


@replaces(f"{_METRICS}:IoU.result", "1.15 gathered no classes")
def result(self: Any) -> Any:
    if self.total_cm.dtype != dtypes.float64 or len(self.target_class_ids) < self.num_classes:
        return original(result)(self)
    rows = math_ops.cast(math_ops.reduce_sum(self.total_cm, axis=0), self._dtype)
    columns = math_ops.cast(math_ops.reduce_sum(self.total_cm, axis=1), self._dtype)
    hits = math_ops.cast(array_ops.diag_part(self.total_cm), self._dtype)
    union = rows + columns - hits
    seen = math_ops.reduce_sum(math_ops.cast(math_ops.not_equal(union, 0), self._dtype))
    iou = math_ops.div_no_nan(hits, union)
    return math_ops.div_no_nan(math_ops.reduce_sum(iou, name="mean_iou"), seen)
