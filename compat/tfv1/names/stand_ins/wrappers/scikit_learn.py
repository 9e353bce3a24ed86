"""tf.keras.wrappers.scikit_learn: Keras models as estimators of scikit-learn."""

import copy
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
from tf_keras.models import Sequential
from tf_keras.utils import to_categorical


class BaseWrapper:
    """What classifier and regressor have in common.

    Args:
      build_fn: returns a compiled model; a function, an object with `__call__`, or None for the
        `__call__` of a subclass.
      **sk_params: arguments of `build_fn` and of the model's fit, predict and evaluate.
    """

    def __init__(self, build_fn: Callable[..., Any] | None = None, **sk_params: Any) -> None:
        self.build_fn = build_fn
        self.sk_params = sk_params
        self.check_params(sk_params)

    def _builder(self) -> Callable[..., Any]:
        """The function or method that builds the model, whose arguments count."""
        build: Any = self if self.build_fn is None else self.build_fn
        return build if inspect.isfunction(build) or inspect.ismethod(build) else build.__call__

    def check_params(self, params: dict[str, Any]) -> None:
        """Refuses what neither the builder nor the model's methods take."""
        methods = Sequential.fit, Sequential.predict, Sequential.evaluate
        known = {"nb_epoch"}.union(*map(_arguments, (*methods, self._builder())))
        for name in params:
            if name not in known:
                raise ValueError(f"{name} is not a legal parameter")

    def get_params(self, **params: Any) -> dict[str, Any]:
        """The arguments of the constructor; `params` is for scikit-learn."""
        return {**copy.deepcopy(self.sk_params), "build_fn": self.build_fn}

    def set_params(self, **params: Any) -> "BaseWrapper":
        """Changes arguments of the constructor, and returns self."""
        self.check_params(params)
        self.sk_params.update(params)
        return self

    def filter_sk_params(
        self, fn: Callable[..., Any], override: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Those of the parameters that `fn` takes, and what `override` says."""
        taken = _arguments(fn)
        own = {name: value for name, value in self.sk_params.items() if name in taken}
        return {**own, **(override or {})}

    def fit(self, x: Any, y: Any, **kwargs: Any) -> Any:
        """Builds a model, trains it, and returns its history."""
        build = self._builder()
        self.model = build(**self.filter_sk_params(build))
        options = copy.deepcopy(self.filter_sk_params(Sequential.fit))
        return self.model.fit(x, self._targets(y), **{**options, **kwargs})

    def _targets(self, y: Any) -> Any:
        """Class numbers as the rows that the categorical loss needs; all others as they are."""
        loss = self.model.loss
        name = getattr(loss, "name", None) or getattr(loss, "__name__", loss)
        if name == "categorical_crossentropy" and np.ndim(y) != 2:
            return to_categorical(y)
        return y

    def _loss_and_metrics(self, x: Any, y: Any, options: dict[str, Any]) -> list[Any]:
        found = self.model.evaluate(x, y, **self.filter_sk_params(Sequential.evaluate, options))
        return found if isinstance(found, list) else [found]

    def __sklearn_tags__(self) -> Any:
        """What today's scikit-learn asks of estimators; these never said what kind they are."""
        from sklearn.utils import Tags, TargetTags

        return Tags(
            estimator_type=None,
            target_tags=TargetTags(required=True),
            transformer_tags=None,
            classifier_tags=None,
            regressor_tags=None,
        )


class KerasClassifier(BaseWrapper):
    """A classifier of scikit-learn's kind."""

    def fit(self, x: Any, y: Any, **kwargs: Any) -> Any:
        """Trains a new model on labels [samples] or [samples, 1], or on rows of classes.

        Raises:
          ValueError: `y` has another shape.
        """
        y = np.array(y)
        if y.ndim == 2 and y.shape[1] > 1:
            self.classes_ = np.arange(y.shape[1])
        elif y.ndim in (1, 2):
            self.classes_ = np.unique(y)
            y = np.searchsorted(self.classes_, y)
        else:
            raise ValueError(f"Invalid shape for y: {y.shape}")
        self.n_classes_ = len(self.classes_)
        return super().fit(x, y, **kwargs)

    def predict(self, x: Any, **kwargs: Any) -> Any:
        """The labels that the model finds most likely."""
        options = self.filter_sk_params(Sequential.predict_classes, kwargs)
        return self.classes_[self.model.predict_classes(x, **options)]

    def predict_proba(self, x: Any, **kwargs: Any) -> Any:
        """Probabilities [samples, classes], with two columns for a model of one output."""
        options = self.filter_sk_params(Sequential.predict_proba, kwargs)
        probabilities = self.model.predict_proba(x, **options)
        if probabilities.shape[1] > 1:
            return probabilities
        return np.hstack([1 - probabilities, probabilities])

    def score(self, x: Any, y: Any, **kwargs: Any) -> Any:
        """The model's accuracy on labels `y`.

        Raises:
          ValueError: it is not compiled with `metrics=["accuracy"]`.
        """
        y = self._targets(np.searchsorted(self.classes_, y))
        found = self._loss_and_metrics(x, y, kwargs)
        for name, metric in zip(self.model.metrics_names, found, strict=False):
            if name in ("accuracy", "acc"):
                return metric
        raise ValueError(
            "The model is not configured to compute accuracy. "
            'You should pass `metrics=["accuracy"]` to the `model.compile()` method.'
        )


class KerasRegressor(BaseWrapper):
    """A regressor of scikit-learn's kind."""

    def predict(self, x: Any, **kwargs: Any) -> Any:
        """The model's outputs, without axes of length 1."""
        options = self.filter_sk_params(Sequential.predict, kwargs)
        return np.squeeze(self.model.predict(x, **options))

    def score(self, x: Any, y: Any, **kwargs: Any) -> Any:
        """The loss with its sign changed: the better, the higher."""
        return -self._loss_and_metrics(x, y, kwargs)[0]


def _arguments(function: Callable[..., Any]) -> set[str]:
    """The names of the arguments that a function lists."""
    several = inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD
    parameters = inspect.signature(function).parameters
    return {name for name, one in parameters.items() if one.kind not in several}
