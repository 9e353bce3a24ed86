"""Callbacks of tf.contrib.eager after each op."""

import answering
import tensorflow as tf
from tensorflow.python.eager import execution_callbacks  # noqa: F401 - the questions use it

tf.enable_eager_execution()
tfe = tf.contrib.eager
called, one = [], tf.constant(1.0)


def note(op_type, inputs, attrs, outputs, op_name):
    called.append((op_type, len(inputs), len(outputs)))


def noted(values):
    """What was called since the last question."""
    found = list(called)
    called.clear()
    return found


def logarithm():
    return tf.math.log(tf.constant([0.0, -1.0])).numpy()


answering.answer(
    globals(),
    """
tfe.add_execution_callback(note), (one + 2.0).numpy()
noted(0)
tfe.clear_execution_callbacks(), (one + 2.0).numpy()
noted(0)
tfe.seterr()
tfe.seterr(inf_or_nan="raise")
logarithm()
tfe.seterr(inf_or_nan=tfe.ExecutionCallback.PRINT)
logarithm()
tfe.seterr(inf_or_nan=tfe.ExecutionCallback.IGNORE)
logarithm()
tfe.errstate(inf_or_nan="raise").__enter__()
tfe.seterr(inf_or_nan="sometimes")
tfe.clear_execution_callbacks()
tfe.inf_callback("Log", [], None, [tf.constant([float("inf"), 1.0])], "mine")
tfe.nan_callback("Log", [], None, [tf.constant([float("inf"), 1.0])], "mine")
tfe.inf_nan_callback("Log", [], None, [tf.constant([1, 2])], "mine")
execution_callbacks.InfOrNanError.__mro__[1]
""",
)
