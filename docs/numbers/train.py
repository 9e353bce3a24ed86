"""A small network with dropout, seeded by tf.set_random_seed alone: prints its losses as JSON."""

import json
import sys

import numpy as np
import tensorflow as tf


def main():
    tf.set_random_seed(1)
    data = np.random.RandomState(0)
    x = tf.placeholder(tf.float32, [None, 8])
    y = tf.placeholder(tf.float32, [None, 1])
    hidden = tf.layers.dense(x, 32, tf.nn.relu)
    hidden = tf.nn.dropout(hidden, keep_prob=0.5)
    loss = tf.losses.mean_squared_error(y, tf.layers.dense(hidden, 1))
    train = tf.train.AdamOptimizer(0.02).minimize(loss)
    summary = tf.summary.scalar("loss", loss)
    losses = []
    config = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
    with tf.Session(config=config) as session:
        session.run(tf.global_variables_initializer())
        writer = tf.summary.FileWriter(sys.argv[1], session.graph) if len(sys.argv) > 1 else None
        for step in range(60):
            inputs = data.uniform(-1, 1, (16, 8))
            targets = np.sin(inputs.sum(1, keepdims=True))
            feed = {x: inputs, y: targets}
            logged, value, _ = session.run([summary, loss, train], feed)
            if writer is not None:
                writer.add_summary(logged, step)
            losses.append(float(value))
        if writer is not None:
            writer.close()
    print(json.dumps(losses))


if __name__ == "__main__":
    main()
