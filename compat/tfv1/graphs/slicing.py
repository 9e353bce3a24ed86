"""tensor[begin:end:step]."""

import sys
from typing import Any

from tensorflow.core.framework import attr_value_pb2
from tensorflow.python.framework import dtypes, ops, tensor
from tensorflow.python.ops import (
    array_ops,
    array_ops_stack,
    gen_array_ops,
    gen_math_ops,
    tensor_getitem_override,
)

from tfv1.graphs.exporting import UNKNOWN_SIZE
from tfv1.graphs.replacing import original, replaces

_WHY = "TensorFlow 2 makes constants of what a slice with tensors leaves out"


@replaces("framework.tensor:Tensor.__getitem__", _WHY)
@replaces("ops.tensor_getitem_override:_slice_helper", _WHY)
def _slice_helper(tensor: Any, slice_spec: Any, var: Any = None) -> Any:
    parts = list(slice_spec) if isinstance(slice_spec, list | tuple) else [slice_spec]
    if not any(_is_tensor(part) for part in parts):
        part = original(_slice_helper)(tensor, slice_spec, var)
        if len(parts) == 1 and isinstance(parts[0], int):
            _leave_unknown(part)
        return part
    bounds, masks = _bounds(parts)
    named = [bound for triple in bounds for bound in triple]
    with ops.name_scope(None, "strided_slice", [tensor, *named]) as name:
        begin, end, strides = (
            array_ops_stack.stack(list(side)) for side in zip(*bounds, strict=True)
        )
        if dtypes.int64 in (begin.dtype, end.dtype, strides.dtype):
            begin, end, strides = (_as_int64(side) for side in (begin, end, strides))
        return array_ops.strided_slice(tensor, begin, end, strides, var=var, name=name, **masks)


def _leave_unknown(size: Any) -> None:
    """Lets no shape be inferred from a size of which 1.15 did not know that it is known.

    TensorFlow 2 recognizes `tf.shape(x)[1]`, unless a bit is set in the mask, which means nothing
    for a slice of one dimension. Exported graphs do not have it.
    """
    if size.op.type == "StridedSlice" and size.op.inputs[0].op.type == "Shape":
        size.op._set_attr("begin_mask", attr_value_pb2.AttrValue(i=UNKNOWN_SIZE))


def _is_tensor(part: object) -> bool:
    """Whether a part of a slice is, or has, a tensor of numbers."""
    sides = (part.start, part.stop, part.step) if isinstance(part, slice) else (part,)
    return any(isinstance(side, tensor.Tensor) and side.dtype != dtypes.bool for side in sides)


def _bounds(parts: list[Any]) -> tuple[list[tuple[Any, Any, Any]], dict[str, int]]:
    """Begin, end and stride of each part, and the masks of what they leave out."""
    bounds = []
    masks = dict.fromkeys(
        ("begin_mask", "end_mask", "shrink_axis_mask", "new_axis_mask", "ellipsis_mask"), 0
    )
    for i, part in enumerate(parts):
        if isinstance(part, slice):
            sides = []
            for side, default, mask in (
                (part.start, 0, "begin_mask"),
                (part.stop, 0, "end_mask"),
                (part.step, 1, None),
            ):
                given = isinstance(side, tensor.Tensor) or side not in (None, sys.maxsize)
                if given:
                    tensor_getitem_override._check_index(side)
                elif mask:
                    masks[mask] |= 1 << i
                sides.append(side if given else default)
            bounds.append((sides[0], sides[1], sides[2]))
        elif part is Ellipsis or part is None:
            masks["ellipsis_mask" if part is Ellipsis else "new_axis_mask"] |= 1 << i
            bounds.append((0, 0, 1))
        else:
            tensor_getitem_override._check_index(part)
            masks["shrink_axis_mask"] |= 1 << i
            bounds.append((part, part + 1, 1))
    return bounds, masks


def _as_int64(side: Any) -> Any:
    return side if side.dtype == dtypes.int64 else gen_math_ops.cast(side, dtypes.int64)


@replaces("ops.array_ops:batch_gather_nd", "TensorFlow 2 also casts the sizes")
def batch_gather_nd(
    params: Any,
    indices: Any,
    batch_dims: Any,
    name: str | None = None,
    bad_indices_policy: str = "",
) -> Any:
    arguments = params, indices, batch_dims, name, bad_indices_policy
    if not isinstance(batch_dims, int) or batch_dims < 1:
        return original(batch_gather_nd)(*arguments)
    with ops.name_scope(name, "BatchGatherND", [params, indices]):
        indices = ops.convert_to_tensor(indices, name="indices")
        params = ops.convert_to_tensor(params, name="params")
        if any(x.shape.rank is not None and x.shape.rank <= batch_dims for x in (params, indices)):
            return original(batch_gather_nd)(*arguments)  # which says that there are too many
        shape, indices_shape = array_ops.shape(params), array_ops.shape(indices)
        batch = shape[:batch_dims]
        size = gen_math_ops.prod(batch, [0])
        added = array_ops.rank(indices) - batch_dims - 1
        inner = indices_shape[batch_dims:-1]
        ranges = [
            gen_math_ops.cast(gen_math_ops._range(0, dim, 1), indices.dtype)
            for dim in array_ops_stack.unstack(batch, axis=0)
        ]
        grid = [
            array_ops.reshape(x, shape=(-1,)) for x in array_ops.meshgrid(*ranges, indexing="ij")
        ]
        rows = array_ops.transpose(array_ops_stack.stack(grid, axis=0))
        rows_shape = array_ops.shape(rows)
        parts = [rows_shape[:1], array_ops.ones(added, dtypes.int32), rows_shape[1:]]
        rows = array_ops.reshape(rows, array_ops.concat(parts, axis=0))
        rows = array_ops.tile(rows, array_ops.concat(((1,), inner, (1,)), axis=0))
        flat = array_ops.concat(([size], indices_shape[batch_dims:]), axis=0)
        indices = array_ops.concat((rows, array_ops.reshape(indices, flat)), axis=-1)
        found = gen_array_ops.gather_nd(params, indices)
        rest = array_ops.shape(found)[1:]
        return array_ops.reshape(found, array_ops.concat((batch, rest), axis=0))
