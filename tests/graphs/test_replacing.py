"""The table of replacements: in graphs only, and left out where TensorFlow has changed."""

from tests.support import loaded

PRELUDE = """
import logging
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()
from tensorflow.python.ops import math_ops
from tfv1 import startup
"""


def run(program: str) -> str:
    """What a program prints and logs, in a process of its own."""
    done = loaded.python("-c", PRELUDE + program)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_only_in_graphs() -> None:
    """Eager code, and a tf.function that it calls, get TensorFlow's own nodes."""
    program = """
startup.tensorflow()
tf.enable_v2_behavior()
with tf.Graph().as_default():
    print((tf.add(tf.placeholder(tf.float32), 1.0)).op.type)
@tf.function
def add(x):
    return tf.add(x, 1.0)
print([op.type for op in add.get_concrete_function(1.0).graph.get_operations() if "Add" in op.type])
"""
    assert run(program).split() == ["Add", "['AddV2']"]


def test_a_changed_function_stays_and_is_named() -> None:
    """Other parameters than tfv1 knows: TensorFlow's own stays, with one warning that names it."""
    program = """
import sys
logging.basicConfig(stream=sys.stdout)
def add(x, y, name=None, layout=None):
    return "its own"
math_ops.add = add
from tfv1.graphs.replacing import gradient
gradient("OpOfAnotherRelease", why="a test")(add)
startup.tensorflow()
with tf.Graph().as_default():
    print(math_ops.add(1, 2))
"""
    printed = run(program)
    assert printed.count("another ops.math_ops:add than tfv1 knows") == 1
    assert printed.count("another gradient:OpOfAnotherRelease than tfv1 knows") == 1
    assert "its own" in printed


def test_seeds_that_1_15_refuses() -> None:
    """A seed that is no number is refused with 1.15's kind of error."""
    program = """
startup.tensorflow()
tf.set_random_seed(1)
try:
    tf.random_uniform([2], seed="x")
except TypeError:
    print("TypeError")
"""
    assert run(program).split() == ["TypeError"]


def test_an_older_function_is_replaced() -> None:
    """Where the release lacks an argument that later ones have, what it passes is taken by name."""
    program = """
import sys
logging.basicConfig(stream=sys.stdout)
from tfv1.graphs.replacing import _fitting
def original(x, name=None):
    return "its own"
def replacement(x, layout="later", name=None):
    return x, layout, name
print(*_fitting(original, replacement)(1, "n"))
print(_fitting(replacement, original))
"""
    assert run(program).split() == ["1", "later", "n", "None"]
