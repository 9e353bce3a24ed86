"""Why a run's numbers can differ from those of TensorFlow 1.15, for `tfv1 run --report`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tfv1.report.text import listed
from tfv1.runtime import onednn

if TYPE_CHECKING:
    import tensorflow as tf

# Measured op by op against 1.15.5, on one thread without oneDNN: docs/howto/numbers.md.
_ROUNDED = {
    *("Exp", "Log", "Sqrt", "Tanh", "Sigmoid", "Softmax", "LogSoftmax"),
    *("SoftmaxCrossEntropyWithLogits", "SparseSoftmaxCrossEntropyWithLogits"),
    *("Conv3DBackpropFilterV2", "Conv3DBackpropInputV2"),
}
_UPDATES = ("Apply", "ResourceApply", "SparseApply", "ResourceSparseApply")  # of optimizers
_EXACT_UPDATE = "GradientDescent"
_ONEDNN = {"MatMul", "BatchMatMulV2", "Conv2D", "FusedBatchNormV3"}


def reasons(graph: tf.Graph, config: Any) -> Iterator[str]:
    """What makes the numbers of a graph-mode session differ from those of 1.15, a sentence each.

    `config` is the session's ConfigProto, or None.
    """
    operations = graph.get_operations()
    unseeded = [one.name for one in operations if _is_unseeded(one)]
    if unseeded:
        yield (
            f"{len(unseeded):,} random operations have no seed, and give other numbers each time "
            f"({listed(unseeded, 2)}): call tf.set_random_seed before building the graph, or use "
            "tfv1 run --seed N."
        )
    kinds = Counter(one.type for one in operations)
    if os.environ.get(onednn.VARIABLE) != "0":
        found = sorted(_ONEDNN & kinds.keys())
        if found:
            yield (
                f"oneDNN computes {listed(found)}, and rounds differently: set "
                "TF_ENABLE_ONEDNN_OPTS=0, as --seed does."
            )
    if not config or not (
        config.intra_op_parallelism_threads == 1 and config.inter_op_parallelism_threads == 1
    ):
        yield (
            "The session uses several threads, so sums are rounded in a varying order, as in 1.15: "
            "pass a ConfigProto with intra_op_parallelism_threads=1 and "
            "inter_op_parallelism_threads=1."
        )
    runners = len(graph.get_collection("queue_runners"))
    if runners > 1:
        yield f"{runners} queue runners race, so that the order of the examples varies, as in 1.15."
    rounded = sorted(kind for kind in kinds if _is_rounded(kind))
    if rounded:
        yield (
            f"The last digits of {listed(rounded, 6)} differ: today's kernels round differently. "
            "docs/howto/numbers.md says how far that goes."
        )


def _is_unseeded(operation: tf.Operation) -> bool:
    names = {one.name for one in operation.op_def.attr}
    return {"seed", "seed2"} <= names and not any(map(operation.get_attr, ("seed", "seed2")))


def _is_rounded(kind: str) -> bool:
    is_update = kind.startswith(_UPDATES) and not kind.endswith(_EXACT_UPDATE)
    return is_update or kind in _ROUNDED
