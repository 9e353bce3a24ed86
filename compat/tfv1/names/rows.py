"""What the tables say about one name, without loading anything."""

from collections.abc import Iterator

from tfv1.names.tables import api, moved, python2, removed, removed_1_0

_PYTHON = "tensorflow.python."
_KERAS = "tf_keras.api._v1.keras"
_PYTHON_KERAS = "tensorflow.python.keras"


def from_files(name: str) -> str:
    """The name of a module that may be called by its file: 1.15 kept them in tensorflow_core."""
    top, dot, below = name.partition(".")
    return f"tensorflow{dot}{below}" if top == "tensorflow_core" else name


def home(name: str, for_python2: bool = False) -> str | None:
    """The home that the tables give the legacy name, or None."""
    if for_python2 and name in python2.TENSORFLOW:
        return python2.TENSORFLOW[name]
    return api.HOMES.get(name)


def bases(name: str, eager: bool = False) -> tuple[str, ...]:
    """The real modules behind a legacy module, most important first; () where the name is real.

    Some may not exist in the installed TensorFlow or tf_keras. For TensorFlow-2 code, which runs
    eagerly, TensorFlow 2's names come before TensorFlow 1's.
    """
    if name == "tensorflow":
        return ("tensorflow", "tensorflow.compat.v1") if eager else ("tensorflow.compat.v1",)
    if name == "tensorflow.python":  # 1.15 exported the whole namespace there too
        return (name, "tensorflow.compat.v1")
    if not name.startswith(_PYTHON):
        return ()
    below = name[len(_PYTHON) :]
    if below in moved.LAYERS:
        return (*moved.LAYERS[below], name)
    if below in moved.MODULES:
        return (_PYTHON + moved.MODULES[below],)
    if below in moved.ESTIMATOR:
        return (moved.ESTIMATOR[below],)
    if below.partition(".")[0] == "estimator":
        return (f"tensorflow_estimator.python.{below}",)
    if name == _PYTHON_KERAS:
        return (_KERAS, "tf_keras.src", name)
    if name.startswith(_PYTHON_KERAS + "."):
        below = name[len(_PYTHON_KERAS) + 1 :]
        renamed = _renamed(below, moved.KERAS_MODULES)
        homes = (f"tf_keras.src.{renamed}", f"{_KERAS}.{below}", name)
        return (homes[1], homes[0], name) if below in moved.KERAS_OF_1_X else homes
    return ()


def _renamed(name: str, rows: dict[str, str]) -> str:
    """`name` with its longest prefix that has a row replaced."""
    for head in _heads(name):
        if head in rows:
            return rows[head] + name[len(head) :]
    return name


def more_bases(name: str) -> tuple[str, ...]:
    """Modules that also have names of the legacy module, but do not make it exist."""
    if name == "tensorflow.python":
        return tuple(f"tensorflow.python.ops.{module}" for module in moved.STARRED)
    if not name.startswith(_PYTHON_KERAS + "."):
        return ()
    # tf_keras has split its modules: the public parent still has all the names.
    return (f"{_KERAS}.{name[len(_PYTHON_KERAS) + 1 :].partition('.')[0]}",)


def lost(name: str) -> str | None:
    """The message for a name that is not available, or None."""
    for head in _heads(name):
        if head in removed.LOST:
            return removed.LOST[head]
        if head in removed_1_0.OLDER:
            shown = head if head.startswith("tensorflow.python.") else f"tf{head[10:]}"
            return f"{shown} was removed in TensorFlow 1.0; use {removed_1_0.OLDER[head]}"
    return None


def older(name: str) -> str:
    """The part of the name that TensorFlow dropped with release 1.0; "" if there is none."""
    return next((head for head in _heads(name) if head in removed_1_0.OLDER), "")


def not_installed(name: str) -> str | None:
    """The message for a name of a package that is installed separately, or None."""
    for head in _heads(name):
        if head in api.ESTIMATOR or head == "tensorflow.python.estimator":
            return api.EXTRAS["tensorflow_estimator"]
        if head in api.WITH_CONTRIB:
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
    for rows in (api.HOMES, api.CONSTANTS):
        for row in rows:
            if row.startswith(prefix) and "." not in row[len(prefix) :]:
                yield row[len(prefix) :]


def is_hosted(name: str) -> bool:
    """Whether the module belongs to a package that runs as legacy code."""
    return name.partition(".")[0] in api.HOSTED
