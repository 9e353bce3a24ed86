"""How the errors of a session begin, and of what kind they are."""

import os
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
matrix = tf.placeholder(tf.float32, [None, 2, 2])
factors = tf.cholesky(matrix)
nan = float("nan")
with tf.Graph().as_default() as other:
    tf.cholesky(tf.constant([[-1.0]]))
tf.import_graph_def(other.as_graph_def(), name="imported")
session = tf.Session()


def error_of(fetch):
    """The first line of the message and of the text, and what the error knows of its op."""
    try:
        session.run(fetch)
    except tf.errors.OpError as error:
        op = error.op and error.op.name
        first = [str(text).split("\n")[0] for text in (error.message, error)]
        ours = [part for part in ("runtime/", "tfv1/cli", "bin/tfv1") if part in str(error)]
        stack = str(error).partition("Original stack trace for")[2]
        found = bool(stack), "session_errors.py" in stack, "= tf." in stack
        return type(error).__name__, first, op, ours, found
    return None


def cause_of(fetch):
    """The message's first line without the name of the function, which 1.15 has not always."""
    return re.sub(r"^({{function_node \S+}})?\s*", "", error_of(fetch)[1][0])


def factors_of(matrices):
    """The Cholesky factors of matrices, or what their op says."""
    try:
        return session.run(factors, {matrix: matrices}).tolist()
    except tf.errors.OpError as error:
        return type(error).__name__, error.message.split("\n")[0], error.op.name


def places(frames):
    """The files and functions of a stack's first frames, and where each function starts."""
    return [(os.path.basename(frame[0]), frame[2], *frame[4:]) for frame in frames[:2]]


def made_by_a_function():
    """An operation whose stack has two frames of the script."""
    return tf.no_op()


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
factors_of([[[4, 0], [2, 2]], [[1, 9], [0, 4]]]), factors_of([[[nan, 0], [0, 1]]])
factors_of([[[1, 0], [0, 1]], [[1, 2], [2, 1]]])
factors_of([[[-1, 0], [0, nan]]])
error_of(tf.cholesky(tf.constant([[0.0]], tf.float64)))
error_of(tf.cholesky(tf.constant([[1, 2j], [2, 1]], tf.complex64)))
error_of(tf.linalg.logdet(tf.constant([[1.0, 2.0], [2.0, 1.0]])))
error_of(tf.cholesky(tf.placeholder_with_default(tf.ones([2, 3]), None)))
error_of(tf.cholesky(tf.placeholder_with_default(tf.ones([2]), None)))
error_of(tf.get_default_graph().get_operation_by_name("imported/Cholesky"))
places(made_by_a_function().traceback)
places(made_by_a_function().traceback_with_start_lines)
places((lambda: made_by_a_function())().traceback)
places(tf.get_default_graph().get_operation_by_name("imported/Cholesky").traceback[:1])
second_session()
""",
)
