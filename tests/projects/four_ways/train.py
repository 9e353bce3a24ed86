"""TensorFlow imported in every way that scripts of its time did."""

import importlib.machinery
import importlib.util
import pkgutil
import pydoc
import sys

import tensorflow
import tensorflow as tf
import tensorflow.compat.v1 as tf1
import tensorflow.keras.layers as keras_layers
import tensorflow.python.framework.ops as ops
from tensorflow import keras
from tensorflow.core.framework import graph_pb2
from tensorflow.examples.tutorials.mnist import input_data
from tensorflow.keras.layers import Dense
from tensorflow.python import pywrap_tensorflow
from tensorflow.python.framework import ops as ops_again
from tensorflow.python.ops import control_flow_ops, rnn_cell
from tensorflow.python.platform import gfile

assert tensorflow is tf is importlib.import_module("tensorflow") is __import__("tensorflow")
assert tf1.placeholder is tf.placeholder and tf1.__version__ == tf.VERSION == "1.15.5"
assert ops is ops_again and ops.Tensor is tf.Tensor and tf.python.ops.nn is not None
assert keras is tf.keras and keras_layers.Dense is Dense is tf.keras.layers.Dense
assert graph_pb2.GraphDef is tf.GraphDef and callable(input_data.read_data_sets)
assert control_flow_ops.while_loop is tf.while_loop
assert rnn_cell.BasicLSTMCell is tf.nn.rnn_cell.BasicLSTMCell
assert gfile.Exists(__file__) and gfile.GFile is tf.gfile.GFile
assert pywrap_tensorflow.NewCheckpointReader
assert importlib.reload(tf) is tf

namespace = {}
exec("from tensorflow import *\nimport tensorflow.python.training.training as t", namespace)
assert namespace["placeholder"] is tf.placeholder
assert namespace["t"].AdamOptimizer is tf.train.AdamOptimizer


def inside():
    import tensorflow.python.ops.math_ops

    return tensorflow.python.ops.math_ops.reduce_sum


assert inside()(tf.ones([2])).op.type == "Sum"
assert keras_layers.Dense(1)(tf.ones([1, 1])).graph is tf.get_default_graph()

# By names that are text, and from files that are loaded by their paths.
assert importlib.import_module(".train", "tensorflow").AdamOptimizer is tf.train.AdamOptimizer
assert pydoc.locate("tensorflow.train.AdamOptimizer") is tf.train.AdamOptimizer
assert pkgutil.resolve_name("tensorflow.nn:relu") is tf.nn.relu
if sys.version_info < (3, 12):
    import imp

    assert imp.load_module("tensorflow", *imp.find_module("tensorflow")) is tf
with open("config.py", "w") as file:
    file.write("import tensorflow\n")
spec = importlib.util.spec_from_file_location("config", "config.py")
by_spec = importlib.util.module_from_spec(spec)
spec.loader.exec_module(by_spec)
by_loader = importlib.machinery.SourceFileLoader("config", "config.py").load_module()
assert by_spec.tensorflow is by_loader.tensorflow is tf

# Libraries keep the real TensorFlow 2.
import sklearn.utils  # noqa: E402
import tensorboard  # noqa: E402
from tf_keras.src import backend as library  # noqa: E402

assert sys.modules["tensorflow"].__version__.startswith("2.")
assert library.tf.__version__ == sys.modules["tensorflow"].__version__
assert not hasattr(sys.modules["tensorflow"], "placeholder")
assert tensorboard.__version__ and sklearn.utils

for name, statement in [
    ("lite", "from tensorflow.lite.experimental import nn"),
    ("slim", "import tensorflow.contrib.slim as slim"),
    ("gan", "from tensorflow.contrib.gan.python import namedtuples"),
    ("merge", "from keras.layers import Dense, Merge"),
    ("legacy", "from keras.legacy.interfaces import recurrent_args"),
    ("older", "from tensorflow.python.ops import rnn_cell, seq2seq"),
    ("nothing", "from tensorflow import nothing"),
    ("keras", "import tensorflow.keras.legacy.interfaces"),
    ("attribute", "tf.lite.experimental.get_potentially_supported_ops"),
]:
    try:
        exec(statement)
    except (ImportError, AttributeError) as error:
        print(name, type(error).__name__, error)
