"""Which TensorFlow a program is for, name by name: the table behind `tfv1 run`'s choice of a mode.

A row covers everything below its name, too; the longest match wins. A name without a row is not
evidence.
"""

from collections.abc import Callable, Container

# TensorFlow 1 only: the program needs graph mode, or switches to eager mode itself.
SESSION = "session"
# TensorFlow 1.15 lacks it.
EAGER = "eager"
# 1.15 lacks it, but tfv1 gives it to TensorFlow-1 code, too.
WRITER = "writer"
# Both have it; without sessions, the program is hardly for TensorFlow 1.
TAPE = "tape"
# The same, but scripts for 1.15 use it without sessions, too.
KERAS = "keras"
# TensorFlow 2 has dropped it. Against evidence for TensorFlow 2, that weighs less than a session.
DROPPED = "dropped"
# Keras 3 has dropped it; Keras 2 had it in both.
OLD_KERAS = "old Keras"
# The TensorFlow 1 part of a program for TensorFlow 2, where it needs a tf.Graph around it.
NEEDS_GRAPH = "needs a graph"
MAKES_GRAPH = "makes a graph"

# Code that is prepared for a missing name is not for TensorFlow 2 because of these.
READY_FOR_OLD = frozenset({EAGER, WRITER, TAPE, KERAS})


def _rows(era: str, prefix: str, names: str) -> dict[str, str]:
    return {f"{prefix}.{name}": era for name in names.split()}


_SWITCHES = "disable_eager_execution disable_v2_behavior enable_eager_execution enable_v2_behavior"
_PLACEHOLDERS = "placeholder placeholder_with_default sparse_placeholder"
_INITIALIZERS = "global_variables_initializer initialize_all_variables local_variables_initializer"

ERAS = {
    **_rows(
        SESSION,
        "tensorflow",
        f"{_SWITCHES} {_PLACEHOLDERS} {_INITIALIZERS} Session InteractiveSession ConfigProto "
        "GraphKeys get_variable variable_scope trainable_variables global_variables "
        "reset_default_graph get_default_graph set_random_seed tables_initializer "
        "app flags logging gfile layers contrib estimator examples "
        "train.Saver train.Supervisor train.MonitoredSession train.MonitoredTrainingSession "
        "train.SingularMonitoredSession keras.backend.get_session keras.backend.set_session "
        "keras.layers.CuDNNGRU keras.layers.CuDNNLSTM keras.utils.multi_gpu_model "
        "python.keras._impl",
    ),
    **_rows(SESSION, "tensorflow.compat.v1", _SWITCHES),
    **_rows(
        EAGER,
        "tensorflow",
        "config.list_logical_devices config.list_physical_devices config.run_functions_eagerly "
        "config.set_visible_devices data.AUTOTUNE keras.optimizers.legacy "
        "keras.utils.set_random_seed optimizers profiler.experimental random.Generator "
        "random.set_seed",
    ),
    **_rows(
        WRITER,
        "tensorflow.summary",
        "create_file_writer create_noop_writer experimental flush graph record_if "
        "should_record_summaries trace_export trace_off trace_on write",
    ),
    **_rows(EAGER, "keras", "ops random saving utils.set_random_seed"),
    **_rows(TAPE, "tensorflow", "GradientTape Module function"),
    **_rows(TAPE, "tensorboard.plugins.hparams.api", "KerasCallback hparams hparams_config"),
    **_rows(KERAS, "tensorflow", "compat.v2 keras"),
    **_rows(NEEDS_GRAPH, "tensorflow.compat.v1", f"{_PLACEHOLDERS} {_INITIALIZERS}"),
    **_rows(MAKES_GRAPH, "tensorflow", "Graph compat.v1.Graph compat.v1.wrap_function"),
}

# Summary functions that both have: with `step=` they are TensorFlow 2's.
SUMMARIES = frozenset(
    f"tensorflow.summary.{name}" for name in ("audio", "histogram", "image", "scalar", "text")
)

# Methods, of any object.
METHODS = {
    "evaluate_generator": OLD_KERAS,
    "fit_generator": OLD_KERAS,
    "predict_classes": OLD_KERAS,
    "make_initializable_iterator": DROPPED,
    "make_one_shot_iterator": DROPPED,
}

# Arguments of the optimizers that are OLD_KERAS.
OPTIMIZERS = "tensorflow.keras.optimizers."
ARGUMENTS = frozenset({"decay", "lr"})


def era(name: str) -> str | None:
    """The era of a dotted name; None if it is not evidence."""
    while name:
        if name in ERAS:
            return ERAS[name]
        name = name.rpartition(".")[0]
    return None


def is_eager(has: Container[str], drops: Callable[[], bool]) -> bool:
    """Whether a program with evidence for these eras runs in eager mode.

    `drops` says whether it uses another name that TensorFlow 2 has dropped.
    """
    if SESSION in has or (NEEDS_GRAPH in has and MAKES_GRAPH not in has):
        return False
    if EAGER in has or WRITER in has:
        return True
    if (TAPE not in has and KERAS not in has) or DROPPED in has or drops():
        return False
    return TAPE in has or OLD_KERAS not in has
