"""Iterative closest point as a TensorFlow op with gradients, so that a motion can learn from it."""

import numpy as np
import tensorflow as tf

import registration


def icp(source, ego_motion, target, iterations=4):
    """Registers `source`, moved by `ego_motion`, to `target`, and says what is wrong with both.

    Two signals come out, and each has one addressee: the correction, the rigid part of the error,
    teaches ego_motion; the residual, what no rigid motion can mend, teaches the clouds.

    Args:
      source: float32 [N, 3].
      ego_motion: float32 [6], see registration.py.
      target: float32 [M, 3].
      iterations: rounds of pairing and aligning.

    Returns:
      (correction, residual): float32 [6], the motion still needed after ego_motion; float32
      [N, 3], from each source point after both motions to its partner in target.
    """

    def register(source, ego_motion, target):
        moved = registration.move(source.astype(np.float64), ego_motion.astype(np.float64))
        correction, residual, pairs = registration.closest_point_iterations(
            moved, target.astype(np.float64), iterations
        )
        return correction.astype(np.float32), residual.astype(np.float32), pairs.astype(np.int32)

    with tf.name_scope("icp"):
        with tf.get_default_graph().gradient_override_map({"PyFunc": "ClosestPoints"}):
            correction, residual, pairs = tf.py_func(
                register,
                [source, ego_motion, target],
                [tf.float32, tf.float32, tf.int32],
                name="register",
            )
    correction.set_shape([6])
    residual.set_shape(source.shape)
    pairs.set_shape(source.shape[:1])
    return correction, residual


@tf.RegisterGradient("ClosestPoints")
def _closest_points_gradient(op, correction_grad, residual_grad, _):
    """Gradients of icp's outputs, with the pairs held fixed.

    What is added to a small ego_motion is missing from the correction, hence -1. The residual of a
    point p is partner - R' (R p + t) - t', with R', t' the correction and R, t the ego-motion.
    """
    source, ego_motion, target = op.inputs
    correction, _, pairs = op.outputs
    turn = tf.matmul(_rotation(correction[3:]), _rotation(ego_motion[3:]))
    source_grad = -tf.matmul(residual_grad, turn)
    target_grad = tf.unsorted_segment_sum(residual_grad, pairs, tf.shape(target)[0])
    return source_grad, -correction_grad, target_grad


def _rotation(angles):
    """registration.rotation for a tensor [3]."""
    cx, cy, cz = tf.unstack(tf.cos(angles))
    sx, sy, sz = tf.unstack(tf.sin(angles))
    return tf.stack(
        [
            tf.stack([cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx]),
            tf.stack([sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx]),
            tf.stack([-sy, cy * sx, cy * cx]),
        ]
    )
