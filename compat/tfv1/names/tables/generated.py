"""Arguments that the functions of ops have gained since 1.15, all before the last one, `name`.

TensorFlow generates these functions from the definitions of its ops, so that an attribute that an
op gets moves the arguments behind it. This module imports nothing.
"""

# New arguments -> the functions that have them, by their modules in tensorflow.python.ops.
_ADDED = {
    "Tcomplex": {
        "gen_spectral_ops": "rfft rfft2d rfft3d",
    },
    "Treal": {
        "gen_spectral_ops": "irfft irfft2d irfft3d",
    },
    "allow_missing_files": {
        "gen_io_ops": "merge_v2_checkpoints",
    },
    "allow_stateful, strip_device_assignment": {
        "gen_dataset_ops": "dataset_to_graph",
    },
    "auto_shard_policy": {
        "gen_experimental_dataset_ops": "experimental_auto_shard_dataset",
    },
    "auto_shard_policy, num_replicas": {
        "gen_experimental_dataset_ops": "auto_shard_dataset",
    },
    "autotuner_thresh": {
        "gen_tpu_ops": "tpu_partitioned_call",
    },
    "axis": {
        "gen_array_ops": "quantize_and_dequantize_v2 quantize_and_dequantize_v3",
    },
    "bad_indices_policy": {
        "gen_array_ops": (
            "gather_nd scatter_nd scatter_nd_non_aliasing_add tensor_scatter_add "
            "tensor_scatter_sub tensor_scatter_update"
        ),
        "gen_state_ops": (
            "resource_scatter_nd_add resource_scatter_nd_sub resource_scatter_nd_update "
            "scatter_nd_add scatter_nd_sub scatter_nd_update"
        ),
    },
    "blank_index": {
        "gen_ctc_ops": "ctc_greedy_decoder",
    },
    "buffer_size_min, metadata": {
        "gen_dataset_ops": "prefetch_dataset",
    },
    "config": {
        "gen_tpu_ops": (
            "load_tpu_embedding_adadelta_parameters load_tpu_embedding_adagrad_parameters "
            "load_tpu_embedding_adam_parameters "
            "load_tpu_embedding_centered_rms_prop_parameters "
            "load_tpu_embedding_ftrl_parameters "
            "load_tpu_embedding_mdl_adagrad_light_parameters "
            "load_tpu_embedding_momentum_parameters "
            "load_tpu_embedding_proximal_adagrad_parameters "
            "load_tpu_embedding_rms_prop_parameters "
            "load_tpu_embedding_stochastic_gradient_descent_parameters "
            "retrieve_tpu_embedding_adadelta_parameters "
            "retrieve_tpu_embedding_adagrad_parameters retrieve_tpu_embedding_adam_parameters "
            "retrieve_tpu_embedding_centered_rms_prop_parameters "
            "retrieve_tpu_embedding_ftrl_parameters "
            "retrieve_tpu_embedding_mdl_adagrad_light_parameters "
            "retrieve_tpu_embedding_momentum_parameters "
            "retrieve_tpu_embedding_proximal_adagrad_parameters "
            "retrieve_tpu_embedding_rms_prop_parameters "
            "retrieve_tpu_embedding_stochastic_gradient_descent_parameters"
        ),
    },
    "debug_name, allowed_devices": {
        "gen_resource_variable_ops": "var_handle_op",
    },
    "drop_remainder": {
        "gen_experimental_dataset_ops": "sliding_window_dataset",
    },
    (
        "enable_whole_mesh_compilations, compilation_failure_closes_chips, "
        "tpu_cancellation_closes_chips"
    ): {
        "gen_tpu_ops": "configure_distributed_tpu",
    },
    "explicit_paddings": {
        "gen_nn_ops": (
            "depthwise_conv2d_native depthwise_conv2d_native_backprop_filter "
            "depthwise_conv2d_native_backprop_input max_pool max_pool_grad"
        ),
    },
    "exponential_avg_factor": {
        "gen_nn_ops": "fused_batch_norm_v2 fused_batch_norm_v3",
    },
    "external_state_policy": {
        "gen_dataset_ops": "serialize_iterator",
    },
    "force_synchronous": {
        "gen_experimental_dataset_ops": "experimental_map_dataset",
    },
    "force_synchronous, metadata": {
        "gen_dataset_ops": "map_dataset",
    },
    "grad_a, grad_b": {
        "gen_math_ops": "mat_mul",
    },
    "grad_x, grad_y": {
        "gen_math_ops": "batch_mat_mul batch_mat_mul_v2",
    },
    "index_type": {
        "gen_nn_ops": "top_kv2",
    },
    "is_files, metadata, replicate_on_split": {
        "gen_dataset_ops": "tensor_slice_dataset",
    },
    "is_mirrored_variable, index, is_packed": {
        "gen_tpu_ops": "tpu_replicated_input",
    },
    "log_warning": {
        "gen_experimental_dataset_ops": "experimental_ignore_errors_dataset ignore_errors_dataset",
    },
    "logits_dimension": {
        "gen_boosted_trees_ops": "boosted_trees_update_ensemble_v2",
    },
    (
        "low_priority_max_batch_size, low_priority_batch_timeout_micros, "
        "low_priority_allowed_batch_sizes, low_priority_max_enqueued_batches, "
        "mixed_priority_policy, batch_padding_policy, enable_large_batch_splitting"
    ): {
        "gen_batch_ops": "batch_function",
    },
    "metadata": {
        "gen_dataset_ops": (
            "batch_dataset batch_dataset_v2 cache_dataset cache_dataset_v2 "
            "concatenate_dataset dataset_to_single_element filter_dataset "
            "fixed_length_record_dataset fixed_length_record_dataset_v2 flat_map_dataset "
            "generator_dataset interleave_dataset padded_batch_dataset "
            "padded_batch_dataset_v2 parallel_interleave_dataset_v2 parallel_map_dataset "
            "reduce_dataset repeat_dataset shard_dataset shuffle_dataset shuffle_dataset_v2 "
            "skip_dataset take_dataset tensor_dataset text_line_dataset tf_record_dataset "
            "window_dataset zip_dataset"
        ),
        "gen_experimental_dataset_ops": (
            "group_by_window_dataset map_and_batch_dataset parallel_interleave_dataset "
            "random_dataset take_while_dataset unbatch_dataset unique_dataset"
        ),
    },
    "metadata, replicate_on_split": {
        "gen_dataset_ops": "range_dataset",
    },
    "narrow_range, axis, dtype": {
        "gen_array_ops": "dequantize",
    },
    "narrow_range, axis, ensure_minimum_range": {
        "gen_array_ops": "quantize_v2",
    },
    "num_features": {
        "gen_tpu_ops": "enqueue_tpu_embedding_sparse_tensor_batch",
    },
    "offset": {
        "gen_lookup_ops": "initialize_table_from_text_file initialize_table_from_text_file_v2",
    },
    "padding_list": {
        "gen_nn_ops": (
            "quantized_depthwise_conv2d_with_bias_and_relu "
            "quantized_depthwise_conv2d_with_bias_and_relu_and_requantize"
        ),
    },
    "perturb_singular": {
        "gen_linalg_ops": "tridiagonal_solve",
    },
    "ragged_keys, ragged_value_types, ragged_split_types": {
        "gen_experimental_dataset_ops": "parse_example_dataset",
    },
    "ram_budget": {
        "gen_dataset_ops": "model_dataset",
    },
    "reshuffle_each_iteration, metadata": {
        "gen_dataset_ops": "shuffle_and_repeat_dataset",
    },
    "resize_if_index_out_of_bounds": {
        "gen_list_ops": "tensor_list_set_item",
    },
    "shuffle_on_read, seed, seed2, mode, snapshot_name": {
        "gen_experimental_dataset_ops": "snapshot_dataset",
    },
    "sparse_gradient": {
        "gen_math_ops": (
            "sparse_segment_mean sparse_segment_mean_with_num_segments sparse_segment_sqrt_n "
            "sparse_segment_sqrt_n_with_num_segments sparse_segment_sum "
            "sparse_segment_sum_with_num_segments"
        ),
    },
    "stop_on_empty_dataset": {
        "gen_experimental_dataset_ops": "directed_interleave_dataset",
    },
    "timeout_seconds": {
        "gen_collective_ops": (
            "collective_bcast_recv collective_bcast_send collective_gather collective_reduce"
        ),
    },
    "use_default_device, metadata": {
        "gen_experimental_dataset_ops": "scan_dataset",
    },
    "use_spmd_for_xla_partitioning, use_shardy_partitioner, tpu_compile_options_proto": {
        "gen_tpu_ops": "tpu_replicate_metadata",
    },
    "validate_shape": {
        "gen_resource_variable_ops": "assign_variable_op",
    },
}

# `module:function` -> the arguments that are new.
ADDED = {
    f"tensorflow.python.ops.{module}:{function}": frozenset(added.split(", "))
    for added, modules in _ADDED.items()
    for module, functions in modules.items()
    for function in functions.split()
}
