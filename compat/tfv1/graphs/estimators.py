"""The graphs of the canned estimators."""

from typing import Any

from tensorflow.compat import v1
from tensorflow.python.framework import constant_op, dtypes, ops
from tensorflow.python.ops import array_ops, math_ops, nn_impl
from tensorflow.python.ops import cond as cond_lib
from tensorflow.python.util import nest

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


@replaces(
    "tensorflow_estimator.python.estimator.canned.linear:_compute_fraction_of_zero",
    "1.15 converted by tf.to_float, whose node has another name",
)
def _compute_fraction_of_zero(variables: Any) -> Any:
    with ops.name_scope("zero_fraction"):
        variables = nest.flatten(variables)
        with ops.name_scope("total_size"):
            sizes = [array_ops.size(v, out_type=dtypes.int64) for v in variables]
            size = math_ops.add_n(sizes)
        with ops.name_scope("total_zero"):
            counts = [_zeros(v, s) for v, s in zip(variables, sizes, strict=True)]
            zeros = math_ops.add_n(counts)
        with ops.name_scope("compute"):
            fraction = zeros / math_ops.cast(size, dtypes.float32, name="float32_size")
        return array_ops.identity(fraction, name="zero_fraction_or_nan")


def _zeros(variable: object, size: object) -> Any:
    return cond_lib.cond(
        math_ops.equal(size, constant_op.constant(0, dtype=dtypes.int64)),
        lambda: constant_op.constant(0, dtype=dtypes.float32),
        lambda: (
            nn_impl.zero_fraction(variable) * math_ops.cast(size, dtypes.float32, name="ToFloat")
        ),
        name="zero_count",
    )


@replaces("feature_column.feature_column:_LinearModel.__init__", "TensorFlow 2 takes references")
def linear_model(
    self: Any,
    feature_columns: object,
    units: object = 1,
    sparse_combiner: object = "sum",
    weight_collections: object = None,
    trainable: object = True,
    name: object = None,
    **kwargs: object,
) -> None:
    original(linear_model)(
        self,
        feature_columns,
        units,
        sparse_combiner,
        weight_collections,
        trainable,
        name,
        **kwargs,
    )
    for layer in (*self._column_layers.values(), self._bias_layer):
        layer._use_resource_variables = True


def _cast(x: object, dtype: Any, name: str | None = None) -> Any:
    if name is None and in_graph() and dtype == dtypes.float32:
        name = "ToFloat"
    return math_ops.cast(x, dtype, name)


replaces_name(
    "tensorflow_estimator.python.estimator.canned.head",
    "tf",
    over(v1, "tf", cast=_cast),
    "1.15 converted by tf.to_float, whose node has another name",
)
