"""Where tf_keras differs from 1.15's tf.keras, corrected for graph mode.

This changes only classes that tf_keras uses in graph mode, and adds missing methods: eager code
sees tf_keras as it is.
"""

import contextlib
import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from tensorflow.python.ops import math_ops, nn_impl
from tf_keras.src import backend, losses, regularizers
from tf_keras.src.engine.input_spec import InputSpec
from tf_keras.src.saving.legacy import model_config
from tf_keras.src.utils import layer_utils, version_utils

from tfv1.names.modules import over
from tfv1.patches.table import Patch, value


def _set_name(self: Any, name: str | None, zero_based: bool = True) -> None:
    """Names a layer as 1.15 did: `ConvLSTM2D` becomes `conv_lst_m2d`, today `conv_lstm2d`."""
    self._name = name or backend.unique_object_name(
        _snake_case(type(self).__name__), zero_based=zero_based
    )


def _snake_case(name: str) -> str:
    words = re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", name)
    snake = re.sub(r"([a-z])([A-Z])", r"\1_\2", words).lower()
    # A scope's name cannot begin with an underscore.
    return "private" + snake if snake.startswith("_") else snake


def _predict_proba(self: Any, x: object, batch_size: int | None = None, verbose: int = 0) -> Any:
    """Sequential.predict_proba of 1.15: what predict gives."""
    return self.predict(x, batch_size, verbose)


def _predict_classes(self: Any, x: object, batch_size: int | None = None, verbose: int = 0) -> Any:
    """Sequential.predict_classes of 1.15: the most likely class of each sample.

    Returns:
      int64 array [samples] for several outputs, int32 array [samples, 1] of 0 and 1 for one.
    """
    probabilities = self.predict(x, batch_size=batch_size, verbose=verbose)
    if probabilities.shape[-1] > 1:
        return np.argmax(probabilities, axis=-1)
    return (probabilities > 0.5).astype("int32")


def _keras_shape(self: Any) -> tuple[int | None, ...]:
    """What Keras' own package noted on the outputs of layers; other tensors have none."""
    noted = vars(self).get("_keras_shape_noted")
    if noted is None and not hasattr(self, "_keras_history"):
        raise AttributeError(f"{type(self).__name__!r} object has no attribute '_keras_shape'")
    return noted or tuple(self.shape.as_list())


def _set_keras_shape(self: object, shape: tuple[int | None, ...]) -> None:
    vars(self)["_keras_shape_noted"] = shape


_loss_of_today = losses.LossFunctionWrapper.call


def _loss(self: Any, y_true: object, y_pred: object) -> Any:
    """A loss function of 1.15 got its tensors as they are; today axes of length 1 are dropped.

    For that they need an axis, but a model whose layer computes the loss gives a scalar.
    """
    if version_utils.should_use_v2():
        return _loss_of_today(self, y_true, y_pred)
    return self.fn(y_true, y_pred, **self._fn_kwargs)


def _name_scope(name: str) -> contextlib.AbstractContextManager[Any]:
    """`backend.name_scope` as the recurrent layers see it: no scope of the cell's in graph mode.

    The scope was added after 1.15. Without it an LSTM's kernel is `lstm/kernel`, as it stands in
    1.15's checkpoints, and not `lstm/lstm_cell/kernel`.
    """
    scope: Callable[..., Any] = backend.name_scope
    return scope(name) if version_utils.should_use_v2() else contextlib.nullcontext()


_set_argument = layer_utils.CallFunctionSpec.set_arg_value


def _set_arg_value(
    self: Any,
    arg_name: str,
    new_value: object,
    args: object,
    kwargs: dict[str, Any],
    *rest: bool,
    **options: bool,
) -> Any:
    """What the framework adds to a layer's call: a layer of 1.15 with **kwargs got no None.

    Such a layer hands its keyword arguments on, often to functions without `training`.
    """
    if new_value is None and arg_name not in self.arg_names:
        kwargs.pop(arg_name, None)
        return args, kwargs
    return _set_argument(self, arg_name, new_value, args, kwargs, *rest, **options)


def _input_spec_of_functional(self: Any) -> Any:
    """Model.input_spec of 1.15: as many inputs as it has, of any shape that its layers take."""
    if hasattr(self, "_manual_input_spec"):
        return self._manual_input_spec
    count = len(getattr(self, "_input_layers", ()))
    return [InputSpec() for _ in range(count)] if count > 1 else None


def _input_spec_of_sequential(self: Any) -> Any:
    """Sequential.input_spec of 1.15: that of the first layer."""
    if hasattr(self, "_manual_input_spec"):
        return self._manual_input_spec
    return self.layers[0].input_spec if self.layers else None


def _set_input_spec(self: Any, spec: object) -> None:
    self._manual_input_spec = spec


def _to_yaml(self: Any, **kwargs: Any) -> str:
    """Model.to_yaml of 1.15; `kwargs` are those of `yaml.safe_dump`."""
    text: str = _yaml().safe_dump(json.loads(self.to_json()), **kwargs)
    return text


def _model_from_yaml(yaml_string: str, custom_objects: dict[str, object] | None = None) -> Any:
    """The model that such a text describes. It may have tuples, but no other Python objects."""
    yaml = _yaml()
    return model_config.model_from_config(
        yaml.load(yaml_string, yaml.FullLoader), custom_objects=custom_objects
    )


def _yaml() -> Any:
    try:
        import yaml
    except ImportError as error:
        message = "Requires yaml module installed (`pip install pyyaml`)."
        raise ImportError(message) from error
    return yaml


def _l1(l: float = 0.01) -> Any:  # noqa: E741 - what 1.15 called it
    return regularizers.L1L2(l1=l)


def _l2(l: float = 0.01) -> Any:  # noqa: E741
    return regularizers.L1L2(l2=l)


def _cosine_proximity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """The cosine of the angle; as a loss of 1.15 it has no minus sign."""
    y_true, y_pred = (nn_impl.l2_normalize(given, axis=axis) for given in (y_true, y_pred))
    return math_ops.reduce_sum(y_true * y_pred, axis=axis)


_cosine_proximity.__name__ = "cosine_proximity"  # by which it is saved and loaded


def _as_class(make: Callable[..., Any]) -> type:
    """A class that makes what a function makes: Keras calls only classes that it finds by name."""
    return type(make.__name__, (), {"__new__": lambda cls, *args, **kwargs: make(*args, **kwargs)})


_V1 = "tf_keras.src.engine"
_RNN = "tf_keras.src.layers.rnn"
_GONE = "was removed"

PATCHES = (
    Patch(f"{_V1}.training:Model.to_yaml", value(_to_yaml), _GONE),
    Patch(
        "tf_keras.src.saving.legacy.model_config:model_from_yaml",
        value(_model_from_yaml),
        _GONE,
        holders=("tf_keras",),
    ),
    *(
        Patch(f"{module}:{name}", value(found), "is of a class that 1.15 cannot load")
        for name, make in (("l1", _l1), ("l2", _l2))
        for module, found in (
            ("tf_keras.api._v1.keras.regularizers", make),
            ("tf_keras.src.regularizers", _as_class(make)),
        )
    ),
    Patch(f"{_V1}.base_layer_v1:Layer._init_set_name", value(_set_name), "made other names"),
    Patch(f"{_V1}.sequential:Sequential.predict_proba", value(_predict_proba), _GONE),
    Patch(f"{_V1}.sequential:Sequential.predict_classes", value(_predict_classes), _GONE),
    Patch(
        f"{_V1}.functional:Functional.input_spec",
        value(property(_input_spec_of_functional, _set_input_spec)),
        "refuses inputs of another rank",
    ),
    Patch(
        f"{_V1}.sequential:Sequential.input_spec",
        value(property(_input_spec_of_sequential, _set_input_spec)),
        "refuses inputs of another rank",
    ),
    *(
        Patch(f"tf_keras.src.callbacks_v1:TensorBoard.{name}", value(False), "reads it unset")
        for name in ("_should_trace", "write_steps_per_second")
    ),
    Patch(
        "tf_keras.src.utils.layer_utils:CallFunctionSpec.set_arg_value",
        value(_set_arg_value),
        "adds training=None to layers that take any keyword argument",
    ),
    Patch("tf_keras.src.losses:cosine_proximity", value(_cosine_proximity), _GONE),
    Patch(
        "tf_keras.src.losses:cosine_similarity",
        value(_cosine_proximity),
        "has a minus sign",
        holders=("tf_keras",),
    ),
    *(
        Patch(f"tf_keras.src.{name}.__name__", value(before), "has another name in histories")
        for name, before in (
            ("losses:kl_divergence", "kullback_leibler_divergence"),
            ("losses:log_cosh", "logcosh"),
            ("metrics.regression_metrics:cosine_similarity", "cosine_proximity"),
        )
    ),
    Patch("tf_keras.src.losses:LossFunctionWrapper.call", value(_loss), "squeezes its tensors"),
    Patch(
        "tensorflow:Tensor._keras_shape",
        value(property(_keras_shape, _set_keras_shape)),
        "was an attribute of the outputs of Keras' own package",
    ),
    *(
        Patch(
            f"{_RNN}.{module}:backend",
            value(over(backend, "backend", name_scope=_name_scope)),
            "adds a name scope",
        )
        for module in ("base_rnn", "stacked_rnn_cells")
    ),
)
