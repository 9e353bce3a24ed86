"""The MobileNets of tf.keras.applications, which had a few layers more.

Scripts count them: `for layer in model.layers[:100]: layer.trainable = False`.
"""

from collections.abc import Callable
from typing import Any

from tfv1.graphs.replacing import original, replaces

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
