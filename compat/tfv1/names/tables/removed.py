"""Names of 1.15 that are not available, with one sentence each: why, and what to do instead.

A row also covers everything below its name. This module imports nothing.
"""

_LITE_RNN = (
    "was a converter's helper of TensorFlow Lite 1.15; use tf.nn.rnn_cell and tf.nn.dynamic_rnn"
)
_TPU = "it was TensorFlow 1.15's TPU embedding, which needs that release's TPU runtime"

_TREES = (
    "needs the boosted trees kernels, which TensorFlow removed in 2.12; use the package "
    "tensorflow-decision-forests, or scikit-learn's HistGradientBoosting classes"
)

_STAT_SUMMARIZER = "it was a C++ class of TensorFlow 1.15; use tf.RunMetadata and tf.profiler"
_GRAPH_TRANSFORMS = (
    "the graph transform tool was removed in TensorFlow 2; use tf.graph_util and "
    "tensorflow.python.tools.optimize_for_inference_lib, or convert to TensorFlow Lite"
)

# What other modules import but hardly anyone uses: it can be imported, but not called.
ABSENT_MODULES = {
    "tensorflow.python.tpu.tpu_embedding": _TPU,
    "tensorflow.python.tpu.tpu_embedding_gradient": _TPU,
    "tensorflow.python.tpu.session_support": "it belonged to TensorFlow 1.15's TPU runtime",
    "tensorflow.python.data.experimental.ops.threadpool": (
        "tf.data has thread pools of its own now; use options.threading.private_threadpool_size"
    ),
    "tensorflow.tools.graph_transforms": _GRAPH_TRANSFORMS,
}
ABSENT_NAMES = {
    "tensorflow.python.data.experimental.ops.iterator_ops.make_saveable_from_iterator": (
        "it was removed from tf.data in TensorFlow 2; save the iterator with "
        "tf.train.Checkpoint(iterator=iterator)"
    ),
    "tensorflow.python.keras.utils.io_utils.HDF5Matrix": (
        "it was removed from Keras; read the file with h5py, whose datasets slice like arrays"
    ),
    "tensorflow.python.keras.utils.layer_utils.convert_all_kernels_in_model": (
        "it was removed from Keras; it converted weights of Theano"
    ),
    **{
        f"tensorflow.python.pywrap_tensorflow.{name}": _STAT_SUMMARIZER
        for name in ("DeleteStatSummarizer", "NewStatSummarizer", "StatSummarizer")
    },
}

_CELLS = "BasicLSTMCell BasicRNNCell DropoutWrapper GRUCell LSTMCell LSTMStateTuple MultiRNNCell"
_DATASETS = "Dataset FixedLengthRecordDataset Iterator TFRecordDataset TextLineDataset"
_DECODE = "tf.contrib.seq2seq.dynamic_decode with a BasicDecoder"
# Names of tf.contrib that a release before 1.15 had, and what took their place.
_EARLIER_CONTRIB = {
    "ctc": "tf.nn.ctc_loss",
    **{f"data.{name}": f"tf.data.{name}" for name in _DATASETS.split()},
    "keras.python": "tensorflow.python.keras",
    "linalg": "tf.linalg, which has its operators",
    "nccl": "tf.distribute.MirroredStrategy()",
    "rnn.core_rnn_cell": "tf.nn.rnn_cell",
    "rnn.python.ops.core_rnn": "tf.nn.static_rnn",
    **{
        f"rnn.python.ops.{module}.{name}": f"tf.nn.rnn_cell.{name}"
        for module in ("core_rnn_cell", "rnn_cell")
        for name in _CELLS.split()
    },
    **{
        f"rnn.{module}.{name}": f"tf.contrib.rnn.{name}"
        for module in ("core_rnn_cell", "python.ops.rnn_cell")
        for name in ("EmbeddingWrapper", "InputProjectionWrapper", "OutputProjectionWrapper")
    },
    "rnn.python.ops.rnn_cell._linear": "tensorflow.contrib.rnn.python.ops.core_rnn_cell._linear",
    "seq2seq.DynamicAttentionWrapper": "tf.contrib.seq2seq.AttentionWrapper",
    "seq2seq.DynamicAttentionWrapperState": "tf.contrib.seq2seq.AttentionWrapperState",
    "seq2seq.attention_decoder_fn_inference": _DECODE,
    "seq2seq.attention_decoder_fn_train": _DECODE,
    "seq2seq.dynamic_rnn_decoder": _DECODE,
    "seq2seq.prepare_attention": "tf.contrib.seq2seq.LuongAttention or BahdanauAttention",
    "seq2seq.simple_decoder_fn_inference": _DECODE,
    "seq2seq.simple_decoder_fn_train": _DECODE,
    "skflow": "tf.contrib.learn",
}

LOST = {
    **{
        f"tensorflow.contrib.estimator.boosted_trees_{name}_train_in_memory": (
            f"boosted_trees_{name}_train_in_memory {_TREES}"
        )
        for name in ("classifier", "regressor")
    },
    **{
        f"tensorflow.estimator.{name}": f"tf.estimator.{name} {_TREES}"
        for name in ("BoostedTreesClassifier", "BoostedTreesEstimator", "BoostedTreesRegressor")
    },
    **{
        f"tensorflow.raw_ops.{verb}TPUEmbedding{name}ParametersGradAccumDebug": (
            f"the op {verb}TPUEmbedding{name}ParametersGradAccumDebug is not available: {_TPU}"
        )
        for verb in ("Load", "Retrieve")
        for name in ("ADAM", "Adadelta", "Adagrad", "FTRL", "Momentum", "ProximalAdagrad")
        + ("RMSProp",)
    },
    **{
        f"tensorflow.python.distribute.{module}.MultiWorkerAllReduce": (
            "MultiWorkerAllReduce was removed from TensorFlow 2; use "
            "tf.distribute.experimental.MultiWorkerMirroredStrategy()"
        )
        for module in ("cross_device_ops", "distribute_lib")
    },
    # Of releases before 1.15.
    **{
        f"tensorflow.contrib.{name}": (
            f"tf.contrib.{name} was removed before TensorFlow 1.15; use {successor}"
        )
        for name, successor in _EARLIER_CONTRIB.items()
    },
    "tensorflow.contrib.gan": (
        "tf.contrib.gan became the package tensorflow-gan before TensorFlow 1.15; "
        "pip install tensorflow-gan, and import tensorflow_gan"
    ),
    **{
        f"tensorflow.python.ops.rnn_cell_impl.{name}": (
            f"tensorflow.python.ops.rnn_cell_impl.{name} is not in TensorFlow 1.15; "
            f"use tensorflow.contrib.rnn.python.ops.core_rnn_cell.{name}"
        )
        for name in ("_Linear", "_linear")
    },
    **{
        f"{module}._linear": (
            f"{shown}._linear was removed in TensorFlow 1.0; use "
            "tensorflow.contrib.rnn.python.ops.core_rnn_cell._linear"
        )
        for module, shown in (
            ("tensorflow.nn.rnn_cell", "tf.nn.rnn_cell"),
            ("tensorflow.python.ops.rnn_cell", "tensorflow.python.ops.rnn_cell"),
        )
    },
    "tensorflow.contrib.boosted_trees.estimator_batch": (
        f"tf.contrib.boosted_trees.estimator_batch {_TREES}"
    ),
    "tensorflow.keras.layers.Merge": (
        "tf.keras.layers.Merge was removed in Keras 2.2; use layers.add, layers.concatenate and "
        "the like"
    ),
    "tensorflow.keras.layers.merge": (
        "tf.keras.layers.merge was removed in Keras 2.2; use layers.add, layers.concatenate and "
        "the like"
    ),
    "tensorflow.keras.legacy": (
        "tf.keras.legacy was removed in Keras 2.4; it held the decorators for arguments of Keras 1"
    ),
    "tensorflow.keras.utils.visualize_util": (
        "tf.keras.utils.visualize_util was renamed in Keras 2; use keras.utils.plot_model"
    ),
    "tensorflow.keras.experimental.export_saved_model": (
        "tf.keras.experimental.export_saved_model was removed from Keras; use "
        "tf.keras.models.save_model(model, path, save_format='tf')"
    ),
    "tensorflow.keras.experimental.load_from_saved_model": (
        "tf.keras.experimental.load_from_saved_model was removed from Keras; use "
        "tf.keras.models.load_model"
    ),
    "tensorflow.keras.experimental.terminate_keras_multiprocessing_pools": (
        "tf.keras.experimental.terminate_keras_multiprocessing_pools was removed from Keras; leave "
        "it out, pools end by themselves"
    ),
    "tensorflow.keras.utils.convert_all_kernels_in_model": (
        "tf.keras.utils.convert_all_kernels_in_model was removed from Keras; it converted weights "
        "of Theano"
    ),
    "tensorflow.lite.experimental.get_potentially_supported_ops": (
        "tf.lite.experimental.get_potentially_supported_ops was removed from TensorFlow Lite; "
        "its converter now names unsupported ops itself"
    ),
    "tensorflow.lite.experimental.nn": f"tf.lite.experimental.nn {_LITE_RNN}",
}
