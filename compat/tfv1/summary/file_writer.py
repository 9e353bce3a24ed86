"""tf.summary.FileWriter: TensorFlow 1.15's interface on the engine of tfv1.events."""

import os
import sys
import warnings
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
    1.15. Beyond it: an event is in the operating system's hands before `add_*` returns (where the
    directory is remote it waits in memory, `max_queue` and `flush_secs` are kept), storage trouble
    raises, two writers of one second get two files, a forked process goes on in a file of its own,
    and the writer works under eager execution.

    Args:
      logdir: the directory: a path, or a URL that `tf.io.gfile` opens. Made at once.
      graph: a `tf.Graph`, written at once with the shapes of its tensors, and its MetaGraphDef.
      max_queue: how many events may wait in memory, where they have to.
      flush_secs: for how many seconds one may wait.
      graph_def: deprecated: a GraphDef to write in place of `graph`.
      filename_suffix: the end of the files' names.
      session: a `tf.Session`: events are written by ops in its graph, which share one file for a
        directory. `max_queue` and `flush_secs` are then those ops' own.

    Raises:
      tfv1.events.StorageError (an OSError): `logdir` cannot be made or written to.
      TypeError: `logdir` is no path, or `graph` neither Graph nor GraphDef.
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
            self.event_writer = EventWriter(
                path, max_queue, flush_secs, filename_suffix or "", file_system
            )
        self._logdir = logdir
        self._run_metadata_tags: set[str] = set()
        if graph is not None or graph_def is not None:
            self.add_graph(graph=graph, graph_def=graph_def)
            self.add_meta_graph(_meta_graph_of(graph if graph is not None else graph_def))

    def get_logdir(self) -> str:
        """The directory, as it was given."""
        return self._logdir

    def add_summary(self, summary: SummaryLike, global_step: Step = None) -> None:
        """Adds a Summary.

        The SummaryMetadata of a tag is kept once a file, where the tag first carries it.

        Args:
          summary: what running a summary op returned (bytes), or a `tf.Summary`, which is left as
            it is.
          global_step: anything `int()` takes, or None for no step.

        Raises:
          TypeError: `summary` is something else; the message says so of a tensor that was not run.
          google.protobuf.message.DecodeError: the bytes are no Summary.
          ValueError, OverflowError: the step is no 64-bit integer.
          tfv1.events.StorageError: the storage fails, and `max_queue` events wait already.
        """
        if not self.event_writer.add_summary(summary, global_step):
            _warn_of_closed_writer()

    def add_event(self, event: Message) -> None:
        """Adds a `tf.Event` as it is, with its own wall time."""
        if not self.event_writer.add_event(event):
            _warn_of_closed_writer()

    def add_graph(self, graph: object, global_step: Step = None, graph_def: object = None) -> None:
        """Adds a graph for TensorBoard's graph page.

        Args:
          graph: a `tf.Graph`, such as `sess.graph`; it is written with its shapes. A GraphDef is
            written as it is, and a deprecation is logged.
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
        """Adds a SessionLog: a START makes TensorBoard drop an earlier run's later steps."""
        if not is_message(session_log, "SessionLog"):
            raise TypeError(f"add_session_log expects a SessionLog, got {what_is(session_log)}.")
        self._add(encode.SESSION_LOG_FIELD, session_log, global_step)

    def add_run_metadata(self, run_metadata: Message, tag: str, global_step: Step = None) -> None:
        """Adds the RunMetadata of one `session.run`.

        Args:
          run_metadata: a `tf.RunMetadata`.
          tag: its name, used once in the life of this writer: ValueError for a second time.
          global_step: the step of the event.
        """
        if tag in self._run_metadata_tags:
            raise ValueError("The provided tag was already used for this event type")
        if not is_message(run_metadata, "RunMetadata"):
            raise TypeError(f"add_run_metadata expects a RunMetadata, got {what_is(run_metadata)}.")
        tagged = TaggedRunMetadata(tag=tag, run_metadata=run_metadata.SerializeToString())
        self._add(encode.TAGGED_RUN_METADATA_FIELD, tagged, global_step)
        self._run_metadata_tags.add(tag)

    def _add(self, field: bytes, message: Message, global_step: Step) -> None:
        if not self.event_writer.add_payload(field, message.SerializeToString(), global_step):
            _warn_of_closed_writer(level=4)

    def flush(self) -> None:
        """Returns once every event added before the call is stored.

        Raises tfv1.events.StorageError when the storage takes nothing; no event is lost by that.
        """
        if self.event_writer.closed:
            _warn_of_closed_writer()
        self.event_writer.flush()

    def close(self) -> None:
        """Flushes and ends the event file; a second call does nothing.

        Raises tfv1.events.StorageError when the storage takes nothing; the writer stays open, its
        events wait on, and `close` may be called again.
        """
        self.event_writer.close()

    def reopen(self) -> None:
        """After `close`: the next event goes to a new file. Does nothing to an open writer."""
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
    """Warns at the line of the caller's, `level` calls up."""
    warnings.warn(_CLOSED, stacklevel=level)


def place(logdir: LogDir) -> tuple[str, FileSystem]:
    """The directory that `logdir`, a path or a URL, names, and the file system it is in."""
    path = _as_path(logdir)
    if path.startswith("file://"):
        path = path[len("file://") :]
    if "://" not in path:
        return path, LOCAL
    from tfv1.summary.gfile_storage import GFileSystem

    return path, GFileSystem()


def _as_path(logdir: LogDir) -> str:
    try:
        return os.fsdecode(logdir)
    except TypeError:
        raise TypeError(f"logdir must be the path of a directory, got {what_is(logdir)}.") from None


def _is_graph(value: object) -> bool:
    # Where TensorFlow is not loaded there are no graphs; nor is this a reason to load it.
    ops = sys.modules.get("tensorflow.python.framework.ops")
    return ops is not None and isinstance(value, ops.Graph)


def _graph_def_of(graph: Any) -> Any:
    return graph.as_graph_def(add_shapes=True) if _is_graph(graph) else graph


def _meta_graph_of(graph: object) -> Any:
    """The MetaGraphDef of `graph`'s nodes and the default graph's collections, as in 1.15."""
    from tensorflow.python.framework import meta_graph, ops

    # A graph that is being built is no eager context, whatever the rest of the program is.
    with ops.get_default_graph().as_default():
        return meta_graph.create_meta_graph_def(graph_def=_graph_def_of(graph))


def _write_plugin_assets(graph: object, logdir: str) -> None:
    """Writes what 1.15's `PluginAsset`s of the graph hold, to <logdir>/plugins/<plugin>/<asset>."""
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
