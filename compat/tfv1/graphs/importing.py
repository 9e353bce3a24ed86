"""Graphs that TensorFlow 1.0 to 1.15 wrote: what today's TensorFlow refuses in them is taken out.

Ops, inputs and attributes of old graphs are all known today. What is refused is a shape: a meta
graph holds the static shape of every output, as the TensorFlow that wrote it inferred it, and today
some shape functions infer another. (1.15: the gradient of a batch norm has [C] where today it has
[0], since nobody uses it.) Such notes say nothing that a session needs. The others are kept, since
`set_shape` is among them.
"""

import re
from collections.abc import Callable
from typing import Any

from tfv1.patches import Patch

_REFUSED = re.compile(r"Node '(.*?)' has an _output_shapes attribute inconsistent")


def _repaired(imported: Callable[..., Any]) -> Callable[..., Any]:
    """TF_GraphImportGraphDefWithResults, which leaves out the notes of shapes that it refuses."""
    from tensorflow.core.framework import graph_pb2
    from tensorflow.python.client import pywrap_tf_session as c_api
    from tensorflow.python.framework import errors

    def import_graph(c_graph: object, serialized: object, options: object) -> Any:
        graph_def = None
        buffers = []
        try:
            while True:
                try:
                    return imported(c_graph, serialized, options)
                except errors.InvalidArgumentError as error:
                    refused = _REFUSED.search(str(error))
                    if refused is None:
                        raise
                    if graph_def is None:
                        graph_def = graph_pb2.GraphDef.FromString(c_api.TF_GetBuffer(serialized))
                    if not _forget_shapes(graph_def, refused[1]):
                        raise
                serialized = c_api.TF_NewBufferFromString(graph_def.SerializeToString())
                buffers.append(serialized)
        finally:
            for buffer in buffers:
                c_api.TF_DeleteBuffer(buffer)

    return import_graph


def _forget_shapes(graph_def: Any, name: str) -> bool:
    """Drops the noted shapes of all nodes of the op that a refused node has; False if none had.

    The node may be named with the prefix that it was to get.
    """
    ops = {node.op for node in graph_def.node if f"/{name}".endswith(f"/{node.name}")}
    found = False
    for node in graph_def.node:
        if node.op in ops and "_output_shapes" in node.attr:
            del node.attr["_output_shapes"]
            found = True
    return found


PATCHES = (
    Patch(
        "tensorflow.python.client.pywrap_tf_session:TF_GraphImportGraphDefWithResults",
        _repaired,
        "refuses graphs whose shapes were inferred otherwise",
    ),
)
