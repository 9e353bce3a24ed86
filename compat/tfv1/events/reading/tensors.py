"""Tensors of summaries as NumPy arrays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from tensorboard.compat.proto import tensor_pb2

import tfv1.limits as limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A tensor's elements are in one of these fields, or as bytes in tensor_content.
_VALUES = (
    "half_val", "float_val", "double_val", "int_val", "string_val", "scomplex_val", "int64_val",
    "bool_val", "dcomplex_val", "uint32_val", "uint64_val",
)  # fmt: skip


def tensor_array(tensor: tensor_pb2.TensorProto) -> NDArray[Any] | None:
    """The elements of `tensor`; None if it is malformed or claims more than it contains.

    If a tensor has fewer values than elements, the last value fills the rest, as in TensorFlow, up
    to the limit `tensor-fill`.
    """
    claimed = math.prod(dim.size for dim in tensor.tensor_shape.dim)
    # Every element in tensor_content takes at least one byte.
    held = max(len(tensor.tensor_content), *(len(getattr(tensor, name)) for name in _VALUES))
    if claimed > max(held, limits.limit("tensor-fill")):
        return None
    # Imported here, since it brings along the clients of object stores that are installed.
    from tensorboard.util import tensor_util

    try:
        return np.asarray(tensor_util.make_ndarray(tensor))
    except (TypeError, ValueError, KeyError, IndexError):
        return None  # a dtype that NumPy lacks, or values that do not match the shape
