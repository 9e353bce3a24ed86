"""Where 1.15's nodes are created."""

from tensorflow.python.eager import context
from tensorflow.python.framework import ops


def in_graph() -> bool:
    """Whether new ops go into a TensorFlow 1 graph, or into a function called by one."""
    if context.executing_eagerly():
        return False
    if not ops.get_default_graph().building_function:
        return True
    return not ops.executing_eagerly_outside_functions()
