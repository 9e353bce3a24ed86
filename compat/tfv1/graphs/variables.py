"""Variables, and ops created with them."""

from typing import Any

from tensorflow.python.framework import dtypes, ops
from tensorflow.python.ops import array_ops, gen_resource_variable_ops, variables

from tfv1.graphs.replacing import original, replaces

_STORE = "ops.variable_scope:_VariableStore"


@replaces(f"{_STORE}._get_single_variable", "TensorFlow 2 calls the regularizer once more")
def _get_single_variable(
    self: Any,
    name: Any,
    shape: object = None,
    dtype: object = dtypes.float32,
    initializer: object = None,
    regularizer: Any = None,
    partition_info: object = None,
    reuse: object = None,
    trainable: object = None,
    collections: object = None,
    caching_device: object = None,
    validate_shape: object = True,
    use_resource: object = None,
    constraint: object = None,
    synchronization: object = variables.VariableSynchronization.AUTO,
    aggregation: object = variables.VariableAggregation.NONE,
) -> Any:
    known = name in self._vars
    variable = original(_get_single_variable)(
        self,
        name,
        shape,
        dtype,
        initializer,
        None,
        partition_info,
        reuse,
        trainable,
        collections,
        caching_device,
        validate_shape,
        use_resource,
        constraint,
        synchronization,
        aggregation,
    )
    if regularizer and not known:
        with ops.colocate_with(variable), ops.name_scope(name + "/Regularizer/"):
            loss = regularizer(variable)
        if loss is not None:
            ops.add_to_collection(ops.GraphKeys.REGULARIZATION_LOSSES, loss)
    return variable


@replaces(
    "ops.resource_variable_ops:BaseResourceVariable.sparse_read", "1.15 had a node more at the end"
)
def sparse_read(self: object, indices: object, name: str | None = None) -> Any:
    return array_ops.identity(original(sparse_read)(self, indices, name))


@replaces(
    "ops.resource_variable_ops:variable_shape",
    "TensorFlow 2 knows the shapes of variables inside of loops and conditions",
)
def variable_shape(handle: Any, out_type: Any = dtypes.int32) -> Any:
    if handle.op.type in ("VarHandleOp", "Placeholder"):  # a placeholder is one in a function
        return original(variable_shape)(handle, out_type)
    return gen_resource_variable_ops.variable_shape(handle, out_type)
