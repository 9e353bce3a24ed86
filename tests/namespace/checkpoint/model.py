"""A model whose checkpoint TensorFlow 1.15 saves and this project restores.

    python tests/namespace/checkpoint/model.py save tests/golden/namespace/checkpoint/model # 1.15.5
    tfv1 run tests/namespace/checkpoint/model.py restore tests/golden/namespace/checkpoint/model

Both print what the model answers.
"""

import sys

import numpy as np
import tensorflow as tf


def build():
    x = tf.constant(np.sin(np.arange(24.0)).reshape(2, 3, 4), tf.float32)
    y = tf.keras.layers.LSTM(3, return_sequences=True)(x)
    y = tf.keras.layers.Bidirectional(tf.keras.layers.GRU(2), name="both")(y)
    with tf.variable_scope("head"):
        y = tf.layers.batch_normalization(tf.layers.dense(y, 3))
        cell = tf.nn.rnn_cell.LSTMCell(2)
        y, _ = cell(y, cell.zero_state(2, tf.float32))
    step = tf.train.get_or_create_global_step()
    train = tf.train.AdamOptimizer(0.1).minimize(tf.reduce_sum(y * y), global_step=step)
    return y, train, step


def main(action, prefix):
    tf.set_random_seed(1)
    y, train, step = build()
    saver = tf.train.Saver()
    with tf.Session() as sess:
        if action == "save":
            sess.run(tf.global_variables_initializer())
            sess.run(train)
            saver.save(sess, prefix, write_meta_graph=False)
        else:
            saver.restore(sess, prefix)
        print(sess.run(step), sess.run(y).ravel().tolist())
        sess.run(train)
        print(sess.run(step), sess.run(y).ravel().tolist())


if __name__ == "__main__":
    main(*sys.argv[1:])
