"""Writes what the ICP op of the vid2depth example returns, and its gradients, to the .npz argv[1].

A TF1 script; run by test_vid2depth.py with models_examples/vid2depth on the path.
"""

import sys

import numpy as np
import tensorflow as tf

import icp_op
import registration
import scene

TRUTH = np.array([0.05, -0.03, 0.02, 0.004, -0.003, 0.006])
TURNED = np.array([0.0, 0.0, 0.0, 0.02, -0.01, 0.3])
STEP = 0.004  # of the central differences
INPUTS = ("source", "ego_motion", "target")


def main():
    rng = np.random.RandomState(2)
    after = scene.scan(rng)
    chosen = after[rng.permutation(len(after))[:1000]]
    before = registration.move(chosen, registration.inverse(TRUTH))
    weights = rng.normal(0, 1, before.shape).astype(np.float32)

    inputs = [tf.placeholder(tf.float32, [None, 3]), tf.placeholder(tf.float32, [6])]
    inputs.append(tf.placeholder(tf.float32, [None, 3]))
    correction, residual = icp_op.icp(*inputs, iterations=30)
    from_correction = tf.gradients(tf.nn.l2_loss(correction), inputs)
    from_residual = tf.gradients(weights * residual, inputs)

    def feed(ego_motion):
        return {inputs[0]: before, inputs[1]: ego_motion, inputs[2]: after}

    with tf.Session() as sess:
        found = {"truth": TRUTH, "weights": weights, "before": before, "after": after}
        found["correction"], found["residual"] = sess.run([correction, residual], feed(np.zeros(6)))
        for index, gradient in enumerate(sess.run(from_correction, feed(np.zeros(6)))):
            found["correction_by_" + INPUTS[index]] = gradient
        # A part of the turn is in the ego-motion, the other in the correction.
        found["turned"] = TURNED
        turned = feed(TURNED)
        turned[inputs[0]] = registration.move(before, registration.inverse(TURNED))
        for index, gradient in enumerate(sess.run(from_residual, turned)):
            found["residual_by_" + INPUTS[index]] = gradient
        found["jacobian"] = np.transpose(
            [
                (sess.run(correction, feed(axis)) - sess.run(correction, feed(-axis))) / (2 * STEP)
                for axis in STEP * np.eye(6)
            ]
        )
    np.savez(sys.argv[1], **found)


if __name__ == "__main__":
    main()
