"""What CheckpointInputPipelineHook saves, and how training goes on after it."""

import os
import tempfile

import answering
import tensorflow as tf

Hook = tf.data.experimental.CheckpointInputPipelineHook
folder = tempfile.mkdtemp()
seen = []


class Seen(tf.train.SessionRunHook):
    """Notes the element of each step."""

    def before_run(self, context):
        return tf.train.SessionRunArgs("element:0")

    def after_run(self, context, values):
        seen.append(int(values.results))


def model_fn(features, labels, mode):
    """A model that counts its steps."""
    loss = tf.cast(tf.identity(features, name="element"), tf.float32)
    step = tf.train.get_or_create_global_step()
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=tf.assign_add(step, 1))


def numbers():
    """The input: 0, 1, 2 and so on."""
    return tf.data.Dataset.range(100).make_one_shot_iterator().get_next()


def estimator(**options):
    """An estimator in the folder."""
    return tf.estimator.Estimator(model_fn, folder, tf.estimator.RunConfig(**options))


def trained(steps):
    """The elements of all steps so far, after more of them."""
    made = estimator(save_checkpoints_steps=2)
    made.train(numbers, [Seen(), Hook(made)], steps)
    return seen, sorted(name for name in os.listdir(folder) if name.endswith(".index"))


answering.answer(
    globals(),
    """
trained(3)
trained(3)
trained(2)
open(os.path.join(folder, "checkpoint_input")).read().replace(folder, "")
[name for name, _ in tf.train.list_variables(os.path.join(folder, "input.ckpt-8"))]
tf.train.latest_checkpoint(folder) == os.path.join(folder, "model.ckpt-8")
Hook(estimator(save_checkpoints_steps=None, save_checkpoints_secs=None))
""",
)
