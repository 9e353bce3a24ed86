"""Puts this package's writer behind TensorFlow's own modules, so that a process has one engine.

Hooks, Supervisor, MonitoredTrainingSession and estimators find their writers under names of
TensorFlow's modules. REPLACED lists those names; nothing else of TensorFlow is touched, except that
CheckpointSaverHook counts steps as 1.15 does.
"""

import functools
import threading
from typing import Any

from tfv1.patches import Patch, Undo, apply, undo

_FILE_WRITER = "tfv1.summary.file_writer:FileWriter"
_CACHE = "tfv1.summary.file_writer_cache:FileWriterCache"
_SUMMARY_WRITER = "tfv1.summary.legacy_writers:SummaryWriter"
_EVENT_FILE_WRITER = "tfv1.summary.legacy_writers:EventFileWriter"

_PYTHON = "tensorflow.python"


def _one_step_a_run(init: Any) -> Any:
    """CheckpointSaverHook's constructor, with 1.15's guess of how far one run takes the step.

    1.15 guesses 1, TensorFlow 2 a million, so that a step that rises by more than one a run is
    saved at other steps.
    """

    @functools.wraps(init)
    def initialize(self: Any, *args: object, **kwargs: object) -> None:
        init(self, *args, **kwargs)
        self._set_steps_per_run(1)

    return initialize


def _ours(module: str, name: str, home: str) -> Patch:
    return Patch(f"{module}:{name}", home, "a process has one engine that writes events")


# Each module binds the name when it is imported.
REPLACED = (
    # The public names. They are two modules, one object each: `tf.compat.v1.summary` and what
    # `import tensorflow.compat.v1.summary` finds.
    _ours("tensorflow._api.v2.compat.v1.summary", "FileWriter", _FILE_WRITER),
    _ours("tensorflow._api.v2.compat.v1.summary", "FileWriterCache", _CACHE),
    _ours("tensorflow.compat.v1.summary", "FileWriter", _FILE_WRITER),
    _ours("tensorflow.compat.v1.summary", "FileWriterCache", _CACHE),
    # Where the cache is defined. In `writer.writer` TensorFlow's FileWriter keeps its name, because
    # its methods look their class up by it; there the namespace's table gives legacy code ours.
    _ours(f"{_PYTHON}.summary.writer.writer_cache", "FileWriter", _FILE_WRITER),
    _ours(f"{_PYTHON}.summary.writer.writer_cache", "FileWriterCache", _CACHE),
    # Supervisor opens its writer by this module; so do the Keras callbacks inside TensorFlow.
    _ours(f"{_PYTHON}.summary.summary", "FileWriter", _FILE_WRITER),
    _ours(f"{_PYTHON}.summary.summary", "FileWriterCache", _CACHE),
    # The hooks, and with them MonitoredTrainingSession and estimators.
    _ours(f"{_PYTHON}.training.basic_session_run_hooks", "SummaryWriterCache", _CACHE),
    # Names from before 1.0.
    _ours(f"{_PYTHON}.training.summary_io", "SummaryWriterCache", _CACHE),
    _ours(f"{_PYTHON}.training.summary_io", "SummaryWriter", _SUMMARY_WRITER),
    # The layer below, for whoever has hold of TensorFlow's own FileWriter, or of a subclass of it.
    _ours(f"{_PYTHON}.summary.writer.writer", "EventFileWriter", _EVENT_FILE_WRITER),
    _ours(f"{_PYTHON}.summary.writer.event_file_writer", "EventFileWriter", _EVENT_FILE_WRITER),
    Patch(
        f"{_PYTHON}.training.basic_session_run_hooks:CheckpointSaverHook.__init__",
        _one_step_a_run,
        "guesses that a run takes a million steps, and saves at others",
    ),
)

_lock = threading.RLock()
_taken_out: Undo = []


def install() -> None:
    """Has everything in this process that writes TF1 summaries write through tfv1's engine.

    Loads TensorFlow when nobody has, and changes nothing else of it: a program on
    `tensorflow.compat.v1` calls this before it makes its first writer, hook or trainer. Programs
    that say ``import tfv1 as tf``, or are run by `tfv1 run`, have no need to. A second call does
    nothing.
    """
    with _lock:
        if _taken_out:
            return
        apply(REPLACED, _taken_out)


def uninstall() -> None:
    """Gives TensorFlow its own writers back. Writers that exist go on as they are."""
    with _lock:
        undo(_taken_out)
