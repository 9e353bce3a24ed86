"""Keras' own TensorBoard callback: scalars, graph, histograms of weights, a profile of some steps.

python keras_callback.py --logdir=/tmp/tf2_loop/keras_callback
tensorboard --logdir=/tmp/tf2_loop
"""

import argparse

import tensorflow as tf

import digits

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--logdir", default="/tmp/tf2_loop/keras_callback")
parser.add_argument("--epochs", type=int, default=5)
parser.add_argument("--profile", default="5,10", help="first and last batch to profile")


def main():
    args = parser.parse_args()
    train_data, validation_data = digits.load()
    model = digits.network(rate=0.2)
    model.compile(
        optimizer=tf.keras.optimizers.Adam(0.005),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    callback = tf.keras.callbacks.TensorBoard(
        log_dir=args.logdir,
        histogram_freq=1,
        update_freq="epoch",  # with a number, Keras 3 skips an epoch that ends between its steps
        profile_batch=tuple(int(batch) for batch in args.profile.split(",")),
    )
    model.fit(
        *train_data,
        validation_data=validation_data,
        epochs=args.epochs,
        batch_size=64,
        callbacks=[callback],
        verbose=2,
    )


if __name__ == "__main__":
    main()
