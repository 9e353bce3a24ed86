"""Calls of TF2's API that cannot be served, and what is raised."""

import tfv1 as tf

s = tf.summary

WITHOUT_STEP = {
    "scalar": lambda: s.scalar("x", data=1.0),
    "histogram": lambda: s.histogram("x", data=1.0),
    "image": lambda: s.image("x", data=tf.zeros([1, 2, 2, 1])),
    "audio": lambda: s.audio("x", data=tf.zeros([1, 2, 1]), sample_rate=8000),
    "text": lambda: s.text("x", data="words"),
    "write": lambda: s.write("x", 1.0),
    "write_raw_pb": lambda: s.experimental.write_raw_pb(b""),
}
ANYWHERE = {
    "text of numbers": lambda: s.text("x", 1.0, step=1),
    "image of strings": lambda: s.image("x", [[[["a"]]]], step=1),
    "two numbers": lambda: s.scalar("x", [1.0, 2.0], step=1),
    "a step that is text": lambda: s.scalar("x", 1.0, step="one"),
    "names of both": lambda: s.scalar("x", 1.0, step=1, family="f"),
    "a name of neither": lambda: s.scalar("x", 1.0, colour="red"),
    "no data": lambda: s.scalar("x", step=1),
    "flush of a FileWriter": lambda: s.flush("a FileWriter"),
    "export without trace": lambda: s.trace_export("x", step=1),
}
EAGERLY = {
    "scalar of a string": lambda: s.scalar("x", "a", step=1),
    "histogram of strings": lambda: s.histogram("x", ["a"], step=1),
    "graph of a number": lambda: s.graph(3),
}
# In a graph they fail when they are run.
IN_GRAPHS = {
    "scalar of a string": lambda: s.scalar("x", tf.constant("a"), step=1),
    "graph": lambda: s.graph(tf.get_default_graph()),
}


def raised(call):
    """[the error's type, its message], or None."""
    try:
        call()
    except (AttributeError, TypeError, ValueError, tf.errors.OpError) as error:
        return [type(error).__name__, str(error)]
    return None


def errors(logdir, more):
    """call -> what it raises, each with a default writer that has no step."""
    with s.create_file_writer(logdir).as_default():
        return {name: raised(call) for name, call in {**WITHOUT_STEP, **ANYWHERE, **more}.items()}
