"""The iterators of distribution strategies, which hand a dataset's elements to devices."""

from typing import Any

from tensorflow.python.data.experimental.ops import distribute
from tensorflow.python.data.ops import dataset_ops, options
from tensorflow.python.data.util import nest, structure, traverse
from tensorflow.python.framework import ops, tensor_shape
from tensorflow.python.ops import gen_experimental_dataset_ops

from tfv1.graphs.data.iterators import optimized, options_of
from tfv1.graphs.replacing import original, replaces

_MODULE = "data.ops.multi_device_iterator_ops"


class _Optimized(dataset_ops.UnaryUnchangedStructureDataset):
    """A dataset with the nodes that 1.15 put between it and its iterator."""

    def __init__(self, dataset: Any) -> None:
        self._input_dataset = dataset
        super().__init__(dataset, optimized(dataset))


@replaces(f"{_MODULE}:MultiDeviceIterator.__init__", "TensorFlow 2 optimizes without nodes")
def iterate_on_devices(
    self: object,
    dataset: object,
    devices: object,
    max_buffer_size: object = 1,
    prefetch_buffer_size: object = 1,
    source_device: object = "/cpu:0",
) -> None:
    sizes = max_buffer_size, prefetch_buffer_size
    original(iterate_on_devices)(self, _Optimized(dataset), devices, *sizes, source_device)


@replaces(f"{_MODULE}:_create_device_dataset", "1.15 did not optimize a device's dataset")
def _create_device_dataset(
    prototype_ds: object,
    incarnation_id: object,
    prefetch_buffer_size: object,
    experimental_slack: object,
) -> Any:
    arguments = prototype_ds, incarnation_id, prefetch_buffer_size, experimental_slack
    return _not_optimized(original(_create_device_dataset)(*arguments))


@replaces(
    "data.experimental.ops.prefetching_ops:copy_to_device",
    "1.15 did not optimize a device's dataset",
)
def copy_to_device(target_device: object, source_device: object = "/cpu:0") -> Any:
    copied = original(copy_to_device)(target_device, source_device)
    return lambda dataset: _not_optimized(copied(dataset))


def _not_optimized(dataset: Any) -> Any:
    chosen = options.Options()
    chosen.experimental_optimization.apply_default_optimizations = False
    chosen.autotune.enabled = False
    return dataset.with_options(chosen)


@replaces(
    "distribute.input_lib:DistributedDataset._create_cloned_datasets_from_dataset",
    "TensorFlow 2 serializes datasets to copy them",
)
def _create_cloned_datasets_from_dataset(
    self: Any,
    dataset: Any,
    input_context: object,
    input_workers: Any,
    strategy: object,
    num_replicas_in_sync: Any,
) -> None:
    if input_context:
        own = original(_create_cloned_datasets_from_dataset)
        own(self, dataset, input_context, input_workers, strategy, num_replicas_in_sync)
        return
    if num_replicas_in_sync:
        dataset = _Divided(dataset, num_replicas_in_sync).prefetch(num_replicas_in_sync)
    policy = options_of(dataset).experimental_distribute.auto_shard_policy
    workers = input_workers.worker_devices
    self._cloned_datasets = []
    for i, worker in enumerate(workers):
        with ops.device(worker):
            copy = _Copy(dataset).with_options(options_of(dataset))
            if policy != options.AutoShardPolicy.OFF:
                copy = distribute._AutoShardDataset(copy, len(workers), i)
            self._cloned_datasets.append(copy)


class _Divided(dataset_ops.UnaryDataset):
    """A dataset whose batches are divided among replicas."""

    def __init__(self, dataset: Any, replicas: int) -> None:
        def part(shape: Any) -> Any:
            if shape.rank is None:
                return shape
            size = shape.as_list()[0]
            known = size is not None and size % replicas == 0
            return tensor_shape.TensorShape([size // replicas if known else None, *shape[1:]])

        self._element_spec = structure.convert_legacy_structure(
            dataset_ops.get_legacy_output_types(dataset),
            nest.map_structure(part, dataset_ops.get_legacy_output_shapes(dataset)),
            dataset_ops.get_legacy_output_classes(dataset),
        )
        variant = gen_experimental_dataset_ops.rebatch_dataset(
            dataset._variant_tensor, num_replicas=replicas, **self._flat_structure
        )
        super().__init__(dataset, variant)

    @property
    def element_spec(self) -> Any:
        return self._element_spec


class _Copy(dataset_ops.DatasetSource):
    """A dataset of copies of all operations that make another."""

    needs_no_state = True

    def __init__(self, dataset: Any) -> None:
        self._element_spec = dataset.element_spec
        operations = set(traverse.obtain_all_variant_tensor_ops(dataset))
        copied = _copied(dataset._variant_tensor.op, operations)
        super().__init__(copied[dataset._variant_tensor.op].outputs[0])

    @property
    def element_spec(self) -> Any:
        return self._element_spec


def _copied(operation: Any, operations: set[Any]) -> dict[Any, Any]:
    """The copies of an operation and of those that it reads, as often as it reads them."""
    copies: dict[Any, Any] = {}
    # What 1.15's shuffle().repeat() read is the second input here.
    read = operation.inputs[1:] if operation.type == "PartitionedCall" else operation.inputs
    for tensor in read:
        if tensor.op in operations:
            copies.update(_copied(tensor.op, operations))
    inputs = [
        copies[tensor.op].outputs[0] if tensor.op in copies else tensor
        for tensor in operation.inputs
    ]
    copies[operation] = ops.get_default_graph().create_op(
        operation.type,
        inputs,
        [tensor.dtype for tensor in operation.outputs],
        name=operation.name,
        attrs=operation.node_def.attr,
        op_def=operation.op_def,
    )
    return copies
