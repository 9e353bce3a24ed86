"""How Keras models train, evaluate and predict under eager execution, and what they print."""

import contextlib
import io
import os
import re
import tempfile

import answering
import numpy as np
import tensorflow as tf

tf.enable_eager_execution()
tf.logging.set_verbosity(tf.logging.ERROR)
k = tf.keras
x = np.linspace(-1, 1, 24).reshape(8, 3).astype("float32")
y = (x.sum(1, keepdims=True) > 0).astype("float32")
data = tf.data.Dataset.from_tensor_slices((x, y)).batch(4)


def model(metrics=("accuracy",), optimizer="sgd", **options):
    """A small model with constant weights."""
    tenths = k.initializers.Constant(0.1)
    hidden = k.layers.Dense(4, "tanh", kernel_initializer="ones", input_shape=(3,))
    last = k.layers.Dense(1, "sigmoid", kernel_initializer=tenths)
    made = k.Sequential([hidden, last])
    made.compile(optimizer, "binary_crossentropy", metrics=list(metrics), **options)
    return made


def rounded(found):
    """Numbers to four digits, with their types."""
    if isinstance(found, dict):
        return {name: rounded(found[name]) for name in sorted(found)}
    if isinstance(found, (list, tuple)):
        return [rounded(one) for one in found]
    if isinstance(found, (float, np.floating)):
        return f"{found:.4g} {type(found).__name__}"
    return found


def trained(*args, **options):
    """The history of a model that trains for an epoch, in order."""
    options = {"verbose": 0, "shuffle": False, **options}
    return rounded(model().fit(*args, **options).history)


def printed(call):
    """The lines that a call prints, without times."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        call()
    lines = [line.rpartition("\r")[2] for line in out.getvalue().split("\n")]
    return [re.sub(r" - \d+s( \d+[um]?s/\w+)?", "", line) for line in lines]


def shown(**options):
    """What `fit` prints."""
    return printed(lambda: model().fit(x, y, batch_size=4, shuffle=False, **options))


def called():
    """What callbacks are told."""
    told = []

    class Told(k.callbacks.Callback):
        def on_train_begin(self, logs=None):
            told.append(sorted(self.params.items()))

        def on_batch_end(self, batch, logs=None):
            told.append(("batch", batch, rounded(logs)))

        def on_test_batch_end(self, batch, logs=None):
            told.append(("test", batch, rounded(logs["loss"]), logs["size"]))

        def on_predict_batch_end(self, batch, logs=None):
            told.append(("predict", batch, logs["size"], sorted(logs)))

        def on_epoch_end(self, epoch, logs=None):
            told.append(("epoch", epoch, rounded(logs)))

    one = model()
    options = {"batch_size": 5, "verbose": 0, "callbacks": [Told()]}
    one.fit(x, y, shuffle=False, validation_data=(x[:6], y[:6]), **options)
    one.predict(x, **options)
    return told


def two_outputs():
    """The names of what a model with two outputs reports, before and after it is trained."""
    given = k.layers.Input((3,))
    outputs = [k.layers.Dense(1, name=name)(given) for name in "ab"]
    both = k.Model(given, outputs)
    both.compile("sgd", "mse", metrics={"a": ["mae", k.metrics.MeanSquaredError(name="own")]})
    before = both.metrics_names
    both.fit(x, [y, y], verbose=0)
    return before, both.metrics_names


def tags():
    """What the TensorBoard callback writes."""
    folder = tempfile.mkdtemp()
    model().fit(x, y, epochs=2, verbose=0, callbacks=[k.callbacks.TensorBoard(folder)])
    found = []
    for where, _, files in os.walk(folder):
        for file in files:
            if "tfevents" in file:
                for event in tf.train.summary_iterator(os.path.join(where, file)):
                    found += [(value.tag, event.step) for value in event.summary.value]
    return found


answering.answer(
    globals(),
    """
trained(x, y, batch_size=4, epochs=2)
trained(x, y, batch_size=4, validation_split=0.25)
trained(data), trained(data.repeat(), steps_per_epoch=2)
rounded(model().evaluate(x, y, verbose=0)), rounded(model().evaluate(data, verbose=0))
rounded(model().train_on_batch(x, y)), rounded(model().test_on_batch(x, y))
model().predict_on_batch(x).numpy().shape, type(model().predict(x)).__name__
rounded(model(optimizer="adagrad").fit(x, y, epochs=3, verbose=0).history)
printed(lambda: model().predict(x))
shown(verbose=1)
shown(verbose=2, epochs=2)
shown(verbose=2, validation_split=0.25)
shown(verbose=2, validation_data=(x, y), epochs=2, initial_epoch=1)
shown(verbose=2, validation_data=data)
printed(lambda: model().fit(data, verbose=2))
printed(lambda: model().fit(data.repeat(), steps_per_epoch=2, verbose=2))
printed(lambda: model().evaluate(data, verbose=2))
printed(lambda: model().summary())[1:4]
called()
model().metrics_names
model(["mae", "acc", k.metrics.Precision(), "cosine_similarity"]).metrics_names
model(["crossentropy"], weighted_metrics=["mse", "accuracy"]).metrics_names
two_outputs()
tags()
"config", model().get_config()["layers"][0]["class_name"]
""",
)
