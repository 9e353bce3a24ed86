"""The genuine Keras of TensorFlow 1's time, where it is installed.

Keras was a package of its own up to 2.3, and not only for TensorFlow. Its layer names, its tags in
event files and its random numbers are not those of tf.keras.
"""

import functools
import importlib.util
import re

_PARTS = frozenset({"keras", "keras_applications", "keras_contrib", "keras_preprocessing"})
# A release up to 2.3; later ones are on top of TensorFlow.
_VERSION = re.compile(r"""^__version__ = ['"](1|2\.[0-3])\.""", re.MULTILINE)


def is_installed() -> bool:
    """Whether `import keras` would find a release up to 2.3."""
    spec = importlib.util.find_spec("keras")
    return spec is not None and spec.origin is not None and _is_of_that_time(spec.origin)


def is_part(fullname: str, path: str) -> bool:
    """Whether the module with this source file belongs to it."""
    if fullname == "keras":
        return _is_of_that_time(path)  # it is being looked up: do not ask for it again
    return fullname.partition(".")[0] in _PARTS and is_installed()


@functools.cache
def _is_of_that_time(path: str) -> bool:
    try:
        with open(path, encoding="utf-8", errors="replace") as source:
            return _VERSION.search(source.read()) is not None
    except OSError:
        return False  # what Python cannot read it cannot import
