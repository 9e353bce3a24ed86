"""tf.train.BytesList, which took texts in Python 2."""

from collections.abc import Iterable
from typing import Any

from tensorflow.core.example import feature_pb2

from tfv1.python2.files import as_bytes


class _Type(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, feature_pb2.BytesList)

    def __getattr__(cls, name: str) -> Any:
        return getattr(feature_pb2.BytesList, name)


class BytesList(metaclass=_Type):
    """The message ``tf.train.BytesList``; calling it makes one, of texts or of bytes."""

    def __new__(cls, value: Iterable[Any] | None = None) -> Any:
        return feature_pb2.BytesList(value=None if value is None else map(as_bytes, value))
