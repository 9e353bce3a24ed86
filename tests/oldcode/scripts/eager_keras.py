"""Keras layers first in a Sequential, and restored optimizers, under eager execution."""

import tempfile

import answering
import numpy as np
import tensorflow as tf
from tensorflow.contrib.optimizer_v2.adam import AdamOptimizer
from tensorflow.contrib.seq2seq.python.ops import attention_wrapper  # noqa: F401

tf.enable_eager_execution()
tf.set_random_seed(1)
k = tf.keras.layers


def after(*layers):
    """The shape of what a dense layer gives after the layers."""
    return tf.keras.Sequential([*layers, k.Dense(1)]).output_shape


def restored_slots():
    """The slots of a variable that is made after its checkpoint was restored."""
    v, optimizer = tf.contrib.eager.Variable(2.0), AdamOptimizer(0.1)
    optimizer.minimize(lambda: v * v)
    path = tf.train.Checkpoint(v=v, optimizer=optimizer).save(tempfile.mkdtemp() + "/c")
    other = tf.train.Checkpoint(optimizer=AdamOptimizer(0.1))
    other.restore(path)
    other.v = tf.contrib.eager.Variable(0.0)
    slots = [other.optimizer.get_slot(other.v, name).numpy() for name in "mv"]
    return [round(float(slot), 5) for slot in slots]


def attended(mechanism):
    """Whether a model with attention trains, and predicts the same when it is made again."""
    words, query, state = tf.keras.Input([5]), tf.keras.Input([4]), tf.keras.Input([5])
    memory = k.LSTM(6, return_sequences=True)(k.Embedding(9, 3, mask_zero=True)(words))
    model = tf.keras.Model([words, query, state], mechanism(4, memory)([query, state]))
    given = [np.arange(10).reshape(2, 5) % 9, np.ones([2, 4]), np.ones([2, 5])]
    model.compile("sgd", "mse", experimental_run_tf_function=False)
    before = model.get_weights()
    model.fit(given, [np.zeros([2, 5])] * 2, epochs=2, verbose=0)
    config, custom = model.get_config(), {mechanism.__name__: mechanism}
    other = tf.keras.Model.from_config(config, custom_objects=custom)
    other.set_weights(model.get_weights())
    changed = sum(not np.array_equal(a, b) for a, b in zip(before, model.get_weights()))  # noqa: B905
    predicted = [one.predict(given, verbose=0) for one in (model, other)]
    return changed, len(before), np.allclose(*predicted, atol=1e-6)


answering.answer(
    globals(),
    """
after(k.Reshape((4, 2), input_shape=(8,)), k.Flatten())
after(k.Permute((2, 1), input_shape=(8, 2)))
after(k.RepeatVector(2, input_shape=(3,)))
after(k.Lambda(lambda x: x, input_shape=(3,)))
after(k.Masking(input_shape=(3, 2)))
after(k.Embedding(4, 3, input_length=3), k.Flatten())
after(k.LSTM(3, input_shape=(3, 2)))
after(k.Conv2D(3, 2, input_shape=(4, 4, 1)), k.BatchNormalization(), k.Dropout(0.5))
after(k.ZeroPadding2D(input_shape=(3, 3, 1)), k.UpSampling2D(), k.Cropping2D(1))
after(k.Bidirectional(k.GRU(3), input_shape=(3, 2)))
after(k.TimeDistributed(k.Dense(2), input_shape=(3, 2)))
tf.keras.Sequential([k.Reshape((4, 2)), k.Flatten(), k.Dense(3)])(tf.ones([2, 8])).shape.as_list()
tf.keras.Sequential([k.Dense(3, input_shape=(8,))])(tf.ones([2, 1, 8])).shape.as_list()
restored_slots()
attended(attention_wrapper.LuongAttentionV2)
attended(attention_wrapper.BahdanauMonotonicAttentionV2)
""",
)
