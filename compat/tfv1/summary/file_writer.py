"""tf.summary.FileWriter: TensorFlow 1.15's interface on the engine of tfv1.events."""

import os
import sys
import warnings
from numbers import Real
from types import TracebackType
from typing import Any

from google.protobuf.message import Message

from tfv1.events import EventWriter
from tfv1.events.format import encode
from tfv1.events.format.protos import TaggedRunMetadata, is_message
from tfv1.events.sink import EventSink, Step, SummaryLike
from tfv1.events.write.storage import LOCAL, FileSystem
from tfv1.events.write.writer import what_is

_CLOSED = (
    "Attempting to use a closed FileWriter. The operation will be a noop unless the FileWriter is "
    "explicitly reopened."
)

LogDir = str | bytes | os.PathLike[str]


class FileWriter:
    """Writes summaries, graphs and other events to event files in a directory.

    Names, argument order, defaults and errors are those of `tf.summary.FileWriter` in TensorFlow
    1.15. Unlike there: `add_*` hands the event to the operating system before it returns (for a
    remote directory events are buffered, as `max_queue` and `flush_secs` allow), storage errors
    raise, two writers created within the same second get two files, a forked process continues in
    its own file, and the writer works in eager mode.

    Args:
      logdir: the directory: a path, or a URL that `tf.io.gfile` opens. Created immediately.
      graph: a `tf.Graph`, written immediately with its tensors' shapes, and its MetaGraphDef.
      max_queue: how many events may be buffered, if they have to be.
      flush_secs: how many seconds an event may be buffered.
      graph_def: deprecated: a GraphDef to write instead of `graph`.
      filename_suffix: appended to the file names.
      session: a `tf.Session`: events are written by ops in its graph, which share one file per
        directory. `max_queue` and `flush_secs` then follow the rules of those ops.

    Raises:
      tfv1.events.StorageError (an OSError): `logdir` cannot be created or written to.
      TypeError: `logdir` is not a path, or `graph` is neither a Graph nor a GraphDef.
      ValueError: both `graph` and `graph_def` are given.
      RuntimeError: the graph of `session` is finalized.
    """

    def __init__(
        self,
        logdir: LogDir,
        graph: object = None,
        max_queue: int = 10,
        flush_secs: float = 120,
        graph_def: object = None,
        filename_suffix: str | None = None,
        session: object = None,
    ) -> None:
        logdir = _as_path(logdir)
        if session is not None:
            from tfv1.summary.session_writer import SessionWriter

            self.event_writer: EventSink = SessionWriter(
                session, logdir, max_queue, flush_secs, filename_suffix
            )
        else:
            path, file_system = place(logdir)
            for name, number in (("max_queue", max_queue), ("flush_secs", flush_secs)):
                if not isinstance(number, Real):
                    raise TypeError(f"{name} must be a number, got {what_is(number)}.")
            self.event_writer = EventWriter(
                path, max_queue, flush_secs, _as_text(filename_suffix or ""), file_system
            )
        self._logdir = logdir
        self._run_metadata_tags: set[str] = set()
        if graph is not None or graph_def is not None:
            self.add_graph(graph=graph, graph_def=graph_def)
            self.add_meta_graph(_meta_graph_of(graph if graph is not None else graph_def))

    def get_logdir(self) -> str:
        """The directory, as given."""
        return self._logdir

    def add_summary(self, summary: SummaryLike, global_step: Step = None) -> None:
        """Adds a Summary.

        A tag's SummaryMetadata is written once per file, with the first value that has it.

        Args:
          summary: the result of running a summary op (bytes), or a `tf.Summary`, which is not
            modified.
          global_step: anything `int()` accepts, or None for no step.

        Raises:
          TypeError: `summary` is something else; the message points out a tensor that was not run.
          google.protobuf.message.DecodeError: the bytes are not a Summary.
          ValueError, OverflowError: the step is not a 64-bit integer.
          tfv1.events.StorageError: the storage fails, and `max_queue` events are already buffered.
        """
        if not self.event_writer.add_summary(summary, global_step):
            _warn_of_closed_writer()

    def add_event(self, event: Message) -> None:
        """Adds a `tf.Event` unchanged, with its own wall time."""
        if not self.event_writer.add_event(event):
            _warn_of_closed_writer()

    def add_graph(self, graph: object, global_step: Step = None, graph_def: object = None) -> None:
        """Adds a graph for TensorBoard's graph page.

        Args:
          graph: a `tf.Graph`, such as `sess.graph`; it is written with its shapes. A GraphDef is
            written as it is, with a deprecation warning.
          global_step: the step of the event.
          graph_def: deprecated: a GraphDef.
        """
        if graph is not None and graph_def is not None:
            raise ValueError("Please pass only graph, or graph_def (deprecated), but not both.")
        given = graph if graph is not None else graph_def
        if not _is_graph(given) and not is_message(given, "GraphDef"):
            raise TypeError(
                "The passed graph must be an instance of `Graph` or the deprecated `GraphDef`"
            )
        if not _is_graph(given):
            _log_warning(
                "Passing a `GraphDef` to the SummaryWriter is deprecated. Pass a `Graph` object "
                "instead, such as `sess.graph`."
            )
        elif graph is None:
            _log_warning("A `Graph` goes into the argument `graph`, not into `graph_def`.")
        self._add(encode.GRAPH_DEF_FIELD, _graph_def_of(given), global_step)
        if _is_graph(given):
            _write_plugin_assets(given, self._logdir)

    def add_meta_graph(self, meta_graph_def: Message, global_step: Step = None) -> None:
        """Adds a MetaGraphDef."""
        if not is_message(meta_graph_def, "MetaGraphDef"):
            raise TypeError(
                f"meta_graph_def must be type MetaGraphDef, saw type: {type(meta_graph_def)}"
            )
        self._add(encode.META_GRAPH_DEF_FIELD, meta_graph_def, global_step)

    def add_session_log(self, session_log: Message, global_step: Step = None) -> None:
        """Adds a SessionLog: START makes TensorBoard drop later steps from an earlier run."""
        if not is_message(session_log, "SessionLog"):
            raise TypeError(f"add_session_log expects a SessionLog, got {what_is(session_log)}.")
        self._add(encode.SESSION_LOG_FIELD, session_log, global_step)

    def add_run_metadata(self, run_metadata: Message, tag: str, global_step: Step = None) -> None:
        """Adds the RunMetadata of one `session.run`.

        Args:
          run_metadata: a `tf.RunMetadata`.
          tag: its name; using one twice in the life of this writer raises ValueError.
          global_step: the step of the event.
        """
        if tag in self._run_metadata_tags:
            raise ValueError("The provided tag was already used for this event type")
        if not is_message(run_metadata, "RunMetadata"):
            raise TypeError(f"add_run_metadata expects a RunMetadata, got {what_is(run_metadata)}.")
        if tag is None:
            raise TypeError("add_run_metadata expects a tag of type str, got None.")
        tagged = TaggedRunMetadata(tag=tag, run_metadata=run_metadata.SerializeToString())
        self._add(encode.TAGGED_RUN_METADATA_FIELD, tagged, global_step)
        self._run_metadata_tags.add(tag)

    def _add(self, field: bytes, message: Message, global_step: Step) -> None:
        if not self.event_writer.add_payload(field, message.SerializeToString(), global_step):
            _warn_of_closed_writer(level=4)

    def flush(self) -> None:
        """Returns once every event added before the call is stored.

        Raises tfv1.events.StorageError if the storage fails; no event is lost in that case.
        """
        if self.event_writer.closed:
            _warn_of_closed_writer()
        self.event_writer.flush()

    def close(self) -> None:
        """Flushes and closes the event file; a second call does nothing.

        Raises tfv1.events.StorageError if the storage fails; the writer stays open with its events
        still buffered, and `close` may be called again.
        """
        self.event_writer.close()

    def reopen(self) -> None:
        """After `close`, sends the next event to a new file. Does nothing if the writer is open."""
        self.event_writer.reopen()

    def __enter__(self) -> "FileWriter":
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _warn_of_closed_writer(level: int = 3) -> None:
    """Warns at the caller's line, `level` frames up."""
    warnings.warn(_CLOSED, stacklevel=level)


def place(logdir: LogDir) -> tuple[str, FileSystem]:
    """The directory named by `logdir`, a path or a URL, and its file system."""
    path = _as_path(logdir)
    if path.startswith("file://"):
        path = path[len("file://") :]
    if "://" not in path:
        return path, LOCAL
    from tfv1.summary.gfile_storage import GFileSystem

    return path, GFileSystem()


def _as_text(value: str | bytes) -> str:
    if not isinstance(value, str | bytes):
        raise TypeError(f"Expected binary or unicode string, got {value!r}")
    return os.fsdecode(value)


def _as_path(logdir: LogDir) -> str:
    try:
        return os.fsdecode(logdir)
    except TypeError:
        raise TypeError(f"logdir must be the path of a directory, got {what_is(logdir)}.") from None


def _is_graph(value: object) -> bool:
    # If TensorFlow is not loaded there are no graphs, and this is no reason to load it.
    ops = sys.modules.get("tensorflow.python.framework.ops")
    return ops is not None and isinstance(value, ops.Graph)


def _graph_def_of(graph: Any) -> Any:
    return graph.as_graph_def(add_shapes=True) if _is_graph(graph) else graph


def _meta_graph_of(graph: object) -> Any:
    """A MetaGraphDef of `graph`'s nodes and the default graph's collections, as in 1.15."""
    from tensorflow.python.framework import meta_graph, ops

    # Entering the graph leaves eager mode, whatever mode the rest of the program is in.
    with ops.get_default_graph().as_default():
        return meta_graph.create_meta_graph_def(graph_def=_graph_def_of(graph))


def _write_plugin_assets(graph: object, logdir: str) -> None:
    """Writes the graph's `PluginAsset`s (from 1.15) to <logdir>/plugins/<plugin>/<asset>."""
    from tensorflow.python.platform import gfile
    from tensorflow.python.summary import plugin_asset

    for asset in plugin_asset.get_all_plugin_assets(graph):
        directory = os.path.join(logdir, "plugins", asset.plugin_name)
        gfile.MakeDirs(directory)
        for name, content in asset.assets().items():
            with gfile.Open(os.path.join(directory, name), "w") as file:
                file.write(content)


def _log_warning(message: str) -> None:
    from tensorflow.python.platform import tf_logging

    tf_logging.warning(message)
