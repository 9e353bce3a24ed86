"""Linear regression with a merged summary of scalars and two writers."""

import os
import sys

import numpy as np
import tensorflow as tf

logdir = sys.argv[1]
x = tf.placeholder(tf.float32, [None, 2])
with tf.name_scope("model"):
    w = tf.get_variable("w", [2, 1], initializer=tf.zeros_initializer())
    loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - 1.0), name="loss")
with tf.name_scope("metrics"):
    tf.summary.scalar("loss", loss)
    tf.summary.scalar("loss", 2 * loss)
tf.summary.scalar("rate", tf.constant(0.1))
merged = tf.summary.merge_all()
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

with tf.Session() as sess:
    train_writer = tf.summary.FileWriter(os.path.join(logdir, "train"), sess.graph)
    test_writer = tf.summary.FileWriter(
        os.path.join(logdir, "test"), flush_secs=5, filename_suffix=".test"
    )
    sess.run(tf.global_variables_initializer())
    tf.get_default_graph().finalize()
    for i in range(20):
        feed = {x: np.ones([4, 2]) * i / 20}
        if i % 5 == 0:  # held out
            test_writer.add_summary(sess.run(merged, feed), i)
        else:
            sess.run(train, feed)
            summary, value = sess.run([merged, loss], feed_dict=feed)
            train_writer.add_summary(summary, global_step=i)
    train_writer.close()
# test_writer is not closed: what it has still gets there
