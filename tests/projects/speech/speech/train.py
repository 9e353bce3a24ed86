import sys

import numpy as np
import tensorflow as tf

from .model import loss_of

flags = tf.app.flags
flags.DEFINE_string("log_dir", None, "where the event file goes")
flags.DEFINE_integer("steps", 3, "how many steps")
FLAGS = flags.FLAGS


def main(argv):
    x = tf.placeholder(tf.float32, [None, 3])
    loss = loss_of(x)
    step = tf.train.get_or_create_global_step()
    train = tf.train.GradientDescentOptimizer(0.01).minimize(loss, global_step=step)
    tf.summary.scalar("loss", loss)
    merged = tf.summary.merge_all()
    with tf.Session() as sess, tf.summary.FileWriter(FLAGS.log_dir, sess.graph) as writer:
        sess.run(tf.global_variables_initializer())
        for i in range(FLAGS.steps):
            _, summary = sess.run([train, merged], {x: np.ones([2, 3])})
            writer.add_summary(summary, i)
    print(argv[1:], __name__, sys.modules["__main__"].__spec__.name)


if __name__ == "__main__":
    tf.app.run()
