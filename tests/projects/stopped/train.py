"""Trains until it is told to stop; what it does then must still happen."""

import sys

import tensorflow as tf

value = tf.placeholder(tf.float32, [])
op = tf.summary.scalar("value", value)
writer = tf.summary.FileWriter(sys.argv[1])
with tf.Session() as sess:
    step = 0
    try:
        while True:
            writer.add_summary(sess.run(op, {value: step}), step)
            step += 1
            if step == 10:
                print("ten", flush=True)
    finally:
        writer.add_summary(sess.run(op, {value: -1}), step)
        writer.close()
        print("closed after", step, flush=True)
