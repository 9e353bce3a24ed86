"""Keras in graph mode: what models take, callbacks, optimizers, wrappers, arrays in files."""

import tempfile

import answering
import h5py
import numpy as np
import tensorflow as tf
from tensorflow.python.keras.engine import network  # noqa: F401

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


def made(units=3, kind="sparse_categorical_crossentropy"):
    """A classifier of two classes."""
    layers = [keras.layers.Dense(units, input_shape=(8,)), keras.layers.Dense(2, "softmax")]
    classifier = keras.Sequential(layers)
    classifier.compile("sgd", kind, metrics=["accuracy"])
    return classifier


def wrapped(labels, **parameters):
    """What scikit-learn's classifier of a Keras model gives."""
    one = keras.wrappers.scikit_learn.KerasClassifier(made, units=4, verbose=0, **parameters)
    history = one.fit(x, labels, batch_size=2)
    score = 0 <= one.score(x, labels) <= 1
    shapes = one.predict(x).shape, one.predict_proba(x).shape
    return history.epoch, score, shapes, one.classes_, one.get_params()


def regressed():
    """What scikit-learn's regressor of a Keras model gives."""

    class Line(keras.wrappers.scikit_learn.KerasRegressor):
        """A wrapper that builds its own model."""

        def __call__(self):
            return compiled_line()

    one = Line(epochs=2, verbose=0)
    one.fit(x, y)
    one.set_params(batch_size=1)
    return one.predict(x).shape, one.score(x, y) < 0, sorted(one.get_params())


def compiled_line():
    """A model of one weight for each input."""
    line = keras.Sequential([keras.layers.Dense(1, input_shape=(8,))])
    line.compile("sgd", "mse")
    return line


def same_classes():
    """Whether all modules have the same wrapper and utilities."""
    from tensorflow.contrib.keras import wrappers as third
    from tensorflow.keras.wrappers.scikit_learn import KerasClassifier as first
    from tensorflow.python.keras.utils.multi_gpu_utils import multi_gpu_model
    from tensorflow.python.keras.wrappers.scikit_learn import KerasClassifier as second

    return (
        first is second is third.scikit_learn.KerasClassifier,
        multi_gpu_model is keras.utils.multi_gpu_model,
    )


def peephole(implementation):
    """The weights and outputs of a layer of peephole cells whose weights are given."""
    cell = keras.experimental.PeepholeLSTMCell(3, implementation=implementation)
    layer = keras.layers.RNN(cell)
    recurrent = keras.Sequential([layer])
    recurrent.build((2, 3, 4))
    layer.set_weights([np.linspace(-1, 1, w.size).reshape(w.shape) for w in layer.get_weights()])
    given = np.linspace(0, 1, 24).reshape(2, 3, 4)
    names = [weight.name.split("/")[-1] for weight in layer.weights]
    return names, recurrent.predict(given).round(5).ravel().tolist()


def through_yaml(given, **options):
    """Whether a model is the same after YAML, for which 1.15 needs a library, too."""
    try:
        text = given.to_yaml(**options)
    except ImportError as error:
        return "pip install pyyaml" in str(error)
    return keras.models.model_from_yaml(text).to_json() == given.to_json()


path = tempfile.mkdtemp() + "/rows.h5"
with h5py.File(path, "w") as file:
    file.create_dataset("rows", data=np.arange(80).reshape(10, 8))
rows = keras.utils.HDF5Matrix(path, "rows", 2, 8)
halves = keras.utils.HDF5Matrix(path, "rows", normalizer=lambda rows: rows / 2)
line = compiled_line()

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
wrapped(np.array(["a", "b", "b", "a"]), epochs=2)
wrapped(np.array([[1, 0], [0, 1]] * 2), kind="categorical_crossentropy")[:5]
wrapped(np.array([0, 1, 1, 0]), kind="categorical_crossentropy")[:5]
wrapped(np.zeros((2, 2, 2)))
regressed()
keras.wrappers.scikit_learn.KerasClassifier(made, colour=3)
keras.wrappers.scikit_learn.KerasRegressor()
same_classes()
peephole(1), peephole(2)
len(rows), rows.shape, rows.dtype, rows.ndim, rows.size, rows[0].tolist(), rows[5][0]
[rows[key][:, 0].tolist() for key in (slice(1, 3), slice(None, 2), [0, 2], np.array([1, 5]))]
halves.dtype, halves.shape, halves[1].tolist()
rows[6]
rows[2:7]
len(line.fit(rows, np.ones((6, 1)), batch_size=4, shuffle="batch", verbose=0).history["loss"])
line.predict(halves, batch_size=3).shape
keras.utils.multi_gpu_model(line, 1)
keras.utils.multi_gpu_model(line, [0])
type(keras.regularizers.l2(0.5)) is type(keras.regularizers.l1()) is keras.regularizers.L1L2
keras.regularizers.serialize(keras.regularizers.l2(0.5))
keras.regularizers.serialize(keras.layers.Dense(2, kernel_regularizer="l1").kernel_regularizer)
through_yaml(functional), through_yaml(shaped, default_flow_style=True)
network.Network(a, keras.layers.Dense(2)(a), name="net").output_shape
""",
)
