"""Keras layers in graph mode: parent calls, variables, inputs of other ranks, masks, metrics."""

import answering
import numpy as np
import tensorflow as tf

keras = tf.keras
K = keras.backend
k = keras.layers
x = np.ones((6, 4), "float32")
inputs = k.Input((4,))
unknown = tf.placeholder(tf.float32)


class Counting(k.Layer):
    """A layer as they were written before `super().__init__()`."""

    def __init__(self, units, **options):
        self.units = units
        k.Layer.__init__(self, **options)

    def build(self, shape):
        self.kernel = self.add_weight("kernel", (int(shape[-1]), self.units), None, "ones")
        self.mean = self.add_weight("mean", (self.units,), None, "zeros", trainable=False)
        k.Layer.build(self, shape)

    def call(self, given):
        product = K.dot(given, self.kernel)
        self.add_update([K.update(self.mean, self.mean + K.mean(product, 0))], inputs=given)
        self.add_update(K.update_add(self.mean, K.mean(product, 0)), given)
        self.add_loss(K.sum(product), inputs=given)
        self.add_loss([K.sum(self.kernel)])
        return product

    def get_config(self):
        return dict(k.Layer.get_config(self), units=self.units)


class Subclassed(keras.Model):
    """A model without a graph of its own."""

    def __init__(self):
        keras.Model.__init__(self, name="mine")
        self.dense = k.Dense(2)

    def call(self, given):
        return self.dense(given)

    def fit(self, *args, **options):
        return keras.Model.fit(self, *args, verbose=0, **options)


class Functional(keras.Model):
    """A model of inputs and outputs."""

    def __init__(self):
        given = k.Input((4,))
        keras.Model.__init__(self, inputs=given, outputs=k.Dense(1)(given))


class Listed(keras.Sequential):
    """A model of a list of layers."""

    def __init__(self):
        keras.Sequential.__init__(self, [k.Dense(3, input_shape=(4,))])


def trained(model, width):
    """How many losses a new model's history has."""
    model.compile("sgd", "mse")
    return len(model.fit(x, np.ones((6, width)), epochs=2, verbose=0).history["loss"])


class Total(keras.metrics.Metric):
    """A metric whose update returns nothing."""

    def __init__(self, **options):
        super(Total, self).__init__(**options)  # noqa: UP008
        self.total = self.add_weight("total", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.total.assign_add(tf.reduce_sum(tf.abs(y_true - y_pred)))

    def result(self):
        return tf.identity(self.total)


def metric_updated():
    """What the metric counts when its op runs twice, and what a model says of it."""
    metric = Total()
    op = metric.update_state(tf.constant([1.0, 0.0]), tf.constant([0.0, 0.0]))
    with tf.Session() as sess:
        sess.run(tf.variables_initializer(metric.variables))
        sess.run(op)
        sess.run(op)
        found = sess.run(metric.result())
    zero = keras.Sequential([k.Dense(1, kernel_initializer="zeros", input_shape=(4,))])
    zero.compile("sgd", "mse", metrics=[Total()])
    return type(op).__name__, found, zero.evaluate(x, np.ones((6, 1)), batch_size=2, verbose=0)


def masked(weights=None, **options):
    """Losses and metrics of a batch with a masked sample, in training and evaluation."""
    given = np.array([[[1], [1]], [[1], [1]], [[0], [0]]], "float32")
    wanted = np.array([[[1], [1]], [[0], [1]], [[1], [1]]], "float32")
    shared = k.TimeDistributed(k.Dense(1, kernel_initializer="ones"))
    one = keras.Sequential([k.Masking(0, input_shape=(2, 1)), shared])
    rate = keras.optimizers.SGD(0.0)
    one.compile(rate, "mse", metrics=["mae"], weighted_metrics=["accuracy"], **options)
    found = [one.train_on_batch(given, wanted, sample_weight=weights)]
    found.append(one.evaluate(given, wanted, sample_weight=weights, verbose=0, batch_size=2))
    return [[round(float(number), 4) for number in numbers] for numbers in found]


def decoded(**options):
    """The paths of connectionist temporal classification, and their scores."""
    logits = 5 * np.eye(4)[np.array([[0, 0, 3, 1, 3], [2, 3, 3, 3, 3]])]
    paths, scores = K.ctc_decode(tf.nn.softmax(tf.constant(logits)), tf.constant([5, 5]), **options)
    return [K.eval(path).tolist() for path in paths], K.eval(scores).round(3).tolist()


counting = Counting(3)
model = keras.Model(inputs, counting(inputs))
subclassed = Subclassed()
subclassed.compile("sgd", "mse")
dense, conv = k.Dense(2), k.Conv2D(2, 1)
dense(tf.ones([2, 4])), conv(tf.ones([2, 5, 5, 4]))
stateful = k.Lambda(
    lambda given: (
        given * tf.Variable(2.0, name="multiplier")
        + tf.Variable(1.0, name="offset", trainable=False)
    )
)
around = k.Lambda(lambda given: tf.layers.dense(given, 3))
outside = tf.Variable(3.0)

answering.answer(
    globals(),
    """
len(model.losses), len(model.updates), model.get_losses_for(None) == model.losses[1:]
counting.get_updates_for(inputs) == model.updates, sorted(counting.get_config())
trained(model, 3), trained(Functional(), 1), trained(Listed(), 3)
len(subclassed.fit(x, np.ones((6, 2)), epochs=3).epoch), subclassed.name
keras.Model.count_params(model), keras.Model.predict(model, x).shape
[hasattr(k.Layer, name) for name in ("apply", "get_updates_for", "get_losses_for")]
[hasattr(k.Conv3DTranspose, name) for name in ("apply", "get_updates_for", "get_losses_for")]
[stateful(x).shape.as_list() for _ in range(3)], [v.name for v in stateful.weights]
[v.shape.as_list() for v in stateful.trainable_weights], len(stateful.non_trainable_weights)
[v.name for v in keras.Model(inputs, around(inputs)).trainable_weights]
len(k.Lambda(lambda given: given * outside)(x).shape)
k.Dense(3)(unknown)
k.Conv2D(3, 2)(unknown)
k.Flatten()(unknown)
k.LSTM(3)(unknown)
k.MaxPooling2D()(unknown)
k.Dropout(0.5)(unknown).shape
tf.layers.dense(unknown, 3)
tf.layers.conv2d(unknown, 3, 2)
tf.layers.flatten(unknown)
tf.nn.rnn_cell.BasicLSTMCell(3)(unknown, (tf.ones([2, 3]), tf.ones([2, 3])))
k.Dense(3)(tf.ones([3]))
k.LSTM(3)(tf.ones([2, 3]))
k.Dense(3)([x, x])
dense(tf.ones([2, 5]))
conv(tf.ones([2, 5, 5, 3]))
metric_updated()
masked(), masked(np.array([3, 2, 4]))
masked(np.array([[3, 2], [4, 1], [1, 1]]), sample_weight_mode="temporal")
decoded(), decoded(greedy=False, top_paths=2)
""",
)
