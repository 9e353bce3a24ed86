"""Configurations of models and layers, what models refuse, and how they are cloned."""

import answering
import numpy as np
import tensorflow as tf
from tensorflow.python.keras.models import clone_and_build_model

tf.logging.set_verbosity(tf.logging.ERROR)
keras = tf.keras
layers = keras.layers
shaped = keras.Sequential([layers.Dense(3, input_shape=(4,)), layers.Dense(2)], name="shaped")
named = keras.Sequential([layers.InputLayer((4,), name="given"), layers.Dense(3)])
deferred = keras.Sequential([layers.Dense(3, name="only")])
trained = keras.Sequential([layers.Dense(3)])
trained.compile("sgd", "mse")
trained.train_on_batch(np.ones((2, 5)), np.ones((2, 3)))
a, b = layers.Input((4,), name="a"), layers.Input((4,), name="b")
first, second = layers.Input(batch_shape=(2, 4)), layers.Input(batch_shape=(3, 4))
functional = keras.Model([a, b], layers.Dense(2, name="out")(layers.add([a, b])), name="two")
nested = keras.Model(a, shaped(a), name="nested")
image = layers.Input((4, 4, 3), name="image")
pooled = layers.GlobalMaxPooling2D()(layers.SeparableConv2D(2, 1)(layers.Conv2D(2, 1)(image)))
pooling = keras.Model(image, pooled, name="pooling")


several = [
    layers.Conv2D(2, 1),
    layers.SeparableConv1D(2, 1),
    layers.Conv3DTranspose(2, 1),
    layers.DepthwiseConv2D(2),
    layers.GlobalMaxPooling1D(),
    layers.GlobalAveragePooling2D(),
    layers.GlobalMaxPooling3D(),
    layers.GaussianNoise(0.5),
    layers.GaussianDropout(0.5),
    layers.AlphaDropout(0.5),
    layers.LSTM(2),
    layers.BatchNormalization(),
]


class Own(keras.Model):
    """A model that computes by its own method."""

    def __init__(self, units):
        super().__init__()
        self.dense = layers.Dense(units)

    def call(self, inputs):
        """What Keras calls."""
        return self.dense(inputs)


class Pair(layers.Layer):
    """A layer with two outputs."""

    def call(self, inputs):
        """What Keras calls."""
        return [inputs, inputs]

    def compute_output_shape(self, input_shape):
        """Keras asks for this."""
        return [input_shape, input_shape]


def added(*given):
    """A model to which layers are added one by one."""
    model = keras.Sequential()
    for layer in given:
        model.add(layer)
    return model.layers


def reset():
    """Whether a model with its own `call` is its own clone, with new weights."""
    model = Own(2)
    model.compile("sgd", "mse")
    model.train_on_batch(np.ones((2, 4)), np.ones((2, 2)))
    clone = clone_and_build_model(model, compile_clone=True, in_place_reset=True)
    return clone is model, len(clone.weights)


def resized():
    """The output of a model that is built again from its changed layers."""
    model = keras.Sequential([layers.Conv2D(2, 1, input_shape=(4, 4, 3))])
    model._layers[0]._batch_input_shape = (None, 6, 6, 3)
    return keras.models.model_from_json(model.to_json()).input_shape


answering.answer(
    globals(),
    """
[model.to_json() for model in (shaped, named, deferred, trained, functional, nested, pooling)]
functional.get_config()
type(functional).__name__, type(shaped).__name__
keras.models.model_from_json(nested.to_json()).to_json() == nested.to_json()
len(keras.models.model_from_json(trained.to_json()).weights)
Own(2).get_config()
Own(2).to_json()
Own(2).save("never.h5")
keras.models.clone_model(Own(2))
[len(keras.models.clone_model(model).layers) for model in (shaped, functional, nested)]
reset()
[layer.name for layer in shaped._layers], [layer.name for layer in functional._layers]
[layer.name for layer in Own(2)._layers]
resized()
[list(layer.get_config()) for layer in several]
[list(kind().get_config()) for kind in (keras.losses.BinaryCrossentropy, keras.losses.Huber)]
sorted(keras.metrics.CategoricalCrossentropy().get_config())
sorted(keras.metrics.SensitivityAtSpecificity(0.5).get_config())
sorted(keras.optimizers.Ftrl().get_config()), sorted(keras.optimizers.Adam().get_config())
added(Pair(input_shape=(4,)))
added(layers.Dense(3, input_shape=(4,)), Pair())
keras.Model([first, second], layers.Dense(1)(first))
len(keras.Model([first, a], layers.Dense(1)(first)).inputs)
""",
)
