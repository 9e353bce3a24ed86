"""Layers of tf_keras, where those of 1.15's tf.keras had other methods, or refused other inputs.

tf_keras has two classes of layer and two of model: `tf.keras.layers.Layer` is the one of TensorFlow
2, and what is made in graph mode gets the other one as its base then.
"""

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

import tensorflow as tf
from tf_keras.src import backend
from tf_keras.src.engine import base_layer, base_layer_v1, training, training_v1

from tfv1.patches.table import Patch, value

_ENGINE = "tf_keras.src.engine"


def _as_made(of_today: Any, in_graph_mode: type, name: str) -> Any:
    """A method of today's class: what was made in graph mode uses the method of its own class.

    Otherwise `Layer.__init__(self)` in a subclass would initialise another class.
    """

    @functools.wraps(of_today)
    def method(self: object, *args: object, **kwargs: object) -> Any:
        if isinstance(self, in_graph_mode):
            return getattr(in_graph_mode, name)(self, *args, **kwargs)
        return of_today(self, *args, **kwargs)

    return method


def _for_parent_calls(of_today: type, in_graph_mode: type, without: Sequence[str]) -> list[Patch]:
    """Rows for the methods that both classes define and that subclasses call by name."""
    both = vars(of_today).keys() & vars(in_graph_mode).keys()
    return [
        Patch(
            f"{of_today.__module__}:{of_today.__name__}.{name}",
            functools.partial(_as_made, in_graph_mode=in_graph_mode, name=name),
            "is the method of another class than the instance's",
        )
        for name in sorted(both)
        if inspect.isfunction(vars(of_today)[name])
        and (not name.startswith("_") or name in ("__init__", "__call__"))
        and name not in without
    ]


def _apply(self: Any, inputs: object, *args: object, **kwargs: object) -> Any:
    """Layer.apply of 1.15: the same as calling the layer."""
    return self(inputs, *args, **kwargs)


def _get_updates_for(self: Any, inputs: object) -> list[object]:
    """The updates of an eager layer, which have run already."""
    return []


def _get_losses_for(self: Any, inputs: object) -> list[object]:
    """The losses of an eager layer, which depend on no symbolic inputs."""
    return self.losses if inputs is None else []


def _with_inputs(add: Callable[[Any, object], None]) -> Callable[..., None]:
    """Layer.add_update with the argument that 1.15 had stopped reading."""

    @functools.wraps(add)
    def add_update(self: Any, updates: object, inputs: object = None) -> None:
        add(self, updates)

    return add_update


def _call_function(
    self: Any, inputs: object, mask: object = None, training: object = None
) -> object:
    """Lambda.call: the function's variables are the layer's, one for each name."""
    arguments = dict(self.arguments)
    if self._fn_expects_mask_arg:
        arguments["mask"] = mask
    if self._fn_expects_training_arg:
        arguments["training"] = training
    made: dict[str, Any] = vars(self).setdefault("_variables_of_function", {})

    def create(next_creator: Callable[..., Any], **options: Any) -> Any:
        name = options["name"]
        if name not in made:
            made[name] = variable = next_creator(**options)
            own = self._trainable_weights if variable.trainable else self._non_trainable_weights
            own.append(variable)
            backend.track_variable(variable)
        return made[name]

    with tf.variable_creator_scope(create):
        return self.function(inputs, **arguments)


def _assert_input_compatibility(input_spec: object, inputs: object, layer_name: str) -> None:
    """Refuses inputs that do not fit, also those of unknown rank, in 1.15's words."""
    if not input_spec:
        return
    tensors, specs = tf.nest.flatten(inputs), tf.nest.flatten(input_spec)
    if len(tensors) != len(specs):
        raise ValueError(
            f"Layer {layer_name} expects {len(specs)} inputs, but it received {len(tensors)} "
            f"input tensors. Inputs received: {tensors}"
        )
    for index, (tensor, spec) in enumerate(zip(tensors, specs, strict=True)):
        if spec is None:
            continue
        if not hasattr(tensor, "shape"):
            raise TypeError(
                f"Inputs to a layer should be tensors. Got '{tensor}' (of type {type(tensor)}) "
                f"as input for layer {layer_name!r}."
            )
        fault = _misfit(spec, tensor)
        if fault:
            raise ValueError(
                f"Input {index} of layer {layer_name} is incompatible with the layer: {fault}"
            )
        shape = tf.TensorShape(tensor.shape)
        if spec.shape is not None and not shape.is_compatible_with(spec.shape):
            raise ValueError(
                f"Input {index} is incompatible with layer {layer_name}: "
                f"expected shape={spec.shape}, found shape={shape.as_list()}"
            )


def _misfit(spec: Any, tensor: Any) -> str:
    """In which rank, type or axis a tensor does not fit; empty if it does."""
    shape = tf.TensorShape(tensor.shape)
    rank = shape.rank
    if rank is None:
        if spec.ndim is spec.min_ndim is spec.max_ndim is None:
            return ""
        return "its rank is undefined, but the layer requires a defined rank."
    full = f"Full shape received: {shape.as_list()}"
    if spec.ndim is not None and rank != spec.ndim:
        return f"expected ndim={spec.ndim}, found ndim={rank}. {full}"
    if spec.max_ndim is not None and rank > spec.max_ndim:
        return f"expected max_ndim={spec.max_ndim}, found ndim={rank}"
    if spec.min_ndim is not None and rank < spec.min_ndim:
        return f": expected min_ndim={spec.min_ndim}, found ndim={rank}. {full}"
    if spec.dtype is not None and tensor.dtype != spec.dtype:
        return f"expected dtype={spec.dtype}, found dtype={tensor.dtype}"
    for axis, expected in (spec.axes or {}).items():
        if expected is not None and shape.as_list()[int(axis)] not in (expected, None):
            return (
                f"expected axis {axis} of input shape to have value {expected} "
                f"but received input with shape {shape.as_list()}"
            )
    return ""


def _set_layers(self: Any, layers: object) -> None:
    """Sets a layer's list of layers: a checkpoint has it as the one item of `_layers` then."""
    if getattr(self, "_self_setattr_tracking", True):
        track = tf.__internal__.tracking.sticky_attribute_assignment
        (layers,) = track(self, "_layers", [layers])
    vars(self)["_self_tracked_trackables"] = layers


_LAYERS = property(lambda self: self._self_tracked_trackables, _set_layers)
_GONE = "was removed"
# training_v1.Model.__init__ calls the one of today's class, which leaves these to it.
_UNSET = {
    "_distribution_strategy": None,
    "_compile_time_distribution_strategy": None,
    "_compile_distribution": False,
    "_run_eagerly": None,
    "_experimental_run_tf_function": False,
    "_v1_compile_was_called": False,
}

PATCHES = (
    *(
        Patch(f"{_ENGINE}.{target}", value(method), _GONE)
        for target, method in (
            ("base_layer:Layer.apply", _apply),
            ("base_layer:Layer.get_updates_for", _get_updates_for),
            ("base_layer:Layer.get_losses_for", _get_losses_for),
            ("base_layer_v1:Layer.apply", _apply),
            ("training_v1:Model.apply", _apply),
        )
    ),
    *(
        Patch(f"{_ENGINE}.{module}:Layer.add_update", _with_inputs, "has no argument `inputs`")
        for module in ("base_layer", "base_layer_v1")
    ),
    Patch(f"{_ENGINE}.base_layer:Layer._layers", value(_LAYERS), "has another name for it"),
    *_for_parent_calls(base_layer.Layer, base_layer_v1.Layer, without=()),
    *_for_parent_calls(training.Model, training_v1.Model, without=("__init__", "load_weights")),
    *(
        Patch(f"{_ENGINE}.training_v1:Model.{name}", value(unset), "is set by __init__ alone")
        for name, unset in _UNSET.items()
    ),
    Patch(
        "tf_keras.src.layers.core.lambda_layer:Lambda.call",
        value(_call_function),
        "refuses functions that make variables",
    ),
    Patch(
        f"{_ENGINE}.input_spec:assert_input_compatibility",
        value(_assert_input_compatibility),
        "takes inputs of unknown rank",
    ),
    Patch(
        "tf_keras.src.layers.convolutional.base_conv:InputSpec",
        lambda spec: lambda min_ndim, axes=None: spec(ndim=min_ndim, axes=axes),
        "takes several batch dimensions",
    ),
)
