"""The names of tf.contrib in 1.15.5 that are needed to say what is missing."""

# Packages that are at least partly ours.
OURS = frozenset({"deprecated", "eager", "summary", "tensorboard", "training"})

# fmt: off
# All packages.
PACKAGES = frozenset({
    "all_reduce", "autograph", "batching", "bayesflow", "bigtable", "boosted_trees", "checkpoint",
    "cloud", "cluster_resolver", "compiler", "constrained_optimization", "copy_graph", "crf",
    "cudnn_rnn", "data", "decision_trees", "deprecated", "distribute", "distributions", "eager",
    "estimator", "factorization", "feature_column", "ffmpeg", "framework", "fused_conv",
    "graph_editor", "grid_rnn", "hadoop", "hooks", "ignite", "image", "input_pipeline",
    "integrate", "kafka", "keras", "kernel_methods", "kinesis", "labeled_tensor", "layers",
    "learn", "legacy_seq2seq", "libsvm", "linear_optimizer", "lookup", "losses", "memory_stats",
    "meta_graph_transform", "metrics", "mixed_precision", "model_pruning", "nearest_neighbor",
    "nn", "opt", "optimizer_v2", "periodic_resample", "predictor", "proto", "quantization",
    "quantize", "receptive_field", "recurrent", "reduce_slice_ops", "remote_fused_graph",
    "resampler", "rnn", "rpc", "saved_model", "seq2seq", "session_bundle", "signal", "slim",
    "solvers", "sparsemax", "specs", "staging", "stat_summarizer", "stateless", "summary",
    "tensor_forest", "tensorboard", "tensorrt", "testing", "text", "tfprof", "timeseries", "tpu",
    "training", "util",
})

# Names in our packages that stay with the genuine code.
TRAINING = frozenset({
    "FeedingQueueRunner", "GreedyLoadBalancingStrategy", "NextQueuedSequenceBatch",
    "RandomStrategy", "SequenceQueueingStateSaver", "StopAfterNEvalsHook", "SummaryAtEndHook",
    "add_gradients_summaries", "batch_sequences_with_states", "bucket",
    "bucket_by_sequence_length", "byte_size_load_fn", "checkpoints_iterator",
    "clip_gradient_norms", "clip_gradient_norms_fn", "create_train_op", "evaluate_once",
    "evaluate_repeatedly", "get_or_create_eval_step", "multiply_gradients", "rejection_sample",
    "resample_at_rate", "stratified_sample", "train", "wait_for_new_checkpoint",
    "weighted_resample",
})
EAGER = frozenset({
    "Network", "Sequential", "restore_network_checkpoint",
    "restore_variables_on_create", "save_network_checkpoint",
})
# fmt: on

GENUINE_PARTS = {f"training.{name}" for name in TRAINING} | {f"eager.{name}" for name in EAGER}
