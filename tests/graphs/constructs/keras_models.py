"""Whole models of tf.keras: what several outputs lose, and models from files."""

import os
import tempfile

import numpy as np


def constructs(tf, t, v):
    keras = tf.keras
    layers = keras.layers

    def trained(model, *args, **options):
        model.compile(*args, **options)
        model._make_train_function()
        return model

    def with_outputs(*names, **options):
        x = layers.Input((4,))
        hidden = layers.Dense(3, kernel_regularizer="l2")(x)
        model = keras.Model(x, [layers.Dense(2, name=name, **options)(hidden) for name in names])
        trained(model, "sgd", dict.fromkeys(names, "mse"), loss_weights=[0.5] * len(names))

    def loaded(train, **options):
        """A model that is saved, after it was trained or not, and loaded."""
        model = keras.Sequential([layers.Dense(2, input_shape=(4,))])
        model.compile(keras.optimizers.SGD(0.1, momentum=0.5), "mse")
        with tempfile.TemporaryDirectory() as folder, tf.Session() as session:
            keras.backend.set_session(session)
            path = os.path.join(folder, "model.h5")
            if train:
                model.train_on_batch(np.ones([1, 4]), np.ones([1, 2]))
            model.save(path)
            again = keras.models.load_model(path, **options)
        keras.backend.set_session(None)
        trained(again, again.optimizer or "sgd", "mse")

    def masked(layer):
        return lambda: layer(layers.Masking()(layers.Input((3, 2))))

    def mean_iou(*weights):
        metric = keras.metrics.MeanIoU(3)
        metric.update_state(t(2, 4), t(2, 4), *weights)
        return metric.result()

    def masked_and_weighted():
        x = layers.Input((3, 2))
        model = keras.Model(x, layers.Dense(2)(layers.Masking()(x)))
        trained(model, "sgd", "mse", sample_weight_mode="temporal")

    class Doubled(layers.Layer):
        def __init__(self, inner):
            super().__init__()
            self.inner = inner

        def call(self, inputs):
            return inputs * 2.0

    def held_twice():
        x = layers.Input((4,))
        inner = layers.Dense(3, kernel_regularizer="l2", activity_regularizer="l1")
        trained(keras.Model(x, Doubled(inner)(inner(x))), "sgd", "mse")

    def losses_of_layers():
        x = layers.Input((4,))
        model = keras.Model(x, layers.Dense(3, kernel_regularizer="l2")(x))
        model.add_loss(keras.backend.mean(model.output))
        trained(model, "sgd")

    def resnet():
        keras.applications.ResNet50(weights=None, input_shape=(32, 32, 3), classes=5)

    return {
        "masked and weighted": masked_and_weighted,
        "layer held twice": held_twice,
        "losses of layers": losses_of_layers,
        "ResNet50": resnet,
        "MeanIoU": mean_iou,
        "MeanIoU weighted": lambda: mean_iou(t(2, 4)),
        "unrolled LSTM masked": masked(layers.LSTM(3, unroll=True, return_state=True)),
        "unrolled LSTMs masked": masked(
            layers.Bidirectional(layers.LSTM(3, unroll=True, return_sequences=True))
        ),
        "dot of a matrix and vectors": lambda: layers.Dot((2, 1))([t(4, 2, 3), t(4, 3)]),
        "dot of vectors and a matrix": lambda: layers.Dot((1, 2), True)([t(4, 3), t(None, 5, 3)]),
        "batch_dot of rank 4": lambda: keras.backend.batch_dot(
            t(4, 2, 3, 5), t(4, 2, 5, 3), (3, 2)
        ),
        "switch between rows": lambda: keras.backend.switch(t(2) > 0, t(2, 3), t(2, 3)),
        "three outputs": lambda: with_outputs("a", "b", "c"),
        "two outputs regularized": lambda: with_outputs("a", "b", activity_regularizer="l1"),
        "loaded": lambda: loaded(True),
        "loaded without weights of the optimizer": lambda: loaded(False),
        "loaded without its optimizer": lambda: loaded(True, compile=False),
        "softmax of sequences": lambda: layers.Dense(3, activation="softmax")(t(None, 5, 4)),
        "softmax along another axis": lambda: layers.Softmax(axis=1)(t(None, 5, 4)),
    }
