"""How the errors of a session begin, and of what kind they are."""

import answering
import tensorflow as tf

x = tf.placeholder(tf.float32, [2], name="x")
v = tf.Variable(1.0, name="v")
histogram = tf.summary.histogram("h", tf.constant([float("nan")]))
element = tf.data.Dataset.range(0).make_one_shot_iterator().get_next()
checked = tf.check_numerics(tf.constant(float("inf")), "bad")
asserted = tf.Assert(tf.constant(False), ["no good"])
session = tf.Session()


def error_of(fetch):
    """The first line of the message and of the text, and what the error knows of its op."""
    try:
        session.run(fetch)
    except tf.errors.OpError as error:
        op = error.op and error.op.name
        first = [str(text).split("\n")[0] for text in (error.message, error)]
        ours = [part for part in ("runtime/", "tfv1/cli", "bin/tfv1") if part in str(error)]
        stack = "Original stack trace for" in str(error), "session_errors.py" in str(error)
        return type(error).__name__, first, op, ours, stack
    return None


answering.answer(
    globals(),
    """
error_of(x * 2)
error_of(v)
error_of(histogram)
error_of(element)
error_of(checked)
error_of(asserted)
""",
)
