"""The seeds of datasets, and the nodes between a dataset and its iterator."""

import warnings
from typing import Any

from tensorflow.python.data.ops import dataset_ops, iterator_ops
from tensorflow.python.data.util import structure, traverse
from tensorflow.python.framework import constant_op, dtypes, function, ops, random_seed
from tensorflow.python.ops import (
    array_ops,
    gen_dataset_ops,
    gen_experimental_dataset_ops,
    math_ops,
)

from tfv1.graphs.replacing import replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_DEFAULTS = ("map_and_batch_fusion", "noop_elimination", "shuffle_and_repeat_fusion")
_OPTIONAL = (
    *_DEFAULTS,
    "filter_fusion",
    "map_and_filter_fusion",
    "map_fusion",
    "map_parallelization",
    "parallel_batch",
)
_CONFIGS = ["map_vectorization:use_choose_fastest:false"]


@replaces("data.util.random_seed:get_seed", "TensorFlow 2 makes SelectV2")
def get_seed(seed: object) -> tuple[Any, Any]:
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


def _seed_tensor(seed: object, name: str) -> Any:
    return ops.convert_to_tensor(0 if seed is None else seed, dtype=dtypes.int64, name=name)


@replaces(
    "data.ops.dataset_ops:DatasetV1._make_initializable_iterator",
    "TensorFlow 2 optimizes a dataset without nodes for it",
)
def _make_initializable_iterator(self: Any, shared_name: str | None = None) -> Any:
    dataset_ops._ensure_same_dataset_graph(self)
    variant = optimized(self)
    resource = gen_dataset_ops.iterator_v2(
        container="", shared_name=shared_name or "", **self._flat_structure
    )
    with ops.colocate_with(resource):
        initializer = gen_dataset_ops.make_iterator(variant, resource)
    return _iterator(self, resource, initializer)


@replaces(
    "data.ops.dataset_ops:DatasetV1._make_one_shot_iterator",
    "TensorFlow 2 optimizes a dataset without nodes for it",
)
def _make_one_shot_iterator(self: Any) -> Any:
    dataset_ops._ensure_same_dataset_graph(self)
    graph_seed, op_seed = random_seed.get_seed(None)

    @function.Defun(
        capture_by_value=True, allowlisted_stateful_ops=traverse.obtain_capture_by_value_ops(self)
    )
    def _make_dataset() -> Any:
        if graph_seed is not None:
            # The seed that 1.15 set in the function's graph.
            random_seed.set_random_seed((graph_seed + 87654321 * op_seed) % (2**63 - 1))
        return optimized(self)

    try:
        _make_dataset.add_to_graph(ops.get_default_graph())
    except ValueError as error:
        if "Cannot capture a stateful node" not in str(error):
            raise
        raise ValueError(
            "Failed to create a one-shot iterator for a dataset. "
            "`Dataset.make_one_shot_iterator()` does not support datasets that capture stateful "
            "objects, such as a `Variable` or `LookupTable`. In these cases, use "
            f"`Dataset.make_initializable_iterator()`. (Original error: {error})"
        ) from None
    resource = gen_dataset_ops.one_shot_iterator(
        dataset_factory=_make_dataset, **self._flat_structure
    )
    return _iterator(self, resource, None)


def _iterator(dataset: object, resource: object, initializer: object) -> Any:
    return iterator_ops.Iterator(
        resource,
        initializer,
        dataset_ops.get_legacy_output_types(dataset),
        dataset_ops.get_legacy_output_shapes(dataset),
        dataset_ops.get_legacy_output_classes(dataset),
    )


def optimized(dataset: Any) -> Any:
    """A dataset's variant, with the nodes that 1.15 put between it and its iterator."""
    variant = dataset._variant_tensor
    signature = dataset._flat_structure
    options = options_of(dataset)
    threading = options.threading
    if threading.max_intra_op_parallelism is not None:
        threads = _int64(threading.max_intra_op_parallelism, "max_intra_op_parallelism")
        variant = gen_experimental_dataset_ops.max_intra_op_parallelism_dataset(
            variant, threads, **signature
        )
    if threading.private_threadpool_size is not None:
        threads = _int64(threading.private_threadpool_size, "num_threads")
        variant = gen_experimental_dataset_ops.private_thread_pool_dataset(
            variant, threads, **signature
        )
    names = _optimizations(options) + (["make_stateless"] if _needs_no_state(dataset) else [])
    if names and not _captures_reference(dataset):
        optimizations = ops.convert_to_tensor(names, dtype=dtypes.string, name="optimizations")
        variant = gen_dataset_ops.optimize_dataset(
            variant, optimizations, optimization_configs=_CONFIGS, **signature
        )
    if options.autotune.enabled is not False:
        budget = options.autotune.cpu_budget or 0
        variant = gen_dataset_ops.model_dataset(
            variant, algorithm=0, cpu_budget=budget, **signature
        )
    return variant


def options_of(dataset: Any) -> Any:
    """The options of a dataset, without the warning of its own `options`."""
    while isinstance(dataset, dataset_ops.DatasetV1Adapter):
        dataset = dataset._dataset
    return dataset._options_attr


def _int64(value: object, name: str) -> Any:
    return ops.convert_to_tensor(value, dtype=dtypes.int64, name=name)


def _optimizations(options: Any) -> list[str]:
    chosen = options.experimental_optimization
    names = {name for name in _OPTIONAL if getattr(chosen, name, None)}
    if chosen.apply_default_optimizations is not False:
        names |= {name for name in _DEFAULTS if getattr(chosen, name) is not False}
    return sorted(names) + (["make_sloppy"] if options.deterministic is False else [])


def _needs_no_state(dataset: Any) -> bool:
    """Whether it comes from a distribution strategy, which copied it."""
    own = getattr(dataset, "needs_no_state", False)
    return own or any(map(_needs_no_state, dataset._inputs()))


def _captures_reference(dataset: Any) -> bool:
    """Whether one of the dataset's functions reads a reference variable."""

    def is_reference(tensor: Any) -> bool:
        return tensor.dtype._is_ref_dtype or any(map(is_reference, tensor.op.inputs))

    captured = (t for f in dataset._functions() for t in f.function.captured_inputs)
    return any(map(is_reference, captured)) or any(map(_captures_reference, dataset._inputs()))


@replaces("data.ops.iterator_ops:Iterator.get_next", "TensorFlow 2 colocates it with the iterator")
def get_next(self: Any, name: str | None = None) -> Any:
    self._get_next_call_count += 1
    if self._get_next_call_count > iterator_ops.GET_NEXT_CALL_WARNING_THRESHOLD:
        warnings.warn(iterator_ops.GET_NEXT_CALL_WARNING_MESSAGE, stacklevel=3)
    tensors = gen_dataset_ops.iterator_get_next(
        self._iterator_resource,
        output_types=self._flat_tensor_types,
        output_shapes=self._flat_tensor_shapes,
        name=name,
    )
    return structure.from_tensor_list(self._element_spec, tensors)


def _on_cpu(op: Any) -> Any:
    def make(*inputs: Any, **options: Any) -> Any:
        if in_graph() and iterator_ops._device_stack_is_empty():
            with ops.device("/cpu:0"):
                return op(*inputs, **options)
        return op(*inputs, **options)

    return make


_PLACED = "iterator_v2", "iterator_from_string_handle_v2", "make_iterator"
replaces_name(
    iterator_ops,
    "gen_dataset_ops",
    over(
        gen_dataset_ops,
        "gen_dataset_ops",
        **{name: _on_cpu(getattr(gen_dataset_ops, name)) for name in _PLACED},
    ),
    "1.15 put iterators that are initialized later on a CPU",
)
