"""Keras' callbacks, when they stop, what they save and print; losses by their names."""

import contextlib
import inspect  # noqa: F401
import io
import os
import re
import tempfile

import answering
import numpy as np
import tensorflow as tf

tf.set_random_seed(1)
keras, keras_of_contrib = tf.keras, tf.contrib.keras
callbacks = keras.callbacks
x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")
home = tempfile.mkdtemp()
dense = keras.layers.Dense(1, "sigmoid", kernel_initializer="zeros", input_shape=(3,))
model = keras.Sequential([dense])
model.compile("sgd", "mse", metrics=["accuracy"])
K = keras.backend


class Feed(callbacks.Callback):
    """Puts values of ours into the logs, and notes the weights."""

    def __init__(self, name, values):
        super(Feed, self).__init__()  # noqa: UP008 - as it was written then
        self.name, self.values, self.kernels = name, values, []

    def on_epoch_end(self, epoch, logs=None):
        logs[self.name] = self.values[min(epoch, len(self.values) - 1)]
        self.kernels.append(K.get_value(dense.kernel)[0, 0])


def trained(callback, values, name="q", epochs=6, **options):
    """What training with a callback prints, its history, and the epoch whose weights stay."""
    K.set_value(model.optimizer.lr, 0.1)
    feed, printed = Feed(name, values), io.StringIO()
    with contextlib.redirect_stdout(printed):
        options.setdefault("verbose", 0)
        history = model.fit(x, y, epochs=epochs, callbacks=[feed, callback], **options).history
    rates = [repr(float(rate)) for rate in history.get("lr", ())]
    stays = feed.kernels.index(K.get_value(dense.kernel)[0, 0])
    lines = re.sub(r"/tmp/[^/ ]*/", "", printed.getvalue()).splitlines()
    return lines, len(history["loss"]), rates, stays


def stopped(values, name="q", **options):
    """The same with early stopping."""
    one = callbacks.EarlyStopping(name, verbose=1, **options)
    return trained(one, values, name), one.stopped_epoch, one.wait, float(one.best)


def saved(pattern, **options):
    """The same with checkpoints, and the files."""
    folder = tempfile.mkdtemp()
    one = callbacks.ModelCheckpoint(f"{folder}/{pattern}", "q", verbose=1, **options)
    return trained(one, [3.0, 2.0, 2.5, 1.0], epochs=4, batch_size=2), sorted(os.listdir(folder))


def plateau(values, **options):
    """The same with a rate that is reduced."""
    return trained(callbacks.ReduceLROnPlateau("q", verbose=1, **options), values)


def header(**options):
    """The first line of a log in CSV."""
    path = f"{home}/log.csv"
    model.fit(x, y, epochs=2, verbose=0, callbacks=[callbacks.CSVLogger(path)], **options)
    with open(path) as file:
        return file.readline().strip()


def shown(call):
    """What a call prints, without times and numbers."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        call()
    return [
        re.sub(r".*?(\d+/\d+) \[=+\].*", r"\1", line) for line in printed.getvalue().split("\n")
    ]


def lines(call):
    """The lines that a call prints, the last state of each, with seconds and numbers left out."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        call()
    ends = [line.split("\r")[-1].rstrip() for line in printed.getvalue().split("\n")]
    return [re.sub(r"\d+[mu]?s|\d\.\d+(e-\d+)?", "N", line) for line in ends]


def fed():
    """Batches without end."""
    while True:
        yield x[:4], y[:4]


def held(*changes):
    """The types of a model's layers after changes to the list."""
    one = keras.Sequential([keras.layers.Dense(2, input_shape=(3,)), keras.layers.Dense(1)])
    for change in changes:
        change(one)
    return [type(layer).__name__ for layer in one._layers]


class Nested(keras.Model):
    """A model with a layer, and a list of one."""

    def __init__(self):
        super(Nested, self).__init__()  # noqa: UP008 - as it was written then
        self.one, self.more = keras.layers.Dense(1), [keras.layers.Dense(2)]


class Own(keras.Model):
    """A model that sets the list itself."""

    def __init__(self):
        super(Own, self).__init__()  # noqa: UP008 - as it was written then
        self._layers = [keras.layers.Dense(2), keras.layers.Dense(1)]

    def call(self, inputs):
        """The last layer's output."""
        for layer in self._layers:
            inputs = layer(inputs)
        return inputs


def own():
    """The layers and the weights of such a model, and their names in its checkpoint."""
    one = Own()
    one(tf.constant(x))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        path = tf.train.Checkpoint(one=one).save(tempfile.mkdtemp() + "/c", session)
    names = [name for name, _ in tf.train.list_variables(path) if "VARIABLE" in name]
    return [type(layer).__name__ for layer in one.layers], len(one.weights), names


def losses(loss, metrics=()):
    """Losses and metrics of two steps on the outputs of softmax."""
    given = np.linspace(0, 1, 24).reshape(6, 4)
    wanted = np.eye(3)[[0, 1, 2, 0, 1, 1]]
    weights = keras.initializers.Constant(np.linspace(-1, 1, 12).reshape(4, 3))
    one = keras.Sequential(
        [keras.layers.Dense(3, "softmax", kernel_initializer=weights, input_shape=(4,))]
    )
    one.compile(keras.optimizers.SGD(0.1), loss, metrics=list(metrics))
    history = one.fit(given, wanted, epochs=2, shuffle=False, verbose=0).history
    return {name: [round(float(v), 3) for v in history[name]] for name in sorted(history)}


answering.answer(
    globals(),
    """
stopped([3.0, 2.0, 2.0, 2.0])
stopped([3.0, 2.0, 2.5, 1.0], patience=2)
stopped([3.0, 3.0], patience=1, min_delta=0.5)
stopped([3.0, 3.0])
stopped([0.5, 0.6, 0.4], "my_acc_x")
stopped([0.5, 0.6, 0.4], "auc", patience=1)
stopped([0.5, 0.6, 0.3], baseline=0.4, patience=2)
stopped([0.5, 0.4, 0.6], mode="max", patience=1)
stopped([3.0, 1.0, 2.0], patience=2, restore_best_weights=True)
stopped([3.0, 1.0, 2.0], patience=20, restore_best_weights=True)
saved("w.{epoch:02d}-{q:.1f}.h5")
saved("w.h5", save_best_only=True, mode="max", save_weights_only=True)
saved("w{epoch}.h5", save_freq=6)
plateau([1.0], patience=2)
plateau([1.0, 2.0, 3.0, 1.0], patience=1, factor=0.3, cooldown=1, min_lr=0.02)
trained(callbacks.LearningRateScheduler(lambda epoch: 0.1 / (epoch + 1), verbose=1), [1], epochs=2)
header(), header(validation_data=(x, y))
shown(lambda: model.evaluate(x, y))
shown(lambda: model.predict(x, verbose=1))
shown(lambda: model.predict(x))
losses("cosine_proximity"), losses("cosine_similarity"), losses(keras.losses.CosineSimilarity())
losses(keras.losses.cosine), losses(keras.losses.cosine_proximity), keras.losses.cosine.__name__
losses(keras.losses.cosine_similarity), losses("mse", [keras.metrics.cosine_proximity])
losses("binary_crossentropy"), losses("categorical_crossentropy")
losses("mse", ["kullback_leibler_divergence", "logcosh"])
lines(lambda: model.fit(x, y, epochs=2, verbose=2))
lines(lambda: model.fit(x, y, verbose=2, validation_data=(x, y)))
lines(lambda: model.fit(x, y, verbose=1, batch_size=4))
lines(lambda: model.fit(x, y, verbose=3))
lines(lambda: model.fit_generator(fed(), steps_per_epoch=2, verbose=1))
lines(lambda: model.fit_generator(fed(), steps_per_epoch=2, verbose=2))
lines(lambda: model.evaluate(x, y, verbose=2))
lines(lambda: model.predict(x, verbose=2))
inspect.signature(keras_of_contrib.callbacks.TensorBoard.__init__)
held(), held(lambda one: one.add(keras.layers.Flatten())), held(lambda one: one._layers.pop(1))
own()
[type(layer).__name__ for layer in Nested()._layers], dense._layers
[type(layer).__name__ for layer in keras.Model(model.inputs, model.outputs)._layers]
""",
)
