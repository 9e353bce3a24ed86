"""Trains a small convolutional network with tf.contrib.slim, then evaluates its checkpoint.

    python train_image_classifier.py --logdir=/tmp/slim
    tensorboard --logdir=/tmp/slim

The run `train` has the losses, what each layer puts out, the gradients and the learning rate; the
run `eval` has what the checkpoint at the end knows of digits that it was not trained on.
"""

import os
import sys

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits

slim = tf.contrib.slim

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string("logdir", "/tmp/slim", "Directory for train/ and eval/.")
flags.DEFINE_integer("max_steps", 300, "Global step at which training ends.", lower_bound=1)
flags.DEFINE_integer("batch_size", 50, "Digits in a batch.", lower_bound=1, upper_bound=500)
flags.DEFINE_integer("channels", 8, "Channels of the first layer.", lower_bound=1)
flags.DEFINE_float("learning_rate", 0.02, "Step size of the optimizer, before decay.")
flags.DEFINE_float("weight_decay", 0.0005, "Share of the squared weights in the total loss.")
flags.DEFINE_integer("summary_every", 10, "Training steps between summaries.", lower_bound=1)

CLASSES = 10
SIDE = 8  # pixels
TEST_DIGITS = 500


def load():
    """Returns {"train": (images, labels), "test": (images, labels)}, in a fixed mixed order.

    Images are float32 [n, SIDE, SIDE, 1] from 0 to 1, labels int64 [n].
    """
    bundled = load_digits()
    order = np.random.RandomState(0).permutation(len(bundled.target))
    images = (bundled.images[order, :, :, np.newaxis] / 16.0).astype(np.float32)
    labels = bundled.target[order].astype(np.int64)
    test, train = slice(None, TEST_DIGITS), slice(TEST_DIGITS, None)
    return {"train": (images[train], labels[train]), "test": (images[test], labels[test])}


def batches(digits):
    """Returns the tensors of the next whole batch of (images, labels), for ever."""
    dataset = tf.data.Dataset.from_tensor_slices(digits).repeat()
    dataset = dataset.batch(FLAGS.batch_size, drop_remainder=True)
    return dataset.make_one_shot_iterator().get_next()


def arguments(training):
    """Returns the arguments that all layers of one network share, for slim.arg_scope."""
    decay = slim.l2_regularizer(FLAGS.weight_decay)
    normalizer = {"is_training": training, "decay": 0.9, "scale": True}
    with slim.arg_scope([slim.batch_norm], **normalizer):
        with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm):
            with slim.arg_scope([slim.dropout], is_training=training):
                with slim.arg_scope(
                    [slim.conv2d, slim.fully_connected], weights_regularizer=decay
                ) as scope:
                    return scope


def network(images):
    """Returns (logits [n, CLASSES], {name: what a layer puts out}) of images [n, 8, 8, 1]."""
    channels = FLAGS.channels
    with tf.variable_scope("digits", values=[images]) as scope:
        ends = scope.original_name_scope + "ends"
        layers = [slim.conv2d, slim.max_pool2d, slim.fully_connected]
        with slim.arg_scope(layers, outputs_collections=ends):
            net = slim.repeat(images, 2, slim.conv2d, channels, [3, 3], scope="conv1")
            net = slim.max_pool2d(net, [2, 2], scope="pool1")
            net = slim.conv2d(net, 2 * channels, [3, 3], scope="conv2")
            net = slim.max_pool2d(net, [2, 2], scope="pool2")
            net = slim.flatten(net, scope="flat")
            net = slim.dropout(net, 0.9, scope="dropout")
            logits = slim.fully_connected(net, CLASSES, activation_fn=None, scope="logits")
        return logits, slim.utils.convert_collection_to_dict(ends)


def summarize(layers, learning_rate):
    """Adds summaries of layers, losses, trained variables and the learning rate."""
    for name in layers:
        tf.summary.histogram("activations/" + name, layers[name])
        tf.summary.scalar("sparsity/" + name, tf.nn.zero_fraction(layers[name]))
    for loss in tf.losses.get_losses() + tf.losses.get_regularization_losses():
        tf.summary.scalar("losses/" + loss.op.name, loss)
    tf.summary.scalar("losses/total", tf.losses.get_total_loss())
    for variable in slim.get_model_variables():
        tf.summary.histogram("variables/" + variable.op.name, variable)
    tf.summary.scalar("learning_rate", learning_rate)


def train(digits, logdir):
    """Trains to --max_steps, or goes on from the checkpoint in `logdir`; returns the last loss."""
    with tf.Graph().as_default():
        images, labels = batches(digits)
        with slim.arg_scope(arguments(training=True)):
            logits, layers = network(images)
        tf.losses.sparse_softmax_cross_entropy(labels, logits)

        step = slim.get_or_create_global_step()
        rate = tf.train.exponential_decay(FLAGS.learning_rate, step, 10, 0.95, staircase=True)
        summarize(layers, rate)
        train_op = slim.learning.create_train_op(
            tf.losses.get_total_loss(),
            tf.train.MomentumOptimizer(rate, 0.9),
            clip_gradient_norm=4.0,
            summarize_gradients=True,
        )
        merged = tf.summary.merge_all()
        writer = tf.summary.FileWriter(logdir)

        def train_step(session, op, global_step, settings):
            """One step; every so many, a summary of before it, on a batch of its own."""
            at = session.run(global_step)
            if at % FLAGS.summary_every == 0:
                writer.add_summary(session.run(merged), at)
            return slim.learning.train_step(session, op, global_step, settings)

        # slim's thread takes summaries by the clock; these come by the step, equal in every run.
        return slim.learning.train(
            train_op,
            logdir,
            train_step_fn=train_step,
            number_of_steps=FLAGS.max_steps,
            log_every_n_steps=FLAGS.summary_every,
            summary_writer=writer,
            save_summaries_secs=0,
            save_interval_secs=0,
        )


def evaluate(digits, train_dir, logdir):
    """Evaluates the last checkpoint of `train_dir` on all whole batches; returns its accuracy."""
    with tf.Graph().as_default():
        images, labels = batches(digits)
        with slim.arg_scope(arguments(training=False)):
            logits, _ = network(images)
        slim.get_or_create_global_step()
        answers = tf.argmax(logits, axis=1)
        values, updates = slim.metrics.aggregate_metric_map(
            {
                "accuracy": slim.metrics.streaming_accuracy(answers, labels),
                "recall_at_3": slim.metrics.streaming_sparse_recall_at_k(logits, labels, 3),
            }
        )
        for name in sorted(values):
            tf.summary.scalar("eval/" + name, values[name])
        tf.summary.image("inputs", images, max_outputs=2)
        return slim.evaluation.evaluate_once(
            master="",
            checkpoint_path=tf.train.latest_checkpoint(train_dir),
            logdir=logdir,
            num_evals=len(digits[1]) // FLAGS.batch_size,
            eval_op=[updates[name] for name in sorted(updates)],
            final_op=values["accuracy"],
        )


def main(_):
    if FLAGS.learning_rate <= 0:
        sys.exit("--learning_rate must be more than 0, not %g." % FLAGS.learning_rate)
    digits = load()
    train_dir = os.path.join(FLAGS.logdir, "train")
    loss = train(digits["train"], train_dir)
    accuracy = evaluate(digits["test"], train_dir, os.path.join(FLAGS.logdir, "eval"))
    print(
        "After %d steps the loss is %.3f, and %.1f%% of the test digits are right."
        % (FLAGS.max_steps, loss, 100 * accuracy)
    )


if __name__ == "__main__":
    tf.app.run()
