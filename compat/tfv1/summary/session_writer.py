"""The implementation of FileWriter(session=...): TensorFlow's own ops in the session's graph.

The file belongs to the session: all writers with the same session and directory share it, closing
one closes it for all, and TensorFlow's kernels decide what is written when. Only the rule about
SummaryMetadata is applied here, for each writer separately, as in TensorFlow 1.15.
"""

import time

from google.protobuf.message import Message
from tensorflow.python.summary.writer.event_file_writer_v2 import EventFileWriterV2

from tfv1.events.format import encode
from tfv1.events.format.protos import Event, is_message
from tfv1.events.sink import Step, SummaryLike
from tfv1.events.write.metadata import MetadataMemory
from tfv1.events.write.writer import as_step, read_summary, what_is


class SessionWriter:
    """An EventSink that runs ops in `session`.

    Raises RuntimeError if the session's graph is finalized, and whatever running an op raises, such
    as NotFoundError after another writer of the session has closed the file.
    """

    def __init__(
        self,
        session: object,
        logdir: str,
        max_queue: int,
        flush_secs: float,
        filename_suffix: str | None,
    ) -> None:
        # Without a suffix the kernel appends its own, ".v2".
        self._ops = EventFileWriterV2(session, logdir, max_queue, flush_secs, filename_suffix)
        self._memory = MetadataMemory()
        self.closed = False

    def get_logdir(self) -> str:
        return self._ops.get_logdir()

    def add_summary(self, summary: SummaryLike, global_step: Step = None) -> bool:
        data, _ = read_summary(summary)
        self._memory.did_not_write()  # in case an earlier call failed after describe()
        data = self._memory.describe(data)
        accepted = self.add_payload(encode.SUMMARY_FIELD, data, global_step)
        if accepted:
            self._memory.wrote()
        return accepted

    def add_payload(self, field: bytes, payload: bytes, global_step: Step = None) -> bool:
        head = encode.event_head(time.time(), as_step(global_step), field, len(payload))
        return self.add_event(Event.FromString(head + payload))

    def add_event(self, event: Message) -> bool:
        if not is_message(event, "Event"):
            raise TypeError(f"add_event expects an Event proto, got {what_is(event)}.")
        if not self.closed:
            self._ops.add_event(event)
        return not self.closed

    def flush(self) -> None:
        self._ops.flush()

    def close(self) -> None:
        self._ops.close()
        self.closed = True

    def reopen(self) -> None:
        self._ops.reopen()
        self.closed = False
