"""The bodies of functions: those that tf.data calls, Defun's and tf.function's."""

from typing import Any

from tensorflow.python.framework import ops
from tensorflow.python.ops import array_ops, cond_v2, gen_functional_ops, while_v2
from tensorflow.python.util import nest

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over


@replaces(
    "framework.auto_control_deps:AutomaticControlDependencies.__exit__",
    "TensorFlow 2 gathers what must run in a NoOp",
)
def finish_body(self: Any, unused_type: object, unused_value: object, unused_traceback: Any) -> Any:
    returned, self._returned_tensors = self._returned_tensors, type(self._returned_tensors)()
    original(finish_body)(self, unused_type, unused_value, unused_traceback)
    self._returned_tensors = returned
    for tensor in nest.flatten(list(returned), expand_composites=True):
        context = tensor.op._control_flow_context
        tensor.op._add_control_inputs(
            [one for one in self.ops_which_must_run if one._control_flow_context is context]
        )


def _while(*inputs: Any, **options: Any) -> Any:
    op = gen_functional_ops._while if in_graph() else gen_functional_ops.stateless_while
    return op(*inputs, **options)


def _case(*inputs: Any, **options: Any) -> Any:
    op = gen_functional_ops.case if in_graph() else gen_functional_ops.stateless_case
    return op(*inputs, **options)


for _module, _ops in (
    (while_v2, {"stateless_while": _while}),
    (cond_v2, {"stateless_case": _case}),
):
    replaces_name(
        _module,
        "gen_functional_ops",
        over(gen_functional_ops, "gen_functional_ops", **_ops),
        "1.15 had one op for bodies with state and without",
    )


@replaces(
    "ops.while_v2:_build_while_op", "1.15 gave identities of a loop's results in functions, too"
)
def _build_while_op(
    loop_vars: Any,
    cond_graph: object,
    body_graph: object,
    output_shapes: object,
    parallel_iterations: object,
    name: str,
    num_original_outputs: object,
) -> Any:
    shape = output_shapes, parallel_iterations, name, num_original_outputs
    results = original(_build_while_op)(loop_vars, cond_graph, body_graph, *shape)
    if not ops.get_default_graph().building_function or name.endswith("_grad"):
        return results  # of which TensorFlow takes the identities
    return tuple(array_ops.identity(one) for one in results)
