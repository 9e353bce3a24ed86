"""A kernel of the op HistogramSummary that is several times as fast as TensorFlow's own.

It is registered through TensorFlow's C interface for kernels, before TensorFlow's own by its
priority. So the graph stays as it is, node and op alike, and the kernel runs in TensorFlow's own
threads, in sessions, functions and eager mode. It gives the same bytes and the same errors; other
types than float32 stay with TensorFlow.

Calling Python takes about as long as TensorFlow's kernel needs for a thousand values. So it is
registered when a graph gets the first histogram of more values, or of an unknown number.
"""

from __future__ import annotations

import ctypes
import functools
import logging
import os
import sys
from types import SimpleNamespace
from typing import Any

import numpy as np

from tfv1.patches import Patch
from tfv1.summary.bucketing import NotFiniteError, summary

_log = logging.getLogger(__name__)

# TF_Code, TF_DataType.
_INTERNAL, _INVALID_ARGUMENT = 13, 3
_FLOAT, _STRING = 1, 7
_STRING_BYTES = 24  # of a TF_TString
_FEW = 1000  # values
_PRIORITY = 1  # TensorFlow's own kernels have 0
_MESSAGES = {"Nan": "Nan in summary histogram for: ", "Infinity": "Infinity in Histogram for: "}

_Pointer = ctypes.c_void_p
_COMPUTE = ctypes.CFUNCTYPE(None, _Pointer, _Pointer)


class _StringView(ctypes.Structure):
    _fields_ = (("data", _Pointer), ("size", ctypes.c_size_t))

    def bytes(self) -> bytes:
        return ctypes.string_at(self.data, self.size)


_kept: list[Any] = []  # what TensorFlow holds a pointer to, for good
_view = ctypes.pythonapi.PyMemoryView_FromMemory
_view.restype, _view.argtypes = ctypes.py_object, (_Pointer, ctypes.c_ssize_t, ctypes.c_int)
_READ = 0x100  # PyBUF_READ

_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "TF_NewStatus": (_Pointer, ()),
    "TF_GetCode": (ctypes.c_int, (_Pointer,)),
    "TF_SetStatus": (None, (_Pointer, ctypes.c_int, ctypes.c_char_p)),
    "TF_DeleteStatus": (None, (_Pointer,)),
    "TF_NewKernelBuilder": (
        _Pointer,
        (ctypes.c_char_p, ctypes.c_char_p, _Pointer, _COMPUTE, _Pointer),
    ),
    "TF_KernelBuilder_TypeConstraint": (
        None,
        (_Pointer, ctypes.c_char_p, ctypes.c_int, _Pointer),
    ),
    "TF_KernelBuilder_Priority": (None, (_Pointer, ctypes.c_int32)),
    "TF_RegisterKernelBuilder": (None, (ctypes.c_char_p, _Pointer, _Pointer)),
    "TF_GetInput": (None, (_Pointer, ctypes.c_int, ctypes.POINTER(_Pointer), _Pointer)),
    "TF_GetOpKernelName": (_StringView, (_Pointer,)),
    "TF_OpKernelContext_Failure": (None, (_Pointer, _Pointer)),
    "TF_AllocateOutput": (
        _Pointer,
        (_Pointer, ctypes.c_int, ctypes.c_int, _Pointer, ctypes.c_int, ctypes.c_size_t, _Pointer),
    ),
    "TF_NumDims": (ctypes.c_int, (_Pointer,)),
    "TF_TensorData": (_Pointer, (_Pointer,)),
    "TF_TensorByteSize": (ctypes.c_size_t, (_Pointer,)),
    "TF_DeleteTensor": (None, (_Pointer,)),
    "TF_StringGetDataPointer": (_Pointer, (_Pointer,)),
    "TF_StringGetSize": (ctypes.c_size_t, (_Pointer,)),
    "TF_StringCopy": (None, (_Pointer, ctypes.c_char_p, ctypes.c_size_t)),
}


def _functions(folder: str) -> SimpleNamespace:
    """TensorFlow's C functions by name; AttributeError where this release lacks one."""
    suffix = ".2.dylib" if sys.platform == "darwin" else ".so.2"
    # Loaded already: this finds them, and loads nothing.
    framework, whole = (
        ctypes.CDLL(os.path.join(folder, name + suffix), os.RTLD_NOLOAD | os.RTLD_NOW)
        for name in ("libtensorflow_framework", "libtensorflow_cc")
    )
    found = SimpleNamespace()
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(framework if hasattr(framework, name) else whole, name)
        function.restype, function.argtypes = result, arguments
        setattr(found, name, function)
    return found


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


@functools.cache
def register() -> bool:
    """Register the kernel with the TensorFlow that is loaded; False where that cannot be done."""
    import tensorflow as tf

    if sys.byteorder != "little":
        return False
    try:
        library = _functions(os.path.dirname(tf.__file__))
    except (OSError, AttributeError) as error:
        # The kernel only saves time: the summaries of TensorFlow's own are the same.
        _log.debug("histograms stay with TensorFlow's kernel: %s", error)
        return False
    compute = _COMPUTE(functools.partial(_run, library))
    _kept.append(compute)
    status = library.TF_NewStatus()
    builder = library.TF_NewKernelBuilder(b"HistogramSummary", b"CPU", None, compute, None)
    library.TF_KernelBuilder_TypeConstraint(builder, b"T", _FLOAT, status)
    library.TF_KernelBuilder_Priority(builder, _PRIORITY)
    library.TF_RegisterKernelBuilder(b"tfv1_histogram", builder, status)
    is_registered: bool = library.TF_GetCode(status) == 0
    library.TF_DeleteStatus(status)
    return is_registered


def _run(library: SimpleNamespace, _: object, context: int) -> None:
    """The kernel: from a scalar tag and values of any shape to a scalar string."""
    status = library.TF_NewStatus()
    tag, values = _Pointer(), _Pointer()
    try:
        library.TF_GetInput(context, 0, ctypes.byref(tag), status)
        library.TF_GetInput(context, 1, ctypes.byref(values), status)
        message = _output(library, context, tag, values, status)
        code = _INVALID_ARGUMENT
    except BaseException as error:  # noqa: BLE001 - C cannot pass it on: the op fails instead
        message, code = f"{type(error).__name__}: {error}", _INTERNAL
    if message:
        library.TF_SetStatus(status, code, message.encode())
        library.TF_OpKernelContext_Failure(context, status)
    for tensor in (tag, values):
        if tensor:
            library.TF_DeleteTensor(tensor)
    library.TF_DeleteStatus(status)


def _output(
    library: SimpleNamespace,
    context: int,
    tag: ctypes.c_void_p,
    values: ctypes.c_void_p,
    status: int,
) -> str:
    """Set the kernel's output; return what is wrong with the inputs, or ""."""
    if library.TF_NumDims(tag):
        return "tags must be scalar"
    string = library.TF_TensorData(tag)
    name = ctypes.string_at(
        library.TF_StringGetDataPointer(string), library.TF_StringGetSize(string)
    )
    size = library.TF_TensorByteSize(values)
    memory = _view(library.TF_TensorData(values), size, _READ) if size else b""
    try:
        data = summary(name, np.frombuffer(memory, np.float32))
    except NotFiniteError as error:
        return _MESSAGES[str(error)] + library.TF_GetOpKernelName(context).bytes().decode()
    output = library.TF_AllocateOutput(context, 0, _STRING, None, 0, _STRING_BYTES, status)
    library.TF_StringCopy(library.TF_TensorData(output), data, len(data))
    library.TF_DeleteTensor(output)
    return ""
