"""What the gradients do: a histogram for each variable, and their variance layer by layer.

python gradients.py --logdir=/tmp/tf2_loop/gradients
tensorboard --logdir=/tmp/tf2_loop
"""

import argparse

import tensorflow as tf

import digits

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--logdir", default="/tmp/tf2_loop/gradients")
parser.add_argument("--epochs", type=int, default=5)
parser.add_argument("--every", type=int, default=5, help="steps between histograms")
parser.add_argument("--clip", type=float, default=1.0, help="largest global norm")


def write_gradients(layers, gradients):
    """Writes histogram and variance of the gradients, at the default step.

    Args:
      layers: the layers of the model.
      gradients: one for each variable, in the order of the layers' variables.
    """
    gradients = iter(gradients)
    for layer in layers:
        mine = [next(gradients) for _ in layer.trainable_variables]
        for variable, gradient in zip(layer.trainable_variables, mine):
            tf.summary.histogram("gradients/%s/%s" % (layer.name, variable.name), gradient)
        if mine:
            everything = tf.concat([tf.reshape(gradient, [-1]) for gradient in mine], 0)
            variance = tf.math.reduce_variance(everything)
            tf.summary.scalar("gradient_variance/%s" % layer.name, variance)


def main():
    args = parser.parse_args()
    train_data, _ = digits.load()
    train_batches = digits.batches(*train_data)
    model = digits.network()
    optimizer = tf.keras.optimizers.SGD(0.5)
    step = tf.Variable(0, dtype=tf.int64, trainable=False)

    @tf.function
    def train_step(images, labels):
        with tf.GradientTape() as tape:
            logits = model(images, training=True)
            loss = tf.reduce_mean(
                tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits), name="loss"
            )
        gradients = tape.gradient(loss, model.trainable_variables)
        # Everything below is in the graph of the function; the writer and the step are variables.
        tf.summary.scalar("loss", loss)
        with tf.summary.record_if(tf.equal(step % args.every, 0)):
            write_gradients(model.layers, gradients)
        gradients, norm = tf.clip_by_global_norm(gradients, args.clip)
        tf.summary.scalar("gradient_norm", norm)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        step.assign_add(1)
        return loss

    writer = tf.summary.create_file_writer(args.logdir)
    tf.summary.experimental.set_step(step)
    with writer.as_default():
        for epoch in range(args.epochs):
            for images, labels in train_batches:
                loss = train_step(images, labels)
            print("epoch %d: loss %.3f" % (epoch, loss.numpy()))
    writer.close()


if __name__ == "__main__":
    main()
