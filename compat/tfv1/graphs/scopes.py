"""Where 1.15's nodes are made."""

from tensorflow.python.eager import context
from tensorflow.python.framework import ops


def in_graph() -> bool:
    """Whether ops made now go into a graph of TensorFlow 1, or into a function that one calls."""
    if context.executing_eagerly():
        return False
    if not ops.get_default_graph().building_function:
        return True
    return not ops.executing_eagerly_outside_functions()
