"""tf.contrib.eager.metrics: averages over an evaluation, which write contrib summaries themselves.

    accuracy = tfe.metrics.Accuracy("accuracy")
    accuracy(labels, predictions)      # for each batch; in graph mode an op to be run
    accuracy.result()                  # the average, written as a summary if there is a writer

State is kept in float64 variables, in the collections for local and metric variables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import tensorflow.compat.v1 as tf
from tensorflow.python.framework.smart_cond import smart_cond
from tensorflow.python.trackable.base import Trackable

from tfv1.contrib.summary import scalar

__all__ = [
    "Accuracy",
    "BinaryAccuracy",
    "CategoricalAccuracy",
    "Mean",
    "Metric",
    "SparseAccuracy",
]

_NOT_IN_A_SCOPE_NAME = re.compile("[^A-Za-z0-9.]")


class Metric(Trackable):
    """The base class for metrics: subclasses define `build`, `call` and `result`.

    `build(*args)` creates the variables with `add_variable` on the first call, with that call's
    arguments; `call(*args)` updates them; `result()` returns the value so far.

    Args:
      name: also the tag of the summary; the class's name by default.
      use_global_variables: add the variables to the global instead of the local ones.
    """

    def __init__(self, name: str | None = None, use_global_variables: bool = False) -> None:
        self._built = False
        self._vars: list[Any] = []
        self._initial_values: list[Any] = []
        self._use_global_variables = use_global_variables
        name = name or type(self).__name__
        scope_name = _NOT_IN_A_SCOPE_NAME.sub("_", name)
        with tf.variable_scope(scope_name, use_resource=True, reuse=False) as scope:
            self._scope = scope
        # If the scope was made unique, so is the metric's name.
        start = scope.name.rfind(scope_name)
        self._name = name + scope.name[start + len(scope_name) :]
        if not tf.executing_eagerly():
            # A single op that runs all updates of the call.
            self.call = tf.function(self.call, autograph=False)  # type: ignore[method-assign]

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Updates the metric in eager mode; in graph mode returns tensors that do."""
        if not self._built:
            with tf.init_scope(), tf.variable_scope(self._scope):
                self.build(*args, **kwargs)
            self._built = True
        return self.call(*args, **kwargs)

    @property
    def name(self) -> str:
        return self._name

    @property
    def variables(self) -> list[Any]:
        """The state; empty before the first call."""
        return self._vars

    def init_variables(self) -> Any:
        """Resets the state in eager mode; in graph mode returns the op that initialises it."""
        if not tf.executing_eagerly():
            return tf.group([variable.initializer for variable in self._vars])
        for variable, value in zip(self._vars, self._initial_values, strict=True):
            variable.assign(value)
        return None

    def build(self, *args: object, **kwargs: object) -> None:
        """Creates the variables."""
        raise NotImplementedError("Metrics must define a build() member function")

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Updates the variables."""
        raise NotImplementedError("Metrics must define a call() member function")

    def result(self) -> Any:
        """The value so far."""
        raise NotImplementedError("Metrics must define a result() member function")

    def value(self) -> Any:
        """`result()` in graph mode, the function `result` in eager mode."""
        return self.result if tf.executing_eagerly() else self.result()

    def aggregate(self, metrics: Sequence[Metric]) -> None:
        """Adds the state of other metrics to this one's.

        Raises:
          TypeError: they are of a different class.
          ValueError: their variables differ.
        """
        for metric in metrics:
            if type(metric) is not type(self):
                raise TypeError(
                    f"All metrics must be the same type, '{type(self)}' != '{type(metric)}'."
                )
        for k, variable in enumerate(self._vars):
            others = [metric.variables[k] for metric in metrics]
            if any(other.name != variable.name for other in others):
                raise ValueError("All metrics must have variables in the same order.")
            variable.assign_add(tf.add_n(others))

    def add_variable(
        self, name: str, shape: object = None, dtype: object = None, initializer: object = None
    ) -> Any:
        """Adds a state variable; outside `build` it raises RuntimeError."""
        if self._built:
            raise RuntimeError("Can't call add_variable() except in build().")
        scope = (
            tf.GraphKeys.GLOBAL_VARIABLES
            if self._use_global_variables
            else tf.GraphKeys.LOCAL_VARIABLES
        )
        variable = self._add_variable_with_custom_getter(
            name=name,
            shape=shape,
            dtype=dtype,
            initializer=initializer,
            trainable=False,
            collections=None if tf.executing_eagerly() else [scope, tf.GraphKeys.METRIC_VARIABLES],
            use_resource=True,
            getter=tf.get_variable,
            overwrite=True,  # tf.get_variable reports duplicates
        )
        self._vars.append(variable)
        if tf.executing_eagerly():
            self._initial_values.append(variable.value())
        return variable


class Mean(Metric):
    """The mean of all values, each weighted by 1 or by what is passed with it.

    Args:
      name, use_global_variables: as in `Metric`.
      dtype: the dtype of the state and the result.
    """

    def __init__(
        self,
        name: str | None = None,
        dtype: object = tf.float64,
        use_global_variables: bool = False,
    ) -> None:
        super().__init__(name=name, use_global_variables=use_global_variables)
        self.dtype = dtype

    def build(self, *args: object, **kwargs: object) -> None:
        del args, kwargs
        zeros = tf.zeros_initializer
        self.numer = self.add_variable("numer", shape=(), dtype=self.dtype, initializer=zeros)
        self.denom = self.add_variable("denom", shape=(), dtype=self.dtype, initializer=zeros)

    def call(self, values: Any, weights: Any = None) -> Any:
        """Adds `values` (any shape); `weights` must be broadcastable. Returns the arguments."""
        return self._add(values, weights)

    def _add(self, values: object, weights: object) -> Any:
        # Separate from call(), which in graph mode is the subclass's graph function.
        if weights is None:
            total = tf.reduce_sum(values)
            self.denom.assign_add(tf.cast(tf.size(values), self.dtype))
            self.numer.assign_add(tf.cast(total, self.dtype))
            return total
        weights = tf.cast(weights, self.dtype)
        values = tf.cast(values, self.dtype) * weights
        self.denom.assign_add(tf.reduce_sum(weights))
        self.numer.assign_add(tf.reduce_sum(values))
        return values, weights

    def result(self, write_summary: object = True) -> Any:
        """The mean so far (NaN before the first value), also written as a scalar summary.

        Args:
          write_summary: bool or bool tensor; False writes no summary.
        """
        mean = self.numer / self.denom

        def write() -> Any:
            scalar(name=self.name, tensor=mean)
            return mean

        smart_cond(tf.convert_to_tensor(write_summary), write, lambda: mean, name="")
        return mean


class Accuracy(Mean):
    """How often `predictions` equals `labels`, which has the same shape and dtype."""

    def __init__(self, name: str | None = None, dtype: object = tf.float64) -> None:
        super().__init__(name=name, dtype=dtype)

    def call(self, labels: object, predictions: object, weights: object = None) -> Any:  # type: ignore[override]
        """Adds a batch; returns the arguments. InvalidArgumentError if the shapes differ."""
        _check_shapes(tf.shape(labels), tf.shape(predictions), _UNEQUAL)
        return self._count(labels, predictions, weights)

    def _count(self, labels: object, predictions: object, weights: object) -> Any:
        self._add(tf.cast(tf.equal(labels, predictions), self.dtype), weights)
        return (labels, predictions) if weights is None else (labels, predictions, weights)


class CategoricalAccuracy(Accuracy):
    """How often `predictions` and the one-hot `labels` are largest at the same index."""

    def call(self, labels: object, predictions: object, weights: object = None) -> Any:  # type: ignore[override]
        """Adds a batch of shape [..., classes]; returns the classes."""
        _check_shapes(tf.shape(labels), tf.shape(predictions), _UNEQUAL)
        return self._count(tf.argmax(labels, axis=-1), tf.argmax(predictions, axis=-1), weights)


class BinaryAccuracy(Accuracy):
    """How often `predictions > threshold` matches the label, 0 or 1.

    Args:
      threshold: 0.5 for probabilities, 0 for logits.
      name, dtype: as in `Mean`.
    """

    def __init__(
        self, threshold: float, name: str | None = None, dtype: object = tf.float64
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        self.threshold = threshold

    def call(self, labels: object, predictions: object, weights: object = None) -> Any:  # type: ignore[override]
        """Adds a batch; returns labels and predictions as bool."""
        _check_shapes(tf.shape(labels), tf.shape(predictions), _UNEQUAL)
        above = tf.convert_to_tensor(predictions) > self.threshold
        return self._count(tf.cast(labels, tf.bool), above, weights)


class SparseAccuracy(Accuracy):
    """How often the largest entry of `predictions` is at the label's index."""

    def call(self, labels: object, predictions: object, weights: object = None) -> Any:  # type: ignore[override]
        """Adds labels [batch] and predictions [batch, classes]; returns the classes."""
        _check_shapes(
            tf.shape(labels),
            tf.shape(predictions)[0],
            "First axis of labels and predictions is unequal",
        )
        return self._count(tf.cast(labels, tf.int64), tf.argmax(predictions, axis=-1), weights)


_UNEQUAL = "Shapes of labels and predictions are unequal"


def _check_shapes(labels: object, predictions: object, message: str) -> None:
    tf.debugging.assert_equal(labels, predictions, message=message)
