"""How the event files of a directory begin."""

import errno
import os
import time

from tfv1.events.format import encode, record
from tfv1.events.write import names
from tfv1.events.write.incident import StorageError, cause_of
from tfv1.events.write.storage import EventFile, FileSystem


def make_directory(file_system: FileSystem, logdir: str) -> str:
    """Makes `logdir` and its parents; returns one name for it, wherever the program goes."""
    try:
        file_system.make_directory(logdir)
    except OSError as error:
        raise StorageError(
            error.errno or errno.EIO,
            f"Event files cannot be written to {logdir!r}: {cause_of(error)}. Give a directory "
            "that is writable, or can be made.",
        ) from error
    return file_system.real_path(logdir)


def start_file(file_system: FileSystem, logdir: str, suffix: str, previous: str) -> EventFile:
    """A new file in `logdir`, which is made if it is gone, with its version event in it.

    Args:
      suffix: the end of its name.
      previous: the name of the writer's file before it, which sorts first; "" if there is none.

    Raises OSError, and leaves no file, when the storage does not take it.
    """
    file_system.make_directory(logdir)
    earlier = [previous] if previous else file_system.names(logdir)
    seconds = names.start_second(time.time(), earlier)
    file = _create(file_system, logdir, seconds, suffix, previous)
    try:
        file.append(record.frame(encode.version_event(names.second_of(file.path))))
    except OSError:
        try:
            file.discard()
        except OSError:
            pass  # what kept the event out is the error to tell, not what cleaning up met
        raise
    return file


def _create(
    file_system: FileSystem, logdir: str, seconds: int, suffix: str, previous: str
) -> EventFile:
    if not file_system.exclusive:
        return file_system.create(os.path.join(logdir, names.unique(seconds, suffix, previous)))
    for name in names.candidates(seconds, suffix, previous):
        try:
            return file_system.create(os.path.join(logdir, name))
        except FileExistsError:
            continue  # another writer of this second has the name
    raise AssertionError("the candidates are endless")
