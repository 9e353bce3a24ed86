"""The order in which a random op in a loop draws, if nothing but the loop determines it.

An op with a constant shape may draw as soon as its iteration starts, and all iterations may start
at once. 1.15's executor ran them in turn; today's starts with the last one, because its optimizer
has removed the nodes in between. A control edge from each iteration to the next keeps the order;
exports do not include it.

If the shape depends on the iteration's own values, both executors behave alike: they measure how
long ops take and choose the order accordingly. That order is not specific to any version.
"""

import functools
import weakref
from typing import Any

from tensorflow.python.framework import op_def_registry
from tensorflow.python.ops import control_flow_ops

from tfv1.graphs.replacing import original, replaces

# By graph: how many ops have been examined, and the edges by the name of the waiting op.
_looked_at: Any = weakref.WeakKeyDictionary()
_added: Any = weakref.WeakKeyDictionary()


@replaces("client.session:BaseSession._extend_graph", "TensorFlow 2 begins with the last iteration")
def _extend_graph(self: Any) -> None:
    graph = self.graph
    if _looked_at.get(graph) != graph.version:
        _order_draws(graph)
    original(_extend_graph)(self)


def _order_draws(graph: Any) -> None:
    operations = graph.get_operations()
    for op in operations[_looked_at.get(graph, 0) :]:
        if not _draws(op.type) or not (op.get_attr("seed") or op.get_attr("seed2")):
            continue
        if any(value.op.type != "Const" for value in op.inputs):
            continue
        loop = op._get_control_flow_context()
        # An op in a cond inside the loop may not run at all, nor would anything waiting for it.
        if isinstance(loop, control_flow_ops.WhileContext) and loop.loop_exits:
            merge = loop.loop_exits[0].op.inputs[0].op.inputs[0].op
            _wait(graph, merge.inputs[1].op, op)
            _wait(graph, op, merge)
    _looked_at[graph] = len(operations)


@functools.cache
def _draws(op_type: str) -> bool:
    op_def = op_def_registry.get(op_type)
    return op_def is not None and any(attribute.name == "seed2" for attribute in op_def.attr)


def _wait(graph: object, later: Any, earlier: Any) -> None:
    if earlier not in later.control_inputs:
        later._add_control_input(earlier)
        _added.setdefault(graph, {}).setdefault(later.name, set()).add(f"^{earlier.name}")


@replaces("framework.ops:Graph._as_graph_def", "shows no edges of ours")
def _as_graph_def(
    self: object,
    from_version: int | None = None,
    add_shapes: bool = False,
    use_pybind11_proto: bool = False,
) -> Any:
    graph_def, version = original(_as_graph_def)(self, from_version, add_shapes, use_pybind11_proto)
    edges = _added.get(self)
    for node in graph_def.node if edges else ():
        if node.name in edges:
            kept = [name for name in node.input if name not in edges[node.name]]
            del node.input[:]
            node.input.extend(kept)
    return graph_def, version
