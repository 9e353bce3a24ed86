"""Variables, and ops created with them."""

from typing import Any

from tensorflow.python.framework import dtypes, ops
from tensorflow.python.ops import (
    array_ops,
    gen_resource_variable_ops,
    resource_variable_ops,
    variables,
)
from tensorflow.python.util import nest

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


_PLACED = "1.15 read a variable where it is placed"


@replaces("ops.resource_variable_ops:BaseResourceVariable.value", _PLACED)
def read(self: Any) -> Any:
    if self._cached_value is not None or not self.handle.device:
        return original(read)(self)
    with ops.colocate_with(None, ignore_existing=True), ops.device(self.handle.device):
        return self._read_variable_op()


@replaces("ops.resource_variable_ops:BaseResourceVariable.read_value", _PLACED)
def read_value(self: Any) -> Any:
    with ops.name_scope("Read"), ops.device(self.handle.device):
        value = self._read_variable_op()
    return array_ops.identity(value)


@replaces(
    "ops.resource_variable_ops:variable_shape",
    "TensorFlow 2 knows the shapes of variables inside of loops and conditions",
)
def variable_shape(handle: Any, out_type: Any = dtypes.int32) -> Any:
    if handle.op.type in ("VarHandleOp", "Placeholder"):  # a placeholder is one in a function
        return original(variable_shape)(handle, out_type)
    return gen_resource_variable_ops.variable_shape(handle, out_type)


_SCOPE = "TensorFlow 2 reads variables before it opens the loop's scope"


@replaces("ops.while_loop:while_loop", _SCOPE)
def loop(
    cond: object,
    body: object,
    loop_vars: Any,
    shape_invariants: object = None,
    parallel_iterations: object = 10,
    back_prop: object = True,
    swap_memory: object = False,
    name: str | None = None,
    maximum_iterations: object = None,
    return_same_structure: object = False,
) -> Any:
    return original(loop)(
        cond,
        body,
        nest.map_structure(_read_later, loop_vars),
        shape_invariants,
        parallel_iterations,
        back_prop,
        swap_memory,
        name,
        maximum_iterations,
        return_same_structure,
    )


@replaces("ops.map_fn:map_fn", _SCOPE)
def map_fn(
    fn: object,
    elems: Any,
    dtype: object = None,
    parallel_iterations: object = None,
    back_prop: object = True,
    swap_memory: object = False,
    infer_shape: object = True,
    name: str | None = None,
    fn_output_signature: object = None,
) -> Any:
    options = dtype, parallel_iterations, back_prop, swap_memory, infer_shape
    if not any(map(_is_variable, nest.flatten(elems))):
        return original(map_fn)(fn, elems, *options, name, fn_output_signature)
    with ops.name_scope(name, "map") as scope:
        elems = nest.map_structure(
            lambda one: ops.convert_to_tensor(one) if _is_variable(one) else one, elems
        )
        return original(map_fn)(fn, elems, *options, scope, fn_output_signature)


class _ReadLater:
    """A variable, which becomes a tensor where one is asked for."""

    def __init__(self, variable: Any) -> None:
        self._variable = variable

    def __tf_tensor__(self, dtype: Any = None, name: str | None = None) -> Any:
        return ops.convert_to_tensor(self._variable, dtype, name)


def _read_later(value: Any) -> Any:
    return _ReadLater(value) if _is_variable(value) else value


def _is_variable(value: object) -> bool:
    return isinstance(value, resource_variable_ops.BaseResourceVariable)
