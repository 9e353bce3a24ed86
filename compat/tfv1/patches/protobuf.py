"""protobuf 7 under TensorFlow up to 2.20, which passes it an argument that it has dropped."""

import inspect
from types import SimpleNamespace
from typing import Any

from tfv1.patches.table import Patch


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


PATCHES = (
    Patch(
        "tensorflow.python.framework.graph_io:text_format",
        _taking_float_format,
        "a graph could not be written as text, and no MonitoredTrainingSession be opened",
        since="protobuf 7",
    ),
)
