"""The messages of event files, and what counts as one of them.

Event and Summary may exist twice in a process, as `tensorflow.*` and as `tensorboard.*`: the same
fields, the same bytes, different classes. A writer accepts either, so messages are recognized by
their descriptor's name. The classes used here are TensorBoard's, which load without TensorFlow.
"""

from typing import TypeGuard

from google.protobuf.message import Message
from tensorboard.compat.proto.event_pb2 import Event, SessionLog, TaggedRunMetadata
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata

__all__ = [
    "Event",
    "SessionLog",
    "Summary",
    "SummaryMetadata",
    "TaggedRunMetadata",
    "is_message",
]

_PACKAGES = ("tensorflow.", "tensorboard.")


class _Names(dict[type, str]):
    """The names of message classes, looked up for every event; "" for other classes."""

    def __missing__(self, kind: type) -> str:
        full_name = getattr(getattr(kind, "DESCRIPTOR", None), "full_name", "")
        package, _, name = full_name.rpartition(".")
        if package + "." not in _PACKAGES:
            return ""
        self[kind] = name
        return name


_names = _Names()


def is_message(value: object, name: str) -> TypeGuard[Message]:
    """Whether `value` is a protobuf message named `name` ("Event", "Summary", ...)."""
    return _names[type(value)] == name
