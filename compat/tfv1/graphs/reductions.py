"""The axes of a reduction over all axes."""

from typing import Any

import numpy as np
from tensorflow.python.framework import constant_op, sparse_tensor, tensor
from tensorflow.python.ops import array_ops, math_ops

from tfv1.graphs.replacing import replaces


@replaces("ops.math_ops:_ReductionDims", "TensorFlow 2 knows the rank of variables and lists")
def _ReductionDims(x: object, axis: object) -> Any:
    if axis is not None:
        return axis
    rank = None
    if isinstance(x, tensor.Tensor):
        rank = x.shape.rank
    elif isinstance(x, sparse_tensor.SparseTensor) and x.dense_shape.shape.is_fully_defined():
        rank = x.dense_shape.shape.dims[0].value
    if rank is not None:
        return constant_op.constant(np.arange(rank), dtype="int32")
    return math_ops.range(0, array_ops.rank(x))
