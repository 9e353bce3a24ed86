"""Puts this package's writer behind TensorFlow's own modules, so a process has only one engine.

Hooks, Supervisor, MonitoredTrainingSession and estimators look up their writers in TensorFlow's
modules. REPLACED lists those names; nothing else in TensorFlow is touched, except that
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
    """CheckpointSaverHook's constructor, with 1.15's guess of how many steps one run takes.

    1.15 guesses 1 and TensorFlow 2 a million, so if each run advances the step by more than one,
    checkpoints are saved at other steps.
    """

    @functools.wraps(init)
    def initialize(self: Any, *args: object, **kwargs: object) -> None:
        init(self, *args, **kwargs)
        self._set_steps_per_run(1)

    return initialize


def _ours(module: str, name: str, home: str) -> Patch:
    return Patch(f"{module}:{name}", home, "a process has one engine that writes events")


# Each of these modules binds the name when it is imported.
REPLACED = (
    # The public names. `tf.compat.v1.summary` and the module that
    # `import tensorflow.compat.v1.summary` finds are two different module objects.
    _ours("tensorflow._api.v2.compat.v1.summary", "FileWriter", _FILE_WRITER),
    _ours("tensorflow._api.v2.compat.v1.summary", "FileWriterCache", _CACHE),
    _ours("tensorflow.compat.v1.summary", "FileWriter", _FILE_WRITER),
    _ours("tensorflow.compat.v1.summary", "FileWriterCache", _CACHE),
    # Where the cache is defined. In `writer.writer` TensorFlow's FileWriter keeps its name, because
    # its methods look up their class by it; legacy code gets ours from the namespace's table.
    _ours(f"{_PYTHON}.summary.writer.writer_cache", "FileWriter", _FILE_WRITER),
    _ours(f"{_PYTHON}.summary.writer.writer_cache", "FileWriterCache", _CACHE),
    # Supervisor and the Keras callbacks inside TensorFlow get their writers from this module.
    _ours(f"{_PYTHON}.summary.summary", "FileWriter", _FILE_WRITER),
    _ours(f"{_PYTHON}.summary.summary", "FileWriterCache", _CACHE),
    # The hooks, and with them MonitoredTrainingSession and estimators.
    _ours(f"{_PYTHON}.training.basic_session_run_hooks", "SummaryWriterCache", _CACHE),
    # Names from before 1.0.
    _ours(f"{_PYTHON}.training.summary_io", "SummaryWriterCache", _CACHE),
    _ours(f"{_PYTHON}.training.summary_io", "SummaryWriter", _SUMMARY_WRITER),
    # The layer below, for code that uses TensorFlow's own FileWriter or a subclass of it.
    _ours(f"{_PYTHON}.summary.writer.writer", "EventFileWriter", _EVENT_FILE_WRITER),
    _ours(f"{_PYTHON}.summary.writer.event_file_writer", "EventFileWriter", _EVENT_FILE_WRITER),
    Patch(
        f"{_PYTHON}.training.basic_session_run_hooks:CheckpointSaverHook.__init__",
        _one_step_a_run,
        "guesses that a run takes a million steps, and so saves at other steps",
    ),
)

_lock = threading.RLock()
_taken_out: Undo = []


def install() -> None:
    """Makes everything in this process that writes TF1 summaries use tfv1's engine.

    Loads TensorFlow if necessary, and changes nothing else in it. Programs that use
    `tensorflow.compat.v1` call this before creating their first writer, hook or trainer; with
    ``import tfv1 as tf`` or `tfv1 run` it is unnecessary. A second call does nothing.
    """
    with _lock:
        if _taken_out:
            return
        apply(REPLACED, _taken_out)


def uninstall() -> None:
    """Restores TensorFlow's own writers. Existing writers keep working as they are."""
    with _lock:
        undo(_taken_out)
