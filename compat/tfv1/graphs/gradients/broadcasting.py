"""Reduces the gradient of an op that broadcasts to the shape of each of its inputs."""

import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
from tensorflow.python.framework import ops, tensor
from tensorflow.python.ops import array_ops, gen_array_ops, math_ops

_noted: Any = weakref.WeakKeyDictionary()  # by graph: the pairs of shapes that have a node

Reducer = Callable[[Any], Any]


def same_static_shapes(*values: Any) -> bool:
    """Whether all are tensors with the same, fully defined shape."""
    if not all(isinstance(value, tensor.Tensor) for value in values):
        return False
    shapes = [value.shape for value in values]
    return all(s.is_fully_defined() and s.as_list() == shapes[0].as_list() for s in shapes)


def needed(op: Any) -> tuple[bool, bool]:
    """Whether the gradients of x and of y are needed; a tape needs none of a constant."""
    unneeded = getattr(op, "skip_input_indices", None) or ()
    return 0 not in unneeded, 1 not in unneeded


def reducers(x: Any, y: Any) -> tuple[Reducer, Reducer]:
    """Functions that sum a gradient over the axes along which x, and y, were broadcast.

    If both shapes are known, 1.15 computes the axes and shapes statically, and omits a sum over no
    axes.
    """
    if not (x.shape.is_fully_defined() and y.shape.is_fully_defined()):
        x_shape = array_ops.shape_internal(x, optimize=False)
        y_shape = array_ops.shape_internal(y, optimize=False)
        return _always(x_shape, y_shape)
    x_dims, y_dims = x.shape.as_list(), y.shape.as_list()
    _note(x_dims, y_dims)
    rank = max(len(x_dims), len(y_dims))
    x_padded, y_padded = [1] * (rank - len(x_dims)) + x_dims, [1] * (rank - len(y_dims)) + y_dims
    broadcast = [b if a == 1 else a for a, b in zip(x_padded, y_padded, strict=True)]
    return (
        _by_constants(x_dims, x_padded, broadcast),
        _by_constants(y_dims, y_padded, broadcast),
    )


def _note(x_dims: list[int], y_dims: list[int]) -> None:
    """Creates the node for a pair of shapes, once per graph; nothing reads it."""
    pair = (tuple(x_dims), tuple(y_dims))
    seen = _noted.setdefault(ops.get_default_graph(), set())
    if pair not in seen:
        seen.add(pair)
        gen_array_ops.broadcast_gradient_args(_int32(x_dims), _int32(y_dims))


def plain_reducers(x: object, y: object) -> tuple[Reducer, Reducer]:
    """`reducers` for ops whose gradients ignore static shapes."""
    return _always(array_ops.shape(x), array_ops.shape(y))


def _always(x_shape: object, y_shape: object) -> tuple[Reducer, Reducer]:
    x_axes, y_axes = gen_array_ops.broadcast_gradient_args(x_shape, y_shape)
    return (
        lambda grad: array_ops.reshape(math_ops.reduce_sum(grad, x_axes), x_shape),
        lambda grad: array_ops.reshape(math_ops.reduce_sum(grad, y_axes), y_shape),
    )


def _by_constants(dims: list[int], padded: list[int], broadcast: list[int]) -> Reducer:
    def reduce(grad: object) -> Any:
        if dims == broadcast:
            return grad
        ones = [axis for axis, size in enumerate(padded) if size == 1]
        return array_ops.reshape(math_ops.reduce_sum(grad, ones), _int32(dims))

    return reduce


def _int32(values: list[int]) -> Any:
    """The values with a dtype, which an empty list does not have."""
    return np.array(values, dtype=np.int32)
