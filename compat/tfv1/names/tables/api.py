"""The TensorFlow-1 namespace as data: where each name lives today.

A name is written as in 1.15, from `tensorflow` down. A home is a `module` or a `module:attribute`.
What stands in no table here is looked up in tensorflow.compat.v1, or, below tensorflow.python, in
the module of the same name.
"""

from tfv1.names.tables import moved as _moved

VERSION = "1.15.5"

# Written by this project.
OURS = {
    "tensorflow.summary": "tfv1.summary",
    "tensorflow.contrib": "tfv1.contrib",
    "tensorflow.examples": "tfv1.examples",
}

CONSTANTS = {
    "tensorflow.__version__": VERSION,
    "tensorflow.VERSION": VERSION,
    "tensorflow.version.VERSION": VERSION,
    "tensorflow.keras.__version__": "2.2.4-tf",
    "tensorflow.python.platform.build_info.is_cuda_build": False,
    "tensorflow.python.platform.build_info.is_rocm_build": False,
}

# Modules under another name of theirs. Editors that complete imports write the first ones.
ALIASES = {
    "tensorflow.compat.v1": "tensorflow",  # in 1.15 it held the same names
    "tensorflow._api.v1": "tensorflow",
    "tensorflow.v1": "tensorflow",
    "tensorflow.python.keras.api._v1.keras": "tensorflow.keras",
    "tensorflow.python.keras.api.keras": "tensorflow.keras",
    "tensorflow.python.keras._impl": "tensorflow.python",  # up to 1.10, with Keras below it
    # What Keras' own package had beside tf.keras.
    "tensorflow.keras.objectives": "tensorflow.keras.losses",
    **{
        f"tensorflow.keras.utils.{name}": f"tensorflow.python.keras.utils.{name}"
        for name in ("conv_utils", "data_utils", "generic_utils", "io_utils", "layer_utils")
        + ("np_utils", "vis_utils")
    },
}

_KERAS = "tf_keras.api._v1.keras"

# Keras 2, which 1.15's tf.keras was: the API of tf_keras for graph mode.
KERAS = {
    "tensorflow.keras": _KERAS,
    "tensorflow.layers": f"{_KERAS}.__internal__.legacy.layers",
    "tensorflow.nn.rnn_cell": f"{_KERAS}.__internal__.legacy.rnn_cell",
    # The names mean the functions of another file format today.
    "tensorflow.keras.utils.deserialize_keras_object": (
        "tf_keras.src.saving.legacy.serialization:deserialize_keras_object"
    ),
    "tensorflow.keras.utils.serialize_keras_object": (
        "tf_keras.src.saving.legacy.serialization:serialize_keras_object"
    ),
    # Keras still has them, but exports them no longer.
    **{
        f"tensorflow.keras.experimental.{name}": (
            f"tf_keras.src.optimizers.schedules.learning_rate_schedule:{name}"
        )
        for name in ("LinearCosineDecay", "NoisyLinearCosineDecay")
    },
    "tensorflow.keras.premade": "tf_keras.src.premade_models",
    # Became stable, one level up and under longer names.
    "tensorflow.keras.mixed_precision.experimental": "tf_keras.mixed_precision",
    "tensorflow.keras.mixed_precision.experimental.set_policy": (
        "tf_keras.mixed_precision:set_global_policy"
    ),
}

# What Keras' own package had in `import keras.backend as K` beside tf.keras: old names, and modules
# that it imported and so handed on.
KERAS_BACKEND = {
    f"tensorflow.keras.backend.{name}": home
    for name, home in {
        "control_flow_ops": "tensorflow.python.ops.control_flow_ops",
        "ctc": "tensorflow.python.ops.ctc_ops",
        "functional_ops": "tensorflow.python.ops.functional_ops",
        "image_dim_ordering": "tfv1.names.stand_ins.internals:image_dim_ordering",
        "moving_averages": "tensorflow.python.training.moving_averages",
        "set_image_dim_ordering": "tfv1.names.stand_ins.internals:set_image_dim_ordering",
        "tensor_array_ops": "tensorflow.python.ops.tensor_array_ops",
        "tf": "tfv1",
    }.items()
}

# The package tensorflow-estimator, an extra.
ESTIMATOR = {"tensorflow.estimator": "tensorflow_estimator._api.v1.estimator"}

# The message when an optional package is missing.
EXTRAS = {
    "tensorflow_estimator": (
        "tf.estimator needs the package tensorflow-estimator; run: pip install 'tfv1[estimator]'"
    )
}

# The same thing under another name, and what compat.v1 does not export.
RENAMED = {
    "tensorflow.compat.v2": "tensorflow.compat.v2",
    "tensorflow.python": "tensorflow.python",
    "tensorflow._api": "tensorflow._api",
    "tensorflow.python.keras.api": "tf_keras.api",
    # The parts of TensorFlow Lite that lie beside its public names.
    **{
        f"tensorflow.lite.{name}": f"tensorflow.lite.{name}"
        for name in ("python", "toco", "experimental.microfrontend")
    },
    # Modules, where the API has a function or a type of the name.
    "tensorflow.python.api": "tensorflow.python.tpu.api",
    "tensorflow.python.map_fn": "tensorflow.python.ops.map_fn",
    "tensorflow.python.string": "string",
    "tensorflow.python.summary.event_accumulator": (
        "tensorboard.backend.event_processing.event_accumulator"
    ),
    "tensorflow.python.wrap_function": "tensorflow.python.eager.wrap_function",
    "tensorflow.core": "tensorflow.core",
    "tensorflow.core.protobuf.data": "tensorflow.core.protobuf",
    "tensorflow.core.protobuf.data.experimental": "tensorflow.core.protobuf",
    **{
        f"tensorflow.core.protobuf.{name}": f"tensorflow.{folder}.{name}"
        for name, folder in {
            "graph_debug_info_pb2": "core.framework",
            "trace_events_pb2": "tsl.profiler.protobuf",
        }.items()
    },
    "tensorflow.tools": "tensorflow.tools",
    "tensorflow.pywrap_tensorflow": "tensorflow.python.pywrap_tensorflow",
    "tensorflow.raw_ops.CompareAndBitpack": (
        "tensorflow.python.ops.gen_math_ops:compare_and_bitpack"
    ),
    "tensorflow.config.experimental_list_devices": "tfv1.names.stand_ins.internals:list_devices",
}

# Our own versions of small things that are gone.
_STAND_INS = "tfv1.names.stand_ins"
STAND_INS = {
    **{
        f"tensorflow.data.experimental.{name}": f"{_STAND_INS}.data_statistics:{name}"
        for name in ("MapVectorizationOptions", "StatsAggregator", "StatsOptions")
        + ("bytes_produced_stats", "latency_stats")
    },
    **{
        f"tensorflow.python.data.experimental.ops.{name}": f"{_STAND_INS}.data_statistics"
        for name in ("stats_aggregator", "stats_ops", "stats_options")
    },
    **{
        f"tensorflow.tpu.experimental.{name}": f"{_STAND_INS}.tpu_parameters:{name}"
        for name in ("AdagradParameters", "AdamParameters", "StochasticGradientDescentParameters")
    },
    **{
        f"tensorflow.{module}.CheckpointInputPipelineHook": (
            f"{_STAND_INS}.input_checkpoints:CheckpointInputPipelineHook"
        )
        for module in ("data.experimental", "python.data.experimental.ops.iterator_ops")
    },
    "tensorflow.python.eager.execution_callbacks": f"{_STAND_INS}.execution_callbacks",
    **{
        f"{keras}.wrappers{module}": f"{_STAND_INS}.wrappers{module}"
        for keras in ("tensorflow.keras", "tensorflow.python.keras")
        for module in ("", ".scikit_learn")
    },
    **{
        f"tensorflow.{name}": f"{_STAND_INS}.keras_utils:{name.rpartition('.')[2]}"
        for name in (
            *("keras.utils.HDF5Matrix", "python.keras.utils.io_utils.HDF5Matrix"),
            *("keras.utils.multi_gpu_model", "python.keras.utils.multi_gpu_utils.multi_gpu_model"),
        )
    },
    "tensorflow.python.keras.utils.multi_gpu_utils": f"{_STAND_INS}.keras_utils",
    **{
        f"tensorflow.{module}.PeepholeLSTMCell": f"{_STAND_INS}.peephole:PeepholeLSTMCell"
        for module in ("keras.experimental", "python.keras.layers.recurrent")
    },
}

# What TensorFlow 2 dropped but still runs on it: installed with the genuine tf.contrib.
WITH_CONTRIB = {
    **{
        f"tensorflow.python.{name}": f"tfv1.contrib.python_1_15.{name}"
        for name in _moved.WITH_CONTRIB
    },
    "tensorflow.core.framework.remote_fused_graph_execute_info_pb2": (
        "tfv1.contrib.core_1_15.framework.remote_fused_graph_execute_info_pb2"
    ),
}

HOMES = {
    **OURS,
    **KERAS,
    **KERAS_BACKEND,
    **ESTIMATOR,
    **RENAMED,
    **{f"tensorflow.python.{name}": home for name, home in _moved.NAMES.items()},
    **STAND_INS,
    **WITH_CONTRIB,
}

# What TensorFlow-2 code sees unchanged, without names of 1.15: Keras 3 must not be mixed with
# Keras 2, and tf.compat.v1 is such code's own way to TensorFlow 1.
PLAIN_IN_EAGER = ("tensorflow.compat", "tensorflow.keras", "tensorflow.python.keras")

# Packages that run unchanged although TensorFlow has removed internals that they import.
# tensorflow-estimator 2.15.0 was the last release; it was made for TensorFlow 2.15.
HOSTED = frozenset({"tensorflow_estimator"})
