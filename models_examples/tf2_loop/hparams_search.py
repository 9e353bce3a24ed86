"""A small grid of hyperparameters, one run for each point, for TensorBoard's HParams page.

python hparams_search.py --logdir=/tmp/tf2_loop/hparams
tensorboard --logdir=/tmp/tf2_loop/hparams
"""

import argparse
import itertools
import os

import tensorflow as tf
from tensorboard.plugins.hparams import api as hp

import digits

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--logdir", default="/tmp/tf2_loop/hparams")
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--runs", type=int, default=8, help="points of the grid to try at most")

OPTIMIZERS = {
    "adam": lambda: tf.keras.optimizers.Adam(0.005),
    "sgd": lambda: tf.keras.optimizers.SGD(0.3),
}
UNITS = hp.HParam("units", hp.Discrete([8, 32]))
DROPOUT = hp.HParam("dropout", hp.RealInterval(0.0, 0.5))
OPTIMIZER = hp.HParam("optimizer", hp.Discrete(sorted(OPTIMIZERS)))
METRICS = [
    hp.Metric("accuracy", group="validation", display_name="accuracy (validation)"),
    hp.Metric("loss", group="validation", display_name="loss (validation)"),
]


def train(hparams, epochs, logdir):
    """Trains one network; writes its hyperparameters, and scores for each epoch. Returns the last.

    Args:
      hparams: {hp.HParam: value}.
    """
    train_data, validation_data = digits.load()
    model = digits.network(hparams[UNITS], hparams[DROPOUT])
    model.compile(
        optimizer=OPTIMIZERS[hparams[OPTIMIZER]](),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    with tf.summary.create_file_writer(logdir).as_default():
        hp.hparams(hparams, trial_id=os.path.basename(logdir))
    with tf.summary.create_file_writer(os.path.join(logdir, "validation")).as_default():
        for epoch in range(epochs):
            model.fit(*train_data, batch_size=64, verbose=0)
            loss, accuracy = model.evaluate(*validation_data, batch_size=500, verbose=0)
            tf.summary.scalar("loss", loss, step=epoch)
            tf.summary.scalar("accuracy", accuracy, step=epoch)
    return accuracy


def main():
    args = parser.parse_args()
    with tf.summary.create_file_writer(args.logdir).as_default():
        hp.hparams_config(hparams=[UNITS, DROPOUT, OPTIMIZER], metrics=METRICS)
    ends = (DROPOUT.domain.min_value, DROPOUT.domain.max_value)
    grid = itertools.product(UNITS.domain.values, ends, OPTIMIZER.domain.values)
    for number, values in enumerate(itertools.islice(grid, args.runs)):
        hparams = dict(zip((UNITS, DROPOUT, OPTIMIZER), values))
        accuracy = train(hparams, args.epochs, os.path.join(args.logdir, "run-%d" % number))
        told = ", ".join("%s %s" % (hparam.name, value) for hparam, value in hparams.items())
        print("run-%d: %s: accuracy %.3f" % (number, told, accuracy))


if __name__ == "__main__":
    main()
