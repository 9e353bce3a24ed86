"""Two spawned processes run a session each; what they need lives in the main module."""

import multiprocessing

import tensorflow as tf


class Task(object):
    def __init__(self, number):
        self.number = number


def work(task):
    with tf.Graph().as_default(), tf.Session() as sess:
        return int(sess.run(tf.constant(task.number) * 2)), tf.__version__, __name__


if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.map(work, [Task(1), Task(2)]))
