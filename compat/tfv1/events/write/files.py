"""Creating log directories and event files."""

import errno
import os
import time

from tfv1.events.format import encode, record
from tfv1.events.write import names
from tfv1.events.write.incident import StorageError, cause_of
from tfv1.events.write.storage import EventFile, FileSystem


def make_directory(file_system: FileSystem, logdir: str) -> str:
    """Creates `logdir` and its parents; returns a name that survives a change of directory."""
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
    """Creates a file with its version event in `logdir`, which is created again if it is gone.

    Args:
      suffix: the suffix of its name.
      previous: the name of the writer's previous file, which must sort first; "" if there is none.

    Raises OSError, and leaves no file, if the storage does not accept it.
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
            pass  # the error to raise is the first one, not one met while cleaning up
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
            continue  # another writer that started this second has the name
    raise AssertionError("the candidates are endless")
