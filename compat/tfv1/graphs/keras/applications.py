"""Models of tf.keras.applications: layers that they had, and names that their layers had.

Scripts count them, `for layer in model.layers[:100]: layer.trainable = False`, and name them.
"""

from collections.abc import Callable
from typing import Any

from tf_keras.src.applications import densenet

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph

_APPLICATIONS = "tf_keras.src.applications"
Padding = tuple[tuple[int, int], tuple[int, int]]


class _Layers:
    """Keras's layers for a MobileNet, as a module of them; those that differ are functions."""

    def __init__(self, first: str, top: str, padding: Callable[[Any], Padding]) -> None:
        from tf_keras.src.layers import VersionAwareLayers

        self._layers: Any = VersionAwareLayers()
        self._first, self._top, self._padding = first, top, padding

    def __getattr__(self, name: str) -> Any:
        return getattr(self._layers, name)

    def Conv2D(self, *args: object, **options: Any) -> Any:
        if options.get("name") != self._first:
            return self._layers.Conv2D(*args, **options)

        def padded(inputs: Any) -> Any:
            pad = self._layers.ZeroPadding2D(self._padding(inputs), name=f"{self._first}_pad")
            options["padding"] = "valid"
            return self._layers.Conv2D(*args, **options)(pad(inputs))

        return padded

    def GlobalAveragePooling2D(self, keepdims: bool = False) -> Any:
        pool = self._layers.GlobalAveragePooling2D()
        if not keepdims:
            return pool

        def reshaped(inputs: Any) -> Any:
            channels = pool(inputs)
            count = channels.shape[-1]
            shape = (count, 1, 1) if pool.data_format == "channels_first" else (1, 1, count)
            return self._layers.Reshape(shape, name="reshape_1")(channels)

        return reshaped

    def Activation(self, activation: object, name: str) -> Any:
        return self._layers.Activation(activation, name=self._top)

    def Dense(self, units: object, activation: object, name: str) -> Any:
        return self._layers.Dense(units, activation=activation, name=self._top)


@replaces(f"{_APPLICATIONS}.mobilenet:MobileNet", "1.15 padded and reshaped by layers of their own")
def MobileNet(
    input_shape: object = None,
    alpha: object = 1.0,
    depth_multiplier: object = 1,
    dropout: object = 1e-3,
    include_top: object = True,
    weights: object = "imagenet",
    input_tensor: object = None,
    pooling: object = None,
    classes: object = 1000,
    classifier_activation: object = "softmax",
    **kwargs: object,
) -> Any:
    kwargs.setdefault("layers", _Layers("conv1", "act_softmax", lambda _: ((0, 1), (0, 1))))
    return original(MobileNet)(
        input_shape,
        alpha,
        depth_multiplier,
        dropout,
        include_top,
        weights,
        input_tensor,
        pooling,
        classes,
        classifier_activation,
        **kwargs,
    )


@replaces(f"{_APPLICATIONS}.mobilenet_v2:MobileNetV2", "1.15 padded by a layer of its own")
def MobileNetV2(
    input_shape: object = None,
    alpha: object = 1.0,
    include_top: object = True,
    weights: object = "imagenet",
    input_tensor: object = None,
    pooling: object = None,
    classes: object = 1000,
    classifier_activation: object = "softmax",
    **kwargs: object,
) -> Any:
    kwargs.setdefault("layers", _Layers("Conv1", "Logits", _correct_padding))
    return original(MobileNetV2)(
        input_shape,
        alpha,
        include_top,
        weights,
        input_tensor,
        pooling,
        classes,
        classifier_activation,
        **kwargs,
    )


def _correct_padding(inputs: Any) -> Padding:
    from tf_keras.src.applications import imagenet_utils

    padding: Padding = imagenet_utils.correct_pad(inputs, 3)
    return padding


class _NamedTop:
    """Keras's layers, except for the name of a model's last one in graph mode."""

    def __init__(self, layers: Any, top: str) -> None:
        self._layers, self._top = layers, top

    def __getattr__(self, name: str) -> Any:
        return getattr(self._layers, name)

    def Dense(self, *args: object, **options: Any) -> Any:
        if in_graph():
            options["name"] = self._top
        return self._layers.Dense(*args, **options)


@replaces(f"{_APPLICATIONS}.resnet:ResNet", "1.15 had another name for the last layer")
def ResNet(
    stack_fn: object,
    preact: object,
    use_bias: object,
    model_name: object = "resnet",
    include_top: object = True,
    weights: object = "imagenet",
    input_tensor: object = None,
    input_shape: object = None,
    pooling: object = None,
    classes: object = 1000,
    classifier_activation: object = "softmax",
    **kwargs: Any,
) -> Any:
    from tf_keras.src.layers import VersionAwareLayers

    kwargs["layers"] = _NamedTop(kwargs.get("layers") or VersionAwareLayers(), "probs")
    return original(ResNet)(
        stack_fn,
        preact,
        use_bias,
        model_name,
        include_top,
        weights,
        input_tensor,
        input_shape,
        pooling,
        classes,
        classifier_activation,
        **kwargs,
    )


replaces_name(
    densenet,
    "layers",
    _NamedTop(densenet.layers, "fc1000"),
    "1.15 had another name for the last layer",
)


@replaces(
    f"{_APPLICATIONS}.inception_resnet_v2:CustomScaleLayer", "1.15 scaled by a layer with a name"
)
def scale_layer(scale: float, **kwargs: object) -> Any:
    from tf_keras.src.layers import Lambda

    def scaled(inputs: Any) -> Any:
        name = inputs[1]._keras_history.layer.name.removesuffix("_conv")
        options = {"scale": scale}
        return Lambda(lambda x, scale: x[0] + x[1] * scale, arguments=options, name=name)(inputs)

    return scaled
