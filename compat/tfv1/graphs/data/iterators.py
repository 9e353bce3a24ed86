"""tf.data: the seeds of datasets, and what stands between a dataset and its iterator."""

from typing import Any

from tensorflow.python.data.ops import dataset_ops, iterator_ops
from tensorflow.python.framework import constant_op, dtypes, ops, random_seed
from tensorflow.python.ops import array_ops, gen_dataset_ops, math_ops

from tfv1.graphs.replacing import replaces

_OPTIMIZATIONS = ["map_and_batch_fusion", "noop_elimination", "shuffle_and_repeat_fusion"]
_CONFIGS = ["map_vectorization:use_choose_fastest:false"]


@replaces("data.util.random_seed:get_seed", "TensorFlow 2 makes SelectV2")
def get_seed(seed: Any) -> tuple[Any, Any]:
    seed, seed2 = random_seed.get_seed(seed)
    seed = _seed_tensor(seed, "seed")
    if seed2 is None:
        return seed, _seed_tensor(None, "seed2")
    with ops.name_scope("seed2") as scope:
        seed2 = ops.convert_to_tensor(seed2, dtype=dtypes.int64)
        # The kernels take (0, 0) for "no seed".
        unseeded = math_ops.logical_and(math_ops.equal(seed, 0), math_ops.equal(seed2, 0))
        largest = constant_op.constant(2**31 - 1, dtype=dtypes.int64)
        return seed, array_ops.where(unseeded, largest, seed2, name=scope)


def _seed_tensor(seed: Any, name: str) -> Any:
    return ops.convert_to_tensor(0 if seed is None else seed, dtype=dtypes.int64, name=name)


@replaces(
    "data.ops.dataset_ops:DatasetV1._make_initializable_iterator",
    "TensorFlow 2 optimizes a dataset without nodes for it",
)
def _make_initializable_iterator(self: Any, shared_name: str | None = None) -> Any:
    dataset_ops._ensure_same_dataset_graph(self)
    dataset = self._apply_debug_options()
    structure = self._flat_structure
    optimizations = ops.convert_to_tensor(_OPTIMIZATIONS, dtype=dtypes.string, name="optimizations")
    variant = gen_dataset_ops.optimize_dataset(
        dataset._variant_tensor, optimizations, optimization_configs=_CONFIGS, **structure
    )
    variant = gen_dataset_ops.model_dataset(variant, algorithm=0, cpu_budget=0, **structure)
    resource = gen_dataset_ops.iterator_v2(container="", shared_name=shared_name or "", **structure)
    with ops.colocate_with(resource):
        initializer = gen_dataset_ops.make_iterator(variant, resource)
    return iterator_ops.Iterator(
        resource,
        initializer,
        dataset_ops.get_legacy_output_types(dataset),
        dataset_ops.get_legacy_output_shapes(dataset),
        dataset_ops.get_legacy_output_classes(dataset),
    )
