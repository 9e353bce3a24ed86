"""What errors say: wrong shapes and types, fetches and feeds, names, loops, layers and losses."""

import tempfile

import answering
import numpy as np  # noqa: F401 - the questions name it
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2], name="x")
number, whole = tf.constant(1.0, name="number"), tf.constant(1, name="whole")
ones = tf.ones([2, 3], name="ones")
label = tf.constant(1, name="label")
dataset = tf.data.Dataset.range(2)
iterator = dataset.make_one_shot_iterator()
unfed = tf.constant(1.0, name="unfed")
unfetched = tf.constant(1.0, name="unfetched")
tf.get_default_graph().prevent_feeding(unfed)
tf.get_default_graph().prevent_fetching(unfetched.op)
session = tf.Session()


def told(call):
    """What an error of a session says in its first line."""
    try:
        return call()
    except tf.errors.OpError as error:
        return type(error).__name__, error.message.split("\n")[0]


def loaded(saved, *units):
    """Loads the weights of a layer into layers of other numbers of units or kinds."""
    folder = tempfile.mkdtemp()
    dense = tf.keras.layers.Dense
    tf.keras.Sequential([dense(2, name="one", input_shape=(3,), **saved)]).save_weights(
        folder + "/w.h5"
    )
    layers = [
        dense(2, name=f"layer{i}", input_shape=(3,), **given) for i, given in enumerate(units)
    ]
    tf.keras.Sequential(layers).load_weights(folder + "/w.h5")


def in_scope(name):
    """Opens a scope."""
    with tf.name_scope(name):
        pass


answering.answer(
    globals(),
    """
tf.matmul(ones, ones, name="product")
tf.reshape(ones, [4, 2], name="reshaped")
tf.concat([ones, tf.zeros([2, 4], name="zeros")], 0, name="joined")
ones + tf.ones([4], name="four")
tf.squeeze(ones, [0], name="squeezed")
ones[5]
whole * 2.5
number * "a"
whole - 0.5, "unreached"
tf.Variable([1], name="v") * 1.5
tf.multiply(number, "a")
number * None
tf.multiply(number, None)
whole / number
tf.stack([number, number], axis=3)
tf.unstack(x)
tf.pad(number, [[0, 0]], "odd")
tf.add_n([])
tf.constant([1, 2, 3], shape=[2])
tf.constant([[1], [1, 2]])
tf.constant([[[1, 2], [3, 4]], [[5, 6], [7]]])
tf.constant([1, "a"])
tf.constant(1.5, tf.int32)
tf.constant("a", tf.float32)
tf.constant(1.0, name="a b")
in_scope("a b")
len(x)
list(x)
bool(number)
np.array(number)
tf.device("odd").__enter__()
tf.get_variable("no_shape")
tf.Session(graph=tf.Graph()).run("x:0")
session.run(x, {x: np.ones([3, 3])})
session.run(x, {x: x})
session.run(x, [1])
session.run(unfed, {unfed: 1.0})
session.run(unfetched)
session.run("nothing")
session.run(3)
tf.import_graph_def(3)
tf.train.import_meta_graph("/nope/model.meta")
list(dataset)
tf.data.Dataset.zip([dataset])
dataset.concatenate(tf.data.Dataset.from_tensors("a"))
dataset.filter(lambda x: x)
iterator.initializer
tf.while_loop(lambda: True, lambda: 1, [])
tf.while_loop(3, lambda i: i, [1])
tf.cond(True, lambda: 1, lambda: 2)
tf.cond(number > 0, 1, 2)
tf.cond(number > 0, lambda: 1, lambda: 2.0)
tf.group(3)
tf.tuple([])
tf.clip_by_global_norm(ones, 1.0)
tf.nn.dropout(ones, 0.0)
tf.nn.sigmoid_cross_entropy_with_logits(labels=ones, logits=tf.ones([2, 2]))
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.ones([2, 2], tf.int32), logits=ones)
tf.losses.mean_squared_error(None, ones)
tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(3), tf.ones([2, 3, 4]))
tf.nn.static_rnn(tf.nn.rnn_cell.LSTMCell(3), ones, dtype=tf.float32)
tf.nn.rnn_cell.MultiRNNCell(3)
tf.layers.dense(tf.placeholder(tf.float32, [None, None]), 3)
tf.layers.dense(tf.ones([2, 3], tf.int32), 3)
tf.layers.conv2d(ones, 3, 3)
tf.layers.conv2d(tf.ones([1, 1, 4, 4, 1]), 3, 3)
tf.layers.conv2d(tf.placeholder(tf.float32, [None, 3, 3, None]), 3, 3)
tf.keras.models.load_model("/nope/m.h5")
loaded({}, {}, {})
loaded({"use_bias": False}, {})
tf.debugging.assert_shapes([(ones, ("N", "M")), (tf.ones([4]), ("M",))], message="other")
told(lambda: session.run(tf.gather_nd([1.0], [[5]])))
""",
)
