"""The hidden layer as an embedding of the digits, with labels and pictures, for the projector.

python embeddings.py --logdir=/tmp/tf2_loop/embeddings
tensorboard --logdir=/tmp/tf2_loop/embeddings
"""

import argparse
import os

import numpy as np
import tensorflow as tf
from tensorboard.plugins import projector

import digits

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--logdir", default="/tmp/tf2_loop/embeddings")
parser.add_argument("--epochs", type=int, default=10)


def sprite(images):
    """Returns one picture of all digits, uint8 [height, width, 1], row by row in a square."""
    side = int(np.ceil(np.sqrt(len(images))))
    canvas = np.zeros([side * side, digits.SIDE, digits.SIDE], np.uint8)
    canvas[: len(images)] = 255 * (1 - images.reshape(-1, digits.SIDE, digits.SIDE))
    rows = canvas.reshape(side, side, digits.SIDE, digits.SIDE).transpose(0, 2, 1, 3)
    return rows.reshape(side * digits.SIDE, side * digits.SIDE, 1)


def main():
    args = parser.parse_args()
    train_data, (images, labels) = digits.load()
    model = digits.network(units=32)
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(tf.keras.optimizers.Adam(0.005), loss)
    model.fit(*train_data, batch_size=64, epochs=args.epochs, verbose=0)
    hidden = tf.keras.Model(model.inputs, model.get_layer("hidden").output)
    vectors = hidden.predict(images, batch_size=500, verbose=0)
    guesses = np.argmax(model.predict(images, batch_size=500, verbose=0), axis=1)

    os.makedirs(args.logdir, exist_ok=True)
    with open(os.path.join(args.logdir, "metadata.tsv"), "w") as metadata:
        metadata.write("label\tpredicted\n")
        metadata.writelines("%d\t%d\n" % pair for pair in zip(labels, guesses))
    with open(os.path.join(args.logdir, "sprite.png"), "wb") as picture:
        picture.write(tf.io.encode_png(sprite(images)).numpy())
    checkpoint = tf.train.Checkpoint(embedding=tf.Variable(vectors))
    checkpoint.save(os.path.join(args.logdir, "embedding.ckpt"))

    config = projector.ProjectorConfig()
    embedding = config.embeddings.add()
    embedding.tensor_name = "embedding/.ATTRIBUTES/VARIABLE_VALUE"  # its name in the checkpoint
    embedding.metadata_path = "metadata.tsv"
    embedding.sprite.image_path = "sprite.png"
    embedding.sprite.single_image_dim.extend([digits.SIDE, digits.SIDE])
    projector.visualize_embeddings(args.logdir, config)
    print("%d digits, %d numbers each" % vectors.shape)


if __name__ == "__main__":
    main()
