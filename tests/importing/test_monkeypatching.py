"""What a script does to TensorFlow modules and by `__import__` has the effect it had on 1.15."""

import pytest

from tests.support.cli import python

CASES = {
    "mock.patch.object reaches TensorFlow's own code, and is undone": """
from unittest import mock
import tensorflow as tf
from tensorflow.python.platform import tf_logging
import sys
inner = sys.modules["tensorflow.python.platform.tf_logging"]
real, seen = inner.info, []
hook = tf.train.LoggingTensorHook(["a"], every_n_iter=1)
tf.constant(1, name="a")
with mock.patch.object(tf_logging, "info", side_effect=lambda *args: seen.append(str(args))):
    with tf.train.SingularMonitoredSession(hooks=[hook]) as session:
        session.run("a:0")
print(any("a = 1" in line for line in seen), inner.info is real, tf_logging.info is real)
""",
    "mock.patch and pkgutil find what a text names": """
import pkgutil
from unittest import mock
import tensorflow as tf
with mock.patch("tensorflow.get_variable", return_value=7), mock.patch("builtins.input") as ask:
    print(tf.get_variable("x") == 7, end=" ")
    input()
print(ask.called, pkgutil.resolve_name("tensorflow.get_variable") is tf.get_variable)
""",
    "a nested mock gives back what the outer one had set": """
from unittest import mock
from tensorflow.python.platform import tf_logging
import sys
inner = sys.modules["tensorflow.python.platform.tf_logging"]
real = inner.warn
with mock.patch.object(tf_logging, "warn", 1):
    with mock.patch.object(tf_logging, "warn", 2):
        print(inner.warn == 2, end=" ")
    print(inner.warn == 1, end=" ")
print(inner.warn is real)
""",
    "an assigned function is used by TensorFlow's own functions": """
import tensorflow as tf
from tensorflow.python.ops import math_ops, nn_impl
real = math_ops.square
calls = []
math_ops.square = lambda *args, **kwargs: calls.append(1) or real(*args, **kwargs)
tf.nn.moments(tf.ones([2, 2]), [0])
nn_impl.l2_normalize(tf.ones([2, 2]), 0)
print(bool(calls), end=" ")
math_ops.square = real
del calls[:]
nn_impl.l2_normalize(tf.ones([2, 2]), 0)
import sys
inner = sys.modules["tensorflow.python.ops.math_ops"]
print(not calls, inner.square is real)
""",
    "a new name appears, and goes again": """
from tensorflow.python.ops import rnn_cell_impl
rnn_cell_impl._linear = 7
from tensorflow.python.ops.rnn_cell_impl import _linear
print(_linear == 7, end=" ")
del rnn_cell_impl._linear
print(not hasattr(rnn_cell_impl, "_linear"), end=" ")
try:
    del rnn_cell_impl._linear
except AttributeError as error:
    print("_linear" in str(error))
""",
    "__import__ ignores names of the fromlist that are not there": """
tf = __import__("tensorflow", fromlist=["dummy", "mul"])
import tensorflow
ops = __import__("tensorflow.python.framework.ops", fromlist=["dummy"])
summary = __import__("tensorflow.summary", fromlist=["dummy"])
print(tf is tensorflow, ops.__name__.endswith("framework.ops"), summary.FileWriter is not None)
""",
    "an import statement says why a name is gone": """
reasons = []
for name in ("mul", "nonesuch"):
    try:
        exec(f"from tensorflow import {name}")
    except ImportError as error:
        reasons.append(str(error))
print("tf.multiply" in reasons[0], "nonesuch" in reasons[1], len(reasons) == 2)
""",
}


@pytest.mark.parametrize("what", CASES)
def test_as_on_1_15(what, tmp_path):
    """The script prints True for each of its claims."""
    (tmp_path / "main.py").write_text(CASES[what])
    done = python("-m", "tfv1", "run", "--mode", "graph", "main.py", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "True True True\n"), done.stderr
