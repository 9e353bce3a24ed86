"""`import tfv1 as tf`: the namespace without `tfv1 run`."""

import subprocess
import sys

import pytest

from tests.support.cli import python


def run(code, *arguments):
    """Runs the code in a fresh interpreter and returns its standard output."""
    done = python(*arguments, "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_loads_no_tensorflow():
    """Until a name needs TensorFlow, neither it nor NumPy is loaded; the version is known."""
    run(
        "import sys, tfv1 as tf; assert tf.__version__ == '1.15.5';"
        "from tfv1 import __version__; import tfv1.cli; hasattr(tf, '__wrapped__');"
        "assert not hasattr(tf, '_mock_name');"
        "assert not {'tensorflow', 'numpy', 'google.protobuf'} & set(sys.modules)"
    )


def test_every_way_to_import():
    """import a.b, from a import b and attributes give the same objects; TensorFlow stays 2."""
    run("""
import tfv1 as tf
import tfv1.python.framework.ops as ops
import tfv1.nn
import tfv1.contrib.summary
from tfv1 import keras, layers
from tfv1.examples.tutorials.mnist import input_data
from tfv1.keras.layers import Dense
from tfv1.python.framework import ops as again
from tfv1.python.platform import gfile
from tfv1.train import AdamOptimizer
import tensorflow, pickle, sys

assert ops is again is tf.python.framework.ops and ops.Tensor is tf.Tensor
assert tfv1.nn is tf.nn and keras is tf.keras and layers is tf.layers
assert Dense is tf.keras.layers.Dense and AdamOptimizer is tf.train.AdamOptimizer
assert gfile.GFile is tf.gfile.GFile and input_data.read_data_sets
assert tensorflow.__version__.startswith("2.") and not hasattr(tensorflow, "placeholder")
assert tf.VERSION == tf.version.VERSION == tf.compat.v1.VERSION == "1.15.5"
assert not tf.executing_eagerly() and tf.Variable([0.0]).op.type == "VariableV2"
assert {"placeholder", "layers", "contrib", "summary", "keras"} <= set(dir(tf))
assert "relu" in dir(tf.nn) and "rnn_cell" in dir(tf.nn)
space = {}
exec("from tfv1.python.ops.math_ops import *", space)
assert space["reduce_sum"] and pickle.loads(pickle.dumps(tf.nn)) is tf.nn
""")


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("tf.nonesuch", "AttributeError: module 'tensorflow' has no attribute 'nonesuch'"),
        ("tf.nn.nonesuch", "AttributeError: module 'tensorflow.nn' has no attribute 'nonesuch'"),
        ("import tfv1.nonesuch", "ModuleNotFoundError: No module named 'tfv1.nonesuch'"),
        ("import tfv1.nn.nonesuch", "ModuleNotFoundError: No module named 'tfv1.nn.nonesuch'"),
        ("from tfv1 import nonesuch", "ImportError: cannot import name 'nonesuch' from 'tfv1'"),
        ("from tfv1.nn import nonesuch", "ImportError: cannot import name 'nonesuch'"),
        ("from tfv1.lite.experimental import nn", "ImportError: tf.lite.experimental.nn was"),
        ("import tfv1.lite.experimental.nn", "ImportError: tf.lite.experimental.nn was"),
        ("tf.lite.experimental.nn", "AttributeError: tf.lite.experimental.nn was"),
        ("from tfv1.keras.layers import Merge", "ImportError: tf.keras.layers.Merge was"),
    ],
)
def test_what_is_not_there(statement, error, probe):
    """A lost name says why it is lost; any other raises what Python raises."""
    assert probe(statement).startswith(error)


@pytest.fixture(scope="module")
def probe():
    """Runs a statement in one long-lived interpreter and returns the error it raises."""
    code = """
import sys, tfv1 as tf
for line in sys.stdin:
    try:
        exec(line)
    except Exception as error:
        print(type(error).__name__ + ": " + str(error), flush=True)
    else:
        print("nothing was raised", flush=True)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None and process.stdout is not None

    def ask(statement):
        print(statement, file=process.stdin, flush=True)
        return process.stdout.readline()

    yield ask
    process.stdin.close()
    process.wait(timeout=300)


def test_what_was_loaded_is_no_work_for_the_collector(probe):
    """Once TensorFlow is loaded, the collector is on and passes over TensorFlow's objects."""
    asked = "import gc; assert tf.Graph and gc.isenabled() and gc.get_freeze_count() > 300_000"
    assert probe(asked) == "nothing was raised\n"


def test_threads_may_use_it_first():
    """Eight threads that ask for the first name at once all get TensorFlow in graph mode.

    A garbage collector that is switched off stays so.
    """
    run("""
import gc, threading
gc.disable()
import tfv1 as tf
gate, seen = threading.Barrier(8), []
def first(number):
    gate.wait()
    import tfv1.python.ops.array_ops
    seen.append((tf.Graph, tf.executing_eagerly(), tfv1_nn().relu))
def tfv1_nn():
    from tfv1 import nn
    return nn
threads = [threading.Thread(target=first, args=[i]) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
assert len(seen) == 8 and len(set(seen)) == 1 and seen[0][1] is False
assert not gc.isenabled()
""")


def test_a_missing_estimator_names_the_extra():
    """Without tensorflow-estimator, tf.estimator says which extra to install."""
    out = run("""
import sys
import tfv1 as tf
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name == "tensorflow_estimator":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
try:
    tf.estimator
except AttributeError as error:
    print(error)
from tfv1 import *
assert placeholder is tf.placeholder and "estimator" not in globals()
""")
    assert "pip install 'tfv1[estimator]'" in out
