"""How the errors of a session begin, and of what kind they are."""

import re
import warnings

import answering
import tensorflow as tf

x = tf.placeholder(tf.float32, [2], name="x")
v = tf.Variable(1.0, name="v")
histogram = tf.summary.histogram("h", tf.constant([float("nan")]))
infinite = tf.summary.histogram("h", tf.constant([float("inf")]))
shaped = tf.summary.scalar("s", tf.placeholder_with_default([1.0, 2.0], None))
joined = tf.concat([tf.placeholder_with_default(tf.ones([2, 3]), None), tf.ones([2, 2])], 0)
resource = tf.get_variable("r", [2], use_resource=True)
lines = tf.data.Dataset.from_tensors(["x"]).map(tf.string_to_number)
number = lines.make_one_shot_iterator().get_next()
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


def cause_of(fetch):
    """The message's first line without the name of the function, which 1.15 has not always."""
    return re.sub(r"^({{function_node \S+}})?\s*", "", error_of(fetch)[1][0])


def second_session():
    """What a second interactive session warns of."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        sessions = [tf.InteractiveSession() for _ in range(2)]
        found = [(one.category.__name__, str(one.message)) for one in caught]
    for one in reversed(sessions):
        one.close()
    tf.InteractiveSession().close()
    return found, len(caught)


answering.answer(
    globals(),
    """
error_of(x * 2)
error_of(v)
error_of(histogram)
error_of(infinite)
error_of(shaped)
error_of(joined)
error_of(resource)
error_of(resource.assign_add([1.0, 2.0]))
error_of(element)
error_of(checked)
error_of(asserted)
cause_of(number)
second_session()
""",
)
