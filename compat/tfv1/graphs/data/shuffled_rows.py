"""shuffle().repeat() of tensors' rows, in 1.15's order.

Nothing is read and stored: `shuffling` says which rows come next, and they are gathered in chunks
from the tensors themselves.
"""

from typing import Any

import numpy as np
from tensorflow.python.data.ops import from_tensor_slices_op
from tensorflow.python.framework import constant_op, dtypes, function, ops, tensor_shape
from tensorflow.python.ops import (
    array_ops,
    gen_dataset_ops,
    gen_experimental_dataset_ops,
    gen_script_ops,
    math_ops,
    script_ops,
)

from tfv1.graphs.data.shuffling import EMPTY, State, draw

Component = tuple[Any, Any]  # the type and the shape of an element's tensor
Components = tuple[Component, ...]

# A chunk of rows takes about this many bytes, and so many rows at least and at most.
_BYTES = 1 << 22
_ROWS = 16, 1024


def rows_of(dataset: Any, components: Components) -> list[Any]:
    """The tensors of which the dataset gives the rows, or none if it is another one.

    Tensors of another graph are left alone, as capturing them would make nodes.
    """
    if not isinstance(dataset, from_tensor_slices_op._TensorSliceDataset) or not all(
        shape.is_fully_defined() and (dtype.is_numpy_compatible or dtype == dtypes.string)
        for dtype, shape in components
    ):
        return []
    graph = ops.get_default_graph()
    tensors = list(dataset._tensors)
    return tensors if all(getattr(one, "graph", None) is graph for one in tensors) else []


def rows_shuffled_and_repeated(
    components: Components, buffer_size: Any, seed: Any, seed2: Any, count: Any, *tensors: Any
) -> Any:
    """A dataset of the tensors' rows, shuffled and repeated."""
    size = constant_op.constant(_chunk(components), dtypes.int64)
    rows = array_ops.shape(tensors[0], out_type=dtypes.int64)[0]
    most = dtypes.int64.max // math_ops.maximum(rows, 1)
    total = rows * array_ops.where(math_ops.logical_or(count < 0, count > most), most, count)

    # Where each chunk of rows begins among those of all epochs; at the end, a chunk without rows.
    start = {"output_types": [dtypes.int64], "output_shapes": [tensor_shape.TensorShape([])]}
    zero = constant_op.constant(0, dtypes.int64)
    starts = gen_dataset_ops.range_dataset(zero, total, size, **start)
    end = gen_dataset_ops.tensor_dataset([total], start["output_shapes"])
    starts = gen_dataset_ops.concatenate_dataset(starts, end, **start)
    # The tensors come as elements, as these may be larger than 2 GB.
    unknown = [tensor_shape.TensorShape(None)] * len(tensors)
    types = [tensor.dtype for tensor in tensors]
    whole = {"output_types": types, "output_shapes": unknown}
    repeated = gen_dataset_ops.tensor_dataset(tensors, unknown)
    repeated = gen_dataset_ops.repeat_dataset(
        repeated, constant_op.constant(-1, dtypes.int64), **whole
    )
    chunks = gen_dataset_ops.zip_dataset(
        [starts, repeated],
        output_types=[dtypes.int64, *types],
        output_shapes=[*start["output_shapes"], *unknown],
    )
    variant = gen_experimental_dataset_ops.scan_dataset(
        chunks,
        [*map(ops.convert_to_tensor, EMPTY)],
        [size, rows, total, buffer_size, seed, seed2],
        f=_step(types),
        **structure(many(components)),
    )
    return gen_experimental_dataset_ops.unbatch_dataset(variant, **structure(components))


def _chunk(components: Components) -> int:
    bytes_ = sum(dtype.size * (shape.num_elements() or 0) for dtype, shape in components)
    return min(max(_BYTES // max(bytes_, 1), _ROWS[0]), _ROWS[1])


def _step(types: list[Any]) -> Any:
    """The function that gathers the rows that come next."""
    order_types = [dtypes.int64] * len(EMPTY)

    @function.Defun(*order_types, dtypes.int64, *types, *[dtypes.int64] * 6)
    def step(*inputs: Any) -> list[Any]:
        order, (start, *rest) = inputs[: len(EMPTY)], inputs[len(EMPTY) :]
        # Not by numpy_function, whose Python function lives only as long as the first graph.
        given, *order = gen_script_ops.py_func(
            [*order, start, *rest[len(types) :]],
            token=script_ops._py_funcs.insert(_next),
            Tout=[dtypes.int64] * (1 + len(EMPTY)),
        )
        return [*order, *(array_ops.gather(tensor, given) for tensor in rest[: len(types)])]

    return step


def _next(*inputs: Any) -> tuple[Any, ...]:
    """Which rows come next when one more chunk of them has been read."""
    *order, start, size, rows, total, buffer_size, seed, seed2 = inputs
    positions = np.arange(start, min(start + size, total)) % max(rows, 1)
    seeds = int(seed), int(seed2)
    given, after = draw(State(*order), int(buffer_size), seeds, positions, positions)
    return given, *after


def many(components: Components) -> Components:
    return tuple((dtype, tensor_shape.TensorShape([None, *shape])) for dtype, shape in components)


def structure(components: Components) -> dict[str, Any]:
    types, shapes = zip(*components, strict=True)
    return {"output_types": types, "output_shapes": shapes}
