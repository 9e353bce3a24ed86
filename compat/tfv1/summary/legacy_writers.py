"""Writers under the names they have in TensorFlow's own modules."""

from tfv1.events import EventWriter
from tfv1.summary import file_writer


class SummaryWriter(file_writer.FileWriter):
    """FileWriter's name before TensorFlow 1.0; deprecated since then."""

    def __init__(
        self,
        logdir: file_writer.LogDir,
        graph: object = None,
        max_queue: int = 10,
        flush_secs: float = 120,
        graph_def: object = None,
    ) -> None:
        super().__init__(logdir, graph, max_queue, flush_secs, graph_def)


class EventFileWriter(EventWriter):
    """The layer below FileWriter in TensorFlow, which takes complete events.

    Args:
      logdir: a directory: a path, or a URL that `tf.io.gfile` opens. Created immediately.
      max_queue: how many events may be buffered, if they have to be.
      flush_secs: how many seconds an event may be buffered.
      filename_suffix: appended to the file names.
    """

    def __init__(
        self,
        logdir: file_writer.LogDir,
        max_queue: int = 10,
        flush_secs: float = 120,
        filename_suffix: str | None = None,
    ) -> None:
        path, file_system = file_writer.place(logdir)
        super().__init__(path, max_queue, flush_secs, filename_suffix or "", file_system)
