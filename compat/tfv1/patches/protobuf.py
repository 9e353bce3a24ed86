"""What protobuf 7 has dropped and TensorFlow still uses, and a message that has moved."""

import inspect
from types import SimpleNamespace
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from tensorflow.core.protobuf import config_pb2

from tfv1.patches.table import Patch, value


def _taking_float_format(text_format: Any) -> Any:
    real = text_format.MessageToString
    if "float_format" in inspect.signature(real).parameters:
        return text_format

    def call(message: Any, float_format: str = "", **options: Any) -> str:
        text: str = real(
            message, **options
        )  # "" asked for the shortest form, which is the only one
        return text

    return SimpleNamespace(MessageToString=call)


def _label(field: Any) -> int:
    """Whether the field is repeated, required or optional: tf.test compares messages by it."""
    if field.is_repeated:
        return FieldDescriptor.LABEL_REPEATED
    return FieldDescriptor.LABEL_REQUIRED if field.is_required else FieldDescriptor.LABEL_OPTIONAL


_FIELD = type(config_pb2.ConfigProto.DESCRIPTOR.fields[0])

PATCHES = (
    Patch(
        "tensorflow.python.framework.graph_io:text_format",
        _taking_float_format,
        "a graph could not be written as text, and no MonitoredTrainingSession be opened",
        since="protobuf 7",
    ),
    Patch(
        "tensorflow.core.protobuf.config_pb2:RPCOptions",
        value(type(config_pb2.ConfigProto().rpc_options)),
        "is in another module",
    ),
    *(
        ()
        if hasattr(_FIELD, "label")
        else (
            Patch(
                f"{_FIELD.__module__}:{_FIELD.__name__}.label",
                value(property(_label)),
                "tf.test could not compare messages",
                since="protobuf 7",
            ),
        )
    ),
)
