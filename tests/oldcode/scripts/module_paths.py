"""Modules by all the paths that 1.15 had for them: those that editors completed, and internals."""

import importlib

import answering
import tensorflow as tf
import tensorflow._api.v1.nn
from tensorflow.python.keras.api._v1.keras.layers import GRU  # noqa: F401 - the questions use it
from tensorflow.python.keras.api._v1.keras.models import Sequential  # noqa: F401
from tensorflow.python.keras.api.keras import optimizers  # noqa: F401


def relu(path):
    return importlib.import_module(path).relu is tf.nn.relu


answering.answer(
    globals(),
    """
relu("tensorflow._api.v1.nn"), relu("tensorflow_core._api.v1.nn"), relu("tensorflow.compat.v1.nn")
relu("tensorflow._api.v1.compat.v1.nn"), relu("tensorflow_core._api.v1.compat.v1.nn")
Sequential is tf.keras.models.Sequential
GRU is tf.keras.layers.GRU
optimizers.Adam is tf.keras.optimizers.Adam
importlib.import_module("tensorflow._api.v1.train.queue_runner").QueueRunner.__name__
importlib.import_module("tensorflow.lite.python.lite").TFLiteConverter is tf.lite.TFLiteConverter
importlib.import_module("tensorflow.lite.python.interpreter").Interpreter is tf.lite.Interpreter
importlib.import_module("tensorflow.lite.python.op_hint").OpHint.__name__
importlib.import_module("tensorflow.lite.toco.types_pb2").FLOAT
importlib.import_module("tensorflow.python.tpu.tpu_estimator").TPUEstimator.__name__
importlib.import_module("tensorflow.python.tpu.tpu_config").RunConfig.__name__
importlib.import_module("tensorflow.core.protobuf.graph_debug_info_pb2").GraphDebugInfo.__name__
importlib.import_module("tensorflow.core.protobuf.trace_events_pb2").Trace.__name__
tf.contrib.autograph.convert()(abs)(-2)
""",
)
