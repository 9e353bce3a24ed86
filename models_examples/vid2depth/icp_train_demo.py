"""Finds the ego-motion between two point clouds by gradient descent through an ICP op.

    python icp_train_demo.py --train_dir=/tmp/icp --max_steps=200
    tensorboard --logdir=/tmp/icp

The two clouds are made from one, a scanned street or a file, so the motion to be found is known.
"""

import sys

import numpy as np
import tensorflow as tf

import clouds
import scene
from icp_op import icp

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string("train_dir", "/tmp/icp_train_demo", "Directory for the event file.")
flags.DEFINE_string(
    "cloud",
    None,
    "A .npy file with an N x 3 point cloud in metres; without it a street is scanned.",
)
flags.DEFINE_list(
    "ego_motion",
    ["0.6", "-0.2", "0.1", "0.01", "-0.02", "0.06"],
    "The true ego-motion: tx,ty,tz in metres and rx,ry,rz in radians.",
)
flags.DEFINE_float("res_height", 0.15, "The true residual height in metres.")
flags.DEFINE_integer("max_steps", 200, "Number of training steps.", lower_bound=1)
flags.DEFINE_float("learning_rate", 0.1, "Learning rate of gradient descent.")
flags.DEFINE_float(
    "residual_weight", 5.0, "Weight of the residual beside the correction in the loss."
)
flags.DEFINE_integer("seed", 1, "Seed of the street and of the choice of points.")

MOTION_TAGS = ("tx", "ty", "tz", "rx", "ry", "rz")


def true_ego_motion():
    """Returns the motion [6] of --ego_motion; ValueError for anything but six finite numbers."""
    try:
        motion = np.array([float(number) for number in FLAGS.ego_motion])
    except ValueError:
        motion = np.array([])
    if motion.shape != (6,) or not np.isfinite(motion).all():
        raise ValueError(
            "--ego_motion takes six numbers tx,ty,tz,rx,ry,rz, got '%s'."
            % ",".join(FLAGS.ego_motion)
        )
    return motion


def build(source, standing, target):
    """Builds the training graph.

    Args:
      source, standing, target: float32 tensors of the shapes that clouds.pair returns.

    Returns:
      (train_op, values [8]): the values are motion, residual height and loss before the step.
    """
    # Resource variables, read once: all of a step then sees the values from before its update.
    ego_motion = tf.identity(
        tf.get_variable("ego_motion", [6], initializer=tf.zeros_initializer(), use_resource=True)
    )
    res_height = tf.identity(
        tf.get_variable(
            "residual_height", [], initializer=tf.zeros_initializer(), use_resource=True
        )
    )

    lifted = source + res_height * standing[:, tf.newaxis] * [0.0, 0.0, 1.0]
    correction, residual = icp(lifted, ego_motion, target)
    mean_residual = tf.reduce_mean(tf.reduce_sum(tf.square(residual), axis=1))
    loss = tf.nn.l2_loss(correction) + 0.5 * FLAGS.residual_weight * mean_residual
    train_op = tf.train.GradientDescentOptimizer(FLAGS.learning_rate).minimize(loss)

    for tag, number in zip(MOTION_TAGS, tf.unstack(ego_motion)):
        tf.summary.scalar(tag, number)
    tf.summary.scalar("res_height", res_height)
    tf.summary.scalar("loss", loss)
    return train_op, tf.concat([ego_motion, [res_height, loss]], axis=0)


def show(label, numbers):
    print("%-10s" % label + "".join(" %9.5f" % number for number in numbers))


def train(source, standing, target):
    """Trains on the clouds of clouds.pair for --max_steps; writes the summaries of every step."""
    clouds_in = [
        tf.placeholder(tf.float32, [None, 3], "source"),
        tf.placeholder(tf.float32, [None], "standing"),
        tf.placeholder(tf.float32, [None, 3], "target"),
    ]
    feed = dict(zip(clouds_in, [source, standing, target]))
    train_op, values = build(*clouds_in)
    summaries = tf.summary.merge_all()
    show_every = max(1, FLAGS.max_steps // 10)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        writer = tf.summary.FileWriter(FLAGS.train_dir, sess.graph)
        for step in range(FLAGS.max_steps):
            _, summary, now = sess.run([train_op, summaries, values], feed)
            writer.add_summary(summary, step)
            writer.flush()
            if step % show_every == 0 or step == FLAGS.max_steps - 1:
                show("step %d" % step, now)
        writer.close()


def main(_):
    rng = np.random.RandomState(FLAGS.seed)
    tf.set_random_seed(FLAGS.seed)
    try:
        ego_motion = true_ego_motion()
        points = clouds.load(FLAGS.cloud) if FLAGS.cloud else scene.scan(rng)
    except ValueError as error:
        sys.exit("icp_train_demo: %s" % error)
    source, standing, target = clouds.pair(points, ego_motion, FLAGS.res_height, rng)
    print("%d points before the motion, %d after it" % (len(source), len(target)))
    print("%-10s" % "" + "".join(" %9s" % name for name in MOTION_TAGS + ("height", "loss")))
    train(source, standing, target)
    show("truth", list(ego_motion) + [FLAGS.res_height])
    print("Summaries are in %s" % FLAGS.train_dir)


if __name__ == "__main__":
    tf.app.run()
