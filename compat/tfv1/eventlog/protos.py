"""The messages of event files, and what counts as one of them.

Event and Summary exist twice in a process, as `tensorflow.*` and as `tensorboard.*`: the same
fields, the same bytes, different classes. A writer takes either, so messages are recognised by
the name of their descriptor. The classes used here are TensorBoard's, which load without
TensorFlow.
"""

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


def is_message(value: object, name: str) -> bool:
    """Whether `value` is a protobuf message called `name` ("Event", "Summary", ...)."""
    descriptor = getattr(type(value), "DESCRIPTOR", None)
    full_name = getattr(descriptor, "full_name", "")
    return full_name in [package + name for package in _PACKAGES]
