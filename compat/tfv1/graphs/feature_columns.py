"""Feature columns, and the Keras layers made of them."""

import importlib
from typing import Any

from tensorflow.python.framework import dtypes, ops, sparse_tensor, tensor_util
from tensorflow.python.ops import array_ops, check_ops, gen_sparse_ops, math_ops

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_IDENTITY = "feature_column.feature_column_v2:IdentityCategoricalColumn"


@replaces(f"{_IDENTITY}._transform_input_tensor", "TensorFlow 2 does not check the numbers")
def _transform_input_tensor(self: Any, input_tensor: Any) -> Any:
    if not input_tensor.dtype.is_integer:
        return original(_transform_input_tensor)(self, input_tensor)
    values = input_tensor.values
    if values.dtype != dtypes.int64:
        values = math_ops.cast(values, dtypes.int64, name="values")
    buckets = math_ops.cast(self.num_buckets, dtypes.int64, name="num_buckets")
    zero = math_ops.cast(0, dtypes.int64, name="zero")
    if self.default_value is None:
        column = f'bucket index for categorical column "{self.key}"'
        below = check_ops.assert_less(
            values,
            buckets,
            data=(f"B{column[1:]} exceeds number of buckets", values, buckets),
            name="assert_less_than_num_buckets",
        )
        positive = check_ops.assert_greater_equal(
            values, zero, data=(f"Negative {column}", values), name="assert_greater_or_equal_0"
        )
        with ops.control_dependencies((below, positive)):
            values = array_ops.identity(values)
    else:
        outside = math_ops.logical_or(values < zero, values >= buckets, name="out_of_range")
        shape = array_ops.shape(values)
        default = math_ops.cast(self.default_value, dtypes.int64)
        default = array_ops.fill(dims=shape, value=default, name="default_values")
        values = array_ops.where_v2(outside, default, values)
    return sparse_tensor.SparseTensor(input_tensor.indices, values, input_tensor.dense_shape)


@replaces("ops.sparse_ops:sparse_reshape", "TensorFlow 2 knows shapes behind a Cast")
def sparse_reshape(sp_input: Any, shape: Any, name: str | None = None) -> Any:
    if not isinstance(sp_input, sparse_tensor.SparseTensor):
        return original(sparse_reshape)(sp_input, shape, name)
    shape = math_ops.cast(shape, dtypes.int64)
    if shape.op.type != "Cast" or tensor_util.constant_value(shape) is not None:
        return original(sparse_reshape)(sp_input, shape, name)
    with ops.name_scope(name, "SparseReshape", [sp_input]) as name:
        indices, reshaped = gen_sparse_ops.sparse_reshape(
            sp_input.indices, sp_input.dense_shape, shape, name=name
        )
        return sparse_tensor.SparseTensor(indices, array_ops.identity(sp_input.values), reshaped)


def _learning_phase() -> Any:
    """What a layer of feature columns takes for `training`, of which 1.15's did not know."""
    from tf_keras.src import backend

    return None if in_graph() else backend.learning_phase()


for _name in ("dense_features", "sequence_feature_column"):
    _module = importlib.import_module(f"tf_keras.src.feature_column.{_name}")
    replaces_name(
        _module,
        "backend",
        over(_module.backend, "backend", learning_phase=_learning_phase),
        "1.15 had no learning phase here",
    )
