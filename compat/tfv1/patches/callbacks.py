"""Callbacks of tf_keras, where those of 1.15's tf.keras stopped, saved and printed differently."""

import functools
import inspect
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from tensorflow.python.platform import tf_logging
from tf_keras.src import backend, callbacks
from tf_keras.src.utils import io_utils
from tf_keras.src.utils.mode_keys import ModeKeys

from tfv1.names.modules import over
from tfv1.patches.table import Patch, value

_EPOCH = re.compile(r"^(\n?Epoch )(\d+):")


def _print(message: str, line_break: bool = True) -> None:
    """What callbacks print about an epoch, with its number in five digits."""
    message = _EPOCH.sub(lambda found: f"{found[1]}{int(found[2]):05}:", message)
    message = message.replace("LearningRateScheduler setting", "LearningRateScheduler reducing")
    io_utils.print_msg(message, line_break)


# What a line about an epoch ends with: "- 12ms/epoch - 3ms/step".
_SPEED = re.compile(r" - \d+[mu]?s/epoch - \d+[mu]?s/\w+\n$")


def _print_progress(message: str, line_break: bool = True) -> None:
    """What a progress bar prints: with verbose=2 no speed after the metrics."""
    io_utils.print_msg(_SPEED.sub("\n", message), line_break)


_COUNTS = ("batch", "size", "num_steps")  # what logs have beside metrics


def _metrics(logs: dict[str, Any] | None) -> dict[str, Any]:
    return {name: found for name, found in (logs or {}).items() if name not in _COUNTS}


def _without_counts(update: Callable[..., None]) -> Callable[..., None]:
    """ProgbarLogger._batch_update_progbar: the number and size of a step are not metrics."""

    @functools.wraps(update)
    def method(self: Any, batch: int, logs: dict[str, Any] | None = None) -> None:
        update(self, batch, _metrics(logs) if self.use_steps else logs)

    return method


class _Progress(callbacks.ProgbarLogger):
    """The progress of evaluate and predict, whose metrics come with the batches alone."""

    def _batch_update_progbar(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        super()._batch_update_progbar(batch, logs)
        if self.verbose == 2:
            self.progbar.update(self.seen, list(_metrics(logs).items()), finalize=False)


def _choosing(init: Callable[..., None]) -> Callable[..., None]:
    """EarlyStopping's constructor: without a mode, what has "acc" in its name should grow."""
    signature = inspect.signature(init)

    @functools.wraps(init)
    def initialize(self: Any, *args: object, **kwargs: object) -> None:
        init(self, *args, **kwargs)
        mode = signature.bind(self, *args, **kwargs).arguments.get("mode", "auto")
        if mode not in ("min", "max"):
            grows = "acc" in self.monitor
            self.monitor_op = np.greater if grows else np.less
            self.min_delta = abs(self.min_delta) * (1 if grows else -1)

    return initialize


def _begin(self: Any, logs: object = None) -> None:
    """EarlyStopping.on_train_begin: the baseline is the best so far."""
    self.wait = self.stopped_epoch = 0
    self.best = np.inf if self.monitor_op == np.less else -np.inf
    if self.baseline is not None:
        self.best = self.baseline


def _stop_early(self: Any, epoch: int, logs: object = None) -> None:
    """EarlyStopping.on_epoch_end: the first epoch may be the last; restores the best weights."""
    current = self.get_monitor_value(logs)
    if current is None:
        return
    if self.monitor_op(current - self.min_delta, self.best):
        self.best, self.wait = current, 0
        if self.restore_best_weights:
            self.best_weights = self.model.get_weights()
        return
    self.wait += 1
    if self.wait < self.patience:
        return
    self.stopped_epoch = epoch
    self.model.stop_training = True
    if self.restore_best_weights:
        if self.verbose > 0:
            print("Restoring model weights from the end of the best epoch.")
        self.model.set_weights(self.best_weights)


def _stopped(self: Any, logs: object = None) -> None:
    """EarlyStopping.on_train_end: weights are restored only when training is stopped."""
    if self.stopped_epoch > 0 and self.verbose > 0:
        _print(f"Epoch {self.stopped_epoch + 1}: early stopping")


def _count_samples(self: Any, batch: int, logs: dict[str, Any] | None = None) -> None:
    """ModelCheckpoint.on_train_batch_end: `save_freq` is a number of samples."""
    if self.save_freq == "epoch":
        return
    self._batches_seen_since_last_saving += (logs or {}).get("size", 1)
    if self._batches_seen_since_last_saving >= self.save_freq:
        self._save_model(epoch=self._current_epoch, batch=None, logs=logs)
        self._batches_seen_since_last_saving = 0


def _reduce_rate(self: Any, epoch: int, logs: dict[str, Any] | None = None) -> None:
    """ReduceLROnPlateau.on_epoch_end: the new rate is computed in double precision."""
    logs = logs or {}
    rate = self.model.optimizer.lr
    logs["lr"] = backend.get_value(rate)
    current = logs.get(self.monitor)
    if current is None:
        tf_logging.warning(
            "Reduce LR on plateau conditioned on metric `%s` which is not available. "
            "Available metrics are: %s",
            self.monitor,
            ",".join(logs),
        )
        return
    if self.in_cooldown():
        self.cooldown_counter -= 1
        self.wait = 0
    if self.monitor_op(current, self.best):
        self.best, self.wait = current, 0
        return
    if self.in_cooldown():
        return
    self.wait += 1
    old = float(backend.get_value(rate))
    if self.wait < self.patience or old <= self.min_lr:
        return
    new = max(old * self.factor, self.min_lr)
    backend.set_value(rate, new)
    if self.verbose > 0:
        _print(f"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {new}.")
    self.cooldown_counter, self.wait = self.cooldown, 0


def _with_columns(on_epoch_end: Callable[..., None]) -> Callable[..., None]:
    """CSVLogger.on_epoch_end: the columns are what the first epoch has, without `val_` of them."""

    @functools.wraps(on_epoch_end)
    def method(self: Any, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if self.keys is None:
            self.keys = sorted(logs or {})
        on_epoch_end(self, epoch, logs)

    return method


def _with_progress(configure: Callable[..., Any]) -> Callable[..., Any]:
    """The callbacks of a loop: evaluate and predict show their progress, too."""
    signature = inspect.signature(configure)

    @functools.wraps(configure)
    def configured(given: Any, *args: object, **kwargs: object) -> Any:
        bound = signature.bind(given, *args, **kwargs)
        bound.apply_defaults()
        options = bound.arguments
        silent = options["mode"] == ModeKeys.TRAIN or not options["verbose"]
        if not silent and not isinstance(given, callbacks.CallbackList):
            given = [*(given or ()), _Progress(options["count_mode"])]
        return configure(given, *args, **kwargs)

    return configured


_CALLBACKS = "tf_keras.src.callbacks"

PATCHES = (
    Patch(
        f"{_CALLBACKS}:io_utils",
        value(over(io_utils, "io_utils", print_msg=_print)),
        "prints numbers of epochs in as many digits as they have",
    ),
    Patch(
        "tf_keras.src.utils.generic_utils:io_utils",
        value(over(io_utils, "io_utils", print_msg=_print_progress)),
        "prints the speed at the end of an epoch's line",
    ),
    Patch(
        f"{_CALLBACKS}:ProgbarLogger._batch_update_progbar",
        _without_counts,
        "shows a step's number and size where it counts steps",
    ),
    Patch(f"{_CALLBACKS}:configure_callbacks", _with_progress, "is silent outside of training"),
    Patch(f"{_CALLBACKS}:EarlyStopping.__init__", _choosing, "takes what ends in auc to grow, too"),
    *(
        Patch(f"{_CALLBACKS}:EarlyStopping.{name}", value(method), "stops and restores later")
        for name, method in (
            ("on_train_begin", _begin),
            ("on_epoch_end", _stop_early),
            ("on_train_end", _stopped),
        )
    ),
    Patch(
        f"{_CALLBACKS}:ModelCheckpoint.on_train_batch_end",
        value(_count_samples),
        "counts batches",
    ),
    Patch(
        f"{_CALLBACKS}:ReduceLROnPlateau.on_epoch_end",
        value(_reduce_rate),
        "computes in single precision",
    ),
    Patch(
        f"{_CALLBACKS}:CSVLogger.on_epoch_end",
        _with_columns,
        "adds columns for a validation even without one",
    ),
)
