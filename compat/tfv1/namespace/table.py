"""The TensorFlow-1 namespace as data: where each name lives today.

A name is written as in 1.15, from `tensorflow` down. A home is a `module` or a `module:attribute`.
What stands in no table here is looked up in tensorflow.compat.v1, or, below tensorflow.python, in
the module of the same name. Neither this module nor the tables it reads import anything, so that
a checker can use them without TensorFlow.
"""

from collections.abc import Iterator

from tfv1.namespace import lost as _lost
from tfv1.namespace import moved as _moved
from tfv1.namespace import older as _older

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
}

_KERAS = "tf_keras.api._v1.keras"

# Keras 2, which 1.15's tf.keras was: the API of tf_keras for graph mode.
KERAS = {
    "tensorflow.keras": _KERAS,
    "tensorflow.layers": f"{_KERAS}.__internal__.legacy.layers",
    "tensorflow.nn.rnn_cell": f"{_KERAS}.__internal__.legacy.rnn_cell",
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
        "image_dim_ordering": "tfv1.namespace.stand_ins:image_dim_ordering",
        "moving_averages": "tensorflow.python.training.moving_averages",
        "set_image_dim_ordering": "tfv1.namespace.stand_ins:set_image_dim_ordering",
        "tensor_array_ops": "tensorflow.python.ops.tensor_array_ops",
        "tf": "tfv1",
    }.items()
}

# The package tensorflow-estimator, an extra.
ESTIMATOR = {"tensorflow.estimator": "tensorflow_estimator._api.v1.estimator"}

# What to say when an optional package is missing.
EXTRAS = {
    "tensorflow_estimator": (
        "tf.estimator needs the package tensorflow-estimator; run: pip install 'tfv1[estimator]'"
    )
}

# The same under another name, and what compat.v1 does not show.
RENAMED = {
    "tensorflow.compat.v2": "tensorflow.compat.v2",
    "tensorflow.python": "tensorflow.python",
    "tensorflow.core": "tensorflow.core",
    "tensorflow.tools": "tensorflow.tools",
    "tensorflow.pywrap_tensorflow": "tensorflow.python.pywrap_tensorflow",
    "tensorflow.raw_ops.CompareAndBitpack": (
        "tensorflow.python.ops.gen_math_ops:compare_and_bitpack"
    ),
    "tensorflow.config.experimental_list_devices": "tfv1.namespace.stand_ins:list_devices",
}

# What TensorFlow 2 has dropped and that runs on it: it comes with the genuine tf.contrib.
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
    **WITH_CONTRIB,
}

# What TensorFlow-2 code sees as it is, without names of 1.15: Keras 3 is not to be mixed with
# Keras 2, and tf.compat.v1 is such code's own way to TensorFlow 1.
PLAIN_IN_EAGER = ("tensorflow.compat", "tensorflow.keras", "tensorflow.python.keras")

_PYTHON = "tensorflow.python."
_PYTHON_KERAS = "tensorflow.python.keras"


def home(name: str) -> str | None:
    """The home that the tables give the legacy name, or None."""
    return HOMES.get(name)


def bases(name: str, eager: bool = False) -> tuple[str, ...]:
    """The real modules behind a legacy module, most important first; () where the name is real.

    Some may not exist in the TensorFlow or tf_keras that is installed. To TensorFlow-2 code, which
    runs eagerly, TensorFlow 2's own names come before TensorFlow 1's.
    """
    if name == "tensorflow":
        return ("tensorflow", "tensorflow.compat.v1") if eager else ("tensorflow.compat.v1",)
    if name == "tensorflow.python":  # 1.15 exported the whole namespace there too
        return (name, "tensorflow.compat.v1")
    if not name.startswith(_PYTHON):
        return ()
    below = name[len(_PYTHON) :]
    if below in _moved.LAYERS:
        return (*_moved.LAYERS[below], name)
    if below in _moved.MODULES:
        return (_PYTHON + _moved.MODULES[below],)
    if below.partition(".")[0] == "estimator":
        return (f"tensorflow_estimator.python.{below}",)
    if name == _PYTHON_KERAS:
        return (_KERAS, "tf_keras.src", name)
    if name.startswith(_PYTHON_KERAS + "."):
        below = name[len(_PYTHON_KERAS) + 1 :]
        renamed = _renamed(below, _moved.KERAS_MODULES)
        return (f"tf_keras.src.{renamed}", f"{_KERAS}.{below}", name)
    return ()


def _renamed(name: str, rows: dict[str, str]) -> str:
    """`name` with its longest prefix that has a row replaced."""
    for head in _heads(name):
        if head in rows:
            return rows[head] + name[len(head) :]
    return name


def more_bases(name: str) -> tuple[str, ...]:
    """Modules that have names of the legacy module too, but do not stand for its existence."""
    if not name.startswith(_PYTHON_KERAS + "."):
        return ()
    # tf_keras has split its modules: the public one above still has all the names.
    return (f"{_KERAS}.{name[len(_PYTHON_KERAS) + 1 :].partition('.')[0]}",)


def lost(name: str) -> str | None:
    """The sentence for a name that cannot be had, or None."""
    for head in _heads(name):
        if head in _lost.LOST:
            return _lost.LOST[head]
        if head in _older.OLDER:
            shown = "tf" + head[len("tensorflow") :]
            return f"{shown} was removed in TensorFlow 1.0; use {_older.OLDER[head]}"
    return None


def not_installed(name: str) -> str | None:
    """The sentence for a name of a package that is installed separately, or None."""
    for head in _heads(name):
        if head in ESTIMATOR or head == "tensorflow.python.estimator":
            return EXTRAS["tensorflow_estimator"]
        if head in WITH_CONTRIB:
            return (
                f"{head} comes with the genuine tf.contrib; install it with `tfv1 contrib install`"
            )
    return None


def _heads(name: str) -> Iterator[str]:
    """`a.b.c`, `a.b`, `a`."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def names_below(name: str) -> Iterator[str]:
    """The names that the tables add to the legacy module `name`."""
    prefix = name + "."
    for rows in (HOMES, CONSTANTS):
        for row in rows:
            if row.startswith(prefix) and "." not in row[len(prefix) :]:
                yield row[len(prefix) :]
