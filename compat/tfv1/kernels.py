"""Private: kernels written in Python, registered through TensorFlow's C interface.

They come before TensorFlow's own kernels of the same op by their priority. So the graph stays as it
is, node and op alike, and they run in TensorFlow's own threads, in sessions, functions and eager
mode.
"""

from __future__ import annotations

import ctypes
import functools
import logging
import os
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

_log = logging.getLogger(__name__)

# TF_Code, TF_DataType.
_INTERNAL, _INVALID_ARGUMENT = 13, 3
FLOAT, DOUBLE, STRING, COMPLEX64, COMPLEX128 = 1, 2, 7, 8, 18
_PRIORITY = 1  # TensorFlow's own kernels have 0

Pointer = ctypes.c_void_p
_COMPUTE = ctypes.CFUNCTYPE(None, Pointer, Pointer)


class Refused(Exception):
    """Inputs that are invalid: the op fails with InvalidArgumentError and this message."""


class _StringView(ctypes.Structure):
    _fields_ = (("data", Pointer), ("size", ctypes.c_size_t))


_kept: list[Any] = []  # what TensorFlow holds a pointer to, for good
_view = ctypes.pythonapi.PyMemoryView_FromMemory
_view.restype, _view.argtypes = ctypes.py_object, (Pointer, ctypes.c_ssize_t, ctypes.c_int)
_READ = 0x100  # PyBUF_READ

_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "TF_NewStatus": (Pointer, ()),
    "TF_GetCode": (ctypes.c_int, (Pointer,)),
    "TF_SetStatus": (None, (Pointer, ctypes.c_int, ctypes.c_char_p)),
    "TF_DeleteStatus": (None, (Pointer,)),
    "TF_NewKernelBuilder": (
        Pointer,
        (ctypes.c_char_p, ctypes.c_char_p, Pointer, _COMPUTE, Pointer),
    ),
    "TF_KernelBuilder_TypeConstraint": (
        None,
        (Pointer, ctypes.c_char_p, ctypes.c_int, Pointer),
    ),
    "TF_KernelBuilder_Priority": (None, (Pointer, ctypes.c_int32)),
    "TF_RegisterKernelBuilder": (None, (ctypes.c_char_p, Pointer, Pointer)),
    "TF_GetInput": (None, (Pointer, ctypes.c_int, ctypes.POINTER(Pointer), Pointer)),
    "TF_GetOpKernelName": (_StringView, (Pointer,)),
    "TF_OpKernelContext_Failure": (None, (Pointer, Pointer)),
    "TF_AllocateOutput": (
        Pointer,
        (Pointer, ctypes.c_int, ctypes.c_int, Pointer, ctypes.c_int, ctypes.c_size_t, Pointer),
    ),
    "TF_NumDims": (ctypes.c_int, (Pointer,)),
    "TF_Dim": (ctypes.c_int64, (Pointer, ctypes.c_int)),
    "TF_TensorData": (Pointer, (Pointer,)),
    "TF_TensorByteSize": (ctypes.c_size_t, (Pointer,)),
    "TF_DeleteTensor": (None, (Pointer,)),
    "TF_StringGetDataPointer": (Pointer, (Pointer,)),
    "TF_StringGetSize": (ctypes.c_size_t, (Pointer,)),
    "TF_StringCopy": (None, (Pointer, ctypes.c_char_p, ctypes.c_size_t)),
}


class Call:
    """One call of a kernel."""

    def __init__(self, library: SimpleNamespace, context: int, status: int) -> None:
        self.library = library
        self._context = context
        self._status = status
        self._tensors: list[ctypes.c_void_p] = []

    def name(self) -> str:
        """The name of the node."""
        view = self.library.TF_GetOpKernelName(self._context)
        return ctypes.string_at(view.data, view.size).decode()

    def input(self, index: int) -> ctypes.c_void_p:
        """An input's tensor, which is there until the call ends."""
        tensor = Pointer()
        self.library.TF_GetInput(self._context, index, ctypes.byref(tensor), self._status)
        self._tensors.append(tensor)
        return tensor

    def shape(self, tensor: ctypes.c_void_p) -> tuple[int, ...]:
        rank = range(self.library.TF_NumDims(tensor))
        return tuple(self.library.TF_Dim(tensor, axis) for axis in rank)

    def data(self, tensor: ctypes.c_void_p) -> Any:
        """The memory of a tensor, as a read-only buffer."""
        size = self.library.TF_TensorByteSize(tensor)
        return _view(self.library.TF_TensorData(tensor), size, _READ) if size else b""

    def allocate(self, kind: int, shape: tuple[int, ...], size: int) -> int:
        """The first output's memory of `size` bytes."""
        sizes = (ctypes.c_int64 * len(shape))(*shape) if shape else None
        made = self.library.TF_AllocateOutput(
            self._context, 0, kind, sizes, len(shape), size, self._status
        )
        self._tensors.append(Pointer(made))
        memory: int = self.library.TF_TensorData(made)
        return memory

    def end(self) -> None:
        for tensor in filter(None, self._tensors):
            self.library.TF_DeleteTensor(tensor)


@functools.cache
def register(op: str, kind: int, compute: Callable[[Call], None]) -> bool:
    """Registers the kernel of an op for its type `kind`; False where that cannot be done."""
    library = _functions()
    if library is None:
        return False
    run = _COMPUTE(functools.partial(_run, library, compute))
    _kept.append(run)
    status = library.TF_NewStatus()
    builder = library.TF_NewKernelBuilder(op.encode(), b"CPU", None, run, None)
    library.TF_KernelBuilder_TypeConstraint(builder, b"T", kind, status)
    library.TF_KernelBuilder_Priority(builder, _PRIORITY)
    library.TF_RegisterKernelBuilder(f"tfv1_{op}_{kind}".encode(), builder, status)
    is_registered: bool = library.TF_GetCode(status) == 0
    library.TF_DeleteStatus(status)
    return is_registered


@functools.cache
def _functions() -> SimpleNamespace | None:
    """TensorFlow's C functions by name; None where this release lacks one."""
    import tensorflow as tf

    if sys.byteorder != "little":
        return None
    folder = os.path.dirname(tf.__file__)
    suffix = ".2.dylib" if sys.platform == "darwin" else ".so.2"
    found = SimpleNamespace()
    try:
        # Loaded already: this finds them, and loads nothing.
        framework, whole = (
            ctypes.CDLL(os.path.join(folder, name + suffix), os.RTLD_NOLOAD | os.RTLD_NOW)
            for name in ("libtensorflow_framework", "libtensorflow_cc")
        )
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(framework if hasattr(framework, name) else whole, name)
            function.restype, function.argtypes = result, arguments
            setattr(found, name, function)
    except (OSError, AttributeError) as error:
        _log.debug("TensorFlow's own kernels stay: %s", error)
        return None
    return found


def _run(
    library: SimpleNamespace, compute: Callable[[Call], None], _: object, context: int
) -> None:
    status = library.TF_NewStatus()
    call = Call(library, context, status)
    message, code = "", _INVALID_ARGUMENT
    try:
        compute(call)
    except Refused as error:
        message = str(error)
    except BaseException as error:  # noqa: BLE001 - C cannot pass it on: the op fails instead
        message, code = f"{type(error).__name__}: {error}", _INTERNAL
    if message:
        library.TF_SetStatus(status, code, message.encode())
        library.TF_OpKernelContext_Failure(context, status)
    call.end()
    library.TF_DeleteStatus(status)
