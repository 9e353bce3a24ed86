"""Modules under the names by which modules of tensorflow.python imported them in 1.15.

Scripts reach them through any module: `from tensorflow.python import control_flow_ops`,
`ops.context`, `dataset_ops.np`. A name is here if it meant the same everywhere.
"""

# Under their own names, by package.
_OWN = {
    "google.protobuf": "text_format",
    "google.protobuf.internal": "enum_type_wrapper",
    "tensorflow.compiler.tf2xla.ops": "gen_xla_ops",
    "tensorflow.core.framework": (
        "attr_value_pb2 function_pb2 op_def_pb2 resource_handle_pb2 types_pb2 variable_pb2"
    ),
    "tensorflow.core.lib.core": "error_codes_pb2",
    "tensorflow.core.protobuf": "config_pb2 graph_debug_info_pb2 trackable_object_graph_pb2",
    "tensorflow.core.protobuf.tpu": "optimization_parameters_pb2",
    "tensorflow.core.util": "event_pb2",
    "tensorflow.python": "_tf_stack pywrap_tensorflow pywrap_tensorflow_internal tf2",
    "tensorflow.python.autograph.converters": (
        "asserts break_statements call_trees conditional_expressions continue_statements lists "
        "logical_expressions return_statements"
    ),
    "tensorflow.python.autograph.core": "ag_ctx function_wrappers unsupported_features_checker",
    "tensorflow.python.autograph.lang": "special_functions",
    "tensorflow.python.autograph.pyct": (
        "ast_util cfg origin_info parser pretty_printer qual_names templates transformer"
    ),
    "tensorflow.python.autograph.pyct.static_analysis": (
        "activity annos liveness reaching_definitions"
    ),
    "tensorflow.python.compat": "v2_compat",
    "tensorflow.python.compiler.xla": "jit",
    "tensorflow.python.data.experimental.ops": (
        "batching distribute_options interleave_ops optimization_options scan_ops shuffle_ops "
        "take_while_ops threading_options"
    ),
    "tensorflow.python.data.ops": "dataset_ops iterator_ops optional_ops readers",
    "tensorflow.python.data.util": "options structure",
    "tensorflow.python.distribute": ("distribution_strategy_context multi_worker_util reduce_util"),
    "tensorflow.python.eager": "context def_function monitoring",
    "tensorflow.python.feature_column": "dense_features",
    "tensorflow.python.framework": (
        "auto_control_deps common_shapes composite_tensor constant_op dtypes errors errors_impl "
        "func_graph ops random_seed sparse_tensor tensor_like tensor_shape tensor_spec "
        "tensor_util type_spec"
    ),
    "tensorflow.python.keras": "activations backend callbacks constraints regularizers",
    "tensorflow.python.keras.distribute": "distributed_training_utils",
    "tensorflow.python.keras.engine": (
        "base_layer_utils input_spec network training_arrays training_distributed "
        "training_eager training_generator training_utils"
    ),
    "tensorflow.python.keras.layers": "recurrent recurrent_v2",
    "tensorflow.python.keras.optimizer_v2": "learning_rate_schedule",
    "tensorflow.python.keras.saving.saved_model": "serialized_attributes",
    "tensorflow.python.keras.utils": ("conv_utils data_utils generic_utils losses_utils tf_utils"),
    "tensorflow.python.lib.io": "file_io",
    "tensorflow.python.ops": (
        "array_grad array_ops check_ops clip_ops control_flow_ops control_flow_util "
        "control_flow_v2_func_graphs cudnn_rnn_grad data_flow_grad embedding_ops gen_array_ops "
        "gen_batch_ops gen_control_flow_ops gen_cudnn_rnn_ops gen_data_flow_ops "
        "gen_functional_ops gen_io_ops gen_linalg_ops gen_math_ops gen_nn_ops gen_parsing_ops "
        "gen_random_ops gen_sparse_ops gen_state_ops gen_stateless_random_ops gen_string_ops "
        "gradient_checker_v2 init_ops init_ops_v2 linalg_ops_impl list_ops manip_grad math_grad "
        "math_ops nn_ops partitioned_variables random_grad random_ops resource_variable_ops "
        "rnn_cell_wrapper_impl rnn_grad sparse_grad sparse_ops standard_ops state_grad "
        "state_ops stateful_random_ops tensor_array_ops variables"
    ),
    "tensorflow.python.ops.losses": "loss_reduction losses_impl",
    "tensorflow.python.ops.ragged": (
        "ragged_array_ops ragged_batch_gather_ops ragged_concat_ops ragged_config "
        "ragged_factory_ops ragged_gather_ops ragged_math_ops ragged_squeeze_op "
        "ragged_string_ops ragged_tensor ragged_util ragged_where_op segment_id_ops"
    ),
    "tensorflow.python.platform": "build_info gfile tf_logging",
    "tensorflow.python.saved_model": "loader_impl",
    "tensorflow.python.summary.writer": "writer_cache",
    "tensorflow.python.tpu": "tpu_embedding",
    "tensorflow.python.tpu.ops": "tpu_ops",
    "tensorflow.python.training": (
        "checkpoint_management coordinator server_lib training_ops training_util"
    ),
    "tensorflow.python.training.experimental": "mixed_precision_global_state",
    "tensorflow.python.training.saving": "saveable_object_util",
    "tensorflow.python.training.tracking": "tracking",
    "tensorflow.python.util": (
        "compat_internal deprecation dispatch function_utils object_identity tf_contextlib "
        "tf_decorator tf_inspect tf_should_use"
    ),
}

_PYTHON = (
    "abc builtins collections contextlib copy ctypes datetime enum errno functools gc getpass "
    "hashlib imp importlib itertools json linecache math numbers operator os re six sys tempfile "
    "threading time traceback types uuid warnings weakref"
)

_ALIASES = {
    "K": "tensorflow.python.keras.backend",
    "Queue": "queue",
    "_collections": "collections",
    "_collections_abc": "collections.abc",
    "_common_shapes": "tensorflow.python.framework.common_shapes",
    "_doc_controls": "tensorflow.tools.docs.doc_controls",
    "_errors": "tensorflow.python.framework.errors",
    "_gen_boosted_trees_ops": "tensorflow.python.ops.gen_boosted_trees_ops",
    "_message": "google.protobuf.message",
    "_monitoring": "tensorflow.python.eager.monitoring",
    "_op_def_pb2": "tensorflow.core.framework.op_def_pb2",
    "_pywrap_tensorflow": "tensorflow.python.pywrap_tensorflow",
    "_reflection": "google.protobuf.reflection",
    "_six": "six",
    "_sparse_tensor": "tensorflow.python.framework.sparse_tensor",
    "_tensor_shape": "tensorflow.python.framework.tensor_shape",
    "_tf2": "tensorflow.python.tf2",
    "adagrad_v2": "tensorflow.python.keras.optimizer_v2.adagrad",
    "adam_v2": "tensorflow.python.keras.optimizer_v2.adam",
    "api_compat": "tensorflow.python.compat.compat",
    "autograph_ctx": "tensorflow.python.autograph.core.ag_ctx",
    "c_api": "tensorflow.python.pywrap_tensorflow",
    "collections_abc": "collections.abc",
    "collections_lib": "collections",
    "dc": "tensorflow.python.distribute.distribute_coordinator",
    "dc_context": "tensorflow.python.distribute.distribute_coordinator_context",
    "distribute_ctx": "tensorflow.python.distribute.distribution_strategy_context",
    "distribute_values": "tensorflow.python.distribute.values",
    "distutils_version": "distutils.version",
    "ds": "tensorflow.python.distribute.distribution_strategy_context",
    "ds_context": "tensorflow.python.distribute.distribution_strategy_context",
    "ds_reduce_util": "tensorflow.python.distribute.reduce_util",
    "ds_values": "tensorflow.python.distribute.values",
    "eager_function": "tensorflow.python.eager.function",
    "framework_function": "tensorflow.python.framework.function",
    "framework_ops": "tensorflow.python.framework.ops",
    "ftrl_v2": "tensorflow.python.keras.optimizer_v2.ftrl",
    "func_graph_module": "tensorflow.python.framework.func_graph",
    "function_lib": "tensorflow.python.eager.function",
    "fwd_compat": "tensorflow.python.compat.compat",
    "ged_ops": "tensorflow.python.ops.gen_experimental_dataset_ops",
    "gradient_descent_v2": "tensorflow.python.keras.optimizer_v2.gradient_descent",
    "keras_backend": "tensorflow.python.keras.backend",
    "keras_layers": "tensorflow.python.keras.layers",
    "keras_load": "tensorflow.python.keras.saving.saved_model.load",
    "logging": "tensorflow.python.platform.tf_logging",
    "loss_scale_module": "tensorflow.python.training.experimental.loss_scale",
    "losses_util": "tensorflow.python.ops.losses.util",
    "metrics_module": "tensorflow.python.keras.metrics",
    "network_lib": "tensorflow.python.keras.engine.network",
    "np": "numpy",
    "optimizer_lib": "tensorflow.python.training.optimizer",
    "py_collections": "collections",
    "py_tf": "tensorflow.python.pywrap_tensorflow",
    "pycoll": "collections",
    "pydev": "tensorflow.python.framework.device",
    "python_types": "types",
    "rmsprop_v2": "tensorflow.python.keras.optimizer_v2.rmsprop",
    "saveable_object_lib": "tensorflow.python.training.saving.saveable_object",
    "saved_model_builder": "tensorflow.python.saved_model.builder",
    "saved_model_utils": "tensorflow.python.saved_model.utils_impl",
    "saver_lib": "tensorflow.python.training.saver",
    "session_lib": "tensorflow.python.client.session",
    "sfc_lib": "tensorflow.python.feature_column.sequence_feature_column",
    "smart_module": "tensorflow.python.framework.smart_cond",
    "tape_lib": "tensorflow.python.eager.tape",
    "tf_losses_utils": "tensorflow.python.ops.losses.util",
    "tf_variables": "tensorflow.python.ops.variables",
    "tfdev": "tensorflow.python.framework.device",
    "tpu_system_metadata_lib": "tensorflow.python.tpu.tpu_system_metadata",
    "trackable": "tensorflow.python.training.tracking.base",
    "trackable_layer_utils": "tensorflow.python.training.tracking.layer_utils",
    "trackable_utils": "tensorflow.python.training.tracking.util",
    "types_lib": "types",
    "util_compat": "tensorflow.python.util.compat",
    "vs": "tensorflow.python.ops.variable_scope",
}

MODULES = {
    **{name: name for name in _PYTHON.split()},
    **{name: f"{package}.{name}" for package, names in _OWN.items() for name in names.split()},
    **_ALIASES,
}


def home(name: str) -> str:
    """The module of 1.15 that stood under the name, or the empty string."""
    if name.startswith("tensorflow_dot_") and name.endswith("_pb2"):
        # As generated modules import each other: `..._dot_framework_dot_attr__value__pb2`.
        return name.replace("_dot_", ".").replace("__", "_")
    return MODULES.get(name, "")
