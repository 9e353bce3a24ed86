"""The environment of the processes that tests start. Python 3.7 syntax."""

import os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# TensorFlow 2 and tfv1 set these once they are loaded, and every TensorFlow below would follow.
LEFT_BY_TENSORFLOW = ("TF2_BEHAVIOR", "TF_USE_LEGACY_KERAS")


def of_a_child(**more):
    """That of a shell, with `more`; the package `tests` can be imported."""
    found = {name: text for name, text in os.environ.items() if name not in LEFT_BY_TENSORFLOW}
    found.update(more)
    found["PYTHONPATH"] = os.pathsep.join(filter(None, [found.get("PYTHONPATH"), ROOT]))
    return found


def of_1_15(**more):
    """The same for the real 1.15's Python, which must not see the packages of this one."""
    return of_a_child(**dict(more, PYTHONPATH=""))
