"""Gradients of segments and partitions, which selected by Select and stitched one by one."""

from typing import Any

from tensorflow.python.framework import constant_op, dtypes
from tensorflow.python.ops import (
    array_ops,
    data_flow_grad,
    data_flow_ops,
    gen_math_ops,
    math_grad,
    math_ops,
)

from tfv1.graphs.replacing import gradient, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


def _where(condition: Any, x: Any = None, y: Any = None, name: str | None = None) -> Any:
    # A number, such as the least one of a type, is broadcast: 1.15 selected by SelectV2 there, too.
    ranks = {getattr(value.shape, "rank", None) for value in (condition, x, y)}
    alike = len(ranks) == 1 and None not in ranks
    choose = array_ops.where if alike and in_graph() else array_ops.where_v2
    return choose(condition, x, y, name)


replaces_name(
    math_grad,
    "array_ops",
    over(array_ops, "array_ops", where_v2=_where),
    "1.15 selected by Select",
)


def _dynamic_stitch(indices: Any, data: Any, name: str | None = None) -> Any:
    stitch = data_flow_ops.dynamic_stitch if in_graph() else data_flow_ops.parallel_dynamic_stitch
    return stitch(indices, data, name=name)


replaces_name(
    data_flow_grad,
    "data_flow_ops",
    over(data_flow_ops, "data_flow_ops", parallel_dynamic_stitch=_dynamic_stitch),
    "1.15 stitched one by one",
)


@replaces("ops.math_grad:_GatherDropNegatives", "TensorFlow 2 broadcasts by shapes")
def _GatherDropNegatives(
    params: Any, ids: Any, zero_clipped_indices: Any = None, is_positive: Any = None
) -> Any:
    if zero_clipped_indices is None:
        zero_clipped_indices = math_ops.maximum(ids, array_ops.zeros_like(ids))
    gathered = array_ops.gather(params, zero_clipped_indices)
    if is_positive is None:
        is_positive = math_ops.greater_equal(ids, 0)
        for _ in range(gathered.shape.rank - is_positive.shape.rank):
            is_positive = array_ops.expand_dims(is_positive, -1)
        is_positive = is_positive & array_ops.ones_like(gathered, dtype=dtypes.bool)
    zeros = array_ops.zeros_like(gathered)
    chosen = array_ops.where(is_positive, gathered, zeros)
    return chosen, zero_clipped_indices, is_positive


@gradient("SegmentMean", why="TensorFlow 2 makes the ones in another way")
def segment_mean(op: Any, grad: Any) -> Any:
    data, ids = op.inputs
    rank = array_ops.rank(data)
    ones_shape = array_ops.concat(
        [
            array_ops.shape(ids),
            array_ops.fill(array_ops.expand_dims(rank - 1, 0), 1),
        ],
        0,
    )
    ones = array_ops.fill(ones_shape, constant_op.constant(1, dtype=grad.dtype))
    share = math_ops.divide(grad, gen_math_ops.segment_sum(ones, ids))
    return array_ops.gather(share, ids), None
