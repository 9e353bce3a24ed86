"""Keras models under eager execution, which train and report as 1.15's did.

TensorFlow 2 has another class for them. It names metrics as `compile` does, counts batches where
1.15 counted samples, and gives Python's numbers.
"""

import copy
import functools
import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf
from tf_keras.src.engine import compile_utils, data_adapter, training_utils_v1
from tf_keras.src.metrics import base_metric
from tf_keras.src.utils import io_utils

from tfv1.patches.table import Patch, value

_Method = Callable[..., Any]


def _named(get: _Method) -> _Method:
    """MetricsContainer._get_metric_object: "accuracy" is `acc`, others have their full names."""

    @functools.wraps(get)
    def metric_object(self: Any, metric: Any, y_t: object, y_p: object) -> Any:
        made = get(self, metric, y_t, y_p)
        if made is not None and not isinstance(metric, base_metric.Metric):
            # Those without weights are made first.
            plain, weighted = map(tf.nest.flatten, (self._metrics, self._weighted_metrics))
            with_weights = metric in weighted and metric not in plain
            made._name = training_utils_v1.get_metric_name(metric, with_weights)
        return made

    return metric_object


def _metrics_names(self: Any) -> list[str]:
    """The names of what `fit` reports, before the first step, too."""
    names = [metric.name for metric in self.metrics]
    if names or not self._is_compiled or not self.outputs:
        return names
    given = self.compiled_metrics._user_metrics, self.compiled_metrics._user_weighted_metrics
    # Building renames the metrics.
    copies = tf.nest.map_structure(
        lambda one: copy.copy(one) if isinstance(one, base_metric.Metric) else one, given
    )
    made = compile_utils.MetricsContainer(*copies, self.output_names)
    made.build(self.outputs, self.outputs)
    losses = [f"{name}_loss" for name in self.output_names] if len(self.outputs) > 1 else []
    return ["loss", *losses, *(metric.name for metric in made.metrics)]


def _silent(predict: _Method) -> _Method:
    """Model.predict: without `verbose` it prints nothing."""
    signature = inspect.signature(predict)

    @functools.wraps(predict)
    def method(self: Any, *args: object, **named: object) -> Any:
        if "verbose" not in signature.bind(self, *args, **named).arguments:
            named["verbose"] = 0
        return predict(self, *args, **named)

    return method


def _to_numpy(tensors: object) -> Any:
    """tf_utils.sync_to_numpy_or_python_type: scalars stay NumPy's."""
    return tf.nest.map_structure(
        lambda one: one.numpy() if isinstance(one, tf.Tensor) else one, tensors
    )


def _with_double_loss(logs: dict[str, Any] | None) -> dict[str, Any] | None:
    """What an epoch reports: the losses are in double precision, the metrics are not."""
    return logs and {
        name: np.float64(found) if name in ("loss", "val_loss") else found
        for name, found in logs.items()
    }


def _of_epoch(on_epoch_end: _Method) -> _Method:
    @functools.wraps(on_epoch_end)
    def method(self: Any, epoch: int, logs: dict[str, Any] | None = None) -> None:
        on_epoch_end(self, epoch, _with_double_loss(self._process_logs(logs)))

    return method


def _evaluating(evaluate: _Method) -> _Method:
    @functools.wraps(evaluate)
    def method(*args: object, **named: object) -> Any:
        found = evaluate(*args, **named)
        if isinstance(found, list):
            return [np.float64(found[0]), *found[1:]]
        return _with_double_loss(found) if isinstance(found, dict) else np.float64(found)

    return method


def _of_tensors(predict: _Method) -> _Method:
    """Model.predict_on_batch: tensors, not arrays."""

    @functools.wraps(predict)
    def method(self: Any, x: object) -> Any:
        return tf.nest.map_structure(tf.convert_to_tensor, predict(self, x))

    return method


def _noting(get_data_handler: _Method) -> _Method:
    """Notes for the callbacks of a model how many samples it gets, if they are in arrays."""

    @functools.wraps(get_data_handler)
    def handler(*args: object, **named: Any) -> Any:
        made = get_data_handler(*args, **named)
        adapter, counts = getattr(made, "_adapter", None), _Counts()
        if isinstance(adapter, data_adapter.TensorLikeDataAdapter):
            size = adapter.batch_size()
            last = adapter.partial_batch_size() or size
            counts = _Counts((adapter.get_size() - 1) * size + last, size, last)
        if "model" in named:
            noted = vars(named["model"]).setdefault("_counts", {})
            noted["latest"] = noted["train" if "class_weight" in named else "test"] = counts
        return made

    return handler


class _Counts(NamedTuple):
    """How many samples a loop has, in all and in its batches and the last of them."""

    samples: int | None = None
    batch: int | None = None
    last: int | None = None

    def of(self, batch: int) -> int | None:
        if self.samples is None or self.batch is None:
            return None
        return self.last if (batch + 1) * self.batch >= self.samples else self.batch


def _counting(init: _Method) -> _Method:
    """CallbackList's constructor: where the samples are known, they are what is counted."""

    @functools.wraps(init)
    def initialize(self: Any, *args: Any, **named: Any) -> None:
        model = named.get("model")
        counts = vars(model).get("_counts", {}).get("latest") if model is not None else None
        if counts and counts.samples is not None:
            given = vars(model).get("_fitting", {})
            validates = bool(given.get("validation_data") or given.get("validation_split"))
            names = _metrics_names(model)
            named["samples"], named["batch_size"] = counts.samples, counts.batch
            named["do_validation"] = validates
            named["metrics"] = names + [f"val_{name}" for name in names if validates]
        init(self, *args, **named)
        if named.get("verbose") and "_fitting" in vars(model):
            _announce(vars(model)["_fitting"], named.get("samples"))
        if "samples" in named and self._progbar is not None:
            self._progbar.use_steps = False
            self._progbar.set_params(self.params)

    return initialize


def _with_counts(call: _Method) -> _Method:
    """CallbackList._call_batch_hook: the logs have the number and the size of the batch."""

    @functools.wraps(call)
    def hook(self: Any, mode: str, when: str, batch: int, logs: Any = None) -> None:
        counts = vars(self.model).get("_counts", {}).get("train" if mode == "train" else "test")
        size = counts.of(batch) if counts else None
        counted = {"batch": batch} if size is None else {"batch": batch, "size": size}
        logs = {**counted, **(logs or {})}
        last = getattr(getattr(self.model, "compiled_loss", None), "_last", None)
        if "loss" in logs and last is not None:
            logs["loss"] = last.numpy()
        call(self, mode, when, batch, logs)

    return hook


def _keeping_last(init: _Method) -> _Method:
    """LossesContainer's constructor: a place for the loss of the latest batch."""

    @functools.wraps(init)
    def initialize(self: Any, *args: object, **named: object) -> None:
        init(self, *args, **named)
        if tf.executing_eagerly() and not tf.distribute.has_strategy():
            self._last = tf.Variable(0.0, trainable=False, name="loss")

    return initialize


def _noting_loss(call: _Method) -> _Method:
    @functools.wraps(call)
    def compute(self: Any, *args: object, **named: object) -> Any:
        loss = call(self, *args, **named)
        if getattr(self, "_last", None) is not None:
            self._last.assign(tf.cast(loss, tf.float32))
        return loss

    return compute


def _averaging(init_progbar: _Method) -> _Method:
    """ProgbarLogger._maybe_init_progbar: the loss is that of a batch, and averaged here."""

    @functools.wraps(init_progbar)
    def method(self: Any) -> None:
        init_progbar(self)
        self.stateful_metrics.discard("loss")
        self.progbar.stateful_metrics.discard("loss")

    return method


def _predicted(self: Any, batch: int, logs: dict[str, Any] | None = None) -> None:
    """ProgbarLogger.on_predict_batch_end: the counts without the predictions."""
    counts = {name: found for name, found in (logs or {}).items() if name != "outputs"}
    self._batch_update_progbar(batch, counts)


def _announcing(fit: _Method) -> _Method:
    """Model.fit: first prints how much it trains and validates on."""
    signature = inspect.signature(fit)

    @functools.wraps(fit)
    def method(self: Any, *args: object, **named: object) -> Any:
        given = signature.bind(self, *args, **named).arguments
        vars(self)["_fitting"] = given
        try:
            return fit(self, *args, **named)
        finally:
            vars(self).pop("_fitting", None)

    return method


def _announce(given: dict[str, Any], samples: int | None) -> None:
    x, steps = given.get("x"), given.get("steps_per_epoch")
    if samples is not None:
        line = f"Train on {samples} samples"
    elif steps and isinstance(x, tf.data.Dataset):
        line = f"Train for {steps} steps"
    else:
        return
    validation, steps = given.get("validation_data"), given.get("validation_steps")
    if isinstance(validation, tf.data.Dataset):
        known = int(tf.data.experimental.cardinality(validation))
        if steps or known >= 0:
            line += f", validate for {steps or known} steps"
    elif validation is not None:
        line += f", validate on {len(tf.nest.flatten(validation)[0])} samples"
    elif given.get("validation_split") and samples is not None:
        line += f", validate on {len(tf.nest.flatten(x)[0]) - samples} samples"
    io_utils.print_msg(line)


_MODEL = "tf_keras.src.engine.training:Model"
_CALLBACKS = "tf_keras.src.callbacks"
_COUNTS = "counts batches and not samples"
_RUNNING = "gives callbacks the mean of the epoch so far, not the loss of the batch"
_TYPES = "gives Python's numbers"


PATCHES = (
    Patch(
        "tf_keras.src.engine.compile_utils:MetricsContainer._get_metric_object",
        _named,
        "names metrics as `compile` does",
    ),
    Patch(f"{_MODEL}.metrics_names", value(property(_metrics_names)), "is empty before training"),
    Patch(f"{_MODEL}.predict", _silent, "prints a progress bar"),
    Patch(f"{_MODEL}.predict_on_batch", _of_tensors, "gives arrays"),
    Patch(f"{_MODEL}.evaluate", _evaluating, _TYPES),
    Patch(f"{_MODEL}.fit", _announcing, _COUNTS),
    Patch(f"{_CALLBACKS}:CallbackList.on_epoch_end", _of_epoch, _TYPES),
    Patch(f"{_CALLBACKS}:CallbackList.__init__", _counting, _COUNTS),
    Patch("tf_keras.src.engine.compile_utils:LossesContainer.__init__", _keeping_last, _RUNNING),
    Patch("tf_keras.src.engine.compile_utils:LossesContainer.__call__", _noting_loss, _RUNNING),
    Patch(f"{_CALLBACKS}:ProgbarLogger._maybe_init_progbar", _averaging, _RUNNING),
    Patch(f"{_CALLBACKS}:CallbackList._call_batch_hook", _with_counts, _COUNTS),
    Patch(f"{_CALLBACKS}:ProgbarLogger.on_predict_batch_end", value(_predicted), _COUNTS),
    Patch("tf_keras.src.engine.data_adapter:get_data_handler", _noting, _COUNTS),
    Patch(
        "tf_keras.src.utils.tf_utils:sync_to_numpy_or_python_type",
        value(_to_numpy),
        _TYPES,
        holders=("tf_keras",),
    ),
    Patch(
        "tf_keras.src.utils.version_utils:TensorBoardVersionSelector.__new__",
        value(staticmethod(lambda cls, *args, **named: object.__new__(cls))),
        "takes the callback of TensorFlow 2",
    ),
)
