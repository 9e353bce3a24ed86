"""Graphs written by TensorFlow 1.0 to 1.15: removes what today's TensorFlow rejects in them.

Today's TensorFlow knows all ops, inputs and attributes of old graphs. What it rejects are shapes: a
meta graph has the static shape of every output, as inferred by the TensorFlow that wrote it, and
some shape functions now infer another. (In 1.15 an unused gradient of batch norm has shape [C],
and today [0].) A session does not need these shapes. All others are kept, because they include
those from `set_shape`.
"""

import re
from collections.abc import Callable
from typing import Any

from tfv1.patches import Patch

_REFUSED = re.compile(r"Node '(.*?)' has an _output_shapes attribute inconsistent")


def _repaired(imported: Callable[..., Any]) -> Callable[..., Any]:
    """TF_GraphImportGraphDefWithResults, which drops the shapes that it would reject."""
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
    """Drops the shapes of all nodes with the rejected node's op; False if there were none.

    `name` may include the prefix that the node was about to get.
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
        "refuses graphs whose shapes were inferred differently",
    ),
)
