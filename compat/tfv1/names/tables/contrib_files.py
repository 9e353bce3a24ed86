"""Where tf.contrib is not simply the genuine file of the same name, as data.

Paths are written from tf.contrib down.
"""

# Packages of which a part is this project's: the genuine rest of each is loaded beside it, from
# the place named here, as its submodule `genuine`.
GENUINE = "genuine"
GENUINE_PACKAGES = {
    "eager": "eager/python/tfe",
    "training": "training",
}

# In 1.15 `tf.contrib.x` was another module than `import tensorflow.contrib.x` gave.
ATTRIBUTES = {
    "eager.python.tfe": "eager",
    "optimizer_v2": "optimizer_v2.optimizer_v2_symbols",
    "receptive_field": "receptive_field.receptive_field_api",
    "recurrent": "recurrent.python.recurrent_api",
    "remote_fused_graph": "remote_fused_graph.pylib",
    "specs": "specs.python",
}

# Packages that imported everything a module of TensorFlow had; what has moved since is found there.
STARRED = {
    "autograph": "tensorflow.python.autograph",
    "distribute": "tensorflow.python.distribute.distribute_lib",
}

# Modules that ours replace.
MODULES = {
    "util.loader": "tfv1.contrib.upstream.libraries",
    # The names of TensorFlow 1.1.
    "rnn.python.ops.core_rnn_cell_impl": "tfv1.contrib.rnn.python.ops.core_rnn_cell",
}

# Modules that cannot work, with the reason: every name in them raises when it is called.
ABSENT = {
    "estimator_1_15.estimator.python.estimator.boosted_trees": (
        "it needs the boosted trees kernels, which TensorFlow removed in 2.12; use the package "
        "tensorflow-decision-forests, or scikit-learn's HistGradientBoosting classes"
    ),
}

# Where other installed folders than tf.contrib are found, below its name: what tf.contrib imports
# from TensorFlow's internals and from tensorflow-estimator, and what these have dropped.
FOLDERS = {"python_1_15": "python", "core_1_15": "core", "estimator_1_15": "estimator_contrib"}
ESTIMATOR = "tensorflow_estimator.contrib"
ESTIMATOR_HERE = "tfv1.contrib.estimator_1_15"
# What its files import by the first name is loaded by the second.
LOADED_AS = {"tensorflow.contrib": "tfv1.contrib", ESTIMATOR: ESTIMATOR_HERE}

# Attributes that classes of tf.contrib must have, because what uses them today asks for them:
# module -> class -> attribute -> value.
_KEYS: dict[str, object] = {
    "_collective_key_base": 0
}  # strategies of TensorFlow's own have it on their class
ADDED: dict[str, dict[str, dict[str, object]]] = {
    "distribute.python.collective_all_reduce_strategy": {"CollectiveAllReduceStrategy": _KEYS},
    "distribute.python.mirrored_strategy": {"MirroredStrategy": _KEYS},
    # It does not call the constructor of tensorflow-estimator's RunConfig, which has got more.
    "learn.python.learn.estimators.run_config": {
        "RunConfig": {"_checkpoint_save_graph_def": True},
    },
    # What a checkpoint saves, under the name by which it is asked for today.
    "optimizer_v2.optimizer_v2": {
        "OptimizerV2": {
            "_trackable_children": lambda self, *_, **__: dict(self._checkpoint_dependencies)
        }
    },
}

_LOOKUP = (b"_lookup_dependency(self, name)", b"_lookup_dependency(self, name, children=None)")

# What pickle refers to by 1.15's names: module -> functions and classes.
_PREPROCESSING = "learn.python.learn.preprocessing"
PICKLED = {
    f"{_PREPROCESSING}.categorical_vocabulary": ("CategoricalVocabulary",),
    f"{_PREPROCESSING}.text": ("VocabularyProcessor", "tokenizer"),
}

# What is replaced when a file is loaded: module -> the text there, the text that is executed.
EDITED: dict[str, tuple[tuple[bytes, bytes], ...]] = {
    # NumPy compares each element of an array with a string, and an array cannot be a condition.
    "factorization.python.ops.gmm_ops": ((b"initial_clusters !=", b"str(initial_clusters) !="),),
    # NumPy no longer takes a list of slices for a tuple of them.
    "framework.python.ops.variables": ((b"[slice_dims]", b"[tuple(slice_dims)]"),),
    # TensorFlow hands more to this method, and sets an attribute under another name.
    "optimizer_v2.optimizer_v2": (
        _LOOKUP,
        # A checkpoint's values are initializers today.
        (b"CheckpointInitialValue(", b"CheckpointInitialValueCallable("),
        (b"= self.create_slot(", b"= self.create_slot_with_initializer("),
        (b"val=", b"shape=variable.shape, dtype=variable.dtype, initializer="),
    ),
    "checkpoint.python.python_state": (
        _LOOKUP,
        (b'"_self_update_uid")', b'"_self_update_uid", "_update_uid")'),
    ),
    # An eager model calls its layers again in each step, this one with its memory, too.
    "seq2seq.python.ops.attention_wrapper": (
        (
            b"    if self._memory_initialized:\n      if len(inputs)",
            b"    if self._memory_initialized and not kwargs.get('setup_memory'):\n"
            b"      if len(inputs)",
        ),
        (
            b'    if self._memory_initialized:\n      raise ValueError("The memory for the '
            b'attention has already been setup.")\n',
            b"",
        ),
        (
            b"unwrapped_probability_fn = self.probability_fn",
            b"unwrapped_probability_fn = vars(self).setdefault("
            b"'_unwrapped_probability_fn', self.probability_fn)",
        ),
    ),
}

# Submodules of libraries that tf.contrib imports long before it needs them, if it ever does, and
# that take seconds to load: library -> submodule.
LATE = {"sklearn": "metrics"}

# What to use in place of the ops of a package whose kernels are gone.
_IO = "the package tensorflow-io has data sets of its kind"
INSTEAD = {
    "cloud": _IO,
    "ffmpeg": "the package pydub and tf.audio read and write sound",
    "hadoop": _IO,
    "ignite": _IO,
    "kafka": _IO,
    "kinesis": _IO,
    "memory_stats": "tf.config.experimental.get_memory_info has the numbers of GPUs",
    "tensor_forest": (
        "use the package tensorflow-decision-forests, or scikit-learn's RandomForestClassifier"
    ),
}
