"""What takes events: an EventWriter, or the ops of a session that FileWriter(session=...) runs."""

from typing import Protocol, SupportsIndex, SupportsInt, TypeAlias

from google.protobuf.message import Message

Step: TypeAlias = SupportsInt | SupportsIndex | None
"""A step as callers give it: what `int()` takes, or None for no step."""


class EagerSummary(Protocol):
    """What a summary op returns under eager execution."""

    def numpy(self) -> object: ...


SummaryLike: TypeAlias = bytes | Message | EagerSummary
"""A Summary: serialised, as `session.run` returns it, or as a message."""


class EventSink(Protocol):
    """Takes events for one directory. `add_*` return whether they did: not when it is closed."""

    @property
    def closed(self) -> bool: ...

    def get_logdir(self) -> str:
        """The directory, as it was given."""

    def add_summary(self, summary: SummaryLike, global_step: Step = None) -> bool:
        """Adds a Summary at a step, stamped with the time of the call."""

    def add_event(self, event: Message) -> bool:
        """Adds an Event as it is, with its own wall time."""

    def add_payload(self, field: bytes, payload: bytes, global_step: Step = None) -> bool:
        """Adds an event of another kind: `payload` in `field`, a *_FIELD key of encode.py."""

    def flush(self) -> None:
        """Returns once everything accepted before the call is stored."""

    def close(self) -> None:
        """Stores what waits and ends the file; a second call does nothing."""

    def reopen(self) -> None:
        """Opens a closed writer again: the next event starts a file."""
