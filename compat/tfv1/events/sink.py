"""Event sinks: an EventWriter, or the session ops that FileWriter(session=...) runs."""

from typing import Protocol, SupportsIndex, SupportsInt, TypeAlias

from google.protobuf.message import Message

Step: TypeAlias = SupportsInt | SupportsIndex | None
"""A step as callers pass it: anything `int()` accepts, or None for no step."""


class EagerSummary(Protocol):
    """What a summary op returns under eager execution."""

    def numpy(self) -> object: ...


SummaryLike: TypeAlias = bytes | Message | EagerSummary
"""A Summary: serialized, as `session.run` returns it, or a message."""


class EventSink(Protocol):
    """Accepts events for one directory. `add_*` return False if the sink is closed."""

    @property
    def closed(self) -> bool: ...

    def get_logdir(self) -> str:
        """The directory, as the caller passed it."""

    def add_summary(self, summary: SummaryLike, global_step: Step = None) -> bool:
        """Adds a Summary at a step, stamped with the time of the call."""

    def add_event(self, event: Message) -> bool:
        """Adds an Event as it is, with its own wall time."""

    def add_payload(self, field: bytes, payload: bytes, global_step: Step = None) -> bool:
        """Adds an event of another kind: `payload` in `field`, a *_FIELD key of encode.py."""

    def flush(self) -> None:
        """Returns once everything accepted before the call has been stored."""

    def close(self) -> None:
        """Stores pending events and closes the file; a second call does nothing."""

    def reopen(self) -> None:
        """Reopens a closed writer: the next event starts a new file."""
