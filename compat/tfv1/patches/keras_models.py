"""What models of tf_keras refuse in graph mode, as in 1.15."""

import functools
from collections.abc import Callable
from typing import Any

from tf_keras.src.engine.sequential import Sequential
from tf_keras.src.engine.training_utils import get_static_batch_size
from tf_keras.src.utils import version_utils

from tfv1.patches.table import Patch


def _refusing_subclasses(clone_model: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(clone_model)
    def clone(model: Any, *args: object, **kwargs: object) -> Any:
        by_layers = isinstance(model, Sequential) or getattr(model, "_is_graph_network", True)
        if not version_utils.should_use_v2() and not by_layers:
            raise ValueError(
                "Expected `model` argument to be a functional `Model` instance, "
                "but got a subclass model instead."
            )
        return clone_model(model, *args, **kwargs)

    return clone


def _checking_batch_sizes(validate: Callable[[Any], None]) -> Callable[[Any], None]:
    @functools.wraps(validate)
    def checked(self: Any) -> None:
        validate(self)
        sizes = [get_static_batch_size(given._keras_history.layer) for given in self.inputs]
        if not version_utils.should_use_v2() and len({*sizes} - {None}) > 1:
            raise ValueError(
                "The specified batch sizes of the Input Layers are incompatible. "
                f"Found batch sizes: {sizes}"
            )

    return checked


def _refusing_by_type(add: Callable[[Any, object], None]) -> Callable[[Any, object], None]:
    """Sequential.add: a later layer with several outputs was of a wrong type, not value."""

    @functools.wraps(add)
    def added(self: Any, layer: object) -> None:
        is_first = not self.outputs
        try:
            add(self, layer)
        except ValueError as error:
            if is_first or "single output tensor" not in str(error):
                raise
            raise TypeError(str(error)) from error

    return added


_ENGINE = "tf_keras.src.engine"

PATCHES = (
    Patch(
        "tf_keras.src.models.cloning:clone_model",
        _refusing_subclasses,
        "makes a new model of the configuration",
        holders=("tf_keras",),
    ),
    Patch(
        f"{_ENGINE}.functional:Functional._validate_graph_inputs_and_outputs",
        _checking_batch_sizes,
        "takes inputs of different batch sizes",
    ),
    Patch(f"{_ENGINE}.sequential:Sequential.add", _refusing_by_type, "raises another error"),
)
