"""Keras layers first in a Sequential, and restored optimizers, under eager execution."""

import tempfile

import answering
import tensorflow as tf
from tensorflow.contrib.optimizer_v2.adam import AdamOptimizer

tf.enable_eager_execution()
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
""",
)
