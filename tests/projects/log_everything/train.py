"""A trainer with its writer in an attribute; it logs from a thread, too."""

import threading

import numpy as np
import tensorflow as tf
from network import Network

tf.app.flags.DEFINE_string("logdir", "logs", "where the event file goes")
FLAGS = tf.app.flags.FLAGS


class Trainer(object):
    def __init__(self, sess, network, log_dir=None):
        self.sess = sess
        self.network = network
        self.summary_writer = None
        if log_dir:
            self.summary_writer = tf.summary.FileWriter(log_dir)
            self.summary_writer.add_graph(sess.graph)

    def train(self, steps):
        image = np.linspace(0, 1, 48).reshape([1, 4, 4, 3])
        for _ in range(steps):
            self.sess.run(self.network.train, {self.network.x: image})
            summary, step = self.sess.run(
                [self.network.merged, self.network.step], {self.network.x: image}
            )
            if self.summary_writer:
                self.summary_writer.add_summary(summary, step)
        thread = threading.Thread(target=self.finish)
        thread.start()
        thread.join()

    def finish(self):
        with self.sess.graph.as_default(), tf.name_scope("finish"):
            self.summary_writer.add_summary(
                self.sess.run(self.network.mean), self.sess.run(self.network.step) + 1
            )
            done = tf.Summary(value=[tf.Summary.Value(tag="done", simple_value=1)])
            self.summary_writer.add_summary(done)
        self.summary_writer.close()


def main(_):
    with tf.Graph().as_default(), tf.Session() as sess:
        trainer = Trainer(sess, Network(), FLAGS.logdir)
        sess.run(tf.global_variables_initializer())
        trainer.train(5)


if __name__ == "__main__":
    tf.app.run()
