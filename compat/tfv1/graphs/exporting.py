"""Exports graphs that 1.15 can read, just as its own Python wrote them.

Today's ops have attributes that 1.15 refuses to read. Nearly all of them either have the value for
which the op behaves as it did without them, or are hints.
"""

import functools
from collections.abc import Callable, Iterable
from typing import Any

from tfv1.patches import Patch

# The graph version that 1.15.5 wrote.
_PRODUCER = 134

# Attributes added to ops since 1.15, by name; an asterisk means every op that has the attribute.
_SINCE = {
    "Tcomplex": "IRFFT IRFFT2D IRFFT3D RFFT RFFT2D RFFT3D",
    "Tk": "TopKV2",
    "Treal": "IRFFT IRFFT2D IRFFT3D RFFT RFFT2D RFFT3D",
    "Tsegmentids": "*",
    "Tshape": "TensorListGetItem",
    "allow_missing_files": "*",
    "allow_stateful": "*",
    "allowed_devices": "*",
    "auto_shard_policy": "*",
    "axis": "Dequantize QuantizeAndDequantizeV2 QuantizeAndDequantizeV3 QuantizeV2",
    "bad_indices_policy": "*",
    "blank_index": "*",
    "buffer_size_min": "*",
    "cardinality_options": "*",
    "debug_name": "*",
    "drop_remainder": "SlidingWindowDataset",
    "dtype": "Dequantize",
    "enable_large_batch_splitting": "*",
    "ensure_minimum_range": "*",
    "explicit_paddings": "DepthwiseConv2dNative DepthwiseConv2dNativeBackpropFilter "
    "DepthwiseConv2dNativeBackpropInput MaxPool MaxPoolGrad",
    "exponential_avg_factor": "*",
    "external_state_policy": "*",
    "fill_mode": "*",
    "force_synchronous": "*",
    "grad_a": "*",
    "grad_b": "*",
    "grad_x": "*",
    "grad_y": "*",
    "index_type": "TopKV2",
    "is_files": "*",
    "log_warning": "*",
    "metadata": "*",
    "mode": "SnapshotDataset",
    "multiply_linear_by_lr": "*",
    "narrow_range": "Dequantize QuantizeV2",
    "num_replicas": "AutoShardDataset",
    "offset": "InitializeTableFromTextFile InitializeTableFromTextFileV2",
    "perturb_singular": "*",
    "ragged_keys": "ParseExampleDataset",
    "ragged_split_types": "ParseExampleDataset",
    "ragged_value_types": "ParseExampleDataset",
    "ram_budget": "*",
    "replicate_on_split": "*",
    "reshuffle_each_iteration": "ShuffleAndRepeatDataset",
    "resize_if_index_out_of_bounds": "*",
    "seed": "SnapshotDataset",
    "seed2": "SnapshotDataset",
    "shape_type": "ConcatOffset",
    "shuffle_on_read": "*",
    "snapshot_name": "*",
    "sparse_gradient": "*",
    "stop_on_empty_dataset": "DirectedInterleaveDataset",
    "strip_device_assignment": "*",
    "timeout_seconds": "*",
    "use_default_device": "ScanDataset",
    "validate_shape": "AssignVariableOp",
}

# An op computes the same without these, whatever their value.
_HINTS = (
    "debug_name",
    "grad_a",
    "grad_b",
    "grad_x",
    "grad_y",
    "is_files",
    "metadata",
    "replicate_on_split",
    "sparse_gradient",
    "validate_shape",
)
# Marks slices whose value no shape is inferred from; see tfv1.graphs.slicing.
UNKNOWN_SIZE = 1 << 30
# What today's Python adds to ops of any type.
_NOTES = (
    "_collective_manager_ids",
    "_read_only_resource_inputs",
)


@functools.cache
def _added(op: str) -> tuple[tuple[str, Any], ...]:
    """The attributes that this op did not have in 1.15, with today's defaults."""
    from tensorflow.python.framework import op_def_registry

    op_def = op_def_registry.get(op)
    return tuple(
        (attribute.name, attribute.default_value)
        for attribute in (op_def.attr if op_def is not None else ())
        if _SINCE.get(attribute.name) == "*" or op in _SINCE.get(attribute.name, "").split()
    )


def _strip(nodes: Iterable[Any]) -> None:
    for node in nodes:
        for name, default in _added(node.op):
            if name in node.attr and (name in _HINTS or node.attr[name] == default):
                del node.attr[name]
        for name in _NOTES:
            node.attr.pop(name, None)
        node.ClearField("experimental_type")
        if node.op == "StridedSlice" and node.attr["begin_mask"].i == UNKNOWN_SIZE:
            node.attr["begin_mask"].i = 0
        _infer_shapes(node)


def _infer_shapes(node: Any) -> None:
    """Writes the shapes that 1.15 infers, where it would reject those inferred today."""
    if "_output_shapes" not in node.attr:
        return
    shapes = node.attr["_output_shapes"].list.shape
    if node.op.startswith("FusedBatchNormGrad"):
        if not node.attr["is_training"].b:
            for unused in shapes[3:]:  # nothing uses them; today their shape is [0]
                unused.CopyFrom(shapes[1])
    elif node.op in ("DynamicStitch", "ParallelDynamicStitch"):
        first = shapes[0].dim[:1]
        if first and first[0].size == 0:
            first[0].size = 1


def _as_1_15(exported: Callable[..., Any]) -> Callable[..., Any]:
    """Graph._as_graph_def, which returns what 1.15 returned for TensorFlow 1's graphs."""

    @functools.wraps(exported)
    def as_graph_def(self: Any, *args: object, **names: object) -> Any:
        graph_def, version = exported(self, *args, **names)
        if not self.building_function:
            _strip(graph_def.node)
            for function in graph_def.library.function:
                _strip(function.node_def)
            graph_def.versions.producer = min(graph_def.versions.producer, _PRODUCER)
        return graph_def, version

    return as_graph_def


def _without_mark(set_attr: Callable[..., None]) -> Callable[..., None]:
    """Operation._set_attr, which does not mark what control_dependencies waits for.

    The mark is for TensorFlow's statistics, and TensorFlow warns that it comes too late for an op
    that a session has run.
    """

    @functools.wraps(set_attr)
    def method(self: Any, attr_name: str, attr_value: object) -> None:
        if attr_name != "_has_manual_control_dependencies":
            set_attr(self, attr_name, attr_value)

    return method


_OPS = "tensorflow.python.framework.ops"
PATCHES = (
    Patch(f"{_OPS}:Graph._as_graph_def", _as_1_15, "writes attributes that 1.15 refuses to read"),
    Patch(f"{_OPS}:Operation._set_attr", _without_mark, "marks what others wait for"),
)
