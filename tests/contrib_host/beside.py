"""Uses tf.contrib, then the libraries of today beside it; prints one line for each that works."""

import builtins
import sys

import numpy as np

import tfv1 as tf

slim = tf.contrib.slim
with tf.Graph().as_default():
    net = slim.fully_connected(tf.ones([2, 3]), 4, normalizer_fn=slim.batch_norm)
    cell = tf.contrib.rnn.LayerNormBasicLSTMCell(3)
    outputs, _ = tf.nn.dynamic_rnn(cell, tf.ones([2, 4, 3]), dtype=tf.float32)
    tf.contrib.distributions.Normal(0.0, 1.0).log_prob(0.5)
    tf.contrib.framework.nest.flatten([1, 2])
    tf.contrib.seq2seq.gather_tree  # noqa: B018
    tf.contrib.learn.RunConfig  # noqa: B018
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        assert session.run(net).shape == (2, 4)
        assert session.run(outputs).shape == (2, 4, 3)
print("contrib")

import tensorflow as real  # noqa: E402
from tensorflow.python.framework import ops  # noqa: E402
from tensorflow.python.util import all_util, nest  # noqa: E402

assert not hasattr(real, "contrib")
# Where pickle looks for classes, with no package above: libraries still cannot import tf.contrib.
known = {name for name in sys.modules if name.startswith("tensorflow.contrib")}
assert known <= {
    "tensorflow.contrib.learn.python.learn.preprocessing.categorical_vocabulary",
    "tensorflow.contrib.learn.python.learn.preprocessing.text",
    "tensorflow.contrib.training.python.training.hparam",
}, known
for statement in ("import tensorflow.contrib", "from tensorflow.contrib import learn"):
    try:
        exec(statement, {"__builtins__": builtins})
    except ImportError as error:
        assert error.name == "tensorflow.contrib", error
    else:
        raise AssertionError(statement)
assert nest.flatten_up_to([1, 2], [[3], 4]) == [[3], 4]  # tf.contrib.framework hid it in 1.15
assert ops.RegisterGradient.__module__.startswith("tensorflow.python")
assert all_util.remove_undocumented.__module__ == "tensorflow.python.util.all_util"
assert ops.Operation.__module__.startswith("tensorflow.python")
with tf.Graph().as_default():
    x = real.constant([1.0, 4.0])
    grads = real.compat.v1.gradients(real.sqrt(x), x)
    with real.compat.v1.Session() as session:
        np.testing.assert_allclose(session.run(grads[0]), [0.5, 0.25])
print("tensorflow")

import tf_keras  # noqa: E402

with tf.Graph().as_default():
    model = tf_keras.Sequential([tf_keras.layers.Dense(1, input_shape=(3,))])
    model.compile("sgd", "mse")
    model.fit(np.ones((8, 3)), np.ones((8, 1)), epochs=1, verbose=0)
print("tf_keras")

import keras  # noqa: E402

assert keras.__version__ >= "3"
with tf.Graph().as_default():
    layer = keras.layers.Dense(2)
    assert keras.ops.shape(np.ones((2, 3))) == (2, 3)
    assert layer.name.startswith("dense")
assert keras.utils.to_categorical([1], 3).tolist() == [[0.0, 1.0, 0.0]]
print("keras", keras.__version__)

from tensorboard.backend.event_processing import event_accumulator  # noqa: E402

assert event_accumulator.EventAccumulator is not None
print("tensorboard")

try:
    import tensorflow_probability as tfp
except ImportError as error:
    print("no tensorflow_probability:", error)
else:
    with tf.Graph().as_default(), tf.Session() as session:
        value = session.run(tfp.distributions.Normal(0.0, 1.0).log_prob(0.5))
        np.testing.assert_allclose(value, -0.5 * np.log(2 * np.pi) - 0.125, rtol=1e-5)
    print("tensorflow_probability")
