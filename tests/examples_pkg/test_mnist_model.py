"""tensorflow.examples.tutorials.mnist.mnist, which the wheels up to 1.12 had."""

import json

from tests.support.cli import python

PROGRAM = """
import json
import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import mnist

images = tf.placeholder(tf.float32, [4, mnist.IMAGE_PIXELS])
labels = tf.placeholder(tf.int32, [4])
logits = mnist.inference(images, 128, 32)
loss = mnist.loss(logits, labels)
train = mnist.training(loss, 0.1)
right = mnist.evaluation(logits, labels)
merged = tf.summary.merge_all()
feed = {images: np.eye(4, mnist.IMAGE_PIXELS), labels: [3, 1, 4, 1]}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    first = sess.run(loss, feed)
    for _ in range(200):
        sess.run(train, feed)
    tags = [value.tag for value in tf.Summary.FromString(sess.run(merged, feed)).value]
    print(json.dumps({
        "logits": logits.shape.as_list(),
        "variables": {v.op.name: v.shape.as_list() for v in tf.global_variables()},
        "learned": bool(sess.run(loss, feed) < first / 2),
        "right": int(sess.run(right, feed)),
        "steps": int(sess.run("global_step:0")),
        "tags": tags,
    }))
"""


def test_the_model_trains_under_its_names(tmp_path):
    """Layers, variables, the summary and the counter have their names; the net learns a batch."""
    script = tmp_path / "fully_connected_feed.py"
    script.write_text(PROGRAM)
    done = python("-m", "tfv1", "run", script)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "logits": [4, 10],
        "variables": {
            "hidden1/weights": [784, 128],
            "hidden1/biases": [128],
            "hidden2/weights": [128, 32],
            "hidden2/biases": [32],
            "softmax_linear/weights": [32, 10],
            "softmax_linear/biases": [10],
            "global_step": [],
        },
        "learned": True,
        "right": 4,
        "steps": 200,
        "tags": ["loss"],
    }
