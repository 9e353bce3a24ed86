"""Writers under the names that TensorFlow's own modules have for them."""

from tfv1.events import EventWriter
from tfv1.summary import file_writer


class SummaryWriter(file_writer.FileWriter):
    """The name of FileWriter before TensorFlow 1.0; deprecated since."""

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
    """What is below a FileWriter in TensorFlow: takes whole events.

    Args:
      logdir: a directory: a path, or a URL that `tf.io.gfile` opens. Made at once.
      max_queue: how many events may wait in memory, where they have to.
      flush_secs: for how many seconds one may wait.
      filename_suffix: the end of the files' names.
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
