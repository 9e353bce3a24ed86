"""The tables that models print of their layers."""

import answering
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)
keras = tf.keras
layers = keras.layers
long = layers.Dense(3, input_shape=(4,), name="a_name_that_is_longer_than_its_column")
row = keras.Sequential([long, layers.BatchNormalization(), layers.Dense(2000)], name="row")
a, b = layers.Input((4,), name="a"), layers.Input((4,), name="b")
shared = layers.Dense(4, name="shared")
branched = keras.Model([a, b], [layers.add([shared(a), shared(b)]), row(a)], name="branched")
straight = keras.Model(a, row(layers.Dense(4, trainable=False)(a)), name="straight")
states = keras.Model(b, layers.LSTM(2, return_state=True)(layers.Reshape((2, 2))(b)), name="states")


class Own(keras.Model):
    """A model that computes by its own method."""

    def __init__(self):
        super().__init__(name="own")
        self.dense = layers.Dense(2)

    def call(self, inputs):
        """What Keras calls."""
        return self.dense(inputs)


def lines(model, *options):
    """What a script gets that collects the lines."""
    collected = []
    model.summary(*options, print_fn=collected.append)
    return collected


called = Own()
called(tf.ones((2, 4)))
answering.answer(
    globals(),
    """
row.summary()
branched.summary()
straight.summary()
states.summary()
called.summary()
lines(row, 80, [0.5, 0.8, 1.0])
lines(branched, 60)
lines(branched, None, [20, 50, 70, 90])
""",
)
