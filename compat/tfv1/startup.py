"""Private: load TensorFlow 2 once, the way the user's code needs it.

TensorFlow-1 code gets graph mode with legacy Keras. TensorFlow-2 code under `tfv1 run`, which may
also contain FileWriter loops from TensorFlow 1, gets eager mode and current Keras.
"""

import logging
import os
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

from tfv1 import session
from tfv1.patches import Undo

_lock = threading.RLock()
_ready: ModuleType | None = None
_patched: Undo = []


def tensorflow() -> ModuleType:
    """The real `tensorflow`, loaded and switched to the mode that the user's code needs.

    Raises:
      ImportError: TensorFlow or tf-keras is missing.
    """
    global _ready
    if _ready is None:
        with _lock:
            if _ready is None:
                _ready = _load()
    return _ready


def when_loaded(call: Callable[[], None]) -> None:
    """Calls `call` once TensorFlow is loaded, or right away if it already is."""
    if _ready is None:
        session.current().waiting.append(call)
    else:
        call()


def set_environment() -> None:
    """Sets the environment variables that TensorFlow reads while loading."""
    if not session.current().eager:
        # Keras 3 has no tf.layers and computes other numbers than 1.15.
        os.environ["TF_USE_LEGACY_KERAS"] = "1"
    # Routine notes from the C++ runtime (CPU features, missing CUDA) would clutter the output.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")


def _load() -> ModuleType:
    set_environment()
    import tensorflow as tf

    if not session.current().eager:
        _switch_to_graph_mode(tf)
    from tfv1.patches import flags
    from tfv1.summary import installation

    installation.install()
    _let_flags_be_redefined(tf.compat.v1.flags.FLAGS)
    flags.give_back(tf.compat.v1.flags.FLAGS)
    for call in session.current().waiting:
        call()
    return tf


def _switch_to_graph_mode(tf: Any) -> None:
    logger = logging.getLogger("tensorflow")
    level = logger.level
    logger.setLevel(logging.ERROR)  # switching to 1.x logs that 1.x is deprecated
    try:
        tf.compat.v1.disable_v2_behavior()
    finally:
        logger.setLevel(level)
    from tfv1.graphs import exporting, importing, replacing
    from tfv1.patches import apply, arguments, classes, errors, keras, protobuf, refusals

    tables = (classes, errors, refusals, keras, arguments, protobuf, importing, exporting)
    for module in tables:
        apply(module.PATCHES, _patched)
    replacing.install()


def _let_flags_be_redefined(flags: Any) -> None:
    """Lets a script define a flag, say `log_dir`, that absl or TensorFlow now defines too."""
    for name in flags:
        if name not in ("v", "verbosity"):  # absl.logging sets these itself
            flags[name].allow_override = True
