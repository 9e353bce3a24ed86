"""The TensorFlow-1 namespace as data: where each name lives today.

A name is written as in 1.15, from `tensorflow` down. A home is a `module` or a `module:attribute`.
What stands in no table here is looked up in tensorflow.compat.v1, or, below tensorflow.python, in
the module of the same name. This module imports nothing, so that it can be read without TensorFlow.
"""

from collections.abc import Iterator

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
}

# The same object under another name.
RENAMED = {
    "tensorflow.keras": "tf_keras.api._v1.keras",
    "tensorflow.layers": "tf_keras.api._v1.keras.__internal__.legacy.layers",
    "tensorflow.nn.rnn_cell": "tf_keras.api._v1.keras.__internal__.legacy.rnn_cell",
    "tensorflow.python": "tensorflow.python",
    "tensorflow.core": "tensorflow.core",
    "tensorflow.tools": "tensorflow.tools",
}

# The real modules behind a legacy module, where they are not the module of that name.
BASES = {
    "tensorflow": ("tensorflow.compat.v1",),
    "tensorflow.compat.v1": ("tensorflow.compat.v1",),
}

HOMES = {**OURS, **RENAMED}
FALLBACKS: dict[str, str] = {"tensorflow.summary": "tensorflow.compat.v1:summary"}

LOST: dict[str, str] = {}


def home(name: str) -> str | None:
    """The home that the tables give the legacy name, or None."""
    return HOMES.get(name)


def bases(name: str) -> tuple[str, ...]:
    """The real modules behind the legacy module, or () where its name is its home."""
    return BASES.get(name, ())


def lost(name: str) -> str | None:
    """The sentence for a name that cannot be had, or None."""
    return LOST.get(name)


def names_below(name: str) -> Iterator[str]:
    """The names that the tables add to the legacy module `name`."""
    prefix = name + "."
    for rows in (HOMES, CONSTANTS):
        for row in rows:
            if row.startswith(prefix) and "." not in row[len(prefix) :]:
                yield row[len(prefix) :]
