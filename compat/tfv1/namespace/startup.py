"""Load TensorFlow 2 once, the way TensorFlow-1 code needs it."""

import logging
import os
import threading
from types import ModuleType
from typing import Any

from tfv1.namespace import oldlibs

_lock = threading.RLock()
_ready: ModuleType | None = None


def tensorflow() -> ModuleType:
    """The real `tensorflow`, loaded with legacy Keras behind it and switched to graph mode.

    Raises:
      ImportError: NumPy 2 is installed, or TensorFlow or tf-keras is missing.
    """
    global _ready
    if _ready is None:
        with _lock:
            if _ready is None:
                _ready = _load()
    return _ready


def set_environment() -> None:
    """Sets the variables that TensorFlow reads when it loads."""
    # Keras 3 has neither tf.layers nor 1.15's numbers.
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    # Routine notes of the C++ runtime (CPU features, missing CUDA) are not the script's output.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")


def _load() -> ModuleType:
    oldlibs.check_numpy()
    set_environment()
    import tensorflow as tf

    logger = logging.getLogger("tensorflow")
    level = logger.level
    logger.setLevel(logging.ERROR)  # switching to 1.x logs that 1.x is deprecated
    try:
        tf.compat.v1.disable_v2_behavior()
    finally:
        logger.setLevel(level)
    from tfv1.namespace import legacykeras, sigterm
    from tfv1.summary import installation

    legacykeras.install()
    installation.install()
    sigterm.watch()
    _let_flags_be_redefined(tf.compat.v1.flags.FLAGS)
    return tf


def _let_flags_be_redefined(flags: Any) -> None:
    """Lets a script define a flag, `log_dir` say, that absl or TensorFlow has defined meanwhile."""
    for name in flags:
        if name not in ("v", "verbosity"):  # absl.logging sets these itself
            flags[name].allow_override = True
