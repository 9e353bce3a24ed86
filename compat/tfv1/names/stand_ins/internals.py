"""Small parts of 1.15's internals that are gone from TensorFlow, written anew."""

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

import tensorflow.python.framework.ops as real_ops
import tensorflow.python.util.all_util as real_all_util
import tensorflow.python.util.tf_inspect as real_tf_inspect
from tensorflow import TensorShape
from tensorflow.core.framework import op_def_pb2
from tensorflow.python.client import _pywrap_events_writer, pywrap_tf_session
from tensorflow.python.eager import context

from tfv1.names.arguments import without_annotations

F = TypeVar("F", bound=Callable[..., Any])


ESTIMATOR_API_NAME = "estimator"


class UnregisteredExport:
    """Replaces TensorFlow's decorator that records public names; does nothing.

    tensorflow-estimator subclasses it, under an API name that TensorFlow no longer knows.
    """

    def __init__(self, *names: str, **options: object) -> None:
        self._names = names

    def __call__(self, symbol: F) -> F:
        return symbol

    def export_constant(self, module_name: str, name: str) -> None:
        """Would record a public constant."""


class RegisterShape:
    """Decorates a shape function of an op; without effect, as in 1.15: ops have theirs in C++."""

    def __init__(self, op_type: str) -> None:
        self._op_type = op_type

    def __call__(self, f: F) -> F:
        return f


class _OperationType(type):
    """Makes and recognises the real operations."""

    def __call__(
        cls, node_def: object, g: object, *args: object, **kwargs: object
    ) -> real_ops.Operation:
        return real_ops.Operation.from_node_def(node_def, g, *args, **kwargs)

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, real_ops.Operation)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, real_ops.Operation)


class Operation(metaclass=_OperationType):
    """tf.Operation, whose constructor took a NodeDef, a graph and the inputs.

    Today that is Operation.from_node_def, and the constructor takes other things.
    """


def call_cpp_shape_fn(op: object) -> None:
    """What was registered as the shape function of an op that has one in C++; never called."""


class RegisterGradient(real_ops.RegisterGradient):
    """Decorates the gradient function of an op.

    tf.contrib's functions for ops that have got a gradient of their own since are left out; other
    code that registers a second one gets KeyError, as in 1.15.
    """

    def __call__(self, f: F) -> F:
        in_contrib = f.__module__.startswith("tfv1.contrib.")
        if in_contrib and self._op_type in real_ops.gradient_registry.list():
            return f
        super().__call__(f)
        return f


def remove_undocumented(
    module_name: str,
    allowed_exception_list: list[str] | None = None,
    doc_string_modules: list[Any] | None = None,
) -> None:
    """Removes the names from a module that no docstring mentions as @@name.

    Not from TensorFlow's modules: tf.contrib tidied some of 1.15's own that way.
    """
    if module_name.partition(".")[0] != "tensorflow":
        real_all_util.remove_undocumented(module_name, allowed_exception_list, doc_string_modules)


def get_registered_ops() -> dict[str, op_def_pb2.OpDef]:
    """The definitions of all ops, by name."""
    buffer = pywrap_tf_session.TF_GetAllOpList()
    ops = op_def_pb2.OpList.FromString(pywrap_tf_session.TF_GetBuffer(buffer))
    return {op.name: op for op in ops.op}


def register_dense_tensor_like_type(tensor_type: type) -> None:
    """Would make `tensor_type` count as a tensor; today that needs no registration."""


def getfullargspec(obj: Callable[..., Any]) -> inspect.FullArgSpec:
    """tf_inspect.getfullargspec: the parameters behind decorators, TensorFlow's unannotated."""
    return without_annotations(obj, real_tf_inspect.getfullargspec(obj))


def scalar_shape() -> TensorShape:
    """The shape []."""
    return TensorShape([])


def vector_shape(length: int | None) -> TensorShape:
    """The shape [length]."""
    return TensorShape([length])


def matrix_shape(rows: int | None, cols: int | None) -> TensorShape:
    """The shape [rows, cols]."""
    return TensorShape([rows, cols])


def list_devices() -> list[str]:
    """tf.config.experimental_list_devices: the names of the devices of this process."""
    names: list[str] = context.context().devices()
    return names


class EventsWriter(_pywrap_events_writer.EventsWriter):
    """1.15's low-level writer of one event file; the prefix of its path may be bytes.

    Args:
      file_prefix: the file is called `<file_prefix>.out.tfevents.<seconds>.<hostname>`.
    """

    def __init__(self, file_prefix: str | bytes) -> None:
        prefix = file_prefix.decode() if isinstance(file_prefix, bytes) else file_prefix
        super().__init__(prefix)


_ORDERINGS = {"th": "channels_first", "tf": "channels_last"}


def image_dim_ordering() -> str:
    """keras.backend.image_dim_ordering of Keras 1, which Keras 2 kept: 'tf', or 'th'."""
    from tf_keras import backend

    now = backend.image_data_format()
    return next(old for old, new in _ORDERINGS.items() if new == now)


def set_image_dim_ordering(dim_ordering: str) -> None:
    """keras.backend.set_image_dim_ordering: 'tf' means channels last, 'th' channels first."""
    from tf_keras import backend

    if dim_ordering not in _ORDERINGS:
        raise ValueError(f"Unknown dim_ordering: {dim_ordering}; expected 'tf' or 'th'")
    backend.set_image_data_format(_ORDERINGS[dim_ordering])
