"""Keras in graph mode: what models take, callbacks outside of training, optimizers."""

import tempfile

import answering
import numpy as np
import tensorflow as tf

keras = tf.keras
contrib = tf.contrib.keras
a, b = keras.layers.Input((8,)), keras.layers.Input((8,))
two = keras.Model([a, b], keras.layers.Dense(2)(keras.layers.concatenate([a, b])))
functional = keras.Model(a, keras.layers.Dense(2)(a))
shaped = keras.Sequential([keras.layers.Dense(3, input_shape=(8,))])
deferred = keras.Sequential([keras.layers.Dense(3)])
images = keras.Sequential([keras.layers.Conv2D(2, 1, input_shape=(4, 4, 1))])
model = keras.Sequential([keras.layers.Dense(1, input_shape=(8,))])
model.compile("sgd", "mse")
x, y = np.ones((4, 8)), np.ones((4, 1))


def board(**options):
    """A callback that logs into a new folder."""
    return [keras.callbacks.TensorBoard(tempfile.mkdtemp(), **options)]


answering.answer(
    globals(),
    """
model.predict(x, callbacks=board()).shape
model.evaluate(x, y, verbose=0, callbacks=board()) >= 0
model.fit(x, y, verbose=0, callbacks=board(update_freq="batch")).epoch
[deferred(tf.ones(shape)).shape.as_list() for shape in ([2, 8], [2, 1, 8], [2, 3, 4, 8])]
[shaped(tf.ones(shape)).shape.as_list() for shape in ([2, 8], [2, 1, 8])]
[functional(tf.ones(shape)).shape.as_list() for shape in ([2, 8], [2, 1, 8])]
[two([tf.ones(shape)] * 2).shape.as_list() for shape in ([2, 8], [2, 3, 8])]
[images(tf.ones(shape)).shape.as_list() for shape in ([1, 4, 4, 1], [1, 5, 5, 1])]
functional.input_spec, keras.Sequential().input_spec
contrib.optimizers.SGD(0.5, 0.9, 0.1, True).get_config()
contrib.optimizers.Adam(lr=0.5).get_config()
contrib.layers.LSTM(3).get_config()["recurrent_activation"]
contrib.layers.GRU(3).get_config()["recurrent_activation"]
type(contrib.layers.BatchNormalization()) is type(keras.layers.BatchNormalization())
keras.preprocessing.text.Tokenizer(None, " ", True, " ", False, None, 0).num_words
keras.layers.ConvLSTM2D(2, 1, dropout=0.5).dropout
""",
)
