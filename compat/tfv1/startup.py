"""Private: load TensorFlow 2 once, the way the user's code needs it.

TensorFlow-1 code gets graph mode with legacy Keras. TensorFlow-2 code under `tfv1 run`, which may
also contain FileWriter loops from TensorFlow 1, gets eager mode and current Keras.
"""

import contextlib
import gc
import importlib
import logging
import os
import threading
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from tfv1 import session
from tfv1.patches import Patch, apply

_lock = threading.RLock()

# Modules of tfv1.patches; a later row for the same target replaces what an earlier one put there.
_TABLES = """
    classes attributes errors messages refusals stacks sessions data arguments protobuf
    keras keras_configs keras_eager keras_images keras_messages keras_models keras_summary
    layers callbacks
"""


def tensorflow() -> ModuleType:
    """The real `tensorflow`, loaded and switched to the mode that the user's code needs.

    Raises:
      ImportError: TensorFlow or tf-keras is missing.
    """
    run = session.current()
    with _lock:  # other threads wait; what the loading imports gets TensorFlow as it is by then
        if run.tensorflow is not None:
            return run.tensorflow
        with _nothing_collected():
            return _load(run)


def when_loaded(call: Callable[[], None]) -> None:
    """Calls `call` once TensorFlow is loaded, or right away if it already is."""
    run = session.current()
    if run.tensorflow is None:
        run.waiting.append(call)
    else:
        call()


def set_environment() -> None:
    """Sets the environment variables that TensorFlow reads while loading."""
    if not session.current().eager:
        # Keras 3 has no tf.layers and computes other numbers than 1.15.
        os.environ["TF_USE_LEGACY_KERAS"] = "1"
    # Routine notes from the C++ runtime (CPU features, missing CUDA) would clutter the output.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")


@contextlib.contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keeps the garbage collector away from what is loaded, now and later.

    TensorFlow's modules are a million objects that stay until the process ends. The collector would
    walk them again and again as they load, in training and at the end: a second altogether.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def _load(run: session.Session) -> ModuleType:
    set_environment()
    import tensorflow as tf

    run.tensorflow = tf
    if not run.eager:
        from tfv1.patches import refusing_kernels

        _disable_v2_behavior(tf)
        apply(rows_of_graph_mode(), run.replaced)
        refusing_kernels.register()
    from tfv1.patches import flags
    from tfv1.summary import histogram_kernel, installation

    installation.install()
    apply((*histogram_kernel.PATCHES, *flags.rows()), run.replaced)
    for call in run.waiting:
        call()
    return run.tensorflow


def _disable_v2_behavior(tf: Any) -> None:
    logger = logging.getLogger("tensorflow")
    level = logger.level
    logger.setLevel(logging.ERROR)  # it logs that 1.x is deprecated
    try:
        tf.compat.v1.disable_v2_behavior()
    finally:
        logger.setLevel(level)


def rows_of_graph_mode() -> tuple[Patch, ...]:
    """What is replaced for TensorFlow-1 code. Loads TensorFlow."""
    from tfv1.graphs import exporting, importing, replacing

    patches = [importlib.import_module(f"tfv1.patches.{name}") for name in _TABLES.split()]
    tables = (*patches, importing, exporting)
    return (*(row for table in tables for row in table.PATCHES), *replacing.rows())
