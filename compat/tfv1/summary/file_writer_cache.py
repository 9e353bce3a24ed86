"""tf.summary.FileWriterCache: one FileWriter per directory, shared across the process."""

import os
import sys
import threading
from typing import ClassVar

from tfv1.events import StorageError
from tfv1.summary.file_writer import FileWriter


class FileWriterCache:
    """Cache of FileWriters, keyed by logdir exactly as given.

    Hooks, trainers and user code share it, so each directory has one writer. Thread-safe.
    """

    _cache: ClassVar[dict[str, FileWriter]] = {}
    _lock = threading.RLock()

    @staticmethod
    def clear() -> None:
        """Closes all writers and empties the cache.

        If a writer's events cannot be stored, raises its StorageError and keeps that writer in the
        cache; the others are closed all the same.
        """
        failed: StorageError | None = None
        with FileWriterCache._lock:
            for logdir, writer in list(FileWriterCache._cache.items()):
                try:
                    writer.close()
                except StorageError as error:
                    failed = error  # raised below, once the other writers are closed
                    continue
                del FileWriterCache._cache[logdir]
        if failed is not None:
            raise failed

    @staticmethod
    def get(logdir: str) -> FileWriter:
        """The writer for `logdir`, created on the first call with the default graph.

        A writer that the caller closed is returned closed, as in TensorFlow 1.15.
        """
        with FileWriterCache._lock:
            if logdir not in FileWriterCache._cache:
                from tensorflow.python.framework import ops

                FileWriterCache._cache[logdir] = _class()(logdir, graph=ops.get_default_graph())
            return FileWriterCache._cache[logdir]


def _class() -> type[FileWriter]:
    """The class of new writers: ours, or what a test has put in its place in TensorFlow's module.

    tf.contrib.testing.FakeSummaryWriter does so.
    """
    module = sys.modules.get("tensorflow.python.summary.writer.writer_cache")
    found: type[FileWriter] = getattr(module, "FileWriter", FileWriter)
    is_theirs = found.__module__ == "tensorflow.python.summary.writer.writer"
    return FileWriter if is_theirs else found


def _new_lock_in_child() -> None:
    # Another thread may have held it during the fork, and will never release it in the child.
    FileWriterCache._lock = threading.RLock()


os.register_at_fork(after_in_child=_new_lock_in_child)
