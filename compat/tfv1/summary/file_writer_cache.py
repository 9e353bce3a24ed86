"""tf.summary.FileWriterCache: one FileWriter a directory, for everybody in the process."""

import os
import threading
from typing import ClassVar

from tfv1.events import StorageError
from tfv1.summary.file_writer import FileWriter


class FileWriterCache:
    """Cache of FileWriters, keyed by the log directory as it is given.

    Hooks, trainers and user code share it, so that a directory has one writer. From any thread.
    """

    _cache: ClassVar[dict[str, FileWriter]] = {}
    _lock = threading.RLock()

    @staticmethod
    def clear() -> None:
        """Closes every writer and forgets it.

        Raises the StorageError of a writer whose events cannot be stored; it stays in the cache,
        and the others are closed all the same.
        """
        failed: StorageError | None = None
        with FileWriterCache._lock:
            for logdir, writer in list(FileWriterCache._cache.items()):
                try:
                    writer.close()
                except StorageError as error:
                    failed = error  # raised below, when no other writer is left open
                    continue
                del FileWriterCache._cache[logdir]
        if failed is not None:
            raise failed

    @staticmethod
    def get(logdir: str) -> FileWriter:
        """The writer of `logdir`: an open one made at the first call, with the default graph in it.

        A writer that was closed by hand is returned closed, as in TensorFlow 1.15.
        """
        with FileWriterCache._lock:
            if logdir not in FileWriterCache._cache:
                from tensorflow.python.framework import ops

                FileWriterCache._cache[logdir] = FileWriter(logdir, graph=ops.get_default_graph())
            return FileWriterCache._cache[logdir]


def _new_lock_in_child() -> None:
    # Another thread may have held it at the fork, and will never release it here.
    FileWriterCache._lock = threading.RLock()


os.register_at_fork(after_in_child=_new_lock_in_child)
