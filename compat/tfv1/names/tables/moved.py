"""Names below tensorflow.python that moved between 1.15 and today, as data.

Only what no general rule finds: `resolve` looks up what has merely changed its module. This
module imports nothing, so that it can be read without TensorFlow.
"""

# Modules with a new name.
MODULES = {
    # Distribution strategies: the context functions joined the strategies.
    "distribute.distribution_strategy_context": "distribute.distribute_lib",
    "training.distribute": "distribute.distribute_lib",
    "training.distribution_strategy_context": "distribute.distribute_lib",
    # Trackable objects and object-based checkpoints left `training`.
    "training.tracking": "trackable",
    "training.tracking.base": "trackable.base",
    "training.tracking.data_structures": "trackable.data_structures",
    "training.tracking.graph_view": "checkpoint.graph_view",
    "training.tracking.layer_utils": "trackable.layer_utils",
    "training.tracking.python_state": "trackable.python_state",
    "training.tracking.tracking": "trackable.autotrackable",
    "training.tracking.util": "checkpoint.checkpoint",
    "training.checkpointable": "trackable",
    "training.saving.functional_saver": "checkpoint.functional_saver",
    # Generated op wrappers.
    "training.training_ops": "ops.gen_training_ops",
    "training.gen_training_ops": "ops.gen_training_ops",
    # The options of tf.data became one module.
    "data.experimental.ops.distribute_options": "data.ops.options",
    "data.experimental.ops.optimization_options": "data.ops.options",
    "data.experimental.ops.threading_options": "data.ops.options",
    # Others.
    "autograph.core.naming": "autograph.pyct.naming",
    "autograph.pyct.compiler": "autograph.pyct.loader",
    "autograph.utils.py_func": "autograph.utils",
    "framework.tensor_like": "types.core",
    "ops.losses.loss_reduction": "ops.losses.losses_impl",
    "pywrap_tensorflow_internal": "pywrap_tensorflow",
    "feature_column.dense_features": "feature_column.feature_column_v2",
    "feature_column.dense_features_v2": "feature_column.feature_column_v2",
    "util.compat_internal": "util.compat",
}

# Modules that went to the package tensorflow-estimator.
ESTIMATOR = {
    f"tpu.{name}": f"tensorflow_estimator.python.estimator.tpu.{name}"
    for name in ("error_handling", "tpu_config", "tpu_context", "tpu_estimator", "util")
    + ("_tpu_estimator_embedding",)
}

# Modules of `ops` with names of tensorflow.python that several others define, too.
STARRED = ("init_ops", "math_ops", "array_ops", "string_ops")

# Legacy Keras' layers and cells stand behind TensorFlow's own: there must be one Layer and one
# RNNCell class, or a model built with one is refused by the other.
LAYERS = {
    "layers.base": ("tf_keras.src.legacy_tf_layers.base",),
    "layers.core": ("tf_keras.src.legacy_tf_layers.core",),
    "layers.convolutional": ("tf_keras.src.legacy_tf_layers.convolutional",),
    "layers.normalization": ("tf_keras.src.legacy_tf_layers.normalization",),
    "layers.pooling": ("tf_keras.src.legacy_tf_layers.pooling",),
    "layers.layers": ("tf_keras.api._v1.keras.__internal__.legacy.layers",),
    "ops.rnn_cell_impl": (
        "tf_keras.src.layers.rnn.legacy_cells",
        "tf_keras.src.layers.rnn.legacy_cell_wrappers",
    ),
    "ops.rnn_cell": (
        "tf_keras.api._v1.keras.__internal__.legacy.rnn_cell",
        "tf_keras.src.layers.rnn.legacy_cells",
        "tf_keras.src.layers.rnn.legacy_cell_wrappers",
        "tensorflow.python.ops.rnn_cell_impl",
    ),
    "ops.rnn_cell_wrapper_impl": ("tf_keras.src.layers.rnn.legacy_cell_wrappers",),
}

# Modules of tensorflow.python.keras that tf_keras has renamed, and what is below them. Those
# for graph mode have _v1.
KERAS_MODULES = {
    "backend.tensorflow_backend": "backend",
    "engine.topology": "engine.base_layer_v1",
    "engine.network": "engine.functional",
    "engine.saving": "saving.legacy.hdf5_format",
    "engine.training_arrays": "engine.training_arrays_v1",
    "engine.training_distributed": "engine.training_distributed_v1",
    "engine.training_eager": "engine.training_eager_v1",
    "engine.training_generator": "engine.training_generator_v1",
    "engine.training_utils": "engine.training_utils_v1",
    "layers.advanced_activations": "layers.activation",
    "layers.convolutional_recurrent": "layers.rnn",
    "layers.cudnn_recurrent": "layers.rnn",
    "layers.dense_attention": "layers.attention",
    "layers.embeddings": "layers.core",
    "layers.local": "layers.locally_connected",
    "layers.merge": "layers.merging",
    "layers.normalization_v2": "layers.normalization",
    "layers.rnn_cell_wrapper_v2": "layers.rnn.cell_wrappers",
    "layers.noise": "layers.regularization",
    "layers.recurrent": "layers.rnn",
    "layers.recurrent_v2": "layers.rnn",
    "layers.wrappers": "layers.rnn",
    "mixed_precision.experimental": "mixed_precision",
    "optimizer_v2": "optimizers.legacy",
    "optimizer_v2.learning_rate_schedule": "optimizers.schedules.learning_rate_schedule",
    "premade": "premade_models",
    "saving.hdf5_format": "saving.legacy.hdf5_format",
    "saving.model_config": "saving.legacy.model_config",
    "saving.save": "saving.legacy.save",
    "saving.saved_model": "saving.legacy.saved_model",
    "saving.saving_utils": "saving.legacy.saving_utils",
}

# Of these, tf_keras' modules hold the classes of TensorFlow 2 only; its API has those of 1.x.
KERAS_OF_1_X = frozenset({"initializers"})

_V1 = "tensorflow.compat.v1"
_AUTOGRAPH = "tensorflow.python.autograph"
_KERAS = "tf_keras.api._v1.keras"
_STAND_INS = "tfv1.names.stand_ins.internals"

# Single names, `module.name` -> home.
NAMES = {
    # What the package exported.
    "autograph.StackTraceMapper": f"{_AUTOGRAPH}.impl.api:StackTraceMapper",
    "autograph.convert": f"{_AUTOGRAPH}.impl.api:convert",
    "autograph.stack": f"{_AUTOGRAPH}.lang.special_functions:stack",
    # What was one SWIG module.
    "pywrap_tensorflow.NewCheckpointReader": f"{_V1}:train.NewCheckpointReader",
    "pywrap_tensorflow.EventsWriter": f"{_STAND_INS}:EventsWriter",
    # This project's writer, as everywhere else.
    "ops.summary_ops_v2.create_db_writer": "tfv1.contrib.summary:create_db_writer",
    "summary.writer.writer.FileWriter": "tfv1.summary:FileWriter",
    # The name is still there, but means the function of TensorFlow 2.
    "ops.math_ops.bincount": f"{_V1}:math.bincount",
    "ops.variable_scope.variable": f"{_V1}:Variable",
    **dict.fromkeys(
        ("debug.watch_graph_with_blacklists", "debug.lib.debug_utils.watch_graph_with_blacklists"),
        "tensorflow.python.debug.lib.debug_utils:watch_graph_with_denylists",
    ),
    # Constants, which no general rule finds.
    "tpu.tpu.outside_compilation": "tensorflow.python.tpu.tpu_replication:outside_compilation",
    "tpu.tpu._TPU_REPLICATE_ATTR": "tensorflow.python.tpu.tpu_replication:_TPU_REPLICATE_ATTR",
    # Several modules have the name; this is the right one.
    "data.ops.iterator_ops.IteratorV2": "tensorflow.python.data.ops.iterator_ops:OwnedIterator",
    "eager.function.defun": f"{_V1}:function",
    "ops.nn_impl.l2_normalize_v2": f"{_V1}:math.l2_normalize",
    "util.nest.is_sequence": "tensorflow.python.util.nest:is_nested",
    "data.util.nest.is_sequence": "tensorflow.python.data.util.nest:is_nested",
    **{
        f"ops.parallel_for.{name}": f"tensorflow.python.ops.parallel_for.gradients:{name}"
        for name in ("batch_jacobian", "jacobian")
    },
    # Keras took them along.
    "feature_column.dense_features.DenseFeatures": "tf_keras.api._v1.keras.layers:DenseFeatures",
    "feature_column.dense_features_v2.DenseFeatures": "tf_keras.layers:DenseFeatures",
    "feature_column.feature_column_v2.LinearModel": "tf_keras.experimental:LinearModel",
    "feature_column.sequence_feature_column.SequenceFeatures": (
        "tf_keras.experimental:SequenceFeatures"
    ),
    "keras.engine.topology.get_source_inputs": "tf_keras.utils:get_source_inputs",
    # tf_keras has the classes of TensorFlow 2 under these names.
    **{
        f"keras.layers.{module}{name}": f"{_KERAS}.layers:{name}"
        for module in ("", "recurrent.")
        for name in ("GRU", "GRUCell", "LSTM", "LSTMCell")
    },
    **{
        f"keras.layers.{module}BatchNormalization": f"{_KERAS}.layers:BatchNormalization"
        for module in ("", "normalization.")
    },
    **{
        f"keras.optimizers.{name}": f"tf_keras.src.optimizers.optimizer_v1:{name}"
        for name in (
            *("Adadelta", "Adagrad", "Adam", "Adamax", "Nadam", "Optimizer", "RMSprop", "SGD"),
            "TFOptimizer",
        )
    },
    **{
        f"keras.engine.{name}": f"{_KERAS}.{home}"
        for name, home in {
            "Input": "layers:Input",
            "InputLayer": "layers:InputLayer",
            "InputSpec": "layers:InputSpec",
            "Layer": "layers:Layer",
            "Model": "models:Model",
            "Sequential": "models:Sequential",
            "get_source_inputs": "utils:get_source_inputs",
        }.items()
    },
    **{
        f"keras.{module}.{name}": f"{_KERAS}.models:{name}"
        for module in ("engine.saving", "saving")
        for name in (
            *("load_model", "model_from_config", "model_from_json", "model_from_yaml"),
            "save_model",
        )
    },
    **{
        f"keras.saving.{name}": f"tf_keras.src.saving.legacy.hdf5_format:{name}"
        for name in (
            *("load_attributes_from_hdf5_group", "load_model_from_hdf5"),
            *("load_weights_from_hdf5_group", "load_weights_from_hdf5_group_by_name"),
            *("preprocess_weights_for_loading", "save_attributes_to_hdf5_group"),
            *("save_model_to_hdf5", "save_weights_to_hdf5_group"),
        )
    },
    "keras.utils.print_summary": "tf_keras.src.utils.layer_utils:print_summary",
    "keras.engine.network.Network": f"{_KERAS}.models:Model",
    "ops.losses.loss_reduction.ReductionV2": "tf_keras.src.utils.losses_utils:ReductionV2",
    "framework.device.DeviceSpec": "tensorflow.python.framework.device_spec:DeviceSpecV1",
    "distribute.collective_all_reduce_strategy.CollectiveAllReduceExtended": (
        "tfv1.names.stand_ins.distribution:CollectiveAllReduceExtended"
    ),
    # What tensorflow-estimator needs: see `HOSTED` in `api`.
    "distribute.estimator_training": "tfv1.names.stand_ins.estimator_training",
    "util.tf_export.api_export": f"{_STAND_INS}:UnregisteredExport",
    "util.tf_export.ESTIMATOR_API_NAME": f"{_STAND_INS}:ESTIMATOR_API_NAME",
    # What tf.contrib and code of its time do to modules must not harm the real ones.
    "util.all_util.remove_undocumented": f"{_STAND_INS}:remove_undocumented",
    "framework.ops.RegisterGradient": f"{_STAND_INS}:RegisterGradient",
    "framework.load_library.load_file_system_library": (
        "tfv1.contrib.upstream.libraries:load_file_system_library"
    ),
    # The constructor takes something else today.
    "framework.ops.Operation": f"{_STAND_INS}:Operation",
    # So does this function.
    "tools.import_pb_to_tensorboard.import_to_tensorboard": (
        "tfv1.names.stand_ins.frozen_graph:import_to_tensorboard"
    ),
    # What tensors, SparseTensor and IndexedSlices had in common.
    "framework.ops._TensorLike": "tensorflow.python.types.internal:NativeObject",
    "framework.tensor_like._TensorLike": "tensorflow.python.types.internal:NativeObject",
    # Our own versions of small things that are gone.
    "framework.ops.RegisterShape": f"{_STAND_INS}:RegisterShape",
    "framework.common_shapes.call_cpp_shape_fn": f"{_STAND_INS}:call_cpp_shape_fn",
    "framework.op_def_registry.get_registered_ops": f"{_STAND_INS}:get_registered_ops",
    "framework.ops.register_dense_tensor_like_type": (
        f"{_STAND_INS}:register_dense_tensor_like_type"
    ),
    "util.tf_inspect.getfullargspec": f"{_STAND_INS}:getfullargspec",
    "framework.tensor_shape.scalar": f"{_STAND_INS}:scalar_shape",
    "framework.tensor_shape.vector": f"{_STAND_INS}:vector_shape",
    "framework.tensor_shape.matrix": f"{_STAND_INS}:matrix_shape",
}

# Modules that TensorFlow 2 dropped but still run on it, if the genuine tf.contrib is installed.
WITH_CONTRIB = (
    "distribute.all_reduce",
    "ops.distributions.transformed_distribution",
    "profiler.profile_context",
    "tpu.async_checkpoint",
)
