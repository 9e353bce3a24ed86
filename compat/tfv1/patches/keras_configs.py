"""What Keras' models, layers and losses write about themselves: 1.15 can load it."""

import copy
import functools
from collections.abc import Callable
from typing import Any

from tensorflow.python import tf2
from tensorflow.python.ops import init_ops
from tf_keras.src.engine import functional, input_layer
from tf_keras.src.losses import LossFunctionWrapper

from tfv1.patches.table import Patch, value

_Config = dict[str, Any]
_GetConfig = Callable[[Any], _Config]


def _as_in_1_15(get_config: _GetConfig) -> Callable[[_GetConfig], _GetConfig]:
    """A replacement that uses `get_config`, and the original in code of TensorFlow 2.

    It has the attributes of the original, by which Keras knows its own methods from a script's.
    """

    def replacement(original: _GetConfig) -> _GetConfig:
        @functools.wraps(original)
        def replaced(self: Any) -> _Config:
            return (original if tf2.enabled() else get_config)(self)

        return replaced

    return replacement


def _config_of_functional(self: Any) -> _Config:
    """Its name and layers, whatever constructor the class has."""
    config: _Config = _without_ids(copy.deepcopy(functional.get_network_config(self)))
    config["layers"] = [_name_first(layer) for layer in config["layers"]]
    return config


def _without_ids(config: Any) -> Any:
    """A configuration without the numbers of objects that several layers share."""
    if isinstance(config, dict):
        return {
            name: _without_ids(given)
            for name, given in config.items()
            if name != "shared_object_id"
        }
    if type(config) in (list, tuple):
        return type(config)(map(_without_ids, config))
    return config


def _name_first(layer: _Config) -> _Config:
    return {"name": layer["name"], **layer}


def _config_of_sequential(self: Any) -> _Config:
    """Its name and layers without the input, whose shape the first layer has."""
    layers = [
        {"class_name": type(layer).__name__, "config": layer.get_config()} for layer in self.layers
    ]
    first = next(iter(self._self_tracked_trackables), None)
    if layers and self._is_graph_network and isinstance(first, input_layer.InputLayer):
        layers[0]["config"].setdefault("batch_input_shape", first._batch_input_shape)
    config = {"name": self.name, "layers": copy.deepcopy(layers)}
    if self._build_input_shape and not self._is_graph_network:
        config["build_input_shape"] = self._build_input_shape
    return config


def _config_of_subclass(self: object) -> _Config:
    """A class with a `call` of its own has no configuration, unless it defines one."""
    raise NotImplementedError


def _without(**options: object) -> Callable[[_GetConfig], _GetConfig]:
    """A replacement that leaves out options which 1.15 did not have, where they have no effect."""

    def replacement(original: _GetConfig) -> _GetConfig:
        @functools.wraps(original)
        def get_config(self: Any) -> _Config:
            config = original(self)
            if tf2.enabled():
                return config
            return {
                name: given
                for name, given in config.items()
                if name not in options or given != options[name]
            }

        return get_config

    return replacement


def _without_function(original: _GetConfig) -> _GetConfig:
    """The configuration of a loss that knows by its class what to compute."""

    @functools.wraps(original)
    def get_config(self: Any) -> _Config:
        config = original(self)
        if not tf2.enabled() and type(self) is not LossFunctionWrapper:
            config.pop("fn", None)
        return config

    return get_config


def _scaling(scale: float, distribution: str) -> Callable[..., Any]:
    """Makes what the functions `he_normal` and its like of 1.15 made."""

    def new(cls: type, seed: int | None = None) -> Any:
        return init_ops.VarianceScaling(scale, "fan_in", distribution, seed)

    return new


_ENGINE = "tf_keras.src.engine"
_LAYERS = "tf_keras.src.layers"
_METRICS = "tf_keras.src.metrics"
_WHY = "gives a configuration that 1.15 cannot load"

# The options that came after 1.15, and their defaults.
_NEW: dict[str, dict[str, object]] = {
    f"{_ENGINE}.input_layer:InputLayer": {"optional": False},
    f"{_LAYERS}.convolutional.base_conv:Conv": {"groups": 1},
    **{
        f"{_LAYERS}.pooling.base_global_pooling{n}d:GlobalPooling{n}D": {"keepdims": False}
        for n in (1, 2, 3)
    },
    f"{_LAYERS}.regularization.alpha_dropout:AlphaDropout": {"seed": None},
    f"{_LAYERS}.regularization.gaussian_dropout:GaussianDropout": {"seed": None},
    f"{_LAYERS}.regularization.gaussian_noise:GaussianNoise": {"seed": None},
    f"{_LAYERS}.attention.base_dense_attention:BaseDenseAttention": {"dropout": 0.0},
    f"{_LAYERS}.attention.attention:Attention": {"score_mode": "dot"},
    "tf_keras.src.losses:BinaryCrossentropy": {"axis": -1},
    "tf_keras.src.losses:CategoricalCrossentropy": {"axis": -1},
    "tf_keras.src.losses:SparseCategoricalCrossentropy": {"ignore_class": None},
    f"{_METRICS}.probabilistic_metrics:CategoricalCrossentropy": {"axis": -1},
    f"{_METRICS}.probabilistic_metrics:SparseCategoricalCrossentropy": {"ignore_class": None},
    f"{_METRICS}.confusion_metrics:SensitivitySpecificityBase": {"class_id": None},
    f"{_METRICS}.confusion_metrics:AUC": {
        "from_logits": False,
        "label_weights": None,
        "multi_label": False,
        "num_labels": None,
    },
    "tf_keras.src.optimizers.legacy.ftrl:Ftrl": {"beta": 0.0},
}

PATCHES = (
    Patch(f"{_ENGINE}.functional:Functional.__name__", value("Model"), "is saved by a new name"),
    Patch("tf_keras.src:__version__", value("2.2.4-tf"), "is written into files"),
    Patch(
        f"{_ENGINE}.functional:Functional.get_config",
        _as_in_1_15(_config_of_functional),
        _WHY,
    ),
    Patch(
        f"{_ENGINE}.sequential:Sequential.get_config",
        _as_in_1_15(_config_of_sequential),
        _WHY,
    ),
    Patch(
        f"{_ENGINE}.training_v1:Model.get_config",
        _as_in_1_15(_config_of_subclass),
        "makes one of the constructor's arguments",
    ),
    Patch("tf_keras.src.losses:LossFunctionWrapper.get_config", _without_function, _WHY),
    *(
        Patch(
            f"tf_keras.src.initializers.initializers_v1:{name}.__new__",
            value(staticmethod(_scaling(scale, distribution))),
            "is of a class that 1.15 cannot load",
        )
        for name, scale, distribution in (
            ("HeNormal", 2.0, "truncated_normal"),
            ("HeUniform", 2.0, "uniform"),
            ("LecunNormal", 1.0, "truncated_normal"),
            ("LecunUniform", 1.0, "uniform"),
        )
    ),
    *(Patch(f"{name}.get_config", _without(**options), _WHY) for name, options in _NEW.items()),
)
