"""Trains a sigmoid belief network on binarised digits with REINFORCE or REBAR.

    python rebar_train.py --working_dir=/tmp/rebar --hparams=estimator=rebar,layers=2
    tensorboard --logdir=/tmp/rebar

The event files hold the ELBO of each split of the images, and how noisy its gradient is.
"""

import sys

import numpy as np
import tensorflow as tf

import data
import estimators
import hparams
import sbn

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string("working_dir", "/tmp/rebar", "Directory for event files and checkpoints.")
flags.DEFINE_string(
    "hparams", "", "Hyperparameters that differ from the defaults: name=value,name=value."
)
flags.DEFINE_string(
    "mnist_dir", None, "Directory of MNIST's idx files; without it 8x8 digits are used."
)
flags.DEFINE_integer("max_steps", 2000, "Global step at which training ends.", lower_bound=1)
flags.DEFINE_integer("eval_every", 50, "Steps between evaluations.", lower_bound=1)
flags.DEFINE_integer("seed", 1, "Seed of TensorFlow and of the order of the batches.")

DEFAULTS = {
    "estimator": "rebar",
    "baseline": "none",
    "layers": 1,
    "hidden": 32,
    "batch_size": 24,
    "learning_rate": 0.003,
    "control_learning_rate": 0.01,
    "baseline_learning_rate": 0.05,
}
VARIANCE_SAMPLES = 10


def read_hparams():
    """Returns the HParams of --hparams; ValueError, one sentence, for anything that cannot be."""
    hps = hparams.parse(FLAGS.hparams, DEFAULTS)
    for name, choices in [
        ("estimator", estimators.ESTIMATORS),
        ("baseline", estimators.BASELINES),
        ("layers", (1, 2)),
    ]:
        if getattr(hps, name) not in choices:
            raise ValueError(
                "hyperparameter '%s' takes one of %s, got '%s'."
                % (name, ", ".join(map(str, choices)), getattr(hps, name))
            )
    for name in ("hidden", "batch_size"):
        if getattr(hps, name) < 1:
            raise ValueError(
                "hyperparameter '%s' must be at least 1, got %d." % (name, getattr(hps, name))
            )
    return hps


class Trainer(object):
    """The training graph.

    Attributes:
      x: the placeholder [B, pixels].
      elbo: scalar, the mean over the batch in nats.
      gradients: those of the recogniser's variables.
      controls: [(tag, scalar)], temperatures and etas.
      train_op: one step; returns the new global step.
      global_step: the variable.
    """

    def __init__(self, hps, mean):
        self.x = tf.placeholder(tf.float32, [None, len(mean)], "x")
        self.global_step = tf.train.get_or_create_global_step()
        network = sbn.SigmoidBeliefNetwork(mean, hps.layers, hps.hidden)
        with tf.variable_scope("control"):
            result = estimators.estimate(network, self.x, hps.estimator, hps.baseline)
        self.elbo = tf.reduce_mean(result.elbo)
        self.controls = []
        for layer in range(len(result.etas)):
            self.controls.append(("temperature/layer_%d" % (layer + 1), result.temperatures[layer]))
            self.controls.append(("eta/layer_%d" % (layer + 1), result.etas[layer]))

        controls = tf.trainable_variables("control/(log_temperature|eta)")
        baselines = tf.trainable_variables("control/baseline")
        optimizer = tf.train.AdamOptimizer(hps.learning_rate)
        model = optimizer.compute_gradients(
            -result.objective, network.encoder_variables + network.generator_variables
        )
        self.gradients = [gradient for gradient, _ in model[: len(network.encoder_variables)]]
        jobs = [(optimizer, model)]
        for loss, variables, optimizer in [
            (result.control_loss, controls, tf.train.AdamOptimizer(hps.control_learning_rate)),
            (
                result.baseline_loss,
                baselines,
                tf.train.GradientDescentOptimizer(hps.baseline_learning_rate),
            ),
        ]:
            if variables:
                jobs.append((optimizer, optimizer.compute_gradients(loss, variables)))
        # No variable may change while something else is still being computed from it.
        everything = [gradient for _, pairs in jobs for gradient, _ in pairs]
        with tf.control_dependencies([tf.group(self.elbo, *everything)]):
            updates = [optimizer.apply_gradients(pairs) for optimizer, pairs in jobs]
        with tf.control_dependencies(updates):
            self.train_op = tf.assign_add(self.global_step, 1)


def gradient_variance(sess, trainer, images):
    """Returns the variance of the recogniser's gradient on `images`, averaged over the weights."""
    draws = []
    for _ in range(VARIANCE_SAMPLES):
        gradients = sess.run(trainer.gradients, {trainer.x: images})
        draws.append(np.concatenate([gradient.ravel() for gradient in gradients]))
    return np.var(draws, axis=0, ddof=1).mean()


def evaluate(sess, trainer, splits, batch_size):
    """Returns [(tag, number)]: ELBO of each split, variance of the gradient, temperatures, etas."""
    results = [
        (name + "/elbo", sess.run(trainer.elbo, {trainer.x: images}))
        for name, images in zip(splits._fields, splits)
    ]
    results.append(
        ("train/gradient_variance", gradient_variance(sess, trainer, splits.train[:batch_size]))
    )
    tags, tensors = [tag for tag, _ in trainer.controls], [tensor for _, tensor in trainer.controls]
    return results + list(zip(tags, sess.run(tensors)))


def train(hps, splits):
    """Trains to --max_steps, or from a checkpoint there; writes event files and a checkpoint."""
    trainer = Trainer(hps, splits.train.mean(axis=0))
    batches = data.batches(splits.train, hps.batch_size, np.random.RandomState(FLAGS.seed))
    writer = tf.summary.FileWriter(FLAGS.working_dir, flush_secs=15, max_queue=100)
    supervisor = tf.train.Supervisor(
        logdir=FLAGS.working_dir,
        global_step=trainer.global_step,
        summary_op=None,
        save_summaries_secs=0,
        save_model_secs=0,
    )
    with supervisor.managed_session() as sess:
        step = sess.run(trainer.global_step)
        if step:
            print("going on from the checkpoint of step %d in %s" % (step, FLAGS.working_dir))
        while step < FLAGS.max_steps and not supervisor.should_stop():
            step = sess.run(trainer.train_op, {trainer.x: next(batches)})
            if step % FLAGS.eval_every and step < FLAGS.max_steps:
                continue
            results = evaluate(sess, trainer, splits, hps.batch_size)
            summaries = [
                tf.Summary(value=[tf.Summary.Value(tag=tag, simple_value=number)])
                for tag, number in results
            ]
            for summary in summaries:
                writer.add_summary(summary, global_step=step)
            writer.flush()
            print("step %d  " % step + "  ".join("%s %.4g" % result for result in results))
        supervisor.saver.save(sess, supervisor.save_path, global_step=step)
    writer.close()


def main(_):
    try:
        hps = read_hparams()
        splits = data.load(FLAGS.mnist_dir)
    except ValueError as error:
        sys.exit("rebar_train: %s" % error)
    tf.set_random_seed(FLAGS.seed)
    print("%s on %d images of %d pixels" % (hps, len(splits.train), splits.train.shape[1]))
    train(hps, splits)


if __name__ == "__main__":
    tf.app.run()
