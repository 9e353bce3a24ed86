"""Summary writers that live in the graph (or in the eager runtime) as TensorFlow resources."""

from __future__ import annotations

import atexit
import functools
import getpass
import os
import re
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow.compat.v1 as tf
from tensorflow.python.eager.context import eager_mode
from tensorflow.python.ops.resource_variable_ops import EagerResourceDeleter
from tensorflow.python.ops.summary_ops_v2 import SummaryWriter

from tfv1.contrib.summary.recording import state

INIT_COLLECTION = "_SUMMARY_WRITER_V2"

_raw = tf.raw_ops

_EXPERIMENT_NAME = re.compile(r"^[^\x00-\x1F<>]{0,256}$")
_RUN_NAME = re.compile(r"^[^\x00-\x1F<>]{0,512}$")
_USER_NAME = re.compile(r"^[a-z]([-a-z0-9]{0,29}[a-z0-9])?$", re.IGNORECASE)


class _ResourceSummaryWriter(SummaryWriter):
    """A writer resource, and the op that opens its storage.

    In eager mode the storage is open when the constructor returns. In graph mode the op is added to
    a collection that `initialize()` runs.
    """

    def __init__(self, shared_name: str | None, open_storage: Callable[..., Any]) -> None:
        self._resource = _raw.SummaryWriter(shared_name=shared_name or "")
        self._open_storage = open_storage
        init_op = self.init()
        if tf.executing_eagerly():
            self._deleter = EagerResourceDeleter(handle=self._resource, handle_device="cpu:0")
            _eager_writers.add(self)
        else:
            tf.add_to_collection(INIT_COLLECTION, init_op)

    def set_as_default(self, step: object = None) -> None:
        """Makes this the default writer of the current thread."""
        del step  # part of TensorFlow 2's interface; contrib's ops take their own
        state.writer = self

    @contextmanager
    def as_default(self, step: object = None) -> Iterator[SummaryWriter]:
        """A context in which this is the thread's default writer; leaving it flushes.

        In graph mode leaving it only adds a flush op, which nobody runs. In eager mode it also
        flushes if the block raises, so everything that led to the error is in the file.
        """
        del step
        before, finished = state.writer, False
        state.writer = self
        try:
            yield self
            finished = True
        finally:
            state.writer = before
            if finished or tf.executing_eagerly():
                self.flush()

    def init(self) -> Any:
        """An op that opens the storage; each call creates a new one."""
        return self._open_storage(writer=self._resource)

    def flush(self) -> Any:
        """An op that writes buffered events to the storage."""
        return flush(self)

    def close(self) -> Any:
        """An op that flushes and closes; later writes fail with an uninitialised resource."""
        with tf.control_dependencies([self.flush()]), tf.device("cpu:0"):
            return _raw.CloseSummaryWriter(writer=self._resource)


# A writer flushes when it is garbage-collected. One still alive at the end of the process, as after
# set_as_default(), would lose its buffered events, which 1.15 kept.
_eager_writers: weakref.WeakSet[_ResourceSummaryWriter] = weakref.WeakSet()
# They belong to the parent; TensorFlow's runtime does not survive a fork anyway.
os.register_at_fork(after_in_child=_eager_writers.clear)


@atexit.register
def _flush_at_exit() -> None:
    for writer in list(_eager_writers):
        with eager_mode():
            try:
                writer.flush()
            except tf.errors.NotFoundError:
                pass  # closed by the script, so there is nothing left to write


class _NoopSummaryWriter(SummaryWriter):
    """A writer that does nothing and does not change the default writer."""

    def set_as_default(self, step: object = None) -> None:
        pass

    @contextmanager
    def as_default(self, step: object = None) -> Iterator[None]:
        del step
        yield

    def init(self) -> None:
        pass

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass


def create_file_writer(
    logdir: object,
    max_queue: object = None,
    flush_millis: object = None,
    filename_suffix: object = None,
    name: str | None = None,
) -> SummaryWriter:
    """A writer for one event file in `logdir`.

    Args:
      logdir: directory, created along with the file; None returns a writer that does nothing.
      max_queue: how many events may be buffered before a flush; 10 by default.
      flush_millis: how many milliseconds an event may be buffered before a later one flushes it;
        120,000 by default.
      filename_suffix: appended to the file name; `.v2` by default.
      name: the resource's shared name, `logdir:` + logdir by default. Writers with the same name
        share one resource, with the arguments of the first one.

    The file is created here in eager mode, and by the initializer op in graph mode.
    """
    if logdir is None:
        return _NoopSummaryWriter()
    logdir = str(logdir)
    with tf.device("cpu:0"):
        open_storage = functools.partial(
            _raw.CreateSummaryFileWriter,
            logdir=logdir,
            max_queue=tf.constant(10) if max_queue is None else max_queue,
            flush_millis=tf.constant(120_000) if flush_millis is None else flush_millis,
            filename_suffix=tf.constant(".v2") if filename_suffix is None else filename_suffix,
        )
        return _ResourceSummaryWriter("logdir:" + logdir if name is None else name, open_storage)


def create_summary_file_writer(*args: Any, **kwargs: Any) -> SummaryWriter:
    """The old name of `create_file_writer`; logs a warning."""
    tf.logging.warning("create_summary_file_writer was renamed to create_file_writer.")
    return create_file_writer(*args, **kwargs)


def create_db_writer(
    db_uri: object,
    experiment_name: object = None,
    run_name: object = None,
    user_name: object = None,
    name: str | None = None,
) -> SummaryWriter:
    """A writer for an SQLite database; the schema and the run's rows are created as needed.

    Args:
      db_uri: for example `file:/tmp/events.sqlite`.
      experiment_name: at most 256 characters, no control characters, `<` or `>`; the local date
        (YYYY-MM-DD) by default, "" for a run without an experiment.
      run_name: at most 512 such characters; the local time (HH:MM:SS) by default, "" for tags
        without a run.
      user_name: a DNS label; the login name by default, "" for an experiment without a user.
      name: the resource's shared name.

    Raises ValueError: a name given as str does not match its pattern.
    """
    now = time.localtime()
    with tf.device("cpu:0"):
        open_storage = functools.partial(
            _raw.CreateSummaryDbWriter,
            db_uri=db_uri,
            experiment_name=_checked(
                "experiment_name", experiment_name, time.strftime("%Y-%m-%d", now), _EXPERIMENT_NAME
            ),
            run_name=_checked("run_name", run_name, time.strftime("%H:%M:%S", now), _RUN_NAME),
            user_name=_checked("user_name", user_name, None, _USER_NAME),
        )
        return _ResourceSummaryWriter(name, open_storage)


def _checked(argument: str, value: object, default: str | None, pattern: re.Pattern[str]) -> Any:
    if value is None:
        value = getpass.getuser() if default is None else default
    if isinstance(value, str) and pattern.search(value) is None:
        raise ValueError(f"{argument} ({value}) must match {pattern.pattern}")
    return tf.convert_to_tensor(value, tf.string)


def flush(writer: object = None, name: str | None = None) -> Any:
    """An op that writes a writer's buffered events to its storage and waits for that.

    Args:
      writer: a SummaryWriter or a writer's resource tensor; by default the thread's default writer.
        Without one, the op is a no-op.
      name: the op's name.
    """
    if writer is None:
        writer = state.writer
    if writer is None or isinstance(writer, _NoopSummaryWriter):
        return tf.no_op()
    resource = writer._resource if isinstance(writer, SummaryWriter) else writer
    with tf.device("cpu:0"):
        return _raw.FlushSummaryWriter(writer=resource, name=name)
