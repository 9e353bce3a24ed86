"""A kernel of the op HistogramSummary that is several times as fast as TensorFlow's own.

It gives the same bytes and the same errors; other types than float32 stay with TensorFlow.

Calling Python takes about as long as TensorFlow's kernel needs for a thousand values. So it is
registered when a graph gets the first histogram of more values, or of an unknown number.
"""

from __future__ import annotations

import ctypes
import functools
from typing import Any

import numpy as np

from tfv1 import kernels
from tfv1.patches import Patch
from tfv1.summary.bucketing import NotFiniteError, summary

_STRING_BYTES = 24  # of a TF_TString
_FEW = 1000  # values
_MESSAGES = {"Nan": "Nan in summary histogram for: ", "Infinity": "Infinity in Histogram for: "}


def _registering(original: Any) -> Any:
    @functools.wraps(original)
    def histogram_summary(tag: object, values: object, name: str | None = None) -> Any:
        made = original(tag, values, name)
        operation = getattr(made, "op", None)  # tensors of eager mode have none
        size = operation.inputs[1].shape.num_elements() if operation is not None else None
        if size is None or size >= _FEW:
            register()
        return made

    return histogram_summary


PATCHES = (
    Patch(
        "tensorflow.python.ops.gen_logging_ops:histogram_summary",
        _registering,
        "the same op, with a kernel that is several times as slow",
    ),
)


def register() -> bool:
    """Register the kernel with the TensorFlow that is loaded; False where that cannot be done."""
    return kernels.register("HistogramSummary", kernels.FLOAT, _compute)


def _compute(call: kernels.Call) -> None:
    """The kernel: from a scalar tag and values of any shape to a scalar string."""
    library = call.library
    tag, values = call.input(0), call.input(1)
    if library.TF_NumDims(tag):
        raise kernels.Refused("tags must be scalar")
    string = library.TF_TensorData(tag)
    name = ctypes.string_at(
        library.TF_StringGetDataPointer(string), library.TF_StringGetSize(string)
    )
    try:
        data = summary(name, np.frombuffer(call.data(values), np.float32))
    except NotFiniteError as error:
        raise kernels.Refused(_MESSAGES[str(error)] + call.name()) from None
    library.TF_StringCopy(call.allocate(kernels.STRING, (), _STRING_BYTES), data, len(data))
