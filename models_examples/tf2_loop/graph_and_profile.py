"""The graph of a tf.function, and a profile of some training steps.

python graph_and_profile.py --logdir=/tmp/tf2_loop/graph_and_profile
tensorboard --logdir=/tmp/tf2_loop
"""

import argparse

import tensorflow as tf

import digits

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--logdir", default="/tmp/tf2_loop/graph_and_profile")
parser.add_argument("--epochs", type=int, default=2)


def main():
    args = parser.parse_args()
    train_data, _ = digits.load()
    train_batches = digits.batches(*train_data)
    model = digits.network()
    optimizer = tf.keras.optimizers.Adam()
    optimizer.build(model.trainable_variables)

    @tf.function
    def train_step(images, labels):
        with tf.GradientTape() as tape:
            logits = model(images, training=True)
            with tf.name_scope("loss"):
                loss = tf.reduce_mean(
                    tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
                )
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    writer = tf.summary.create_file_writer(args.logdir)
    step = 0
    for epoch in range(args.epochs):
        if epoch == 0:
            tf.summary.trace_on(graph=True)  # the first call is the one that makes the graph
        elif epoch == 1:
            tf.profiler.experimental.start(args.logdir)
        for images, labels in train_batches:
            with tf.profiler.experimental.Trace("train", step_num=step, _r=1):
                loss = train_step(images, labels)
            if step == 0:
                with writer.as_default():
                    tf.summary.trace_export("train_step", step=0)
            with writer.as_default():
                tf.summary.scalar("loss", loss, step=step)
            step += 1
        if epoch == 1:
            tf.profiler.experimental.stop()
        print("epoch %d: loss %.3f" % (epoch, loss.numpy()))
    writer.close()


if __name__ == "__main__":
    main()
