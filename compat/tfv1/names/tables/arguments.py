"""The parameters in 1.15 of functions that take other arguments today.

A key is `module:name` of today's function, or of a class, whose constructor is meant. Parameters
that came later keep their defaults, and can still be given by name. This module imports nothing of
TensorFlow.
"""

from dataclasses import dataclass, field

from tfv1.names.tables import generated


@dataclass(frozen=True)
class Arguments:
    """The parameters of a function in 1.15.

    Args:
      parameters: as written in a def, without annotations and without self; a name as a default
        is that of a dtype.
      added: instead of `parameters`, today's that 1.15 did not have.
      renamed: from names of 1.15 to today's.
      ignored: names that no longer mean anything.
      only_named: whether 1.15 refused positional arguments.
    """

    parameters: str = ""
    added: frozenset[str] = frozenset()
    renamed: dict[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    only_named: bool = False


_ENTROPY = Arguments(
    "_sentinel=None, labels=None, logits=None, name=None",
    ignored=frozenset({"_sentinel"}),
    only_named=True,
)
_TEXT = "filters='!\"#$%&()*+,-./:;<=>?@[\\\\]^_`{|}~\\t\\n', lower=True, split=' '"
_PYTHON = "tensorflow.python"
_KERAS = "tf_keras.src"

_DEBUG = f"{_PYTHON}.debug"
# What tfdbg watches by its name, its op's type or its own type.
WATCHED = ("node_name_regex", "op_type_regex", "tensor_dtype_regex")


def _watching(start: str, end: str, old: str = "whitelist", today: str = "allowlist") -> Arguments:
    """Arguments among which are the patterns of what to watch."""
    patterns = "".join(f"{what}_{old}=None, " for what in WATCHED)
    renamed = {f"{what}_{old}": f"{what}_{today}" for what in WATCHED}
    return Arguments(f"{start}{patterns}{end}", renamed=renamed)


def _freezing(graph: str, saver: str, meta_graph: str, tags: str) -> Arguments:
    """Arguments of a function that makes the variables of a graph constants."""
    return Arguments(
        f"{graph}, {saver}, input_checkpoint, output_node_names, restore_op_name, "
        "filename_tensor_name, output_graph, clear_devices, initializer_nodes, "
        f"variable_names_whitelist='', variable_names_blacklist='', {meta_graph}=None, "
        f"input_saved_model_dir=None, saved_model_tags={tags}, checkpoint_version=2",
        renamed={"variable_names_blacklist": "variable_names_denylist"},
    )


_SUBTREES = Arguments(
    "shallow_tree, input_tree, check_types=True, expand_composites=False, "
    "check_subtrees_length=True",
    ignored=frozenset({"check_subtrees_length"}),
)
_WATCHES = "run_options, graph, debug_ops='DebugIdentity', debug_urls=None, "
_WATCH_END = "tolerate_debug_op_creation_failures=False"
_RUN = f"{_WATCH_END}, global_step=-1, reset_disk_byte_usage=False"


def _logging_usage(parameters: str) -> Arguments:
    return Arguments(parameters, ignored=frozenset({"log_usage"}))


# New arguments at the end -> the functions that have them, by their modules in tensorflow.python.
_ADDED = {
    "alg": {
        "ops.stateless_random_ops": (
            "stateless_random_normal stateless_random_uniform stateless_truncated_normal"
        )
    },
    "align": {"ops.array_ops": "matrix_diag matrix_diag_part matrix_set_diag"},
    "allow_fast_lookup": {
        "ops.embedding_ops": (
            "embedding_lookup_sparse embedding_lookup_sparse_v2 safe_embedding_lookup_sparse "
            "safe_embedding_lookup_sparse_v2"
        )
    },
    "axis": {"ops.array_ops": "quantize_and_dequantize", "ops.math_ops": "linspace_nd"},
    "axis narrow_range dtype": {"ops.array_ops": "dequantize"},
    "bad_indices_policy": {"ops.array_ops": "gather_nd gather_nd_v2"},
    "beta": {"ops.nn_impl": "swish"},
    "blank_index": {"ops.ctc_ops": "ctc_greedy_decoder"},
    "deterministic": {"data.experimental.ops.parsing_ops": "parse_example_dataset"},
    "enable_large_batch_splitting": {"ops.batch_ops": "batch_function"},
    "encoding": {"data.experimental.ops.readers": "make_csv_dataset_v1 make_csv_dataset_v2"},
    "exponential_avg_factor": {"ops.nn_impl": "fused_batch_norm"},
    "fallback_to_while_loop warn": {"ops.parallel_for.control_flow_ops": "vectorized_map"},
    "fn_output_signature": {"ops.map_fn": "map_fn map_fn_v2"},
    "layout": {"ops.array_ops": "fill ones ones_like_v2 zeros zeros_like_v2"},
    "narrow_range axis ensure_minimum_range": {"ops.array_ops": "quantize quantize_v2"},
    "perturb_singular": {"ops.linalg.linalg_impl": "tridiagonal_solve"},
    "return_index_map": {"ops.image_ops_impl": "ssim"},
    "save_graph_def": {"training.monitored_session": "MonitoredTrainingSession"},
    "separator": {"ops.sparse_ops": "sparse_cross"},
    "sorted_input canonicalized_coordinates tile_size": {
        "ops.image_ops_impl": "non_max_suppression_padded"
    },
    "sparse_gradient": {
        "ops.math_ops": (
            "sparse_segment_mean sparse_segment_mean_v2 sparse_segment_sqrt_n "
            "sparse_segment_sqrt_n_v2 sparse_segment_sum sparse_segment_sum_v2"
        )
    },
    "stop_on_empty_dataset": {
        "data.experimental.ops.interleave_ops": (
            "choose_from_datasets_v1 choose_from_datasets_v2 sample_from_datasets_v1 "
            "sample_from_datasets_v2"
        )
    },
    "use_safe_embedding_lookup": {
        "feature_column.feature_column_v2": (
            "embedding_column shared_embedding_columns shared_embedding_columns_v2"
        )
    },
}

FUNCTIONS = {
    **{function: Arguments(added=added) for function, added in generated.ADDED.items()},
    **{
        f"{_PYTHON}.{module}:{name}": Arguments(added=frozenset(added.split()))
        for added, functions in _ADDED.items()
        for module, names in functions.items()
        for name in names.split()
    },
    f"{_PYTHON}.ops.math_ops:matmul": Arguments(
        "a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, "
        "a_is_sparse=False, b_is_sparse=False, name=None"
    ),
    **{
        f"{_PYTHON}.ops.array_ops:{name}": Arguments(parameters)
        for names, parameters in {
            "shape size": "input, name=None, out_type=int32",
            "shape_v2 size_v2": "input, out_type=int32, name=None",
        }.items()
        for name in names.split()
    },
    f"{_PYTHON}.ops.nn_ops:top_k": Arguments("input, k=1, sorted=True, name=None"),
    f"{_PYTHON}.ops.nn_ops:softmax_cross_entropy_with_logits": Arguments(
        "_sentinel=None, labels=None, logits=None, dim=-1, name=None, axis=None",
        ignored=frozenset({"_sentinel"}),
        only_named=True,
    ),
    f"{_PYTHON}.ops.nn_ops:sparse_softmax_cross_entropy_with_logits": _ENTROPY,
    f"{_PYTHON}.ops.nn_impl:sigmoid_cross_entropy_with_logits": _ENTROPY,
    f"{_PYTHON}.ops.image_ops_impl:adjust_jpeg_quality": Arguments(
        "image, jpeg_quality, name=None"
    ),
    f"{_PYTHON}.ops.script_ops:numpy_function": Arguments("func, inp, Tout, name=None"),
    f"{_PYTHON}.ops.stateful_random_ops:create_rng_state": Arguments(
        "seed, algorithm", renamed={"algorithm": "alg"}
    ),
    f"{_PYTHON}.framework.config:set_logical_device_configuration": Arguments(
        "device, virtual_devices", renamed={"virtual_devices": "logical_devices"}
    ),
    f"{_PYTHON}.eager.polymorphic_function.polymorphic_function:function": Arguments(
        "func=None, input_signature=None, autograph=True, experimental_autograph_options=None, "
        "experimental_relax_shapes=False, experimental_compile=None",
        renamed={
            "experimental_relax_shapes": "reduce_retracing",
            "experimental_compile": "jit_compile",
        },
    ),
    f"{_DEBUG}.lib.debug_utils:watch_graph": _watching(_WATCHES, _RUN),
    f"{_DEBUG}.lib.debug_utils:watch_graph_with_denylists": _watching(
        _WATCHES, _RUN, "blacklist", "denylist"
    ),
    f"{_DEBUG}.lib.source_utils:list_source_files_against_dump": Arguments(
        "dump, path_regex_whitelist=None, node_name_regex_whitelist=None",
        renamed={
            "path_regex_whitelist": "path_regex_allowlist",
            "node_name_regex_whitelist": "node_name_regex_allowlist",
        },
    ),
    f"{_PYTHON}.framework.test_util:run_in_graph_and_eager_modes": Arguments(
        "func=None, config=None, use_gpu=True, reset_test=True, assert_no_eager_garbage=False",
        ignored=frozenset({"reset_test"}),
    ),
    f"{_PYTHON}.ops.control_flow_ops:exit": Arguments(
        "data, name=None", renamed={"data": "tensor"}
    ),
    f"{_PYTHON}.tools.freeze_graph:freeze_graph": _freezing(
        "input_graph", "input_saver, input_binary", "input_meta_graph", "'serve'"
    ),
    f"{_PYTHON}.tools.freeze_graph:freeze_graph_with_def_protos": _freezing(
        "input_graph_def", "input_saver_def", "input_meta_graph_def", "None"
    ),
    **{
        f"{_PYTHON}.util.nest:{name}": _SUBTREES
        for name in ("assert_shallow_structure", "flatten_up_to", "flatten_with_tuple_paths_up_to")
    },
    f"{_KERAS}.saving.saving_api:save_model": Arguments(
        "model, filepath, overwrite=True, include_optimizer=True, save_format=None, signatures=None"
    ),
    f"{_KERAS}.utils.vis_utils:plot_model": Arguments(
        "model, to_file='model.png', show_shapes=False, show_layer_names=True, rankdir='TB', "
        "expand_nested=False, dpi=96"
    ),
    f"{_KERAS}.utils.vis_utils:model_to_dot": Arguments(
        "model, show_shapes=False, show_layer_names=True, rankdir='TB', expand_nested=False, "
        "dpi=96, subgraph=False"
    ),
    f"{_KERAS}.preprocessing.image:apply_affine_transform": Arguments(
        "x, theta=0, tx=0, ty=0, shear=0, zx=1, zy=1, row_axis=0, col_axis=1, channel_axis=2, "
        "fill_mode='nearest', cval=0.0, order=1"
    ),
    f"{_KERAS}.preprocessing.text:one_hot": Arguments(
        f"text, n, {_TEXT}", renamed={"text": "input_text"}
    ),
    f"{_KERAS}.preprocessing.text:text_to_word_sequence": Arguments(
        f"text, {_TEXT}", renamed={"text": "input_text"}
    ),
}

_CONV_END = (
    "activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
    "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
    "activity_regularizer=None, "
    "kernel_constraint=None, bias_constraint=None"
)


def _convolution(ones: str, data_format: str = "None") -> Arguments:
    return Arguments(
        f"filters, kernel_size, strides={ones}, padding='valid', data_format={data_format}, "
        f"dilation_rate={ones}, {_CONV_END}"
    )


_RNN_START = (
    "units, activation='tanh', recurrent_activation='hard_sigmoid', use_bias=True, "
    "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', "
    "bias_initializer='zeros', "
)
_REGULARIZERS = "kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, "
_CONSTRAINTS = "kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, "
_DROPOUTS = "dropout=0.0, recurrent_dropout=0.0, implementation=1"
_CELL = f"{_REGULARIZERS}{_CONSTRAINTS}{_DROPOUTS}"
_LAYER = (
    f"{_REGULARIZERS}activity_regularizer=None, {_CONSTRAINTS}{_DROPOUTS}, return_sequences=False, "
    "return_state=False, go_backwards=False, stateful=False, unroll=False"
)
_TO_TENSORBOARD = (
    "grpc_debug_server_addresses, thread_name_filter=None, send_traceback_and_source_code=True, "
    "log_usage=True"
)
_ITERATOR = "seed=None, data_format=None, save_to_dir=None, save_prefix='', save_format='png', "
_IMAGE = f"{_KERAS}.preprocessing.image"

CLASSES = {
    f"{_PYTHON}.data.ops.optional_ops:OptionalSpec": Arguments(
        "value_structure", renamed={"value_structure": "element_spec"}
    ),
    f"{_PYTHON}.distribute.cross_device_ops:AllReduceCrossDeviceOps": Arguments(
        "all_reduce_alg='nccl', num_packs=1, agg_small_grads_max_bytes=0, "
        "agg_small_grads_max_group=10",
        ignored=frozenset({"agg_small_grads_max_bytes", "agg_small_grads_max_group"}),
    ),
    f"{_PYTHON}.distribute.cluster_resolver.slurm_cluster_resolver:SlurmClusterResolver": Arguments(
        "jobs, port_base=8888, gpus_per_node=1, gpus_per_task=1, tasks_per_node=None, "
        "auto_set_gpu=True, rpc_layer='grpc'"
    ),
    f"{_DEBUG}.wrappers.framework:OnRunStartResponse": _watching(
        "action, debug_urls, debug_ops='DebugIdentity', ", _WATCH_END
    ),
    f"{_DEBUG}.wrappers.framework:WatchOptions": _watching("debug_ops=None, ", _WATCH_END),
    f"{_DEBUG}.wrappers.dumping_wrapper:DumpingDebugWrapperSession": _logging_usage(
        "sess, session_root, watch_fn=None, thread_name_filter=None, pass_through_operrors=None, "
        "log_usage=True"
    ),
    f"{_DEBUG}.wrappers.grpc_wrapper:GrpcDebugWrapperSession": _logging_usage(
        "sess, grpc_debug_server_addresses, watch_fn=None, thread_name_filter=None, log_usage=True"
    ),
    f"{_DEBUG}.wrappers.grpc_wrapper:TensorBoardDebugWrapperSession": _logging_usage(
        f"sess, {_TO_TENSORBOARD}"
    ),
    f"{_DEBUG}.wrappers.local_cli_wrapper:LocalCLIDebugWrapperSession": _logging_usage(
        "sess, dump_root=None, log_usage=True, ui_type='curses', thread_name_filter=None, "
        "config_file_path=False"
    ),
    f"{_DEBUG}.wrappers.hooks:DumpingDebugHook": _logging_usage(
        "session_root, watch_fn=None, thread_name_filter=None, log_usage=True"
    ),
    f"{_DEBUG}.wrappers.hooks:GrpcDebugHook": _logging_usage(
        "grpc_debug_server_addresses, watch_fn=None, thread_name_filter=None, log_usage=True"
    ),
    f"{_DEBUG}.wrappers.hooks:TensorBoardDebugHook": _logging_usage(_TO_TENSORBOARD),
    f"{_DEBUG}.wrappers.hooks:LocalCLIDebugHook": Arguments(
        "ui_type='curses', dump_root=None, thread_name_filter=None, config_file_path=None"
    ),
    f"{_PYTHON}.tpu.tpu_feed:InfeedQueue": Arguments(added=frozenset({"number_of_partitions"})),
    f"{_KERAS}.callbacks:TensorBoard": Arguments(
        "log_dir='logs', histogram_freq=0, write_graph=True, write_images=False, "
        "update_freq='epoch', profile_batch=2, embeddings_freq=0, embeddings_metadata=None, "
        "**kwargs"
    ),
    f"{_KERAS}.optimizers.schedules.learning_rate_schedule:NoisyLinearCosineDecay": Arguments(
        added=frozenset({"seed"})
    ),
    f"{_KERAS}.layers.convolutional.conv1d:Conv1D": _convolution("1", "'channels_last'"),
    f"{_KERAS}.layers.convolutional.conv2d:Conv2D": _convolution("(1, 1)"),
    f"{_KERAS}.layers.convolutional.conv3d:Conv3D": _convolution("(1, 1, 1)"),
    f"{_KERAS}.layers.convolutional.conv3d_transpose:Conv3DTranspose": Arguments(
        "filters, kernel_size, strides=(1, 1, 1), padding='valid', output_padding=None, "
        f"data_format=None, {_CONV_END}"
    ),
    f"{_KERAS}.layers.convolutional.depthwise_conv2d:DepthwiseConv2D": Arguments(
        "kernel_size, strides=(1, 1), padding='valid', depth_multiplier=1, data_format=None, "
        "activation=None, use_bias=True, depthwise_initializer='glorot_uniform', "
        "bias_initializer='zeros', depthwise_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, depthwise_constraint=None, bias_constraint=None"
    ),
    f"{_KERAS}.layers.rnn.conv_lstm2d:ConvLSTM2D": Arguments(
        "filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, "
        "dilation_rate=(1, 1), activation='tanh', recurrent_activation='hard_sigmoid', "
        "use_bias=True, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', "
        f"bias_initializer='zeros', unit_forget_bias=True, {_REGULARIZERS}"
        f"activity_regularizer=None, {_CONSTRAINTS}return_sequences=False, go_backwards=False, "
        "stateful=False, dropout=0.0, recurrent_dropout=0.0"
    ),
    f"{_KERAS}.layers.rnn.gru_v1:GRU": Arguments(f"{_RNN_START}{_LAYER}, reset_after=False"),
    f"{_KERAS}.layers.rnn.gru_v1:GRUCell": Arguments(f"{_RNN_START}{_CELL}, reset_after=False"),
    f"{_KERAS}.layers.rnn.lstm_v1:LSTM": Arguments(f"{_RNN_START}unit_forget_bias=True, {_LAYER}"),
    f"{_KERAS}.layers.rnn.lstm_v1:LSTMCell": Arguments(
        f"{_RNN_START}unit_forget_bias=True, {_CELL}"
    ),
    f"{_KERAS}.losses:BinaryCrossentropy": Arguments(
        "from_logits=False, label_smoothing=0, reduction='auto', name='binary_crossentropy'"
    ),
    f"{_KERAS}.losses:CategoricalCrossentropy": Arguments(
        "from_logits=False, label_smoothing=0, reduction='auto', name='categorical_crossentropy'"
    ),
    f"{_KERAS}.losses:SparseCategoricalCrossentropy": Arguments(
        "from_logits=False, reduction='auto', name='sparse_categorical_crossentropy'"
    ),
    f"{_KERAS}.losses:KLDivergence": Arguments(
        "reduction='auto', name='kullback_leibler_divergence'"
    ),
    f"{_KERAS}.losses:LogCosh": Arguments("reduction='auto', name='logcosh'"),
    f"{_KERAS}.regularizers:L1": Arguments("l=0.01", renamed={"l": "l1"}),
    f"{_KERAS}.regularizers:L2": Arguments("l=0.01", renamed={"l": "l2"}),
    f"{_KERAS}.metrics.confusion_metrics:SensitivityAtSpecificity": Arguments(
        "specificity, num_thresholds=200, name=None, dtype=None"
    ),
    f"{_KERAS}.metrics.confusion_metrics:SpecificityAtSensitivity": Arguments(
        "sensitivity, num_thresholds=200, name=None, dtype=None"
    ),
    f"{_KERAS}.metrics.probabilistic_metrics:SparseCategoricalCrossentropy": Arguments(
        "name='sparse_categorical_crossentropy', dtype=None, from_logits=False, axis=-1"
    ),
    f"{_IMAGE}:ImageDataGenerator": Arguments(
        "featurewise_center=False, samplewise_center=False, featurewise_std_normalization=False, "
        "samplewise_std_normalization=False, zca_whitening=False, zca_epsilon=1e-6, "
        "rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, brightness_range=None, "
        "shear_range=0.0, zoom_range=0.0, channel_shift_range=0.0, fill_mode='nearest', cval=0.0, "
        "horizontal_flip=False, vertical_flip=False, rescale=None, preprocessing_function=None, "
        "data_format=None, validation_split=0.0, dtype=None"
    ),
    f"{_KERAS}.preprocessing.text:Tokenizer": Arguments(
        f"num_words=None, {_TEXT}, char_level=False, oov_token=None, document_count=0",
        ignored=frozenset({"document_count"}),
    ),
    f"{_IMAGE}:NumpyArrayIterator": Arguments(
        "x, y, image_data_generator, batch_size=32, shuffle=False, sample_weight=None, "
        f"{_ITERATOR}subset=None, dtype=None"
    ),
    f"{_IMAGE}:DirectoryIterator": Arguments(
        "directory, image_data_generator, target_size=(256, 256), color_mode='rgb', classes=None, "
        f"class_mode='categorical', batch_size=32, shuffle=True, {_ITERATOR}follow_links=False, "
        "subset=None, interpolation='nearest', dtype=None"
    ),
    f"{_KERAS}.utils.data_utils:GeneratorEnqueuer": Arguments(
        "sequence, use_multiprocessing=False, random_seed=None", renamed={"sequence": "generator"}
    ),
    f"{_KERAS}.premade_models.linear:LinearModel": Arguments(
        "units=1, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
        "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None"
    ),
}
