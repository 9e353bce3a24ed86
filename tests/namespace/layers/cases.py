"""Layers, cells and optimizers with known weights: what goes in and what must come out.

Runs on TensorFlow 1.15, which records what came out, and on this project, which compares:

    python tests/namespace/layers/cases.py tests/golden/namespace/layers.json   # on 1.15.5

Each case builds a graph and returns what to fetch. Then every variable gets values that follow
from its place and shape, so that no initializer or random stream plays a part.
"""

import collections
import json
import sys

import numpy as np
import tensorflow as tf

CASES = collections.OrderedDict()


def case(function):
    CASES[function.__name__] = function
    return function


def values(shape, shift=0.0):
    """Values between -0.5 and 0.5 that differ by place."""
    count = int(np.prod(shape))
    return (0.5 * np.sin(1.0 + shift + 0.7 * np.arange(count))).reshape(shape).astype("float32")


def tensor(*shape):
    return tf.constant(values(shape, 0.3))


def add_layer(name, shape, *arguments, **options):
    """A case for a function of tf.layers."""

    def build():
        return getattr(tf.layers, name.split(" ")[0])(tensor(*shape), *arguments, **options)

    CASES["layers." + name] = build


add_layer("dense", (2, 3), 4)
add_layer("dense of rank 3", (2, 5, 3), 4, activation=tf.nn.relu, use_bias=False)
add_layer("dense regularized", (2, 3), 2, kernel_regularizer=tf.keras.regularizers.l2(0.1))
add_layer("conv1d", (2, 8, 3), 4, 3, strides=2, padding="same")
add_layer("conv2d", (1, 6, 6, 2), 3, 3, activation=tf.nn.relu)
add_layer("conv2d dilated", (1, 8, 8, 2), 3, 3, dilation_rate=2, padding="same")
add_layer("conv3d", (1, 4, 4, 4, 2), 2, 2)
add_layer("separable_conv1d", (1, 8, 3), 4, 3, depth_multiplier=2)
add_layer("separable_conv2d", (1, 6, 6, 2), 3, 3, depth_multiplier=2)
add_layer("conv2d_transpose", (1, 3, 3, 2), 3, 3, strides=2, padding="same")
add_layer("conv3d_transpose", (1, 2, 2, 2, 2), 2, 2, strides=2)
add_layer("max_pooling1d", (1, 8, 2), 2, 2)
add_layer("max_pooling2d", (1, 6, 6, 2), 3, 2, padding="same")
add_layer("average_pooling2d", (1, 6, 6, 2), 2, 2)
add_layer("average_pooling3d", (1, 4, 4, 4, 1), 2, 2)
add_layer("flatten", (2, 3, 4))
add_layer("dropout", (2, 3), rate=0.5, training=False)
add_layer("batch_normalization", (4, 3), training=False)
add_layer("batch_normalization fused", (2, 3, 3, 2), training=False, fused=True)
add_layer("batch_normalization unscaled", (4, 3), training=False, center=False, scale=False)


@case
def batch_normalization_trained():
    y = tf.layers.batch_normalization(tensor(6, 3), training=True, momentum=0.9)
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(updates):
        return [tf.identity(y), tf.constant(len(updates)), *moving_averages()]


def moving_averages():
    return [v.read_value() for v in tf.global_variables() if "moving" in v.name]


@case
def batch_normalization_renormed():
    return tf.layers.batch_normalization(tensor(6, 3), training=True, renorm=True)


@case
def layers_in_scopes():
    with tf.variable_scope("net"):
        x = tf.layers.dense(tensor(2, 3), 3, name="fc")
        x = tf.layers.dense(x, 3, name="fc", reuse=True)
        x = tf.layers.dense(x, 2)
        with tf.variable_scope("inner", reuse=tf.AUTO_REUSE):
            x = tf.layers.dense(x, 2)
    return tf.layers.dense(x, 1)


@case
def layer_objects():
    layer = tf.layers.Dense(3, name="shared")
    again = layer.apply(layer(tensor(2, 3)))
    layer(tensor(2, 3))
    return [again, layer.kernel, tf.constant([layer.built, len(layer.trainable_weights) == 2])]


@case
def layer_under_custom_getter():
    def getter(getter, name, *args, **kwargs):
        return getter(name + "_mine", *args, **kwargs)

    with tf.variable_scope("net", custom_getter=getter):
        return tf.layers.conv2d(tensor(1, 4, 4, 1), 2, 3)


def add_cell(name, make):
    """A case for two steps of a cell by dynamic_rnn, with lengths."""

    def build():
        return tf.nn.dynamic_rnn(
            make(tf.nn.rnn_cell), tensor(2, 3, 4), sequence_length=[3, 2], dtype=tf.float32
        )

    CASES["cell." + name] = build


add_cell("BasicRNNCell", lambda cells: cells.BasicRNNCell(3))
add_cell("GRUCell", lambda cells: cells.GRUCell(3))
add_cell("BasicLSTMCell", lambda cells: cells.BasicLSTMCell(3, forget_bias=0.5))
add_cell("BasicLSTMCell concatenated", lambda c: c.BasicLSTMCell(3, state_is_tuple=False))
add_cell("LSTMCell", lambda cells: cells.LSTMCell(3))
add_cell(
    "LSTMCell with all options",
    lambda cells: cells.LSTMCell(3, use_peepholes=True, cell_clip=0.2, num_proj=2, proj_clip=0.1),
)
add_cell(
    "MultiRNNCell",
    lambda cells: cells.MultiRNNCell([cells.BasicLSTMCell(3), cells.GRUCell(2)]),
)
add_cell("ResidualWrapper", lambda cells: cells.ResidualWrapper(cells.GRUCell(4)))
add_cell(
    "DropoutWrapper", lambda c: c.DropoutWrapper(c.BasicLSTMCell(3), 1.0, output_keep_prob=1.0)
)
add_cell("DeviceWrapper", lambda cells: cells.DeviceWrapper(cells.BasicRNNCell(2), "/cpu:0"))


@case
def cell_called():
    cell = tf.nn.rnn_cell.BasicLSTMCell(3)
    state = cell.zero_state(2, tf.float32)
    with tf.variable_scope("decoder"):
        output, state = cell(tensor(2, 4), state)
        tf.get_variable_scope().reuse_variables()
        output, state = cell(tensor(2, 4), state)
    return [output, state.c, state.h]


@case
def static_rnn():
    cell = tf.nn.rnn_cell.GRUCell(2)
    outputs, state = tf.nn.static_rnn(cell, tf.unstack(tensor(3, 2, 4)), dtype=tf.float32)
    return [*outputs, state]


@case
def bidirectional_dynamic_rnn():
    cells = tf.nn.rnn_cell
    outputs, states = tf.nn.bidirectional_dynamic_rnn(
        cells.LSTMCell(2), cells.LSTMCell(2), tensor(2, 3, 4), [2, 3], dtype=tf.float32
    )
    return [*outputs, *states[0], *states[1]]


@case
def custom_cell():
    class Cell(tf.nn.rnn_cell.RNNCell):
        @property
        def state_size(self):
            return 2

        @property
        def output_size(self):
            return 2

        def call(self, inputs, state):
            w = tf.get_variable("w", [4, 2])
            new = tf.tanh(tf.matmul(inputs, w) + state)
            return new, new

    return tf.nn.dynamic_rnn(Cell(), tensor(2, 3, 4), dtype=tf.float32, scope="custom")


def add_keras(name, shape, make):
    """A case for a layer of tf.keras."""
    CASES["keras." + name] = lambda: make(tf.keras.layers)(tensor(*shape))


add_keras("Dense", (2, 3), lambda layers: layers.Dense(4, activation="tanh"))
add_keras("Conv2D", (1, 5, 5, 2), lambda layers: layers.Conv2D(3, 3))
add_keras("BatchNormalization", (4, 3), lambda layers: layers.BatchNormalization())
add_keras("Embedding", (2, 3), lambda layers: layers.Embedding(5, 2))
add_keras("LSTM", (2, 3, 4), lambda layers: layers.LSTM(3, return_sequences=True))
add_keras("GRU", (2, 3, 4), lambda layers: layers.GRU(3))
add_keras("SimpleRNN", (2, 3, 4), lambda layers: layers.SimpleRNN(3))
add_keras("ConvLSTM2D", (1, 2, 4, 4, 1), lambda layers: layers.ConvLSTM2D(2, 3))
add_keras("Bidirectional", (2, 3, 4), lambda k: k.Bidirectional(k.LSTM(2), name="both"))
add_keras("TimeDistributed", (2, 3, 4), lambda k: k.TimeDistributed(k.Dense(2)))
add_keras("RNN of cells", (2, 3, 4), lambda k: k.RNN([k.LSTMCell(2), k.GRUCell(3)]))
add_keras("LayerNormalization", (2, 3), lambda k: k.LayerNormalization())


@case
def keras_subclass():
    class MyConv2DBlock(tf.keras.layers.Layer):
        def build(self, shape):
            self.scale = self.add_weight("scale", [int(shape[-1])], initializer="ones")
            super().build(shape)

        def call(self, x):
            return x * self.scale

    return MyConv2DBlock()(MyConv2DBlock()(tensor(2, 3)))


def add_optimizer(name, make):
    """A case for three steps of an optimizer on a dense and a sparse gradient."""

    def build():
        table = tf.get_variable("table", [4, 2])
        weight = tf.get_variable("weight", [2, 1])
        picked = tf.nn.embedding_lookup(table, [0, 2, 2])
        loss = tf.reduce_sum(tf.square(tf.matmul(picked, weight) - 1.0))
        step = tf.train.get_or_create_global_step()
        train = make(tf.train).minimize(loss, global_step=step)
        return train, [loss, table, weight, step]

    CASES["optimizer." + name] = build


add_optimizer("GradientDescent", lambda train: train.GradientDescentOptimizer(0.1))
add_optimizer("Momentum", lambda train: train.MomentumOptimizer(0.1, 0.9))
add_optimizer("Nesterov", lambda train: train.MomentumOptimizer(0.1, 0.9, use_nesterov=True))
add_optimizer("Adagrad", lambda train: train.AdagradOptimizer(0.1))
add_optimizer("Adadelta", lambda train: train.AdadeltaOptimizer(1.0))
add_optimizer("Adam", lambda train: train.AdamOptimizer(0.1))
add_optimizer("RMSProp", lambda train: train.RMSPropOptimizer(0.1, momentum=0.5, centered=True))
add_optimizer("Ftrl", lambda train: train.FtrlOptimizer(0.1, l1_regularization_strength=0.01))
add_optimizer("ProximalAdagrad", lambda train: train.ProximalAdagradOptimizer(0.1))
add_optimizer("ProximalGradientDescent", lambda t: t.ProximalGradientDescentOptimizer(0.1))


def flat(fetches):
    if isinstance(fetches, (list, tuple)):
        return [item for fetch in fetches for item in flat(fetch)]
    return [fetches]


def outcome(name):
    """Builds and runs a case: its variables, collections and fetched values."""
    with tf.Graph().as_default():
        fetches = CASES[name]()
        train = None
        if name.startswith("optimizer."):
            train, fetches = fetches
        fetches = flat(fetches)
        variables = tf.global_variables()
        trainable = {v.name for v in tf.trainable_variables()}
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            for place, v in enumerate(variables):
                # Slots, counters and variances keep their initial value.
                if v.name in trainable:
                    v.load(values(v.shape.as_list(), place), sess)
            for _ in range(3 if train is not None else 0):
                sess.run(train)
            fetched = [np.asarray(value).tolist() for value in sess.run(fetches)]
        return {
            "variables": [
                [v.name, v.shape.as_list(), v.dtype.base_dtype.name, v.name in trainable]
                for v in variables
            ],
            "fetched": fetched,
            "update_ops": len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)),
            "losses": len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)),
        }


if __name__ == "__main__":
    assert tf.__version__ == "1.15.5", tf.__version__
    golden = collections.OrderedDict((name, outcome(name)) for name in CASES)
    with open(sys.argv[1], "w") as file:
        # A case a line: a change shows as one line.
        rows = [json.dumps(name) + ": " + json.dumps(golden[name]) for name in golden]
        file.write("{\n" + ",\n".join(rows) + "\n}\n")
    print(len(golden), "cases recorded")
